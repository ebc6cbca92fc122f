import {
  listTeam,
  partsOf,
  RoundKind,
  type AccountId,
  type Actor,
  type Day,
  type Draw,
  type Round,
  type RoundId,
  type TeamPart,
  type UnitId,
  type VisitId,
  type VisitState,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../db/scope.ts'
import { readPage, TOTAL, type Page, type Paging } from '../paging.ts'
import { toDraw, toRound } from './rounds.table.ts'

export const RoundFilter = z.object({ kind: RoundKind.optional() })
export type RoundFilter = z.infer<typeof RoundFilter>

export interface RoundRow {
  readonly id: RoundId
  readonly kind: RoundKind
  readonly title: string
  readonly from: Day
  readonly until: Day
  readonly plannedByName: string
  readonly visits: number
  /** Visits that were made and signed, or are done with otherwise. */
  readonly settled: number
}

/** One page of the rounds within the scope, the newest first, with how many of their visits that the reader sees are done. */
export async function listRounds(tx: Tx, filter: RoundFilter, paging: Paging): Promise<Page<RoundRow>> {
  let found = tx.selectFrom('inspection_rounds')
  if (filter.kind) found = found.where('kind', '=', filter.kind)
  return readPage(
    paging,
    found
      .select(['id', 'kind', 'title', 'from_on', 'until_on', 'planned_by_name'])
      .select(eb => [
        eb
          .selectFrom('inspection_visits')
          .select(sql<number>`count(*)`.as('count'))
          .whereRef('round_id', '=', 'inspection_rounds.id')
          .as('visits'),
        eb
          .selectFrom('inspection_visits')
          .select(sql<number>`count(*)`.as('count'))
          .whereRef('round_id', '=', 'inspection_rounds.id')
          .where('state', 'in', ['signed', 'closed', 'cancelled'])
          .as('settled'),
      ])
      .orderBy('planned_at', 'desc')
      .orderBy('id', 'desc'),
    found.select(TOTAL),
    row => ({
      ...{ id: row.id as RoundId, kind: row.kind, title: row.title, from: row.from_on, until: row.until_on },
      ...{ plannedByName: row.planned_by_name, visits: row.visits ?? 0, settled: row.settled ?? 0 },
    }),
  )
}

/** The round within the scope, or nothing. */
export async function findRound(tx: Tx, id: RoundId): Promise<Round | undefined> {
  const row = await tx.selectFrom('inspection_rounds').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toRound(row)
}

export interface Teammate {
  readonly id: AccountId
  readonly name: string
  readonly parts: readonly TeamPart[]
}

/** The team of a round, with the names its people had when it was planned. */
export async function listTeammates(tx: Tx, { id, team }: Round): Promise<Teammate[]> {
  const row = await tx
    .selectFrom('inspection_rounds')
    .select('names')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return listTeam(team).map(each => ({
    ...{ id: each, name: row.names[each] ?? '', parts: partsOf(team, each) },
  }))
}

/** The draw a round came from, for whoever may see all of it. */
export async function findDraw(tx: Tx, id: RoundId): Promise<Draw | null> {
  const row = await tx
    .selectFrom('inspection_draws')
    .selectAll()
    .where('round_id', '=', id)
    .executeTakeFirst()
  return row ? toDraw(row) : null
}

export interface RoundVisit {
  readonly id: VisitId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly state: VisitState
  readonly arrivedAt: string | null
}

/** The visits of a round that the reader sees, by the names of their schools. */
export async function listRoundVisits(tx: Tx, id: RoundId): Promise<RoundVisit[]> {
  const rows = await tx
    .selectFrom('inspection_visits')
    .innerJoin('units', 'units.id', 'inspection_visits.unit_id')
    .select(['inspection_visits.id', 'units.id as unit_id', 'units.name', 'state', 'arrived_at'])
    .where('round_id', '=', id)
    .orderBy(sql`units.name collate "zh-x-icu"`)
    .execute()
  return rows.map(row => ({
    ...{ id: row.id as VisitId, unit: { id: row.unit_id as UnitId, name: row.name } },
    ...{ state: row.state, arrivedAt: row.arrived_at },
  }))
}

export interface Person {
  readonly id: AccountId
  readonly name: string
  readonly role: Actor['role']
  readonly unitId: UnitId
  readonly unitName: string
}

/** People by their ids, as far as the scope shows them: their names are read where they stand, not where they stood. */
export async function listPeople(tx: Tx, ids: readonly string[]): Promise<Person[]> {
  const rows = await peopleOf(tx)
    .where('accounts.id', 'in', [...new Set(ids)])
    .execute()
  return rows.map(toPerson)
}

/** Whoever can sign in and has one of the roles. */
export async function listTeamCandidates(tx: Tx, roles: readonly Actor['role'][]): Promise<Person[]> {
  const rows = await peopleOf(tx)
    .where('accounts.role', 'in', roles)
    .where('accounts.disabled_at', 'is', null)
    .orderBy('units.ordinal')
    .orderBy(sql`accounts.name collate "zh-x-icu"`)
    .execute()
  return rows.map(toPerson)
}

const peopleOf = (tx: Tx) =>
  tx
    .selectFrom('accounts')
    .innerJoin('units', 'units.id', 'accounts.unit_id')
    .select(['accounts.id', 'accounts.name', 'accounts.role', 'accounts.unit_id', 'units.name as unit_name'])

const toPerson = (row: {
  id: string
  name: string
  role: Actor['role']
  unit_id: string
  unit_name: string
}): Person => ({
  ...{ id: row.id as AccountId, name: row.name, role: row.role },
  ...{ unitId: row.unit_id as UnitId, unitName: row.unit_name },
})
