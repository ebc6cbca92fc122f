import {
  AccountId,
  covers,
  may,
  NewSession,
  TRAINING_SESSION_EVENTS,
  TRAINING_SESSION_FLOW,
  TrainingSessionId,
  type TrainingSessionEvent,
} from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { advanceSession } from './advance-session.ts'
import { showTraining } from './get-training.ts'
import { planSession } from './plan-session.ts'
import { findSession, listRoster } from './session.queries.ts'
import { signInByList, signInByToken, strikeSignIn } from './sign-in.ts'
import { signInTokenOf, TURN_MS } from './sign-in-token.ts'
import { findTraining } from './training.queries.ts'

const Event = z.enum(
  Object.keys(TRAINING_SESSION_EVENTS) as [TrainingSessionEvent, ...TrainingSessionEvent[]],
)
const OfSession = z.object({ id: TrainingSessionId })

export const trainingSessionsRouter = router({
  plan: permitted('training.manage')
    .input(NewSession.extend({ isMakeUp: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const result = await planSession(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** A batch with everybody it asks and who of them has signed in. */
  get: permitted('people.read')
    .input(OfSession)
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => {
        const session = await findSession(tx, input.id)
        const training = session && (await findTraining(tx, session.trainingId))
        if (!session || !training) throw refuse({ code: 'not-found' })
        const mayHold = may(ctx.actor, 'training.manage') && covers(ctx.actor.scope, session.unitId)
        return {
          ...{ session, training: showTraining(training), mayHold },
          roster: await listRoster(tx, session, training.posts),
          events: mayHold
            ? (Object.keys(TRAINING_SESSION_FLOW[session.state]) as TrainingSessionEvent[])
            : [],
        }
      }),
    ),

  advance: permitted('training.manage')
    .input(
      OfSession.extend({
        revision: z.number().int(),
        event: Event,
        reason: z.string().max(300).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await advanceSession(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** The code that the batch shows now, and how many have signed in. */
  code: permitted('training.manage')
    .input(OfSession)
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => {
        const session = await findSession(tx, input.id)
        if (!session || !covers(ctx.actor.scope, session.unitId)) throw refuse({ code: 'not-found' })
        if (session.state === 'closed') throw refuse({ code: 'session-closed' })
        if (session.state !== 'open') throw refuse({ code: 'session-not-open' })
        const training = await findTraining(tx, session.trainingId)
        const roster = training ? await listRoster(tx, session, training.posts) : []
        return {
          token: signInTokenOf(ctx.app.vault, session, ctx.now),
          ...{ nextInMs: TURN_MS, title: training?.title ?? '', place: session.place },
          signedIn: roster.filter(each => each.signedIn !== null).length,
          asked: roster.length,
        }
      }),
    ),

  /** By the code on the wall. */
  signIn: permitted('training.read')
    .input(z.object({ token: z.string().min(1).max(100) }))
    .mutation(async ({ ctx, input }) => {
      const result = await signInByToken(ctx, input.token)
      if (!result.ok) throw refuse(result.error)
      const { training, session, at, already } = result.value
      return {
        ...{ trainingId: training.id, title: training.title, at, already },
        ...{ heldOn: session.heldOn, begins: session.begins, place: session.place },
      }
    }),

  /** People the organiser ticks on the list. */
  signInList: permitted('training.manage')
    .input(OfSession.extend({ accountIds: z.array(AccountId).min(1).max(2000) }))
    .mutation(async ({ ctx, input }) => {
      const result = await signInByList(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  strike: permitted('training.manage')
    .input(OfSession.extend({ accountId: AccountId }))
    .mutation(async ({ ctx, input }) => {
      const result = await strikeSignIn(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
