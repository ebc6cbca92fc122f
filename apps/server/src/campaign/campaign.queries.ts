import {
  completionOf,
  EMPTY_PROGRESS,
  phaseOn,
  phaseStanding,
  type Campaign,
  type CampaignDraft,
  type CampaignId,
  type CampaignState,
  type Day,
  type Gate,
  type Instant,
  type Phase,
  type PhaseKind,
  type PhaseStanding,
  type Progress,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { offsetOf, type Page, type Paging } from '../paging.ts'
import { CAMPAIGN_COLUMNS, toCampaign, toPhase } from './campaign.table.ts'
import { countGates, gatesWith } from './gates.queries.ts'
import { countCampaign } from './progress.queries.ts'

export interface CampaignRow {
  readonly id: CampaignId
  readonly title: string
  readonly year: number | null
  readonly state: CampaignState
  readonly from: Day | null
  readonly to: Day | null
  /** The phase the calendar says today belongs to. */
  readonly phase: { readonly name: string; readonly kind: PhaseKind } | null
  readonly completion: { readonly done: number; readonly owed: number }
}

/** One page of the campaigns the reader may see, newest first: drafts for the bureau, dispatched ones for all. */
export async function listCampaigns(
  tx: Tx,
  filter: { readonly state?: readonly CampaignState[] | undefined },
  paging: Paging,
  today: Day,
): Promise<Page<CampaignRow>> {
  let query = tx.selectFrom('campaigns')
  if (filter.state && filter.state.length > 0) query = query.where('campaigns.state', 'in', filter.state)
  const [rows, { count }] = await Promise.all([
    query
      .select(CAMPAIGN_COLUMNS)
      .orderBy('campaigns.created_at', 'desc')
      .orderBy('campaigns.id', 'desc')
      .limit(paging.pageSize)
      .offset(offsetOf(paging))
      .execute(),
    query.select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
  ])
  const ids = rows.map(row => row.id)
  const [phases, completion] = await Promise.all([phasesOf(tx, ids), completionsOf(tx, ids)])
  const shown = rows.map(toCampaign).map(({ id, title, year, state, from, to }) => {
    const phase = state === 'running' ? phaseOn(phases.get(id) ?? [], today) : null
    return {
      ...{ id, title, year, state, from, to },
      phase: phase && { name: phase.name, kind: phase.kind },
      completion: completion.get(id) ?? { done: 0, owed: 0 },
    }
  })
  return { rows: shown, total: count, page: paging.page, pageSize: paging.pageSize }
}

/** The phases of several campaigns, each in its own order. */
export async function phasesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Phase[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('phases')
    .selectAll()
    .where('campaign_id', 'in', ids)
    .orderBy('ordinal')
    .execute()
  const grouped = Map.groupBy(rows, row => row.campaign_id)
  return new Map([...grouped].map(([id, phases]) => [id, phases.map(toPhase)]))
}

async function completionsOf(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { done: number; owed: number }>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('assignments')
    .select('campaign_id')
    .select(sql<number>`count(*) filter (where state = 'accepted')`.as('done'))
    .select(sql<number>`count(*) filter (where state <> 'excused')`.as('owed'))
    .where('campaign_id', 'in', ids)
    .groupBy('campaign_id')
    .execute()
  return new Map(rows.map(({ campaign_id, done, owed }) => [campaign_id, { done, owed }]))
}

export type CampaignDetail = Campaign & {
  readonly phases: (Phase & { readonly standing: PhaseStanding; readonly gates: Gate[] })[]
  readonly revision: number
  readonly dispatchedAt: Instant | null
  /** Why it was last suspended, reopened or discarded. */
  readonly reason: string | null
  readonly counts: Progress
  /** Accepted over owed; null when nothing is owed. */
  readonly completion: number | null
}

/** A campaign with its phases on a day and their gates counted from the facts in the scope. */
export async function findCampaignDetail(
  tx: Tx,
  id: CampaignId,
  today: Day,
): Promise<CampaignDetail | undefined> {
  const row = await tx
    .selectFrom('campaigns')
    .select(CAMPAIGN_COLUMNS)
    .select(['revision', 'dispatched_at', 'reason', 'draft'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const dispatched = row.dispatched_at !== null
  const [stored, gates, counts] = await Promise.all([
    phasesOf(tx, [id]),
    countGates(tx, id),
    dispatched ? countCampaign(tx, id, today) : EMPTY_PROGRESS,
  ])
  const phases = dispatched ? (stored.get(id) ?? []) : (row.draft?.phases ?? [])
  return {
    ...toCampaign(row),
    phases: phases.map(phase => ({
      ...phase,
      standing: phaseStanding(phases, phase, today),
      gates: dispatched ? gatesWith(gates, phase.kind) : [],
    })),
    ...{ revision: row.revision, dispatchedAt: row.dispatched_at, reason: row.reason },
    ...{ counts, completion: completionOf(counts) },
  }
}

export interface LockedCampaign {
  readonly campaign: Campaign
  readonly revision: number
  readonly draft: CampaignDraft | null
  readonly documentId: string | null
}

/** The campaign with its draft, locked until the transaction ends, or nothing. */
export async function findCampaignForUpdate(tx: Tx, id: CampaignId): Promise<LockedCampaign | undefined> {
  const row = await tx
    .selectFrom('campaigns')
    .select(CAMPAIGN_COLUMNS)
    .select(['revision', 'draft', 'document_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return (
    row && {
      ...{ campaign: toCampaign(row), revision: row.revision },
      ...{ draft: row.draft, documentId: row.document_id },
    }
  )
}
