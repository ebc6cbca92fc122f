import {
  bindsUnit,
  dayOf,
  err,
  type FileId,
  formOf,
  listNotYet,
  maskEntry,
  may,
  ok,
  type Day,
  type EntryId,
  type NewEntry,
  type Placed,
  type Result,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { newId } from '../ids.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findEntry } from './entry.queries.ts'
import { holdOccasion } from './occasion.ts'
import { getRegister, identityOf, type KeptEntry } from './registers.table.ts'
import { holdArea, restand } from './restand.ts'
import { isRestricted, readsRestricted, showRestricted } from './restricted.ts'

type Body = Readonly<Record<string, unknown>>

/** Writes a line into a register of a unit within the writer's scope. */
export function recordEntry(
  context: Context,
  { unitId, entry }: { readonly unitId: UnitId; readonly entry: NewEntry },
): Promise<Result<{ id: EntryId; revision: number }, Refusal>> {
  const { app, actor } = context
  const register = getRegister(entry.register)
  return app.db.transaction(
    actor,
    async (tx): Promise<Result<{ id: EntryId; revision: number }, Refusal>> => {
      const unit = await openBook(tx, context, register, unitId)
      if (!unit.ok) return unit
      if (listNotYet(register, entry.entry, app.clock.today()).length > 0)
        return err({ code: 'day-in-the-future' })
      const files = await findOwnFiles(tx, unitId, filesIn(register, entry.entry))
      if (!files.ok) return files
      const id = await insertEntry(tx, context, register, unitId, entry.entry)
      await nameFiles(tx, id, unitId, files.value)
      await restand(tx, register, unit.value, await holdOccasion(tx, app.clock.today()))
      return ok({ id, revision: 1 })
    },
  )
}

/** Writes an entry's row and records it; whoever calls has opened the book and draws the standing anew. */
export async function insertEntry(
  tx: Tx,
  occasion: Occasion,
  register: Placed,
  unitId: UnitId,
  entry: Body,
  by: Pick<Occasion['actor'], 'accountId' | 'name'> = occasion.actor,
): Promise<EntryId> {
  const { now } = occasion
  const id = newId<EntryId>()
  await tx
    .insertInto('register_entries')
    .values({
      ...{ id, unit_id: unitId, area: register.area as never, register: register.key as never },
      ...bodyColumns(register, entry, now),
      ...{ recorded_by: by.accountId, recorded_by_name: by.name, recorded_at: now, recorded_on: dayOf(now) },
      ...{ retired_at: null, restricted: isRestricted(register) },
    })
    .execute()
  await record(tx, occasion, 'record', register, { id, unitId }, null, entry)
  return id
}

interface Change {
  readonly id: EntryId
  /** What the writer saw when he began; another one means that somebody was faster. */
  readonly revision: number
  readonly body: unknown
}

/** Puts another body in an entry's place; what it was stays in its history. */
export const changeEntry = (
  context: Context,
  input: Change,
): Promise<Result<{ revision: number }, Refusal>> =>
  alter(context, input, async (tx, register, before) => {
    const parsed = register.entry.safeParse(input.body)
    if (!parsed.success)
      return err({
        code: 'entry-invalid',
        issues: parsed.error.issues.map(issue => ({ path: issue.path.join('.'), code: issue.message })),
      })
    const entry = parsed.data as Body
    if (listNotYet(register, entry, context.app.clock.today()).length > 0)
      return err({ code: 'day-in-the-future' })
    const files = await findOwnFiles(tx, before.unitId, filesIn(register, entry))
    if (!files.ok) return files
    await putBody(tx, context, register, before, entry)
    await nameFiles(tx, before.id, before.unitId, files.value)
    return ok(null)
  })

/** Takes an entry out of its register, or puts it back: it counts no more, and stays with its history. */
export const retireEntry = (
  context: Context,
  input: Omit<Change, 'body'> & { readonly retired: boolean },
): Promise<Result<{ revision: number }, Refusal>> =>
  alter(context, input, async (tx, register, before) => {
    if ((before.retiredAt !== null) === input.retired) return err({ code: 'entry-as-it-is' })
    await putRetired(tx, context, register, before, input.retired)
    return ok(null)
  })

/** Puts another body in the place of an entry that is held, and records it. */
export async function putBody(
  tx: Tx,
  context: Context,
  register: Placed,
  before: KeptEntry,
  entry: Body,
): Promise<void> {
  await tx
    .updateTable('register_entries')
    .set({ ...bodyColumns(register, entry, context.now), revision: before.revision + 1 })
    .where('id', '=', before.id)
    .execute()
  await record(tx, context, 'change', register, before, before.entry, entry)
}

/** Takes an entry that is held out of its register, or puts it back, and records it. */
export async function putRetired(
  tx: Tx,
  context: Context,
  register: Placed,
  before: KeptEntry,
  retired: boolean,
): Promise<void> {
  await tx
    .updateTable('register_entries')
    .set({
      ...{ retired_at: retired ? context.now : null, revision: before.revision + 1 },
      changed_at: context.now,
    })
    .where('id', '=', before.id)
    .execute()
  await record(tx, context, retired ? 'retire' : 'restore', register, before, before.entry, before.entry)
}

/** Keeps entries as they are now, before they are changed; `broughtUp` where the change is one of their shape alone. */
export async function keepHistory(
  tx: Tx,
  { actor, now }: Pick<Context, 'actor' | 'now'>,
  ids: readonly EntryId[],
  broughtUp = false,
): Promise<void> {
  await tx
    .insertInto('register_history')
    .columns([
      ...(['entry_id', 'revision', 'unit_id', 'register', 'version', 'body', 'from_at'] as const),
      ...(['restricted', 'retired', 'until_at', 'by_name', 'brought_up'] as const),
    ])
    .expression(eb =>
      eb
        .selectFrom('register_entries')
        .select(['id', 'revision', 'unit_id', 'register', 'version', 'body', 'changed_at'])
        .select(['restricted', sql<boolean>`retired_at is not null`.as('retired')])
        .select([eb.val(now).as('until_at'), eb.val(actor.name).as('by_name')])
        .select(eb.val(broughtUp).as('brought_up'))
        .where('id', 'in', ids),
    )
    .execute()
}

/** What every change of an entry has in common: found, seen in its present state, permitted, kept as it was, judged anew. */
function alter(
  context: Context,
  { id, revision }: Pick<Change, 'id' | 'revision'>,
  work: (tx: Tx, register: Placed, before: KeptEntry) => Promise<Result<null, Refusal>>,
): Promise<Result<{ revision: number }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ revision: number }, Refusal>> => {
    if (readsRestricted(actor)) await showRestricted(tx)
    const seen = await findEntry(tx, id)
    if (!seen) return err({ code: 'not-found' })
    const register = getRegister(seen.register)
    const unit = await openBook(tx, context, register, seen.unitId)
    if (!unit.ok) return unit
    const before = await findEntry(tx, id, true)
    if (!before) return err({ code: 'not-found' })
    if (before.unread !== null) return err({ code: 'entry-unread' })
    if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
    await keepHistory(tx, context, [id])
    const done = await work(tx, register, before)
    if (!done.ok) return done
    await restand(tx, register, unit.value, await holdOccasion(tx, app.clock.today()))
    return ok({ revision: revision + 1 })
  })
}

