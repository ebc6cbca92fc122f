import { err, makeBadgeKey, ok, type Day, type PupilId, type Result, type UnitId } from '@anlan/domain'
import { randomBytes } from 'node:crypto'
import { recordAudit } from '../audit/record-audit.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { Context } from '../trpc.ts'

interface Points {
  readonly unitId: UnitId
  readonly points: readonly { readonly id: string | null; readonly name: string }[]
  readonly classes: readonly { readonly id: string; readonly point: string | null }[]
  readonly storeys: number | null
}

/** Keeps where a school gathers, which class at which point (by its name), and how high the school is. */
export function savePoints(context: Context, input: Points): Promise<Result<null, Refusal>> {
  const { app, actor } = context
  const { unitId } = input
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    if (new Set(input.points.map(({ name }) => name)).size < input.points.length)
      return err({ code: 'name-taken' })
    const known = await tx
      .selectFrom('assembly_points')
      .select(['id', 'name'])
      .where('unit_id', '=', unitId)
      .where('retired', '=', false)
      .forUpdate()
      .execute()
    const kept = new Set(input.points.map(({ id }) => id))
    // A point that is taken down stays, because old drills name it.
    for (const { id } of known.filter(each => !kept.has(each.id)))
      await tx.updateTable('assembly_points').set({ retired: true }).where('id', '=', id).execute()
    const byName = new Map<string, string>()
    for (const [at, { id, name }] of input.points.entries()) {
      if (id !== null && known.some(each => each.id === id)) {
        await tx
          .updateTable('assembly_points')
          .set({ name, ordinal: at + 1 })
          .where('id', '=', id)
          .execute()
        byName.set(name, id)
      } else {
        const made = newId<string>()
        await tx
          .insertInto('assembly_points')
          .values({ id: made, unit_id: unitId, name, ordinal: at + 1, retired: false })
          .execute()
        byName.set(name, made)
      }
    }
    for (const { id, point } of input.classes)
      await tx
        .updateTable('school_classes')
        .set({ point_id: point === null ? null : (byName.get(point) ?? null) })
        .where('id', '=', id)
        .where('unit_id', '=', unitId)
        .execute()
    await tx
      .insertInto('school_sites')
      .values({ unit_id: unitId, storeys: input.storeys })
      .onConflict(conflict => conflict.column('unit_id').doUpdateSet({ storeys: input.storeys }))
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'roster.points', subject: { kind: 'unit', id: unitId }, unitId },
      ...{ before: { points: known.map(({ name }) => name) } },
      after: { points: input.points.map(({ name }) => name), storeys: input.storeys },
    })
    return ok(null)
  })
}

interface Attendance {
  readonly unitId: UnitId
  readonly classId: string
  readonly day: Day
  readonly away: readonly { readonly pupilId: PupilId; readonly kind: 'late' | 'absent' }[]
}

/** Writes down who of a class is away on a day; whoever is not named is there. */
export function recordAttendance(context: Context, input: Attendance): Promise<Result<null, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const pupils = await tx
      .selectFrom('pupils')
      .select('id')
      .where('unit_id', '=', input.unitId)
      .where('class_id', '=', input.classId)
      .where('left_on', 'is', null)
      .execute()
    const own = new Set(pupils.map(({ id }) => id))
    if (own.size === 0 || input.away.some(({ pupilId }) => !own.has(pupilId)))
      return err({ code: 'not-found' })
    await tx
      .deleteFrom('attendance')
      .where('on_day', '=', input.day)
      .where('pupil_id', 'in', [...own])
      .execute()
    await bulkInsert(
      tx,
      'attendance',
      input.away.map(({ pupilId, kind }) => ({
        ...{ unit_id: input.unitId, pupil_id: pupilId, on_day: input.day, kind },
        ...{ recorded_by: actor.accountId, recorded_at: now },
      })),
    )
    await recordAudit(tx, context, {
      ...{ action: 'roster.attendance', subject: { kind: 'class', id: input.classId }, unitId: input.unitId },
      after: {
        day: input.day,
        late: input.away.filter(({ kind }) => kind === 'late').length,
        absent: input.away.filter(({ kind }) => kind === 'absent').length,
      },
    })
    return ok(null)
  })
}

export interface BadgeHolder {
  readonly name: string
  readonly key: string
  readonly group: string
}

/** Who of a class, or of the staff, gets a badge; staff without a key get one now. */
export function saveBadges(
  context: Context,
  { unitId, classId }: { readonly unitId: UnitId; readonly classId: string | null },
): Promise<BadgeHolder[]> {
  const { app, actor } = context
  return app.db.transaction(actor, async tx => {
    const holders: BadgeHolder[] = []
    if (classId === null) {
      const staff = await tx
        .selectFrom('accounts')
        .leftJoin('staff_badges', 'staff_badges.account_id', 'accounts.id')
        .select(['accounts.id', 'accounts.name', 'staff_badges.badge_key as key'])
        .where('accounts.unit_id', '=', unitId)
        .where('accounts.disabled_at', 'is', null)
        .orderBy('accounts.name')
        .execute()
      const without = staff.filter(({ key }) => key === null)
      const fresh = without.map(({ id }) => ({
        ...{ account_id: id, unit_id: unitId, badge_key: makeBadgeKey(randomBytes(5)) },
      }))
      await bulkInsert(tx, 'staff_badges', fresh)
      const made = new Map(fresh.map(({ account_id, badge_key }) => [account_id, badge_key]))
      for (const { id, name, key } of staff)
        holders.push({ name, key: key ?? made.get(id) ?? '', group: '教职工' })
    } else {
      const pupils = await tx
        .selectFrom('pupils')
        .innerJoin('school_classes', 'school_classes.id', 'pupils.class_id')
        .select(['pupils.name', 'pupils.badge_key as key', 'school_classes.name as group'])
        .where('pupils.unit_id', '=', unitId)
        .where('pupils.class_id', '=', classId)
        .where('pupils.left_on', 'is', null)
        .orderBy('pupils.badge_key')
        .execute()
      holders.push(...pupils)
    }
    await recordAudit(tx, context, {
      ...{
        action: 'roster.badges',
        subject: { kind: classId === null ? 'unit' : 'class', id: classId ?? unitId },
      },
      ...{ unitId, after: { count: holders.length } },
    })
    return holders
  })
}
