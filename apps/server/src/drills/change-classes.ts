import {
  covers,
  err,
  isSchool,
  LAST_GRADE,
  ok,
  type ClassFacts,
  type PupilsGo,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { lockClasses } from '../organisation/locks.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'

interface SchoolClass extends ClassFacts {
  readonly id: string
  readonly unitId: UnitId
  readonly ordinal: number
  readonly revision: number
  readonly isClosed: boolean
}
/** A class as the reader saw it: who changes what somebody else changed meanwhile is told so. */
interface Seen {
  readonly id: string
  readonly revision: number
}

const COLUMNS = ['id', 'unit_id', 'name', 'grade', 'ordinal', 'pupils', 'revision', 'closed_on'] as const

/** Every class the school ever had, held until the transaction ends, so that names and places are decided once. */
async function listClassesForUpdate(tx: Tx, unitId: UnitId): Promise<SchoolClass[]> {
  await lockClasses(tx, unitId)
  const rows = await tx
    .selectFrom('school_classes')
    .select(COLUMNS)
    .where('unit_id', '=', unitId)
    .forUpdate()
    .execute()
  return rows.map(({ id, name, grade, ordinal, pupils, revision, closed_on }) => ({
    ...{ id, unitId, name, grade, ordinal, pupils, revision, isClosed: closed_on !== null },
  }))
}

/** The class with its school's others, where the actor may reach it. */
async function findClass(
  tx: Tx,
  { id, revision }: Seen,
): Promise<Result<{ before: SchoolClass; others: SchoolClass[] }, Refusal>> {
  const at = await tx.selectFrom('school_classes').select('unit_id').where('id', '=', id).executeTakeFirst()
  if (!at) return err({ code: 'not-found' })
  const all = await listClassesForUpdate(tx, at.unit_id as UnitId)
  const before = all.find(each => each.id === id)
  if (!before) return err({ code: 'not-found' })
  if (before.isClosed) return err({ code: 'class-closed' })
  if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
  return ok({ before, others: all.filter(each => each !== before && !each.isClosed) })
}

/** The last place in a grade. */
const nextOrdinal = (classes: readonly SchoolClass[], grade: number): number =>
  1 + Math.max(0, ...classes.filter(each => each.grade === grade).map(each => each.ordinal))

const factsOf = ({ name, grade, pupils }: ClassFacts): ClassFacts => ({ name, grade, pupils })

/** Adds a class to a school that is open. */
export function createClass(
  context: Context,
  { unitId, facts }: { readonly unitId: UnitId; readonly facts: ClassFacts },
): Promise<Result<{ id: string }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: string }, Refusal>> => {
    if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
    const unit = await tx
      .selectFrom('units')
      .select(['kind', 'open_until'])
      .where('id', '=', unitId)
      .executeTakeFirst()
    if (!unit || !isSchool(unit.kind)) return err({ code: 'not-found' })
    if (unit.open_until !== null) return err({ code: 'unit-closed' })
    const open = (await listClassesForUpdate(tx, unitId)).filter(each => !each.isClosed)
    if (open.some(({ name }) => name === facts.name)) return err({ code: 'name-taken' })
    const id = newId<string>()
    await tx
      .insertInto('school_classes')
      .values({ id, unit_id: unitId, ordinal: nextOrdinal(open, facts.grade), ...factsOf(facts) })
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'roster.create-class', subject: { kind: 'class', id }, unitId, after: factsOf(facts) },
    })
    return ok({ id })
  })
}

/** Renames a class, puts it into another grade, or corrects how many it has. A drill that runs keeps its frozen list. */
export function changeClass(
  context: Context,
  { facts, ...seen }: Seen & { readonly facts: ClassFacts },
): Promise<Result<{ revision: number }, Refusal>> {
  return context.app.db.transaction(
    context.actor,
    async (tx): Promise<Result<{ revision: number }, Refusal>> => {
      const found = await findClass(tx, seen)
      if (!found.ok) return found
      const { before, others } = found.value
      if (others.some(({ name }) => name === facts.name)) return err({ code: 'name-taken' })
      const revision = before.revision + 1
      const ordinal = facts.grade === before.grade ? before.ordinal : nextOrdinal(others, facts.grade)
      await tx
        .updateTable('school_classes')
        .set({ ...factsOf(facts), ordinal, revision })
        .where('id', '=', before.id)
        .execute()
      await recordAudit(tx, context, {
        ...{
          action: 'roster.change-class',
          subject: { kind: 'class', id: before.id },
          unitId: before.unitId,
        },
        ...{ before: factsOf(before), after: factsOf(facts) },
      })
      return ok({ revision })
    },
  )
}

