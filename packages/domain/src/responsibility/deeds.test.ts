import { expect, test } from 'vitest'
import { AREA_IDS } from '../areas/area-id.ts'
import { POST_IDS, type PostId } from '../organisation/post.ts'
import { CHAIN_RATES, doesServe, listProofs, type DeedKind } from './deeds.ts'

const fireDuty = { kind: 'safety', area: 'fire' } as const
const whole = { kind: 'safety', area: null } as const

test('the duty of an area is shown by what was done in that area, and by nothing else', () => {
  const reported = { kind: 'hazard-reported', area: 'fire' } as const
  expect(doesServe(reported, fireDuty, ['class-teacher'])).toBe(true)
  expect(doesServe(reported, fireDuty, ['head'])).toBe(true)
  expect(doesServe(reported, { kind: 'safety', area: 'food' }, ['class-teacher'])).toBe(false)
  expect(doesServe({ ...reported, area: null }, fireDuty, ['class-teacher'])).toBe(false)
  expect(doesServe({ kind: 'study-attended', area: null }, fireDuty, ['head'])).toBe(false)
  expect(doesServe({ kind: 'training-done', area: null }, fireDuty, ['electrician'])).toBe(false)
})

test('the duty for safety as a whole is shown by deeds of its kind: of leading for those who lead', () => {
  const shows = (kind: DeedKind, post: PostId) => doesServe({ kind, area: null }, whole, [post])
  for (const kind of ['hazard-reported', 'training-done', 'certificate-earned'] as const)
    expect([kind, shows(kind, 'class-teacher'), shows(kind, 'head')]).toEqual([kind, true, false])
  for (const kind of ['visit-made', 'hazard-accepted', 'study-attended'] as const)
    expect([kind, shows(kind, 'class-teacher'), shows(kind, 'head')]).toEqual([kind, false, true])
  expect([shows('self-inspection', 'head'), shows('self-inspection', 'class-teacher')]).toEqual([true, true])
  expect(doesServe({ kind: 'visit-made', area: null }, whole, ['class-teacher', 'head'])).toBe(true)
})

test('a line in a register shows the duty of its area and never that for safety as a whole', () => {
  const line = { kind: 'entry-recorded', area: 'food' } as const
  expect(doesServe(line, { kind: 'safety', area: 'food' }, ['canteen-manager'])).toBe(true)
  for (const post of POST_IDS) expect(doesServe(line, whole, [post])).toBe(false)
})

test('every duty of safety of every post can be shown by something', () => {
  for (const post of POST_IDS)
    for (const area of [null, ...AREA_IDS])
      expect([post, area, listProofs({ kind: 'safety', area }, [post]).length > 0]).toEqual([
        post,
        area,
        true,
      ])
})

test('no deed shows a duty of business: that is shown elsewhere', () => {
  expect(doesServe({ kind: 'entry-recorded', area: null }, { kind: 'business', area: null }, ['head'])).toBe(
    false,
  )
})

test('who owes nothing yet counts below and nowhere above', () => {
  const people = [
    { duties: 0, unknown: 0, undone: 0 },
    { duties: 2, unknown: 1, undone: 0 },
    { duties: 2, unknown: 0, undone: 1 },
    { duties: 2, unknown: 0, undone: 0 },
  ]
  expect(CHAIN_RATES.map(each => each.count(people))).toEqual([
    { numerator: 3, denominator: 4 },
    { numerator: 2, denominator: 4 },
    { numerator: 1, denominator: 4 },
  ])
})
