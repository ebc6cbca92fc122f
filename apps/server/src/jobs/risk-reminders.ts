import { countOf, type Day, type SchemeName } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Notice } from '../inbox/send-notice.ts'
import { readSchemeInForce } from '../prevention/risk/scheme.queries.ts'

/** Whoever may grade a risk. */
const TOLD = ['principal', 'safety-officer'] as const

interface Due {
  readonly account_id: string
  readonly unit_id: string
  readonly points: number
  readonly measures: number
  /** The newest day among those that are due, empty where no day made them due: more coming to it is told again. */
  readonly newest: string
}

/**
 * Tells a school on a day how many of its risk points are to be graded anew and at how many of them measures are to be
 * looked at: once, and again when more comes to it.
 */
export async function remindOfRisks(tx: Tx, today: Day): Promise<Notice[]> {
  const { scheme } = await readSchemeInForce(tx)
  return (await listDue(tx, today, scheme)).flatMap(noticesOf)
}

async function listDue(tx: Tx, today: Day, inForce: SchemeName): Promise<Due[]> {
  const { rows } = await sql<Due>`
    with due as (
      select unit_id, count(*) filter (where regrading) as points, count(*) filter (where looking) as measures,
        max(greatest(case when regrading and review_on <= ${today}::date then review_on end,
          case when looking then measures_review_on end)) as newest
      from (select unit_id, review_on, measures_review_on,
          (review_on <= ${today}::date or regrade <> '[]' or scheme <> ${inForce.id}
            or scheme_version <> ${inForce.version}::int) as regrading,
          coalesce(measures_review_on <= ${today}::date, false) as looking
        from risk_points where retired_at is null) as points
      where regrading or looking group by unit_id)
    select accounts.id as account_id, due.unit_id, points, measures, coalesce(newest::text, '') as newest
    from due join accounts on accounts.unit_id = due.unit_id and accounts.disabled_at is null
      and accounts.role = any (${[...TOLD]})`.execute(tx)
  return rows
}

function noticesOf({ account_id, unit_id, points, measures, newest }: Due): Notice[] {
  const told = (
    what: string,
    query: string,
    title: Notice['title'],
    body: Notice['body'],
    count: number,
  ) => ({
    ...{ accountId: account_id, kind: 'due' as const, link: `/risks?unit=${unit_id}${query}`, title, body },
    dedupeKey: `risk ${what} ${unit_id} ${count} ${newest}`,
  })
  return [
    ...(points > 0
      ? [
          told(
            'grading',
            '&due=1',
            { zh: `${points}个风险点待复评`, en: `${countOf(points, 'risk point')} to be graded anew` },
            {
              zh: '到期、情况有变化、该处发现隐患，或评价方法已调整。请重新评价。',
              en: 'Their day has come, something changed, a hazard was found there, or the scheme changed. Please grade them anew.',
            },
            points,
          ),
        ]
      : []),
    ...(measures > 0
      ? [
          told(
            'measures',
            '&measures=1',
            {
              zh: `${measures}个风险点的管控措施待复核`,
              en: `Measures of ${countOf(measures, 'risk point')} to be looked at`,
            },
            {
              zh: '请到现场查看措施是否有效：有效的注明下次复核日期，失效的注明情况变化并重新评价。',
              en: 'Please look whether they hold: note the next day where they do, and a change where they do not.',
            },
            measures,
          ),
        ]
      : []),
  ]
}
