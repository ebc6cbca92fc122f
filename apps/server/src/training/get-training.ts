import { covers, err, may, ok, type Result, type Training, type TrainingId } from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listSessions, type SessionRow } from './session.queries.ts'
import { countCertificates } from './certificates.ts'
import {
  isSomebodyToCertify,
  readKeptCoverage,
  readTrainingCoverage,
  type TrainingCoverage,
} from './trainees.queries.ts'
import { findTraining, isBegun } from './training.queries.ts'

/** A training as its readers see it: of its test how long it is, and no question. */
export type ShownTraining = Omit<Training, 'test' | 'units'> & {
  readonly test: { readonly passMark: number; readonly drawn: number; readonly questions: number } | null
  readonly units: number
}

export const showTraining = ({ test, units, ...training }: Training): ShownTraining => ({
  ...training,
  test: test && { passMark: test.passMark, drawn: test.drawn, questions: test.questions.length },
  units: units.length,
})

export interface TrainingDetail {
  readonly training: ShownTraining
  readonly giver: string
  readonly sessions: readonly SessionRow[]
  readonly coverage: TrainingCoverage
  /** Its sign-ins and scores have gone; what it covered stays. */
  readonly isForgotten: boolean
  /** Whether the reader may issue certificates and somebody is there to get one. */
  readonly mayCertify: boolean
  /** How many certificates of it there are within the reader's units. */
  readonly certified: number
  /** Whether the reader may change it: null where not, else whether its posts may still change, and it be cancelled. */
  readonly change: { readonly isBegun: boolean } | null
  /** Whether the reader may hold batches of it. */
  readonly mayHold: boolean
}

/** A training with its batches and its coverage as of today, as far as the reader's units go. */
export function getTraining(
  { app, actor }: Context,
  id: TrainingId,
): Promise<Result<TrainingDetail, Refusal>> {
  return app.db.read(actor, async (tx): Promise<Result<TrainingDetail, Refusal>> => {
    const training = await findTraining(tx, id)
    if (!training) return err({ code: 'not-found' })
    const isOn = training.cancelReason === null
    const isOwn = may(actor, 'training.manage') && covers(actor.scope, training.unitId)
    const mayIssue = isOwn && isOn
    const [giver, sessions, coverage, kept, begun, somebody, certified] = await Promise.all([
      tx.selectFrom('units').select('name').where('id', '=', training.unitId).executeTakeFirst(),
      listSessions(tx, id),
      readTrainingCoverage(tx, training, app.clock.today()),
      readKeptCoverage(tx, training),
      isBegun(tx, id),
      mayIssue ? isSomebodyToCertify(tx, training, app.clock.today()) : false,
      countCertificates(tx, id),
    ])
    return ok({
      ...{ training: showTraining(training), giver: giver?.name ?? '', sessions, coverage: kept ?? coverage },
      isForgotten: kept !== null,
      ...{ mayCertify: mayIssue && kept === null && somebody, certified },
      change: isOwn && isOn && kept === null ? { isBegun: begun } : null,
      mayHold:
        isOn && may(actor, 'training.manage') && training.units.some(unit => covers(actor.scope, unit)),
    })
  })
}
