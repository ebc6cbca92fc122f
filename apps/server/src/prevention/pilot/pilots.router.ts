import {
  humanText,
  NewPairing,
  NewPilot,
  PairingId,
  PilotCommand,
  PilotCriteria,
  pilotLimitsOn,
  PilotId,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../../paging.ts'
import { refuse } from '../../refusal.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import { permitted, router } from '../../trpc.ts'
import { advancePilot } from './advance-pilot.ts'
import { applyAsPilot, namePilot } from './begin-pilot.ts'
import { countBuilt } from './built-rate.queries.ts'
import { saveCriteria } from './change-criteria.ts'
import { readCriteriaInForce } from './criteria.queries.ts'
import { getPilot } from './get-pilot.ts'
import { countPilots, listPilots, PilotFilter } from './list-pilots.ts'
import { endSchoolPairing, listPairings, pairSchools } from './pair-schools.ts'

export const pilotsRouter = router({
  list: permitted('pilot.read')
    .input(Paging.extend({ filter: PilotFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listPilots(tx, input.filter, input, ctx.app.clock.today())),
    ),

  counts: permitted('pilot.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countPilots(tx, ctx.app.clock.today())),
  ),

  /** How many of the schools within reach have built up dual prevention. */
  built: permitted('pilot.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => countBuilt(tx, ctx.actor.scope, ctx.app.clock.today())),
  ),

  get: permitted('pilot.read')
    .input(z.object({ id: PilotId }))
    .query(async ({ ctx, input }) => {
      const result = await getPilot(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** What pilots are named under today, and the county's periods. */
  criteria: permitted('pilot.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx => {
      const [inForce, limits] = await Promise.all([readCriteriaInForce(tx), readRuleLimits(tx)])
      return { ...inForce, limits: pilotLimitsOn(limits.value, ctx.app.clock.today()) }
    }),
  ),

  saveCriteria: permitted('pilot-criteria.manage')
    .input(z.object({ from: z.number().int().min(0), criteria: PilotCriteria }))
    .mutation(async ({ ctx, input }) => {
      const result = await saveCriteria(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  name: permitted('pilot.name')
    .input(NewPilot)
    .mutation(async ({ ctx, input }) => {
      const result = await namePilot(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  putForward: permitted('pilot.build')
    .input(z.object({ unitId: UnitId, grounds: humanText(4, 500) }))
    .mutation(async ({ ctx, input }) => {
      const result = await applyAsPilot(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('pilot.read')
    .input(z.object({ id: PilotId, revision: z.number().int(), command: PilotCommand }))
    .mutation(async ({ ctx, input }) => {
      const result = await advancePilot(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Pairings of one pilot, or all that the reader sees. */
  pairings: permitted('pilot.read')
    .input(z.object({ pilotId: PilotId.nullable() }))
    .query(({ ctx, input }) => ctx.app.db.read(ctx.actor, tx => listPairings(tx, input.pilotId))),

  pair: permitted('pilot.name')
    .input(NewPairing)
    .mutation(async ({ ctx, input }) => {
      const result = await pairSchools(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  endPairing: permitted('pilot.name')
    .input(z.object({ id: PairingId, outcome: humanText(2, 500) }))
    .mutation(async ({ ctx, input }) => {
      const result = await endSchoolPairing(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
