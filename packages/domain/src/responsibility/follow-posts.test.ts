import { describe, expect, test } from 'vitest'
import type { Day } from '../kernel/day.ts'
import type { AccountId, HandoverId } from '../kernel/ids.ts'
import { anId, SCHOOL } from '../testing/builders.ts'
import { followPosts, type HandoverChange, type Term, type TermChange } from './follow-posts.ts'
import type { Handover } from './handover.ts'

const PEOPLE = { 王: 100, 李: 101, 赵: 102 } as const
type Who = keyof typeof PEOPLE
const term = (name: Who, from: Day, until: Day | null = null, post: Term['post'] = 'safety-director') => ({
  ...{ accountId: anId<AccountId>(PEOPLE[name]), name, unitId: SCHOOL, post, from, until },
})
const ends = (name: Who, until: Day, post: Term['post'] = 'safety-director'): TermChange => ({
  before: term(name, '2025-09-01', null, post),
  after: term(name, '2025-09-01', until, post),
})
const begins = (name: Who, from: Day): TermChange => ({ before: null, after: term(name, from) })
let made = 0
const follow = (pending: readonly Handover[], changes: TermChange[], holders: Term[] = []) =>
  followPosts(changes, {
    ...{ pending, holders, now: '2026-09-01T01:00:00.000Z', byName: '管理员' },
    newId: () => anId<HandoverId>((made += 1)),
  })
const only = (changes: HandoverChange[]): Handover => {
  const [change] = changes
  if (!change || changes.length > 1) throw new Error(`${changes.length} handovers`)
  return change.after
}

describe('a post that changes hands', () => {
  test('has a handover from the day its holder’s end is entered, which waits for a successor', () => {
    const open = only(follow([], [ends('王', '2026-08-31')]))
    expect(open).toMatchObject({ state: 'open', fromName: '王', untilOn: '2026-08-31', toId: null })
    const named = only(follow([open], [begins('李', '2026-09-01')]))
    expect(named).toMatchObject({ id: open.id, toName: '李', revision: 2 })
    expect(named.steps.map(({ event }) => event)).toEqual(['make', 'successor'])
  })
  test('goes in one act from hand to hand, and to whoever came before the other left', () => {
    expect(only(follow([], [begins('李', '2026-09-01'), ends('王', '2026-08-31')]))).toMatchObject({
      ...{ fromName: '王', toName: '李' },
    })
    const overlap = [term('李', '2026-08-15'), term('赵', '2024-09-01')]
    expect(only(follow([], [ends('王', '2026-08-31')], overlap)).toName).toBe('李')
  })
  test('twice before the first handover is signed has one handover, on to the third', () => {
    const first = only(follow([], [ends('王', '2026-08-31'), begins('李', '2026-09-01')]))
    const handed = { ...first, state: 'handed', handedOn: '2026-09-02' } as const
    const again = only(follow([handed], [ends('李', '2026-09-10')]))
    expect(again).toMatchObject({ state: 'open', fromName: '王', toId: null, handedOn: null })
    expect(again.passedOver).toEqual([{ accountId: anId<AccountId>(101), name: '李' }])
    expect(only(follow([again], [begins('赵', '2026-09-11')]))).toMatchObject({
      fromName: '王',
      toName: '赵',
    })
  })
  test('has none where he stays or comes back after all, and none for posts of whole groups', () => {
    const open = only(follow([], [ends('王', '2026-08-31')]))
    const stays = { before: ends('王', '2026-08-31').after, after: term('王', '2025-09-01') }
    expect(only(follow([open], [stays])).state).toBe('cancelled')
    expect(only(follow([open], [begins('王', '2026-10-01')])).state).toBe('cancelled')
    expect(follow([], [ends('王', '2026-08-31', 'subject-teacher')])).toEqual([])
  })
  test('keeps its one handover when the last day in office is corrected', () => {
    const open = only(follow([], [ends('王', '2026-08-31')]))
    const moved = { before: ends('王', '2026-08-31').after, after: term('王', '2025-09-01', '2026-09-15') }
    expect(only(follow([open], [moved]))).toMatchObject({ id: open.id, untilOn: '2026-09-15' })
  })
})
