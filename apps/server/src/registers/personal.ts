import {
  COVER,
  err,
  maskEntry,
  may,
  ok,
  personalFields,
  readsPersonal,
  type Actor,
  type EntryId,
  type Placed,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import type { AskedFilter, EntryFilter } from './entry-filter.ts'
import type { EntrySort } from './entry-order.ts'
import { findEntry } from './entry.queries.ts'
import { getRegister } from './registers.table.ts'

type Body = Readonly<Record<string, unknown>>

/** True when somebody sees a register's personal fields masked. */
export const isMasked = (actor: Actor, register: Placed): boolean =>
  !readsPersonal(actor, register) && personalFields(register).length > 0

/** An entry's body as the reader may see it. */
export const bodyFor = (actor: Actor, register: Placed, body: Body): Body =>
  isMasked(actor, register) ? maskEntry(register, body) : body

/** What is asked of a register by a reader: within his units, and without what would let him guess the fields he sees masked. */
export function askFor(
  actor: Actor,
  register: Placed,
  asked: { readonly filter: EntryFilter; readonly sort: EntrySort },
): { filter: AskedFilter; sort: EntrySort } {
  const { sort } = asked
  const filter = {
    ...asked.filter,
    ...(actor.scope.kind === 'units' && { within: actor.scope.units }),
  }
  if (!isMasked(actor, register)) return { filter, sort }
  const hidden = personalFields(register)
  return {
    filter: {
      ...filter,
      fields: without(hidden, filter.fields),
      ranges: without(hidden, filter.ranges),
      texts: without(hidden, filter.texts),
      unsearched: hidden,
    },
    sort: hidden.includes(sort.by) ? { ...sort, by: 'recordedAt' } : sort,
  }
}

type ByField<Value> = Readonly<Record<string, Value>>

const without = <Value>(
  hidden: readonly string[],
  values: ByField<Value> | undefined,
): Record<string, Value> | undefined =>
  values && Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.includes(name)))

/** A filter as the record tells it: what somebody looked for among what is personal is a name as well. */
export function tellFilter(register: Placed, filter: EntryFilter): ByField<unknown> {
  const hidden = personalFields(register)
  if (hidden.length === 0) return filter
  const cover = (values: ByField<unknown>): ByField<unknown> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, hidden.includes(name) ? COVER : value]),
    )
  const { fields, ranges, texts, search } = filter
  return {
    ...filter,
    ...(fields && { fields: maskEntry(register, fields) }),
    ...(ranges && { ranges: cover(ranges) }),
    ...(texts && { texts: cover(texts) }),
    ...(search !== undefined && { search: COVER }),
  }
}

/** Shows one entry's personal fields in full to somebody who has to know them, and says so in the record. */
export const revealEntry = (context: Context, id: EntryId): Promise<Result<Body, Refusal>> =>
  context.app.db.transaction(context.actor, async (tx): Promise<Result<Body, Refusal>> => {
    const { actor } = context
    const entry = await findEntry(tx, id)
    if (!entry) return err({ code: 'not-found' })
    const register = getRegister(entry.register)
    if (!may(actor, register.permissions.read, entry.unitId)) return err({ code: 'not-found' })
    if (!may(actor, 'register.reveal-personal', entry.unitId)) return err({ code: 'not-permitted' })
    await recordAudit(tx, context, {
      ...{ action: 'entry.reveal', subject: { kind: 'entry', id }, unitId: entry.unitId },
      after: { register: register.key },
    })
    return ok(entry.entry)
  })
