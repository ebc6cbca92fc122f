import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type Day } from '../kernel/day.ts'
import type { UnitId } from '../kernel/ids.ts'
import { anId, aUnit } from '../testing/builders.ts'
import { ADDRESSEE_SET_IDS, NOBODY, resolveAddressees, type Addressees } from './addressees.ts'
import { isOpen, isSchool, UNIT_KIND_IDS } from './unit.ts'

const ON: Day = '2026-05-01'
const days = fc.option(fc.integer({ min: -30, max: 30 }).map(offset => addDays(ON, offset)))
const units = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...UNIT_KIND_IDS),
      boarding: fc.boolean(),
      hasBus: fc.boolean(),
      hasLab: fc.boolean(),
      hasCanteen: fc.boolean(),
      openFrom: days,
      openUntil: days,
    }),
    { maxLength: 25 },
  )
  .map(changes => changes.map((change, index) => aUnit({ ...change, id: anId<UnitId>(index + 1) })))
const ids = fc.subarray(Array.from({ length: 30 }, (_, index) => anId<UnitId>(index + 1)))
const addressees: fc.Arbitrary<Addressees> = fc.record({
  sets: fc.subarray(ADDRESSEE_SET_IDS),
  include: ids,
  exclude: ids,
})

describe('whomever a phrase addresses', () => {
  test('each unit is meant once, is open on the day, was not left out, and stands in the order of the list', () => {
    fc.assert(
      fc.property(units, addressees, (all, phrase) => {
        const meant = resolveAddressees(all, phrase, ON)
        expect(meant).toEqual(all.filter(unit => meant.includes(unit)))
        for (const unit of meant) {
          expect(isOpen(unit, ON)).toBe(true)
          expect(phrase.exclude).not.toContain(unit.id)
        }
      }),
    )
  })
  test('one more group takes nobody away, and a unit’s name adds that unit alone', () => {
    fc.assert(
      fc.property(units, addressees, fc.constantFrom(...ADDRESSEE_SET_IDS), (all, phrase, set) => {
        const meant = resolveAddressees(all, phrase, ON)
        const more = resolveAddressees(all, { ...phrase, sets: [...phrase.sets, set] }, ON)
        for (const unit of meant) expect(more).toContain(unit)
        for (const unit of all) {
          const named = resolveAddressees(all, { ...phrase, include: [...phrase.include, unit.id] }, ON)
          expect(named.filter(each => each.id !== unit.id)).toEqual(meant.filter(each => each.id !== unit.id))
        }
      }),
      { numRuns: 40 },
    )
  })
  test('what was resolved stays resolved: the phrase is asked on the day of dispatch and not again', () => {
    const closing = aUnit({ id: anId(1), openUntil: ON })
    const opening = aUnit({ id: anId(2), openFrom: addDays(ON, 1) })
    const phrase: Addressees = { ...NOBODY, sets: ['all-schools'] }
    expect(resolveAddressees([closing, opening], phrase, ON)).toEqual([closing])
    expect(resolveAddressees([closing, opening], phrase, addDays(ON, 1))).toEqual([opening])
  })
  test('nobody is meant when nobody is named, and a name that is no unit means nobody', () => {
    fc.assert(
      fc.property(units, all => {
        expect(resolveAddressees(all, NOBODY, ON)).toEqual([])
        expect(resolveAddressees(all, { ...NOBODY, include: [anId(999)] }, ON)).toEqual([])
      }),
    )
  })
})

test('各单位 are those who report: not the bureau that asks, nor institutions and departments outside', () => {
  const all = UNIT_KIND_IDS.map((kind, index) => aUnit({ id: anId(index + 1), kind }))
  const kinds = resolveAddressees(all, { ...NOBODY, sets: ['all-units'] }, ON).map(unit => unit.kind)
  expect(kinds).toEqual(UNIT_KIND_IDS.filter(kind => !['bureau', 'offcampus', 'external'].includes(kind)))
})

test('各学校 are all that teach, and groups by what a school has hold schools alone', () => {
  const all = UNIT_KIND_IDS.map((kind, index) =>
    aUnit({ id: anId(index + 1), kind, boarding: true, hasBus: true, hasLab: true, hasCanteen: true }),
  )
  for (const set of [
    'all-schools',
    'boarding-schools',
    'schools-with-buses',
    'schools-with-labs',
    'schools-with-canteens',
  ] as const) {
    const kinds = resolveAddressees(all, { ...NOBODY, sets: [set] }, ON).map(unit => unit.kind)
    expect(kinds).toEqual(UNIT_KIND_IDS.filter(isSchool))
  }
})
