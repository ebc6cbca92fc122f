import {
  err,
  ok,
  SummaryId,
  writeSummaryPaper,
  type OfficialPaper,
  type SummarySection,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { PaperSource } from '../papers/paper-source.ts'
import { listTownships } from './get-county-summary.ts'
import { getSummary } from './get-summary.ts'

const SAMPLE: readonly SummarySection[] = [
  {
    ...{ part: 'hazards', heading: '一、风险隐患排查整治' },
    text: '共登记并核实隐患{{hazards-closed:all}}条，已整改销号{{hazards-closed:done}}条，隐患整改率{{hazards-closed}}。',
    figures: [{ indicator: 'hazards-closed', numerator: 11, denominator: 12 }],
  },
]
const sampleOf = (
  person: string,
  issuer: string,
  table: readonly (readonly string[])[] | null,
): OfficialPaper =>
  writeSummaryPaper({
    ...{ title: '校园安全专项行动工作总结', issuer, signedAt: '2026-12-18T02:00:00.000Z', table },
    number: table ? '安教发〔2026〕31号' : '镇小发〔2026〕18号',
    sections: [
      ...SAMPLE,
      { part: 'next', heading: '二、下一步打算', text: `由${person}牵头，逐项整改。`, figures: [] },
    ],
  })

/** A school's summary as it was handed in last; a draft has no paper. */
export const SUMMARY_PAPER: PaperSource = {
  permission: 'summary.read',
  async load(context, id) {
    const parsed = SummaryId.safeParse(id)
    const found = parsed.success ? await getSummary(context, parsed.data) : null
    const last = found?.ok ? found.value.versions.at(-1) : undefined
    if (!found?.ok || !last) return err({ code: 'not-found' })
    const paper = writeSummaryPaper({
      ...{ title: last.title, sections: last.sections, issuer: found.value.unit.name },
      ...{ signedAt: last.signedAt, number: last.documentNumber, table: null },
    })
    return ok({ paper, unitId: found.value.summary.unitId, wentOut: true })
  },
  sample: person => sampleOf(person, '青禾镇中心小学', null),
}

/** The county's summary, with how the schools of each township stood; a draft until it is signed. */
export const COUNTY_SUMMARY_PAPER: PaperSource = {
  permission: 'county-summary.read',
  load: (context, id) =>
    context.app.db.read(context.actor, async tx => {
      const row = /^[0-9a-f-]{36}$/.test(id)
        ? await tx.selectFrom('county_summaries').selectAll().where('id', '=', id).executeTakeFirst()
        : undefined
      const bureau = await findBureau(tx)
      if (!row || !bureau || row.sections.length === 0) return err({ code: 'not-found' } as const)
      const townships = await listTownships(tx, row.id)
      const table = townships.map(each => [
        each.township ?? '县直',
        ...[each.owed, each.accepted, each.submitted, each.missing, each.late].map(String),
      ])
      const paper = writeSummaryPaper({
        ...{ title: row.title, sections: row.sections, issuer: bureau.name, table },
        ...{ signedAt: row.signed_at, number: row.document_number },
      })
      return ok({ paper, unitId: bureau.id as UnitId, wentOut: row.state === 'signed' })
    }),
  sample: person => sampleOf(person, '安澜县教育局', [['青禾镇', '12', '10', '1', '1', '2']]),
}

const findBureau = (tx: Tx) =>
  tx.selectFrom('units').select(['id', 'name']).where('kind', '=', 'bureau').executeTakeFirst()
