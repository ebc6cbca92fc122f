import {
  INDICATORS,
  listEvents,
  COUNTY_SUMMARY_FLOW,
  piecesOf,
  placesToFillIn,
  sayText,
  type ChangedFigure,
  type CountySummaryEvent,
  type CountySummaryState,
  type GatheringState,
  type Instant,
  type Rate,
  type SummaryPart,
  type SummarySection,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { RateLists } from '../indicators/counter.ts'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import type { Context } from '../trpc.ts'
import type { CountyOccasion } from './county-summary.ts'
import { readCountyFigures } from './gather-county.ts'
import { findOccasion, RECEIVED } from './summary.queries.ts'
import { figureLists } from './unit-figures.ts'

/** How the schools of a township stood when they were gathered. */
export interface TownshipStand {
  readonly township: string | null
  readonly owed: number
  readonly accepted: number
  readonly submitted: number
  readonly missing: number
  readonly late: number
}

export interface CountySummaryView {
  readonly campaign: { readonly title: string; readonly phase: string | null }
  /** Null where nobody has gathered yet. */
  readonly summary: {
    readonly id: string
    readonly state: CountySummaryState
    readonly title: string
    readonly sections: readonly SummarySection[]
    readonly takenAt: Instant | null
    readonly gathering: GatheringState
    readonly gathered: number
    readonly toGather: number
    readonly startedByName: string
    readonly documentNumber: string | null
    readonly signedByName: string | null
    readonly signedAt: Instant | null
    /** Why figures that had changed by then stand as they were. */
    readonly standing: string | null
    readonly changed: readonly ChangedFigure[]
    readonly revision: number
  } | null
  readonly townships: readonly TownshipStand[]
  readonly figures: readonly (Rate & { readonly indicator: string })[]
  readonly lists: Readonly<Record<string, RateLists>>
  readonly events: readonly CountySummaryEvent[]
}

/** The county's summary of a phase or campaign, with what it was gathered from. */
export function getCountySummary(context: Context, of: CountyOccasion): Promise<CountySummaryView | null> {
  const { app, actor } = context
  return app.db.read(actor, async (tx): Promise<CountySummaryView | null> => {
    const [occasion, row] = await Promise.all([
      findOccasion(tx, of.campaignId, of.phaseId),
      tx
        .selectFrom('county_summaries')
        .selectAll()
        .where('campaign_id', '=', of.campaignId)
        .where(sql<boolean>`phase_id is not distinct from ${of.phaseId}::uuid`)
        .executeTakeFirst(),
    ])
    if (!occasion) return null
    const [townships, figures] = row
      ? await Promise.all([listTownships(tx, row.id), readCountyFigures(tx, row.id)])
      : [[], new Map<string, Rate>()]
    return {
      campaign: { title: occasion.title, phase: occasion.phase },
      summary: row
        ? {
            ...{ id: row.id, state: row.state, title: row.title, sections: row.sections },
            ...{ takenAt: row.taken_at, gathering: row.gathering, gathered: row.gathered },
            ...{ toGather: row.to_gather, startedByName: row.started_by_name },
            ...{ documentNumber: row.document_number, signedByName: row.signed_by_name },
            ...{ signedAt: row.signed_at, revision: row.revision },
            ...{ standing: row.standing, changed: row.changed },
          }
        : null,
      townships,
      figures: INDICATORS.flatMap(({ id: indicator }) => {
        const rate = figures.get(indicator)
        return rate ? [{ indicator, ...rate }] : []
      }),
      lists: figureLists(figures.keys(), of.campaignId, null),
      events: listEvents<CountySummaryState, CountySummaryEvent>(
        COUNTY_SUMMARY_FLOW,
        row?.state ?? 'draft',
        actor.role,
      ),
    }
  })
}

/** The schools by township, as they were gathered; those of no township first. */
export async function listTownships(tx: Tx, id: string): Promise<TownshipStand[]> {
  const { rows } = await sql<TownshipStand>`
    select townships.name as township, count(*)::int as owed,
      count(*) filter (where standing = 'accepted')::int as accepted,
      count(*) filter (where standing = 'submitted')::int as submitted,
      count(*) filter (where standing = 'missing')::int as missing,
      count(*) filter (where days_late > 0)::int as late
    from county_summary_units units left join townships on townships.code = units.township
    where county_summary_id = ${id}
    group by townships.name order by townships.name collate "zh-x-icu" nulls first`.execute(tx)
  return rows
}

export interface SchoolSentences {
  readonly unit: string
  readonly sentences: readonly string[]
}

/** What schools wrote in a part of the summaries they handed in, sentence by sentence, to be taken over from. */
export async function listSentences(
  tx: Tx,
  { campaignId, phaseId }: CountyOccasion,
  part: SummaryPart,
  paging: Paging,
): Promise<Page<SchoolSentences>> {
  const { rows } = await sql<{ unit: string; section: SummarySection; total: number }>`
    select units.name as unit, section, count(*) over ()::int as total
    from summaries
    join lateral (select sections from summary_versions where summary_id = summaries.id
      order by version desc limit 1) last on true
    join lateral jsonb_array_elements(last.sections) section on section ->> 'part' = ${part}
    join units on units.id = summaries.unit_id
    where campaign_id = ${campaignId} and phase_id is not distinct from ${phaseId}::uuid
      and (state = 'submitted' or state in ${RECEIVED}) and section ->> 'text' <> ''
    order by units.name collate "zh-x-icu", units.id
    limit ${paging.pageSize} offset ${offsetOf(paging)}`.execute(tx)
  return {
    rows: rows.map(({ unit, section }) => ({ unit, sentences: sentencesOf(section) })),
    ...{ total: rows[0]?.total ?? 0, page: paging.page, pageSize: paging.pageSize },
  }
}

/** Whole sentences in a school's own words: one with a figure is no use in another's text. */
const sentencesOf = ({ text, figures }: SummarySection): string[] =>
  text
    .split(/(?<=[。！？\n])/)
    .filter(sentence => piecesOf(sentence).every(({ kind }) => kind === 'words'))
    .filter(sentence => placesToFillIn(sentence).length === 0)
    .map(sentence => sayText(sentence, figures).trim())
    .filter(sentence => sentence.length > 3)
