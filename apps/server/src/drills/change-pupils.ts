import {
  humanText,
  covers,
  err,
  makeBadgeKey,
  ok,
  readPupils,
  type ImportedPupil,
  type ImportProblem,
  type PupilId,
  type Result,
  UnitId,
} from '@anlan/domain'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Grid } from '../organisation/grid.ts'
import { lockClasses } from '../organisation/locks.ts'
import type { Refusal } from '../refusal.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'

export interface CheckedPupils {
  /** How many would be entered; who is there already under that name in that class is not entered again. */
  readonly count: number
  readonly known: number
  readonly problems: readonly ImportProblem[]
  readonly ignored: readonly string[]
}

async function read(tx: Tx, unitId: UnitId, grid: Grid) {
  const [classes, present] = await Promise.all([
    tx
      .selectFrom('school_classes')
      .select(['id', 'name'])
      .where('unit_id', '=', unitId)
      .where('closed_on', 'is', null)
      .execute(),
    tx
      .selectFrom('pupils')
      .select(['class_id', 'name'])
      .where('unit_id', '=', unitId)
      .where('left_on', 'is', null)
      .execute(),
  ])
  const { pupils, ...rest } = readPupils(grid, classes)
  // Two of one name in one class are two children: as many as the table has more than are known are entered.
  const there = new Map<string, number>()
  for (const { class_id, name } of present) {
    const key = `${class_id} ${name}`
    there.set(key, (there.get(key) ?? 0) + 1)
  }
  const fresh = pupils.filter(({ classId, name }) => {
    const key = `${classId} ${name}`
    const left = there.get(key) ?? 0
    if (left > 0) there.set(key, left - 1)
    return left === 0
  })
  return { fresh, known: pupils.length - fresh.length, ...rest }
}

/** Reads a table of pupils and enters nobody. */
export const checkPupils = (context: Context, unitId: UnitId, grid: Grid): Promise<CheckedPupils> =>
  context.app.db.read(context.actor, async tx => {
    const { fresh, ...rest } = await read(tx, unitId, grid)
    return { count: fresh.length, ...rest }
  })

/** Enters the pupils of a table; all of them or none. The same table again enters nobody twice. */
export function importPupils(
  context: Context,
  unitId: UnitId,
  grid: Grid,
): Promise<Result<{ entered: number; known: number }, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(
    actor,
    async (tx): Promise<Result<{ entered: number; known: number }, Refusal>> => {
      if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
      await lockClasses(tx, unitId)
      const { fresh, known, problems } = await read(tx, unitId, grid)
      if (problems.length > 0) return err({ code: 'import-not-clean', problems })
      await bulkInsert(
        tx,
        'pupils',
        fresh.map(each => toRow(unitId, each)),
      )
      await recordAudit(tx, context, {
        ...{ action: 'roster.import', subject: { kind: 'unit', id: unitId }, unitId },
        after: { entered: fresh.length, known },
      })
      return ok({ entered: fresh.length, known })
    },
  )
}

const toRow = (unitId: UnitId, { classId, name }: Omit<ImportedPupil, 'row'>) => ({
  ...{ id: newId<PupilId>(), unit_id: unitId, class_id: classId, name },
  ...{ badge_key: makeBadgeKey(randomBytes(5)), left_on: null },
})

/** A child who comes to the school, or was forgotten in the table. Two of one name are two children. */
export const NewPupil = z.object({ unitId: UnitId, classId: z.uuid(), name: humanText(1, 40) })
export type NewPupil = z.infer<typeof NewPupil>

/** Enters one pupil. A drill that runs goes on by the list it froze. */
export function addPupil(context: Context, pupil: NewPupil): Promise<Result<{ id: PupilId }, Refusal>> {
  const { app, actor } = context
  const { unitId, classId } = pupil
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: PupilId }, Refusal>> => {
    if (!covers(actor.scope, unitId)) return err({ code: 'outside-scope' })
    await lockClasses(tx, unitId)
    if (!(await isOpenClass(tx, unitId, classId))) return err({ code: 'not-found' })
    const row = toRow(unitId, pupil)
    await tx.insertInto('pupils').values(row).execute()
    await recordAudit(tx, context, {
      ...{ action: 'roster.add-pupil', subject: { kind: 'pupil', id: row.id }, unitId, after: { classId } },
    })
    return ok({ id: row.id })
  })
}

/** True for a class of the school that goes on. */
async function isOpenClass(tx: Tx, unitId: UnitId, classId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('school_classes')
    .select('id')
    .where('id', '=', classId)
    .where('unit_id', '=', unitId)
    .where('closed_on', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/** A new name, another class of the same school, or gone. */
export const PupilChange = z.object({
  name: humanText(1, 40).optional(),
  classId: z.uuid().optional(),
  left: z.boolean().default(false),
})
export type PupilChange = z.infer<typeof PupilChange>

/** Changes one pupil. Who has left is on no list any more; drills that run keep the list they froze. */
export function changePupil(
  context: Context,
  id: PupilId,
  change: PupilChange,
): Promise<Result<null, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const at = await tx.selectFrom('pupils').select('unit_id').where('id', '=', id).executeTakeFirst()
    if (!at) return err({ code: 'not-found' })
    const unitId = at.unit_id as UnitId
    await lockClasses(tx, unitId)
    const before = await tx
      .selectFrom('pupils')
      .select(['class_id', 'name'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return err({ code: 'not-found' })
    const classId = change.classId ?? before.class_id
    // Whoever is on the roster is in a class that goes on, also when he comes back.
    if (!change.left && !(await isOpenClass(tx, unitId, classId))) return err({ code: 'not-found' })
    await tx
      .updateTable('pupils')
      .set({
        name: change.name ?? before.name,
        class_id: classId,
        left_on: change.left ? app.clock.today() : null,
      })
      .where('id', '=', id)
      .execute()
    // Which child it was the record need not say by name: the line stands longer than the list.
    await recordAudit(tx, context, {
      ...{ action: 'roster.change', subject: { kind: 'pupil', id }, unitId },
      before: { classId: before.class_id },
      after: {
        classId,
        left: change.left,
        renamed: change.name !== undefined,
      },
    })
    return ok(null)
  })
}
