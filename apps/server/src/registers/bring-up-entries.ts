import { readEntry, REGISTERS, type AreaId, type EntryId, type Placed, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { holdOlder, listUnitsWithOlder, type OlderEntry } from './older-entries.queries.ts'
import { putBodies } from './put-bodies.ts'
import { holdArea } from './restand.ts'
import { showRestricted } from './restricted.ts'
import { keepHistory } from './write-entry.ts'

/** So many entries are rewritten in one transaction: whoever writes in the same book waits no longer than for these. */
const BATCH = 200

/** How many entries were rewritten, and how many stay as they are because they do not read. */
export interface BroughtUp {
  readonly broughtUp: number
  readonly unfit: number
}

type Work = Pick<App, 'db' | 'clock' | 'log'>

/**
 * Rewrites every entry of an earlier version to the shape its register has today, so that filters, orders, searches and the
 * identity by which a table is imported find it. What was recorded stays in the entry's history, word for word. How far the
 * work is stands in the entries themselves: ended half way, by whatever, the next run goes on, and two servers at once do it
 * once. Entries of a version newer than this server's are none of its business.
 */
export async function bringUpEntries(app: Work): Promise<BroughtUp> {
  const total = { broughtUp: 0, unfit: 0 }
  for (const register of REGISTERS.filter(({ version }) => version > 1)) {
    const done = await bringUpRegister(app, register)
    total.broughtUp += done.broughtUp
    total.unfit += done.unfit
  }
  return total
}

async function bringUpRegister(app: Work, register: Placed): Promise<BroughtUp> {
  const units = await app.db.transaction(SYSTEM, async tx => {
    await showRestricted(tx)
    return listUnitsWithOlder(tx, register)
  })
  const total = { broughtUp: 0, unfit: 0 }
  for (const unitId of units)
    for (let after: EntryId | null = null; ;) {
      // Whoever is served besides has his turn after each.
      await setImmediate()
      const batch: Batch = await bringUpSome(app, register, unitId, after)
      total.broughtUp += batch.broughtUp
      total.unfit += batch.unfit
      if (batch.last === null) break
      after = batch.last
    }
  await recordWhatIsDone(app, register, total.unfit)
  if (total.unfit > 0)
    app.log.warn({ register: register.key, ...total }, 'entries of an earlier version do not read and stay')
  return total
}

interface Batch extends BroughtUp {
  /** The last entry looked at; null when there were no more. */
  readonly last: EntryId | null
}

const bringUpSome = (app: Work, register: Placed, unitId: UnitId, after: EntryId | null): Promise<Batch> =>
  app.db.unrecorded(SYSTEM, 'entries-brought-up', async tx => {
    await showRestricted(tx)
    await holdArea(tx, unitId, register.area as AreaId)
    const older = await holdOlder(tx, register, unitId, after, BATCH)
    const read = older.flatMap(each => {
      const entry = readEntry(register, each.body, each.version)
      return entry.ok ? [{ ...each, entry: entry.value as Readonly<Record<string, unknown>> }] : []
    })
    if (read.length > 0) {
      const now = app.clock.now()
      const ids = read.map(({ id }) => id)
      await keepHistory(tx, { actor: SYSTEM, now }, ids, true)
      await putBodies(tx, register, now, read)
      if (read.some(each => isOfAnotherDay(register, each))) await markStale(tx, register, unitId)
    }
    return {
      ...{ broughtUp: read.length, unfit: older.length - read.length },
      last: older.length < BATCH ? null : (older.at(-1)?.id ?? null),
    }
  })

/** A log's line may say its day in another field than before. */
const isOfAnotherDay = (
  register: Placed,
  { entry, happened_on }: Pick<OlderEntry, 'happened_on'> & { readonly entry: Record<string, unknown> },
): boolean => register.happenedOn !== null && entry[register.happenedOn] !== happened_on

/** What was judged by the days of before is drawn anew with the standings of another day. */
const markStale = (tx: Tx, register: Placed, unitId: UnitId): Promise<unknown> =>
  sql`update register_standings set day = day - 1
    where unit_id = ${unitId} and area = ${register.area}`.execute(tx)

/**
 * One line of the record for a register, once its entries are through: it counts those of which no line tells yet, so that
 * a server that died before it wrote one is made up for by the next.
 */
const recordWhatIsDone = (app: Work, register: Placed, unfit: number): Promise<void> =>
  app.db.transaction(SYSTEM, async tx => {
    await showRestricted(tx)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`bring-up ${register.key}`}, 0))`.execute(tx)
    const { rows } = await sql<{ untold: number }>`
      select ((select count(*) from register_history where register = ${register.key} and brought_up)
        - (select coalesce(sum((after ->> 'broughtUp')::int), 0) from audit_events
           where action = 'entry.bring-up' and subject_id = ${register.key}))::int as untold`.execute(tx)
    const broughtUp = rows[0]?.untold ?? 0
    if (broughtUp === 0) return
    await recordAudit(
      tx,
      { actor: SYSTEM, now: app.clock.now(), requestId: null },
      {
        ...{ action: 'entry.bring-up', subject: { kind: 'register', id: register.key }, unitId: null },
        after: { register: register.key, broughtUp, unfit },
      },
    )
  })
