import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween } from '../../kernel/day.ts'
import { findClusters, type Case } from './clusters.ts'

const START = '2026-09-01'
const RULE = [
  { days: 1, pupils: 3 },
  { days: 3, pupils: 5 },
]
const cases = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 14 }), fc.constantFrom(...'甲乙丙丁戊己庚辛'))
    .map(([day, pupil]): Case => ({ on: addDays(START, day), pupil })),
  { maxLength: 24 },
)
const pupils = (held: readonly Case[]): number => new Set(held.map(({ pupil }) => pupil)).size

/** Every window of the rule, wherever it begins, asked by hand. */
const isInAnyWindow = (all: readonly Case[], one: Case): boolean =>
  RULE.some(({ days, pupils: least }) =>
    Array.from({ length: days }, (_, back) => addDays(one.on, -back)).some(
      start =>
        pupils(all.filter(({ on }) => daysBetween(start, on) >= 0 && daysBetween(start, on) < days)) >= least,
    ),
  )

test('a case is in a cluster exactly when some window around it holds enough pupils', () => {
  fc.assert(
    fc.property(cases, all => {
      const clustered = new Set(findClusters(all, RULE).flatMap(cluster => cluster.cases))
      for (const one of all) expect(clustered.has(one)).toBe(isInAnyWindow(all, one))
    }),
  )
})

test('clusters share no case, follow each other, and stand on the first day that is enough', () => {
  fc.assert(
    fc.property(cases, all => {
      const clusters = findClusters(all, RULE)
      const clustered = clusters.flatMap(cluster => cluster.cases)
      expect(new Set(clustered).size).toBe(clustered.length)
      for (const { from, to, reachedOn, cases: held } of clusters) {
        expect(from <= reachedOn && reachedOn <= to).toBe(true)
        expect(held.every(({ on }) => from <= on && on <= to)).toBe(true)
        const known = held.filter(({ on }) => on <= reachedOn)
        expect(findClusters(known, RULE)).toHaveLength(1)
        expect(
          findClusters(
            known.filter(({ on }) => on < reachedOn),
            RULE,
          ),
        ).toEqual([])
      }
    }),
  )
})

test('the order in which cases were entered changes nothing', () => {
  fc.assert(
    fc.property(cases, all => {
      const days = (some: readonly Case[]) =>
        findClusters(some, RULE).map(({ from, to, reachedOn }) => [from, to, reachedOn])
      expect(days([...all].reverse())).toEqual(days(all))
    }),
  )
})

test('three on one day, or five within three days, and not one fewer or a day later', () => {
  const on = (day: number, ...names: string[]): Case[] =>
    names.map(pupil => ({ on: addDays(START, day), pupil }))
  expect(findClusters(on(0, '甲', '乙'), RULE)).toEqual([])
  expect(findClusters(on(0, '甲', '乙', '丙'), RULE)).toHaveLength(1)
  expect(findClusters(on(0, '甲', '甲', '乙'), RULE)).toEqual([])
  expect(findClusters([...on(0, '甲', '乙'), ...on(1, '丙'), ...on(2, '丁')], RULE)).toEqual([])
  const spread = [...on(0, '甲', '乙'), ...on(1, '丙')]
  expect(findClusters([...spread, ...on(2, '丁', '戊')], RULE)).toMatchObject([
    { from: START, reachedOn: addDays(START, 2) },
  ])
  expect(findClusters([...spread, ...on(3, '丁', '戊')], RULE)).toEqual([])
})