/** The unit whose book is written in: within scope, by somebody who may, and of a unit that keeps it. */
export async function openBook(
  tx: Tx,
  { actor }: Context,
  register: Placed,
  unitId: UnitId,
): Promise<Result<Unit, Refusal>> {
  const unit = await findUnit(tx, unitId)
  if (!unit || !may(actor, register.permissions.read, unitId)) return err({ code: 'not-found' })
  if (!may(actor, register.permissions.record, unitId)) return err({ code: 'not-permitted' })
  if (!bindsUnit(register.keptBy, unit)) return err({ code: 'register-not-kept' })
  await holdArea(tx, unitId, register.area as never)
  return ok(unit)
}

/** What of an entry follows from its body. */
export const bodyColumns = (register: Placed, entry: Body, now: Context['now']) => ({
  ...{ version: register.version, body: JSON.stringify(entry), identity: identityOf(register, entry) },
  ...{
    happened_on: register.happenedOn === null ? null : (entry[register.happenedOn] as Day),
    changed_at: now,
  },
})

/** The pictures an entry names. */
const filesIn = (register: Placed, entry: Body): FileId[] =>
  formOf(register)
    .filter(({ widget }) => widget === 'photos')
    .flatMap(({ name }) => (entry[name] ?? []) as FileId[])

async function nameFiles(
  tx: Tx,
  id: EntryId,
  unitId: UnitId,
  files: readonly { readonly id: string }[],
): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('register_files')
    .values(files.map(file => ({ entry_id: id, file_id: file.id, unit_id: unitId })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

const record = (
  tx: Tx,
  occasion: Occasion,
  verb: 'record' | 'change' | 'retire' | 'restore',
  register: Placed,
  { id, unitId }: { readonly id: EntryId; readonly unitId: UnitId },
  before: Body | null,
  after: Body,
): Promise<void> =>
  recordAudit(tx, occasion, {
    ...{ action: `entry.${verb}`, subject: { kind: 'entry', id }, unitId },
    // Of a restricted entry the record says that it was changed; what it says stands in its own history, for its readers.
    // Of others it masks what is personal, for the record is read by people who have no need to know.
    before: before && {
      register: register.key,
      ...(isRestricted(register) ? {} : maskEntry(register, before)),
    },
    after: { register: register.key, ...(isRestricted(register) ? {} : maskEntry(register, after)) },
  })
