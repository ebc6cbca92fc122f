import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Day } from '../kernel/day.ts'
import type { DutyId } from '../kernel/ids.ts'
import { aDuty, anAppointment, anId, OTHER_SCHOOL } from '../testing/builders.ts'
import { listDutiesInForce, listOwners, nextEdition, postsOf } from './duty.ts'

const ON: Day = '2026-10-01'

describe('editions of a duty', () => {
  const first = aDuty()
  const second = { ...nextEdition(first, { text: '每周检查一次宿舍' }), publishedOn: '2026-09-10' as Day }

  test('nobody owes a draft, nor what is published tomorrow', () => {
    expect(listDutiesInForce([{ ...first, publishedOn: null }], ON)).toEqual([])
    expect(listDutiesInForce([first, second], '2026-09-09')).toEqual([first])
    expect(listDutiesInForce([first, second], '2026-09-10')).toEqual([second])
  })
  test('what was signed yesterday still reads as it did: an edition never changes', () => {
    expect(second).toMatchObject({ id: first.id, version: 2, post: first.post })
    expect(nextEdition(second, {}).publishedOn).toBeNull()
    expect(first.text).not.toBe(second.text)
  })
  test('a retired duty is owed no more, and a later edition may bring it back', () => {
    const retired = { ...nextEdition(second, { retired: true }), publishedOn: '2026-09-20' as Day }
    const back = { ...nextEdition(retired, { retired: false }), publishedOn: '2026-09-30' as Day }
    expect(listDutiesInForce([first, second, retired], ON)).toEqual([])
    expect(listDutiesInForce([first, second, retired, back], ON)).toEqual([back])
  })
  test('on any day each duty is in force once at most, in whatever order editions arrive', () => {
    const editions = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 3 }).map(each => anId<DutyId>(each)),
        version: fc.integer({ min: 1, max: 5 }),
        publishedOn: fc.constantFrom<(Day | null)[]>(null, '2026-09-01', '2026-09-15', '2026-10-15'),
        retired: fc.boolean(),
      }),
      { selector: ({ id, version }) => `${id} ${version}` },
    )
    fc.assert(
      fc.property(editions, changes => {
        const all = changes.map(change => aDuty(change))
        const inForce = listDutiesInForce(all, ON)
        expect(new Set(inForce.map(duty => duty.id)).size).toBe(inForce.length)
        const ids = (list: typeof inForce) => list.map(({ id, version }) => `${id} ${version}`).sort()
        expect(ids(listDutiesInForce([...all].reverse(), ON))).toEqual(ids(inForce))
        for (const duty of inForce) expect(duty.publishedOn !== null && duty.publishedOn <= ON).toBe(true)
      }),
    )
  })
})

test('a duty lies on whoever holds its post or shares it, each post once', () => {
  const duty = aDuty({ post: 'head', coOwners: ['class-teacher', 'head'] })
  expect(postsOf(duty)).toEqual(['head', 'class-teacher'])
  const holders = [
    anAppointment({ accountId: anId(1), post: 'head' }),
    anAppointment({ accountId: anId(2), post: 'class-teacher' }),
    anAppointment({ accountId: anId(3), post: 'class-teacher', unitId: OTHER_SCHOOL }),
    anAppointment({ accountId: anId(4), post: 'electrician' }),
  ]
  expect(listOwners([duty], holders, ON)).toEqual([{ duty, holders: holders.slice(0, 2) }])
})
