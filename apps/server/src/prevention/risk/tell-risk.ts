import { explainGrading, gradeRisk, siteText, type GradingScheme, type RiskPoint } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../../db/scope.ts'
import { sendNotices } from '../../inbox/send-notice.ts'

/**
 * Tells the safety section of a risk whose level the scheme reports to it, once a grading. A school sees no account of
 * the bureau: the database names their ids and nothing else.
 */
export async function tellBureau(
  tx: Tx,
  point: RiskPoint,
  unitName: string,
  scheme: GradingScheme,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`select anlan_safety_desk() as id`.execute(tx)
  const grading = gradeRisk(scheme, point.residual, point.overrides)
  const why = grading.ok ? explainGrading(scheme, point.residual, grading.value) : { zh: '', en: '' }
  const site = siteText(point.site)
  await sendNotices(
    tx,
    rows.map(({ id }) => ({
      ...{ accountId: id, kind: 'risk', link: `/risks/${point.id}` },
      title: { zh: `${unitName}报告：${point.name}`, en: `${unitName} reports: ${point.name}` },
      body: {
        zh: site === '' ? why.zh : `${site}。${why.zh}`,
        en: site === '' ? why.en : `${site}. ${why.en}`,
      },
      dedupeKey: `risk ${point.id} ${point.revision}`,
    })),
  )
}
