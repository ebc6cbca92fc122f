import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '../kernel/day.ts'
import { ASSIGNMENT_STATE_IDS, timelinessOf } from './assignment.ts'
import { addProgress, completionOf, countProgress, EMPTY_PROGRESS } from './progress.ts'

const TODAY: Day = '2026-10-15'
const days = fc.integer({ min: -30, max: 30 }).map(offset => addDays(TODAY, offset))
const assignments = fc.array(
  fc.record({
    unit: fc.constantFrom('东镇中学', '西镇中学', '南镇中学'),
    area: fc.constantFrom('fire', 'food', null),
    state: fc.constantFrom(...ASSIGNMENT_STATE_IDS),
    dueOn: fc.option(days),
    submittedAt: fc.option(days.map(day => `${day}T02:00:00.000Z` as const)),
  }),
  { maxLength: 60 },
)

test('the states of a count add up to its total, and nothing is counted late that was not owed', () => {
  fc.assert(
    fc.property(assignments, each => {
      const { total, pending, received, submitted, returned, accepted, excused, overdue, late } =
        countProgress(each, TODAY)
      expect(pending + received + submitted + returned + accepted + excused).toBe(total)
      expect(overdue).toBeLessThanOrEqual(pending + received + returned)
      expect(late).toBeLessThanOrEqual(submitted + accepted)
    }),
  )
})

test('however a board is cut, by unit, by area or line by line, the parts add up to a recount of the whole', () => {
  fc.assert(
    fc.property(
      assignments,
      fc.constantFrom('unit' as const, 'area' as const, 'state' as const),
      (each, cut) => {
        const parts = Map.groupBy(each, assignment => assignment[cut])
        const sum = [...parts.values()]
          .map(part => countProgress(part, TODAY))
          .reduce(addProgress, EMPTY_PROGRESS)
        expect(sum).toEqual(countProgress(each, TODAY))
        const one = each
          .map(assignment => countProgress([assignment], TODAY))
          .reduce(addProgress, EMPTY_PROGRESS)
        expect(one).toEqual(sum)
      },
    ),
  )
})

test('a count recomputed one by one is the count', () => {
  fc.assert(
    fc.property(assignments, each => {
      const counted = countProgress(each, TODAY)
      expect(counted.overdue).toBe(each.filter(one => timelinessOf(one, TODAY) === 'overdue').length)
      expect(counted.late).toBe(each.filter(one => timelinessOf(one, TODAY) === 'done-late').length)
      for (const state of ASSIGNMENT_STATE_IDS)
        expect(counted[state]).toBe(each.filter(one => one.state === state).length)
    }),
  )
})

test('completion is a share, and a dash only where nothing is owed', () => {
  fc.assert(
    fc.property(assignments, each => {
      const completion = completionOf(countProgress(each, TODAY))
      const owed = each.filter(({ state }) => state !== 'excused').length
      if (owed === 0) expect(completion).toBeNull()
      else {
        expect(completion).toBeGreaterThanOrEqual(0)
        expect(completion).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('as days go by nothing overdue comes back into time by itself', () => {
  fc.assert(
    fc.property(assignments, fc.nat(60), (each, later) => {
      const then = countProgress(each, addDays(TODAY, later))
      expect(then.overdue).toBeGreaterThanOrEqual(countProgress(each, TODAY).overdue)
      expect(then.late).toBe(countProgress(each, TODAY).late)
    }),
  )
})
