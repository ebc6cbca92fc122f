import { judgeRun, type Day } from '@anlan/domain'
import { makeCounty, makePeople, makeRuns } from '@anlan/seed'
import { expect, test } from 'vitest'
import { versionOf } from '../inspections/inspections.table.ts'

const TODAY: Day = '2026-11-26'
const county = makeCounty()
const people = makePeople(county.units)
const runs = makeRuns(county.units, people, TODAY)

test('the demonstration county has self-inspections to see: handed in and under way, with items that fail', () => {
  expect(makeRuns(county.units, people, TODAY)).toEqual(runs)
  expect(new Set(runs.map(({ area }) => area)).size).toBe(3)
  expect(new Set(runs.map(({ handedInAt }) => handedInAt === null))).toEqual(new Set([true, false]))
  expect(runs.some(({ answers }) => answers.some(({ verdict }) => verdict === 'no'))).toBe(true)
  // The head and the safety officer whose accounts the README names.
  const named = people.find(({ username }) => username === 'anquan017')
  expect(runs.filter(({ by }) => by.id === named?.id).length).toBeGreaterThan(0)
})

test('what was handed in is complete by the list it was begun with', () => {
  for (const { area, version, on, every, answers, profile, handedInAt } of runs) {
    const read = versionOf({ area, version })
    if (!read.ok) throw new Error(area)
    const judged = judgeRun(
      read.value,
      area,
      { on, every: [...every], visit: null, answers: [...answers] },
      profile,
    )
    if (handedInAt !== null) expect(judged.faults).toEqual([])
    else expect(judged.faults.every(({ fault }) => fault === 'unanswered')).toBe(true)
  }
})
