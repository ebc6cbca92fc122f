import { describe, expect, test } from 'vitest'
import { AREA_IDS } from '../areas/area-id.ts'
import { aDuty, anId } from '../testing/builders.ts'
import { areaCoverageAt, coverageLines, listDutyProblems, listUnitGaps } from './coverage.ts'
import type { Duty } from './duty.ts'

const school = {
  kind: 'town-middle',
  ...{ boarding: false, hasBus: false, hasCanteen: true, hasLab: false },
} as const
const AREAS = AREA_IDS.filter(area => area !== 'bus' && area !== 'chemicals')

const party = aDuty({ id: anId(1), post: 'party-secretary', area: null })
const head = aDuty({ id: anId(2), post: 'head', area: null })
const business = [
  aDuty({ id: anId(3), post: 'party-secretary', kind: 'business', area: null }),
  aDuty({ id: anId(4), post: 'head', kind: 'business', area: null }),
]
/** Every area of the school by name, on its head. */
const named = AREAS.map((area, at) => aDuty({ id: anId(10 + at), post: 'head', area }))
const complete = [party, head, ...business, ...named]
const HOLDERS = [
  { post: 'party-secretary', name: '沈青' },
  { post: 'head', name: '韩𠮷' },
] as const

const problems = (
  duties: readonly Duty[],
  holders: Parameters<typeof coverageLines>[1] = HOLDERS,
  unit: Parameters<typeof listDutyProblems>[0] = school,
) => listDutyProblems(unit, coverageLines(duties, holders))

describe('a unit’s list of duties', () => {
  test('lacks nothing where every area has somebody by name and every post both kinds', () => {
    expect(problems(complete)).toEqual([])
  })
  test('names the secretary and the head, each with a duty of safety', () => {
    const without = (post: string) => complete.filter(duty => duty.post !== post || duty.kind === 'business')
    expect(problems(without('party-secretary'))).toContainEqual({
      code: 'leader-not-listed',
      post: 'party-secretary',
    })
    expect(problems(without('head'))).toContainEqual({ code: 'leader-not-listed', post: 'head' })
    expect(problems([], [], { ...school, kind: 'bureau' })).toContainEqual({
      code: 'leader-not-listed',
      post: 'bureau-director',
    })
    expect(problems([], [], { ...school, kind: 'section' }).map(({ code }) => code)).not.toContain(
      'leader-not-listed',
    )
  })
  test('owes every post that somebody holds a duty of its business and one of safety', () => {
    const holders = [...HOLDERS, { post: 'electrician', name: '陆平' } as const]
    expect(problems(complete, holders)).toEqual([{ code: 'one-sided-posts', posts: ['electrician'] }])
    const shared = { ...head, coOwners: ['electrician' as const] }
    const own = aDuty({ id: anId(5), post: 'electrician', kind: 'business', area: null })
    expect(problems([party, shared, ...business, ...named, own], holders)).toEqual([])
  })
  test('has two holders of a post that has one, on a day two stand in it', () => {
    expect(problems(complete, [...HOLDERS, { post: 'head', name: '陆平' }])).toEqual([
      { code: 'two-holders', post: 'head', holders: ['韩𠮷', '陆平'] },
    ])
  })
  test('says the same of an area as the county does: a duty for all areas at once owns none, nor does a vacant post', () => {
    const general = problems([party, head, ...business])
    expect(general).toEqual(AREAS.map(area => ({ code: 'area-without-owner', area })))
    expect(AREAS.map(area => areaCoverageAt({ ...school, areas: {} }, area))).toEqual(
      AREAS.map(() => 'unowned'),
    )
    const vacant = problems(complete, [HOLDERS[0]])
    expect(vacant).toEqual(AREAS.map(area => ({ code: 'area-without-owner', area })))
  })
})

describe('the gaps of a unit', () => {
  const gaps = (
    duties: readonly Duty[],
    holders: Parameters<typeof coverageLines>[1] = HOLDERS,
    unit: Parameters<typeof listUnitGaps>[0] = school,
  ) => listUnitGaps(unit, coverageLines(duties, holders))

  test('are none where every post that owes has its holder and every area its name', () => {
    expect(gaps(complete)).toEqual({ unlisted: false, vacant: [], unowned: [] })
  })
  test('name a post nobody holds, and the areas that lie on it alone', () => {
    const keeper = aDuty({ id: anId(30), post: 'canteen-manager', area: 'food' })
    const withoutFood = complete.filter(({ area }) => area !== 'food')
    expect(gaps([...withoutFood, keeper])).toEqual({
      ...{ unlisted: false, vacant: ['canteen-manager'], unowned: ['food'] },
    })
    expect(gaps([...complete, keeper]).unowned).toEqual([])
  })
  test('ask no section of the bureau for the areas of its schools', () => {
    expect(gaps([head], HOLDERS, { ...school, kind: 'section' }).unowned).toEqual([])
  })
  test('of a unit that has published nothing are that it has not', () => {
    expect(gaps([])).toEqual({ unlisted: true, vacant: [], unowned: [] })
  })
})
