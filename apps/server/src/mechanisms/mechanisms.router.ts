import {
  ArrivalKind,
  ConclusionWork,
  Handling,
  humanText,
  isBureauRole,
  MechanismItemId,
  MechanismRecordId,
  NewItem,
  NewRecord,
  RecordBody,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { listArrivals } from './arrivals.queries.ts'
import { ItemFilter, listCountedItems } from './counted-items.queries.ts'
import { getRecord } from './get-record.ts'
import { handleItem, setResult } from './handle-item.ts'
import { listOrigins, listUnitItems, listWorkCandidates } from './item.queries.ts'
import { listInquiryChoices } from './inquiry-choices.ts'
import { addItem, advanceRecord, keepRecord, reviseRecord } from './keep-record.ts'
import { readOverview } from './overview.queries.ts'
import { listRecords, RecordFilter } from './record.queries.ts'

const Seen = z.object({ id: MechanismRecordId, revision: z.number().int() })
const SeenItem = z.object({ id: MechanismItemId, revision: z.number().int() })

export const mechanismsRouter = router({
  /** How the five stand; a unit is told of what concerns it by `ofUnit`. */
  overview: permitted('mechanism.read').query(({ ctx }) => {
    if (!isBureauRole(ctx.actor.role)) throw refuse({ code: 'not-permitted' })
    return ctx.app.db.read(ctx.actor, tx => readOverview(tx, ctx.app.clock.today()))
  }),

  list: permitted('mechanism.read')
    .input(Paging.extend({ filter: RecordFilter }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listRecords(tx, input.filter, input))),

  get: permitted('mechanism.read')
    .input(z.object({ id: MechanismRecordId }))
    .query(async ({ ctx, input }) => {
      const result = await getRecord(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** What came and went through the system by itself: letters, alarms, imports. */
  arrivals: permitted('mechanism.read')
    .input(Paging.extend({ kind: ArrivalKind.optional() }))
    .query(({ ctx, input }) => {
      if (!isBureauRole(ctx.actor.role)) throw refuse({ code: 'not-permitted' })
      const asked = { kind: input.kind, today: ctx.app.clock.today() }
      return ctx.app.db.read(ctx.actor, tx => listArrivals(tx, asked, input))
    }),

  /** What came of the mechanisms for the reader's units. */
  ofUnit: permitted('mechanism.read')
    .input(Paging)
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listUnitItems(tx, input))),

  /** The items behind the rate of items settled. */
  items: permitted('mechanism.read')
    .input(Paging.extend({ filter: ItemFilter.default({}) }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listCountedItems(tx, input.filter, input))),

  /** Where a hazard, a risk point, a task or a matter came from. */
  origins: permitted('mechanism.read')
    .input(z.object({ subjectId: z.uuid() }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listOrigins(tx, input.subjectId))),

  candidates: permitted('mechanism.write')
    .input(z.object({ unitId: UnitId, work: ConclusionWork }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listWorkCandidates(tx, input.unitId, input.work)),
    ),

  /** What an inquiry about a unit may rest on, and who there owes which duty. */
  inquiryChoices: permitted('mechanism.write')
    .input(z.object({ unitId: UnitId }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listInquiryChoices(tx, input.unitId, ctx.app.clock.today())),
    ),

  create: permitted('mechanism.write')
    .input(NewRecord)
    .mutation(async ({ ctx, input }) => {
      const result = await keepRecord(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  revise: permitted('mechanism.write')
    .input(Seen.extend({ body: RecordBody, reason: humanText(2, 500) }))
    .mutation(async ({ ctx, input }) => {
      const result = await reviseRecord(ctx, input, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  addItem: permitted('mechanism.write')
    .input(Seen.extend({ item: NewItem }))
    .mutation(async ({ ctx, input }) => {
      const result = await addItem(ctx, input, input.item)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('mechanism.write')
    .input(Seen.extend({ event: z.enum(['close', 'reopen']) }))
    .mutation(async ({ ctx, input }) => {
      const result = await advanceRecord(ctx, input, input.event)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  handle: permitted('mechanism.write')
    .input(SeenItem.extend({ handling: Handling }))
    .mutation(async ({ ctx, input }) => {
      const result = await handleItem(ctx, input, input.handling)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  setResult: permitted('mechanism.write')
    .input(SeenItem.extend({ text: humanText(2, 1000) }))
    .mutation(async ({ ctx, input }) => {
      const result = await setResult(ctx, input, input.text)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
