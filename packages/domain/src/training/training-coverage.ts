import type { Day } from '../kernel/day.ts'
import type { AccountId, TrainingSessionId, UnitId } from '../kernel/ids.ts'
import { defineIndicator, type Rate } from '../kernel/indicator.ts'
import type { Label } from '../kernel/label.ts'
import { listHolders, type Appointment, type PostId } from '../organisation/post.ts'
import type { SignIn, TrainingSession } from './training-session.ts'
import type { Training } from './training.ts'

/** A test that somebody sat, as often as he likes; the best one counts. */
export interface TestResult {
  readonly accountId: AccountId
  readonly score: number
}

/** Everything the coverage of one training is read from. */
export interface TrainingFacts {
  readonly training: Pick<Training, 'posts' | 'units' | 'test'>
  readonly sessions: readonly Pick<TrainingSession, 'id' | 'state'>[]
  readonly signIns: readonly Pick<SignIn, 'accountId' | 'sessionId'>[]
  readonly results: readonly TestResult[]
  readonly appointments: readonly Appointment[]
}

/** How far somebody is who is asked. */
export const TRAINING_STANDINGS = {
  trained: { zh: '已完成', en: 'Trained' },
  'not-passed': { zh: '已参加，测试未合格', en: 'Attended, test not passed' },
  absent: { zh: '未参加', en: 'Not attended' },
} as const satisfies Record<string, Label>
export type TrainingStanding = keyof typeof TRAINING_STANDINGS

/** Somebody who is asked: once, with all the posts and units for which he is. */
export interface Trainee {
  readonly accountId: AccountId
  readonly posts: readonly PostId[]
  readonly units: readonly UnitId[]
  readonly standing: TrainingStanding
}

/**
 * Everybody whom a training asks on a day, each person once however many posts he holds, with how far he is. Whoever took a
 * post since is among them, whoever gave it up is not; what somebody attended at another school counts here too.
 */
export function listTrainees(facts: TrainingFacts, on: Day): Trainee[] {
  const { training, appointments } = facts
  const standingOf = readStandings(facts)
  const held = listHolders(appointments, on).filter(
    each => training.posts.includes(each.post) && training.units.includes(each.unitId),
  )
  return [...Map.groupBy(held, each => each.accountId)].map(([accountId, own]) => ({
    accountId,
    posts: [...new Set(own.map(each => each.post))],
    units: [...new Set(own.map(each => each.unitId))],
    standing: standingOf(accountId),
  }))
}

function readStandings({
  training,
  sessions,
  signIns,
  results,
}: TrainingFacts): (of: AccountId) => TrainingStanding {
  const held = new Set<TrainingSessionId>(
    sessions.filter(({ state }) => state === 'open' || state === 'closed').map(({ id }) => id),
  )
  const attended = new Set(signIns.filter(each => held.has(each.sessionId)).map(each => each.accountId))
  const { test } = training
  const passed =
    test && new Set(results.filter(each => each.score >= test.passMark).map(each => each.accountId))
  return of => (!attended.has(of) ? 'absent' : passed && !passed.has(of) ? 'not-passed' : 'trained')
}

/** Counts people; of nobody it is nought of nought, which is shown as a dash. */
export const trainingCoverage = defineIndicator({
  id: 'training-coverage',
  label: { zh: '轮训覆盖率', en: 'Training coverage' },
  numerator: { zh: '已完成的人员', en: 'People trained' },
  denominator: { zh: '应参加的人员（按岗位，一人只计一次）', en: 'People asked by their posts, each once' },
  better: 'higher',
  count: (asked: readonly Pick<Trainee, 'standing'>[]): Rate => ({
    numerator: asked.filter(each => each.standing === 'trained').length,
    denominator: asked.length,
  }),
})

export interface PostCoverage {
  readonly post: PostId
  readonly rate: Rate
  readonly missing: readonly Trainee[]
}

/** The coverage of each post that is asked. Who holds two of them stands in both lines, and in the sum once. */
export const coverageByPost = (posts: readonly PostId[], asked: readonly Trainee[]): PostCoverage[] =>
  posts.map(post => {
    const own = asked.filter(each => each.posts.includes(post))
    return {
      post,
      rate: trainingCoverage.count(own),
      missing: own.filter(each => each.standing !== 'trained'),
    }
  })