/** Moves classes of one school up a grade, each under its new name. The new names are looked at when all are given. */
export function promoteClasses(
  context: Context,
  {
    unitId,
    classes,
  }: { readonly unitId: UnitId; readonly classes: readonly (Seen & { readonly name: string })[] },
): Promise<Result<{ promoted: number }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ promoted: number }, Refusal>> => {
    if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
    const all = await listClassesForUpdate(tx, unitId)
    const risen = new Map(classes.map(each => [each.id, each]))
    for (const { id, revision } of classes) {
      const before = all.find(each => each.id === id)
      if (!before) return err({ code: 'not-found' })
      if (before.isClosed) return err({ code: 'class-closed' })
      if (before.revision !== revision) return err({ code: 'stale-revision', current: before.revision })
      if (before.grade >= LAST_GRADE) return err({ code: 'grade-last' })
    }
    const open = all.filter(each => !each.isClosed)
    const names = open.map(({ id, name }) => risen.get(id)?.name ?? name)
    if (new Set(names).size < names.length) return err({ code: 'name-taken' })
    const moved = open.filter(({ id }) => risen.has(id))
    // Every class leaves its old name before any takes its new one: 一年级 becomes 二年级 while that is still there.
    for (const { id } of moved)
      await tx
        .updateTable('school_classes')
        .set({ name: `→ ${id}` })
        .where('id', '=', id)
        .execute()
    for (const { id, name, grade, revision } of moved)
      await tx
        .updateTable('school_classes')
        .set({ name: risen.get(id)?.name ?? name, grade: grade + 1, revision: revision + 1 })
        .where('id', '=', id)
        .execute()
    await recordAudit(tx, context, {
      ...{ action: 'roster.promote', subject: { kind: 'unit', id: unitId }, unitId },
      before: { classes: moved.map(({ name }) => name) },
      after: { classes: moved.map(({ id, name }) => risen.get(id)?.name ?? name) },
    })
    return ok({ promoted: moved.length })
  })
}

/**
 * Closes a class. Where it has pupils, by name or on the books, the school says where they go: no child may fall out of
 * the lists because his class did. The class stays on record, and its name is free.
 */
export function closeClass(
  context: Context,
  { pupils, ...seen }: Seen & { readonly pupils: PupilsGo | null },
): Promise<Result<{ moved: number }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<{ moved: number }, Refusal>> => {
    const found = await findClass(tx, seen)
    if (!found.ok) return found
    const { before, others } = found.value
    const named = await tx
      .selectFrom('pupils')
      .select('id')
      .where('class_id', '=', before.id)
      .where('left_on', 'is', null)
      .forUpdate()
      .execute()
    const count = Math.max(named.length, before.pupils)
    if (count > 0 && pupils === null) return err({ code: 'class-has-pupils', count })
    const target = pupils?.to === 'class' ? others.find(({ id }) => id === pupils.classId) : undefined
    if (pupils?.to === 'class' && !target) return err({ code: 'not-found' })
    const today = app.clock.today()
    await tx
      .updateTable('pupils')
      .set(target ? { class_id: target.id } : { left_on: today })
      .where('class_id', '=', before.id)
      .where('left_on', 'is', null)
      .execute()
    if (target)
      await tx
        .updateTable('school_classes')
        .set({ pupils: target.pupils + count, revision: target.revision + 1 })
        .where('id', '=', target.id)
        .execute()
    await tx
      .updateTable('school_classes')
      .set({ closed_on: today, revision: before.revision + 1 })
      .where('id', '=', before.id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'roster.close-class', subject: { kind: 'class', id: before.id }, unitId: before.unitId },
      before: factsOf(before),
      after: target
        ? { classId: target.id, moved: named.length }
        : { left: pupils !== null, moved: named.length },
    })
    return ok({ moved: named.length })
  })
}
