import {
  err,
  formOf,
  listNotYet,
  ok,
  type EntryId,
  type Placed,
  type RegisterKey,
  type Result,
  type Unit,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Refusal, RefusalCode } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findEntries } from './entry.queries.ts'
import { holdOccasion } from './occasion.ts'
import { getRegister, type KeptEntry } from './registers.table.ts'
import { restand } from './restand.ts'
import { isRestricted } from './restricted.ts'
import { keepHistory, openBook, putBody, putRetired } from './write-entry.ts'

/** So many entries are changed together at most: a person looks at what he changes. */
export const MOST_ENTRIES = 500

type Body = Readonly<Record<string, unknown>>

interface Chosen {
  readonly register: RegisterKey
  /** Each with the revision the writer saw. */
  readonly entries: readonly { readonly id: EntryId; readonly revision: number }[]
}

/** An entry that stayed as it was, by its title, and why. */
export interface LeftEntry {
  readonly id: EntryId
  readonly title: string
  readonly code: RefusalCode
}

export interface ManyDone {
  readonly done: number
  readonly left: readonly LeftEntry[]
}

/** Writes the same values into many entries of a register. Only fields that are declared safe for it; null empties one. */
export async function changeMany(
  context: Context,
  { values, ...chosen }: Chosen & { readonly values: Body },
): Promise<Result<ManyDone, Refusal>> {
  const register = getRegister(chosen.register)
  const safe = new Set(formOf(register).flatMap(({ name, bulk }) => (bulk ? [name] : [])))
  if (Object.keys(values).some(name => !safe.has(name))) return err({ code: 'not-permitted' })
  return alterMany(context, register, chosen, {
    decide: before => {
      if (before.retiredAt !== null) return err('entry-as-it-is')
      const body = Object.entries({ ...before.entry, ...values }).filter(([, value]) => value !== null)
      const parsed = register.entry.safeParse(Object.fromEntries(body))
      if (!parsed.success) return err('entry-invalid')
      if (listNotYet(register, parsed.data, context.app.clock.today()).length > 0)
        return err('day-in-the-future')
      return isSame(register, parsed.data, before.entry) ? err('entry-as-it-is') : ok(parsed.data)
    },
    put: (tx, before, entry) => putBody(tx, context, register, before, entry),
  })
}

/** Takes many entries out of their register, or puts them back. */
export const retireMany = (
  context: Context,
  { retired, ...chosen }: Chosen & { readonly retired: boolean },
): Promise<Result<ManyDone, Refusal>> => {
  const register = getRegister(chosen.register)
  return alterMany(context, register, chosen, {
    decide: before => ((before.retiredAt !== null) === retired ? err('entry-as-it-is') : ok(before.entry)),
    put: (tx, before) => putRetired(tx, context, register, before, retired),
  })
}

const isSame = (register: Placed, a: Body, b: Body): boolean =>
  Object.keys(register.entry.shape).every(name => JSON.stringify(a[name]) === JSON.stringify(b[name]))

interface Work {
  readonly decide: (before: KeptEntry) => Result<Body, RefusalCode>
  readonly put: (tx: Tx, before: KeptEntry, entry: Body) => Promise<void>
}

/**
 * Many changes in one transaction: each entry by the revision its writer saw, each with its history and its line in the
 * record, and each school judged once. What cannot be changed stays as it was and is named; the rest is changed.
 */
function alterMany(
  context: Context,
  register: Placed,
  { entries }: Chosen,
  { decide, put }: Work,
): Promise<Result<ManyDone, Refusal>> {
  const { app, actor } = context
  // Of a restricted register each entry is opened, and so recorded, by itself.
  if (isRestricted(register)) return Promise.resolve(err({ code: 'not-permitted' }))
  return app.db.transaction(actor, async (tx): Promise<Result<ManyDone, Refusal>> => {
    const ids = [...new Set(entries.map(({ id }) => id))]
    const seen = await findEntries(tx, register, ids)
    const units = new Map<string, Result<Unit, Refusal>>()
    // In order, so that two who change the same schools' entries wait for each other and not both.
    for (const unitId of [...new Set(seen.map(each => each.unitId))].sort())
      units.set(unitId, await openBook(tx, context, register, unitId))
    const held = new Map((await findEntries(tx, register, ids, true)).map(each => [each.id, each]))
    const left: LeftEntry[] = []
    const changes: { before: KeptEntry; entry: Body }[] = []
    for (const { id, revision } of new Map(entries.map(each => [each.id, each])).values()) {
      const before = held.get(id)
      const unit = before && units.get(before.unitId)
      const leave = (code: RefusalCode) =>
        left.push({ id, title: before ? titleOf(register, before) : '', code })
      if (!before || !unit) leave('not-found')
      else if (!unit.ok) leave(unit.error.code)
      else if (before.unread !== null) leave('entry-unread')
      else if (before.revision !== revision) leave('stale-revision')
      else {
        const decision = decide(before)
        if (decision.ok) changes.push({ before, entry: decision.value })
        else leave(decision.error)
      }
    }
    if (changes.length === 0) return ok({ done: 0, left })
    await keepHistory(
      tx,
      context,
      changes.map(({ before }) => before.id),
    )
    for (const { before, entry } of changes) await put(tx, before, entry)
    const county = await holdOccasion(tx, app.clock.today())
    for (const unitId of new Set(changes.map(({ before }) => before.unitId))) {
      const unit = units.get(unitId)
      if (unit?.ok) await restand(tx, register, unit.value, county)
    }
    return ok({ done: changes.length, left })
  })
}

function titleOf(register: Placed, { entry }: KeptEntry): string {
  const value = entry[register.summary[0] ?? '']
  return typeof value === 'string' ? value : ''
}
