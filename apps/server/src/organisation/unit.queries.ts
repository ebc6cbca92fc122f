import {
  OPEN_ASSIGNMENT_STATES,
  SETTLED_HAZARD_STATES,
  type Unit,
  type UnitId,
  type UnitRemains,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { toUnit } from './organisation.table.ts'

export type KeptUnit = Unit & { readonly revision: number }

/** The unit, or nothing. Units are no secret inside the county; who may change one is the verb's business. */
export async function findUnit(tx: Tx, id: UnitId): Promise<KeptUnit | undefined> {
  const row = await tx.selectFrom('units').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...toUnit(row), revision: row.revision }
}

/** Every unit of the county in the order of its making. */
export async function listUnits(tx: Tx): Promise<KeptUnit[]> {
  const rows = await tx.selectFrom('units').selectAll().orderBy('ordinal').execute()
  return rows.map(row => ({ ...toUnit(row), revision: row.revision }))
}

export type UnitRow = Pick<
  KeptUnit,
  'id' | 'kind' | 'name' | 'shortName' | 'parentId' | 'township' | 'pupils' | 'openUntil'
> & {
  /** People who can sign in. */
  readonly people: number
}

/** The units of a scope, flat; the reader's page makes the tree of it. */
export async function listUnitRows(tx: Tx, units: readonly UnitId[] | 'county'): Promise<UnitRow[]> {
  let query = tx
    .selectFrom('units')
    .select(['id', 'kind', 'name', 'short_name', 'parent_id', 'township', 'pupils', 'open_until'])
    .select(eb =>
      eb
        .selectFrom('accounts')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('accounts.unit_id', '=', 'units.id')
        .where('accounts.disabled_at', 'is', null)
        .as('people'),
    )
    .orderBy('ordinal')
  if (units !== 'county') query = query.where('id', 'in', units)
  return (await query.execute()).map(row => ({
    ...{ id: row.id as UnitId, kind: row.kind, name: row.name, shortName: row.short_name },
    ...{ parentId: row.parent_id as UnitId | null, township: row.township, pupils: row.pupils },
    ...{ openUntil: row.open_until, people: row.people ?? 0 },
  }))
}

export type OpenWork = UnitRemains & { readonly assignments: number; readonly hazards: number }

/** What still holds a unit open: units below, people, and work that somebody waits for. */
export async function countRemains(tx: Tx, id: UnitId): Promise<OpenWork> {
  const count = sql<number>`count(*)`.as('count')
  const [below, people, assignments, hazards] = await Promise.all([
    tx
      .selectFrom('units')
      .select(count)
      .where('parent_id', '=', id)
      .where('open_until', 'is', null)
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('accounts')
      .select(count)
      .where('unit_id', '=', id)
      .where('disabled_at', 'is', null)
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('assignments')
      .innerJoin('campaigns', 'campaigns.id', 'assignments.campaign_id')
      .select(count)
      .where('unit_id', '=', id)
      .where('assignments.state', 'in', OPEN_ASSIGNMENT_STATES)
      .where('campaigns.state', 'in', ['running', 'suspended'])
      .executeTakeFirstOrThrow(),
    tx
      .selectFrom('hazards')
      .select(count)
      .where('unit_id', '=', id)
      .where('state', 'not in', SETTLED_HAZARD_STATES)
      .executeTakeFirstOrThrow(),
  ])
  return {
    ...{ openUnitsBelow: below.count, people: people.count },
    ...{ assignments: assignments.count, hazards: hazards.count },
    openWork: assignments.count + hazards.count,
  }
}

/** True when a working unit other than `except` has the name: two of one name cannot be told apart in a list. */
export async function isNameTaken(tx: Tx, name: string, except: UnitId | null): Promise<boolean> {
  let query = tx.selectFrom('units').select('id').where('name', '=', name).where('open_until', 'is', null)
  if (except !== null) query = query.where('id', '<>', except)
  return (await query.executeTakeFirst()) !== undefined
}

/** The county's townships in the order of their codes. */
export const listTownships = (tx: Tx) => tx.selectFrom('townships').selectAll().orderBy('code').execute()

/** True when the county has a township of that code; having none is always fine. */
export async function hasTownship(tx: Tx, code: string | null): Promise<boolean> {
  if (code === null) return true
  const found = await tx.selectFrom('townships').select('code').where('code', '=', code).executeTakeFirst()
  return found !== undefined
}
