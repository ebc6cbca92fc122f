import { fieldsOf, findRegister, type Placed } from '@anlan/domain'
import { expect, test } from 'vitest'
import { fieldFilters, narrowableOf } from './field-filters.ts'

const points = findRegister('surroundings/surroundings-point-list') as Placed
const riders = findRegister('bus/rider-list') as Placed
const asked = (address: Readonly<Record<string, string>>) =>
  fieldFilters(narrowableOf(points, fieldsOf(points), true), name => address[name] ?? '')

test('an address asks for values, parts of texts and ranges of the fields that have such', () => {
  expect(
    asked({
      ...{ 'f.kind': 'water', 'f.problems': 'noise', 't.name': ' 王家 ' },
      ...{ 'r.distance.from': '0', 'r.surveyedOn.to': '2026-09-30', 'f.distance': '5', 't.kind': 'x' },
    }),
  ).toEqual({
    fields: { kind: 'water', problems: 'noise' },
    texts: { name: '王家' },
    ranges: { distance: { from: 0 }, surveyedOn: { to: '2026-09-30' } },
  })
})

test('what is no number or no day narrows nothing', () => {
  expect(asked({ 'r.distance.from': '近', 'r.surveyedOn.from': '九月' })).toEqual({ fields: {} })
})

test('fields that the reader sees masked are not offered, nor is the day of a log a second time', () => {
  const offered = (register: Placed, seesPersonal: boolean): string[] => {
    const { values, texts, ranges } = narrowableOf(register, fieldsOf(register), seesPersonal)
    return [...values, ...texts, ...ranges].map(({ name }) => name)
  }
  expect(offered(riders, true)).toContain('pupil')
  expect(offered(riders, false)).not.toContain('pupil')
  const trips = findRegister('bus/trip-log') as Placed
  expect(offered(trips, true)).not.toContain(trips.happenedOn)
})
