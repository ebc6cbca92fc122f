import {
  humanText,
  ClassFacts,
  covers,
  Day,
  formatBadge,
  badgeSchool,
  may,
  PupilId,
  PupilsGo,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { holding } from '../db/like.ts'
import { offsetOf, Paging } from '../paging.ts'
import { Grid } from '../organisation/grid.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { changeClass, closeClass, createClass, promoteClasses } from './change-classes.ts'
import { addPupil, changePupil, importPupils, checkPupils, NewPupil, PupilChange } from './change-pupils.ts'
import { recordAttendance, saveBadges, savePoints } from './change-roster.ts'

const ClassId = z.uuid()
const AtSchool = z.object({ unitId: UnitId })
/** A class as the reader saw it. */
const SeenClass = z.object({ id: ClassId, revision: z.number().int().min(1) })

export const rostersRouter = router({
  /** Classes with how many are named, and the school's assembly points. */
  classes: permitted('drill.read')
    .input(AtSchool)
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => {
        const [classes, points, unit] = await Promise.all([
          tx
            .selectFrom('school_classes')
            .leftJoin('pupils', join =>
              join.onRef('pupils.class_id', '=', 'school_classes.id').on('pupils.left_on', 'is', null),
            )
            .select([
              'school_classes.id',
              'school_classes.name',
              'school_classes.pupils',
              'school_classes.point_id as pointId',
              'school_classes.grade',
              'school_classes.revision',
            ])
            .select(eb => eb.fn.count<number>('pupils.id').as('named'))
            .where('school_classes.unit_id', '=', input.unitId)
            .where('school_classes.closed_on', 'is', null)
            .groupBy('school_classes.id')
            .orderBy('school_classes.grade')
            .orderBy('school_classes.ordinal')
            .orderBy('school_classes.name')
            .execute(),
          tx
            .selectFrom('assembly_points')
            .select(['id', 'name', 'ordinal'])
            .where('unit_id', '=', input.unitId)
            .where('retired', '=', false)
            .orderBy('ordinal')
            .execute(),
          tx
            .selectFrom('units')
            .leftJoin('school_sites', 'school_sites.unit_id', 'units.id')
            .select(['units.name', 'school_sites.storeys'])
            .where('units.id', '=', input.unitId)
            .executeTakeFirst(),
        ])
        return { classes, points, storeys: unit?.storeys ?? null, name: unit?.name ?? '' }
      }),
    ),

  pupils: permitted('drill.read-names')
    .input(
      Paging.extend({
        unitId: UnitId,
        classId: ClassId.optional(),
        search: z.string().trim().max(40).optional(),
        /** Those who left and are not forgotten yet, in place of those who are there. */
        left: z.boolean().default(false),
      }),
    )
    .query(({ ctx, input }) => {
      if (input.left && !may(ctx.actor, 'roster.manage')) throw refuse({ code: 'not-permitted' })
      return ctx.app.db.read(ctx.actor, async tx => {
        let query = tx
          .selectFrom('pupils')
          .innerJoin('school_classes', 'school_classes.id', 'pupils.class_id')
          .where('pupils.unit_id', '=', input.unitId)
          .where('pupils.left_on', input.left ? 'is not' : 'is', null)
        if (input.classId) query = query.where('pupils.class_id', '=', input.classId)
        if (input.search) query = query.where('pupils.name', 'ilike', holding(input.search))
        const [rows, counted] = await Promise.all([
          query
            .select([
              'pupils.id',
              'pupils.name',
              'pupils.class_id as classId',
              'school_classes.name as className',
            ])
            .orderBy('school_classes.grade')
            .orderBy('school_classes.ordinal')
            .orderBy('pupils.badge_key')
            .limit(input.pageSize)
            .offset(offsetOf(input))
            .execute(),
          query.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirst(),
        ])
        return { rows, total: counted?.total ?? 0, page: input.page, pageSize: input.pageSize }
      })
    }),

  checkImport: permitted('roster.manage')
    .input(AtSchool.extend({ grid: Grid }))
    .mutation(({ ctx, input }) => checkPupils(ctx, input.unitId, input.grid)),

  importPupils: permitted('roster.manage')
    .input(AtSchool.extend({ grid: Grid }))
    .mutation(async ({ ctx, input }) => {
      const result = await importPupils(ctx, input.unitId, input.grid)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  addPupil: permitted('roster.manage')
    .input(NewPupil)
    .mutation(async ({ ctx, input }) => {
      const result = await addPupil(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  createClass: permitted('roster.manage')
    .input(AtSchool.extend({ facts: ClassFacts }))
    .mutation(async ({ ctx, input }) => {
      const result = await createClass(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  changeClass: permitted('roster.manage')
    .input(SeenClass.extend({ facts: ClassFacts }))
    .mutation(async ({ ctx, input }) => {
      const result = await changeClass(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Moves classes up a grade together, each under its new name: all of them or none. */
  promote: permitted('roster.manage')
    .input(
      AtSchool.extend({
        classes: z
          .array(SeenClass.extend({ name: ClassFacts.shape.name }))
          .min(1)
          .max(200),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await promoteClasses(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  closeClass: permitted('roster.manage')
    .input(SeenClass.extend({ pupils: PupilsGo.nullable().default(null) }))
    .mutation(async ({ ctx, input }) => {
      const result = await closeClass(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  changePupil: permitted('roster.manage')
    .input(PupilChange.extend({ id: PupilId }))
    .mutation(async ({ ctx, input: { id, ...change } }) => {
      const result = await changePupil(ctx, id, change)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  savePoints: permitted('roster.manage')
    .input(
      AtSchool.extend({
        points: z.array(z.object({ id: z.uuid().nullable(), name: humanText(1, 20) })).max(12),
        classes: z.array(z.object({ id: ClassId, point: humanText(0, 20).nullable() })).max(200),
        storeys: z.number().int().min(1).max(40).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      if (!covers(ctx.actor.scope, input.unitId)) throw refuse({ code: 'outside-scope' })
      const result = await savePoints(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  attendance: permitted('drill.read-names')
    .input(AtSchool.extend({ classId: ClassId, day: Day }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx =>
        tx
          .selectFrom('pupils')
          .leftJoin('attendance', join =>
            join.onRef('attendance.pupil_id', '=', 'pupils.id').on('attendance.on_day', '=', input.day),
          )
          .select(['pupils.id', 'pupils.name', 'attendance.kind'])
          .where('pupils.unit_id', '=', input.unitId)
          .where('pupils.class_id', '=', input.classId)
          .where('pupils.left_on', 'is', null)
          .orderBy('pupils.badge_key')
          .execute(),
      ),
    ),

  recordAttendance: permitted('attendance.record')
    .input(
      AtSchool.extend({
        classId: ClassId,
        day: Day,
        away: z.array(z.object({ pupilId: PupilId, kind: z.enum(['late', 'absent']) })).max(200),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await recordAttendance(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** What stands on the badges of a class, or of the staff; printing them is on the record. */
  badges: permitted('roster.manage')
    .input(AtSchool.extend({ classId: ClassId.nullable() }))
    .mutation(async ({ ctx, input }) => {
      if (!covers(ctx.actor.scope, input.unitId)) throw refuse({ code: 'outside-scope' })
      const people = await saveBadges(ctx, input)
      const school = badgeSchool(input.unitId)
      return people.map(({ name, key, group }) => ({ name, group, text: formatBadge({ school, key }) }))
    }),
})
