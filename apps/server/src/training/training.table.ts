import {
  Certificate,
  Training,
  TrainingSession,
  type Day,
  type Instant,
  type PostId,
  type SignInMeans,
  type TestPaper,
  type TrainingKind,
  type TrainingLevel,
  type TrainingSessionState,
} from '@anlan/domain'
import type { ColumnType, Generated, Selectable } from 'kysely'

export interface TrainingsTable {
  id: string
  unit_id: string
  kind: TrainingKind
  level: TrainingLevel
  title: string
  content: string
  basis: string
  posts: PostId[]
  units: string[]
  from_on: Day
  to_on: Day
  lessons: number
  film: string | null
  /** With the right answers: no reader is given it as it is. */
  test: ColumnType<TestPaper | null, string | null, string | null>
  planned_by: string
  planned_by_name: string
  planned_at: Instant
  /** Why it is not held. */
  cancel_reason: Generated<string | null>
  /** Since when nobody is named in it any more. */
  forgotten_on: Generated<Day | null>
  revision: Generated<number>
}

export interface TrainingSessionsTable {
  id: string
  training_id: string
  unit_id: string
  batch: number
  is_make_up: boolean
  units: string[]
  held_on: Day
  begins: string
  place: string
  state: TrainingSessionState
  planned_by: string
  planned_by_name: string
  opened_at: Instant | null
  closed_at: Instant | null
  revision: Generated<number>
}

export interface TrainingSignInsTable {
  session_id: string
  training_id: string
  account_id: string
  unit_id: string
  /** What whoever signed in was called then. */
  name: string
  at: Instant
  means: SignInMeans
  by_id: string
}

export interface TrainingAttemptsTable {
  id: string
  training_id: string
  account_id: string
  unit_id: string
  /** Draws the questions of this sitting. */
  seed: string
  begun_at: Instant
  handed_in_at: Instant | null
  score: number | null
  passed: boolean | null
  /** Places in the bank of the questions that were not answered rightly. */
  wrong: number[] | null
}

export interface TrainingCertificatesTable {
  id: string
  training_id: string
  account_id: string
  unit_id: string
  number: string
  name: string
  unit: string
  title: string
  issuer: string
  lessons: number
  from_on: Day
  to_on: Day
  score: number | null
  issued_on: Day
  issued_by: string
}

/** What stays of a training whose sign-ins have gone; a post of null is all of them, each person once. */
export interface TrainingTalliesTable {
  training_id: string
  unit_id: string
  post: PostId | null
  asked: number
  trained: number
}

export const toCertificate = (row: Selectable<TrainingCertificatesTable>): Certificate =>
  Certificate.parse({
    ...{ id: row.id, trainingId: row.training_id, accountId: row.account_id, unitId: row.unit_id },
    ...{ number: row.number, name: row.name, unit: row.unit, title: row.title, issuer: row.issuer },
    ...{ lessons: row.lessons, from: row.from_on, to: row.to_on, score: row.score, issuedOn: row.issued_on },
  })

export const toTraining = (row: Selectable<TrainingsTable>): Training =>
  Training.parse({
    ...{ id: row.id, unitId: row.unit_id, kind: row.kind, level: row.level, title: row.title },
    ...{ content: row.content, basis: row.basis, posts: row.posts, units: row.units, from: row.from_on },
    ...{ to: row.to_on, lessons: row.lessons, film: row.film, test: row.test, revision: row.revision },
    cancelReason: row.cancel_reason,
  })

export const toSession = (row: Selectable<TrainingSessionsTable>): TrainingSession =>
  TrainingSession.parse({
    ...{ id: row.id, trainingId: row.training_id, unitId: row.unit_id, batch: row.batch },
    ...{ isMakeUp: row.is_make_up, units: row.units, heldOn: row.held_on, begins: row.begins },
    ...{ place: row.place, state: row.state, revision: row.revision },
  })
