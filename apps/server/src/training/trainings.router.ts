import {
  CertificateId,
  NewTraining,
  TrainingAttemptId,
  TrainingChange,
  TrainingId,
  humanText,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { findCertificate, issueCertificates, listMyCertificates, mayReadCertificate } from './certificates.ts'
import { cancelTraining, changeTraining } from './change-training.ts'
import { CountedPeopleFilter, listCountedPeople } from './counted-people.queries.ts'
import { getTraining } from './get-training.ts'
import { listMyTrainings } from './my-trainings.ts'
import { planTraining } from './plan-training.ts'
import { beginSitting, handInSitting } from './sit-test.ts'
import { listTrainees, TraineeFilter } from './trainees.queries.ts'
import { findTraining, listTrainings, TrainingFilter } from './training.queries.ts'

const OfTraining = z.object({ id: TrainingId, revision: z.number().int() })

export const trainingsRouter = router({
  list: permitted('training.read')
    .input(Paging.extend({ filter: TrainingFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listTrainings(tx, input.filter, input, ctx.app.clock.today())),
    ),

  get: permitted('training.read')
    .input(z.object({ id: TrainingId }))
    .query(async ({ ctx, input }) => {
      const result = await getTraining(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Who is asked, by name, and who of them is missing. */
  people: permitted('people.read')
    .input(Paging.extend({ id: TrainingId, filter: TraineeFilter.default({}) }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => {
        const training = await findTraining(tx, input.id)
        if (!training) throw refuse({ code: 'not-found' })
        return listTrainees(tx, training, input.filter, input, ctx.app.clock.today())
      }),
    ),

  /** The people behind a number of the rates of trainings. */
  counted: permitted('training.read')
    .input(Paging.extend({ filter: CountedPeopleFilter }))
    .query(({ ctx: { app, actor }, input }) =>
      app.db.read(actor, tx => listCountedPeople(tx, actor, input.filter, input, app.clock.today())),
    ),

  plan: permitted('training.manage')
    .input(NewTraining)
    .mutation(async ({ ctx, input }) => {
      const result = await planTraining(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  change: permitted('training.manage')
    .input(OfTraining.extend({ change: TrainingChange }))
    .mutation(async ({ ctx, input }) => {
      const result = await changeTraining(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  cancel: permitted('training.manage')
    .input(OfTraining.extend({ reason: humanText(0, 300) }))
    .mutation(async ({ ctx, input }) => {
      const result = await cancelTraining(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  /** Certificates for everybody who has done it and has none yet. */
  certify: permitted('training.manage')
    .input(z.object({ id: TrainingId }))
    .mutation(async ({ ctx, input }) => {
      const result = await issueCertificates(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  certificate: permitted('training.read')
    .input(z.object({ id: CertificateId }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, async tx => {
        const found = await findCertificate(tx, input.id)
        if (!found || !mayReadCertificate(ctx.actor, found)) throw refuse({ code: 'not-found' })
        return found
      }),
    ),

  /** The reader's own. */
  certificates: permitted('training.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => listMyCertificates(tx, ctx.actor.accountId)),
  ),

  /** What the reader is asked to learn himself. */
  mine: permitted('training.read').query(({ ctx }) => listMyTrainings(ctx)),

  beginTest: permitted('training.read')
    .input(z.object({ id: TrainingId }))
    .mutation(async ({ ctx, input }) => {
      const result = await beginSitting(ctx, input.id)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),

  handInTest: permitted('training.read')
    .input(
      z.object({
        id: TrainingAttemptId,
        answers: z.array(z.array(z.number().int().min(0).max(5)).max(6)).max(50),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const result = await handInSitting(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
