import { ASSIGNMENT_EVENTS, AssignmentEvent, AssignmentId, FileId, humanText } from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { advanceAssignment, type PlainAssignmentEvent } from './advance-assignment.ts'
import {
  AssignmentFilter,
  AssignmentSort,
  listAssignments,
  listOwnAssignments,
} from './assignment.queries.ts'
import { getAssignment } from './get-assignment.ts'
import { submitAssignment } from './submit-assignment.ts'

const PLAIN_EVENTS = Object.keys(ASSIGNMENT_EVENTS).filter(event => event !== 'submit') as [
  PlainAssignmentEvent,
  ...PlainAssignmentEvent[],
]
const Revision = z.number().int().min(1)

export const assignmentsRouter = router({
  mine: permitted('campaign.read')
    .input(Paging.extend(AssignmentFilter.pick({ campaignId: true, state: true }).shape))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx =>
        listOwnAssignments(tx, ctx.actor.unitId, input, input, ctx.app.clock.today()),
      ),
    ),

  list: permitted('progress.read')
    .input(
      Paging.extend(AssignmentFilter.shape).extend({
        sort: AssignmentSort.default({ by: 'dueOn', desc: false }),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listAssignments(tx, input, input.sort, input, ctx.app.clock.today())),
    ),

  get: permitted('campaign.read')
    .input(z.object({ id: AssignmentId }))
    .query(async ({ ctx, input }) => {
      const result = await getAssignment(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  advance: permitted('campaign.read')
    .input(
      z.object({
        id: AssignmentId,
        revision: Revision,
        event: AssignmentEvent.extract(PLAIN_EVENTS),
        reason: humanText(0, 500).nullable().default(null),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceAssignment(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  submit: permitted('campaign.read')
    .input(
      z.object({
        id: AssignmentId,
        revision: Revision,
        statement: humanText(0, 20_000).default(''),
        files: z.array(FileId).max(20).default([]),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await submitAssignment(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
