import { isTermDay, listEntered, toCalendar, type Day, type Occasion, type UnitProfile } from '@anlan/domain'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { Tx } from '../db/scope.ts'
import { TERMS } from '../drills/standards.queries.ts'
import { RULE_LIMITS } from './rule-limits.queries.ts'

/** No rule of a register looks further back for school days. */
const CALENDAR_FROM: Day = '2021-09-01'

/** When and by what a unit is judged: the county's calendar and its own numbers, the same for all of its units. */
export type CountyOccasion = Omit<Occasion, 'unit'> & {
  /** The same for two occasions by which everything is judged alike. */
  readonly key: string
}

/** The days somebody looks at on one morning. */
const MOST_KEPT = 32
const kept = new Map<string, CountyOccasion>()

/**
 * The occasion of a day. Five years of calendar are built once for a day and what the county has set, and not with each line
 * that somebody writes. It is kept by what it was made of and not by its revisions: a server may know several databases.
 */
export async function readOccasion(tx: Tx, today: Day): Promise<CountyOccasion> {
  const rows = await tx
    .selectFrom('settings')
    .select(['key', sql<string>`value::text`.as('text')])
    .where('key', 'in', [TERMS.key, RULE_LIMITS.key])
    .execute()
  const textOf = ({ key }: { readonly key: string }): string =>
    rows.find(row => row.key === key)?.text ?? '[]'
  const made = [today, textOf(TERMS), textOf(RULE_LIMITS)].join(' ')
  const known = kept.get(made)
  if (known) return known
  const years = TERMS.rows.parse(JSON.parse(textOf(TERMS)))
  const calendar = toCalendar(listEntered(years), CALENDAR_FROM, today)
  const occasion: CountyOccasion = {
    ...{ key: createHash('sha256').update(made).digest('base64url'), today },
    overrides: RULE_LIMITS.rows.parse(JSON.parse(textOf(RULE_LIMITS))),
    isSchoolDay: day => isTermDay(calendar, day),
  }
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(made, occasion)
  return occasion
}

const drawing = sql`hashtextextended('anlan standings are drawn', 0)`

/**
 * The occasion by which a standing is drawn that stays. Until this transaction ends nobody sets a number that holds today:
 * else a standing that he cannot see yet would stand by the old number for the rest of the day. Asked for after the areas
 * are held; it goes out as one packet, so that it costs no round trip of its own.
 */
export async function holdOccasion(tx: Tx, today: Day): Promise<CountyOccasion> {
  const [, occasion] = await Promise.all([
    sql`select pg_advisory_xact_lock_shared(${drawing})`.execute(tx),
    readOccasion(tx, today),
  ])
  return occasion
}

/** Waits until all that is being drawn is there to be seen; what is drawn later is drawn by what this transaction sets. */
export const awaitDrawn = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(${drawing})`.execute(tx)

export const occasionOf = (county: CountyOccasion, unit: UnitProfile): Occasion => ({ ...county, unit })
