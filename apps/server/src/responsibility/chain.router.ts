import { AccountId, Day, DutyId, humanText, MeasureId, UnitId } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { acknowledgeDuties, linkDuty } from './acknowledge-duties.ts'
import { ChainBreak, countChainUnits, CountedLink, listChainPeople, listOrphans } from './chain.queries.ts'
import { getChain } from './get-chain.ts'

const AtUnit = z.object({ unitId: UnitId.nullable().default(null) })

export const chainRouter = router({
  /** How far everybody's chain reaches, unit by unit, with the posts that owe something and have no holder. */
  units: permitted('people.read')
    .input(AtUnit)
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => {
        const reach = { today: ctx.app.clock.today(), unitId: input.unitId }
        const [units, orphans] = await Promise.all([countChainUnits(tx, reach), listOrphans(tx, reach)])
        return { units, orphans }
      }),
    ),

  people: permitted('people.read')
    .input(
      Paging.extend({
        unitId: UnitId.nullable().default(null),
        at: ChainBreak.optional(),
        counted: CountedLink.optional(),
        search: z.string().trim().max(60).optional(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx =>
        listChainPeople(tx, { today: ctx.app.clock.today(), unitId: input.unitId }, input, input),
      ),
    ),

  /** One person's chain: one's own, or that of somebody of one's units. */
  person: permitted('duty.read')
    .input(z.object({ id: AccountId.nullable() }))
    .query(async ({ ctx, input }) => {
      const result = await getChain(ctx, input.id ?? AccountId.parse(ctx.actor.accountId))
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  acknowledge: permitted('duty.read')
    .input(
      z.object({
        duties: z
          .array(z.object({ id: DutyId, version: z.number().int().min(1) }))
          .min(1)
          .max(200),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await acknowledgeDuties(ctx, input.duties)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  link: permitted('duty.read')
    .input(
      z.object({
        ...{ accountId: AccountId, dutyId: DutyId, on: Day, text: humanText(4, 500) },
        measureId: MeasureId.nullable().default(null),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await linkDuty(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
