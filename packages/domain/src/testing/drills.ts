import fc from 'fast-check'
import { DRILL_MODE_IDS } from '../drills/drill.ts'
import type { Fact, FactBody } from '../drills/fact.ts'
import { makeFactId } from '../drills/fact-id.ts'
import type { Roster, RosterGroup, RosterPerson } from '../drills/roster.ts'

export const DRILL = '00000000-0000-4000-8000-00000000d111'
export const deviceId = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const runOf = (device: number): string => device.toString(16).padStart(13, '0')

/** A fact of a device, the `seq`-th of its own; the clocks are right. */
export const aFact = (body: FactBody, device = 1, seq = 1, at = 1_760_000_000_000 + seq * 1000): Fact => ({
  ...{ id: makeFactId(at, runOf(device), seq), drill: DRILL, device: deviceId(device), seq, at, offset: 0 },
  ...body,
})

/** A class of so many children, `c1p1`, `c1p2` …, all present. */
export const aClass = (number: number, children: number, change: Partial<RosterGroup> = {}): RosterGroup => ({
  ...{ id: `c${number}`, kind: 'class', name: `${number}班`, point: `p${number}`, unnamed: 0 },
  people: Array.from({ length: children }, (_, at): RosterPerson => ({
    ...{ key: `c${number}p${at + 1}`, name: `学生${number}-${at + 1}`, attendance: 'present' },
  })),
  ...change,
})

export const aRoster = (groups: readonly RosterGroup[] = [aClass(1, 3), aClass(2, 2)]): Roster => ({
  ...{ drill: DRILL, unitId: deviceId(999), groups },
  points: [
    { id: 'p1', name: '操场东' },
    { id: 'p2', name: '操场西' },
  ],
})

/** Children of `aRoster`, and one of nobody's list. */
const SUBJECTS = ['c1p1', 'c1p2', 'c1p3', 'c2p1', 'c2p2', 'stranger'] as const
const subject = fc.constantFrom(...SUBJECTS)
const point = fc.constantFrom('p1', 'p2', 'elsewhere', null)
const seenBody = fc.record({
  ...{ kind: fc.constant('v1.seen' as const), subject, point },
  how: fc.constantFrom('tap' as const, 'scan' as const),
})
const body: fc.Arbitrary<FactBody> = fc.oneof(
  { weight: 4, arbitrary: seenBody },
  fc.record({ kind: fc.constant('v1.missing' as const), subject }),
  fc.record({
    ...{ kind: fc.constant('v1.absent' as const), subject },
    reason: fc.constantFrom('sick' as const, 'leave' as const, 'other' as const),
  }),
  fc.record({
    ...{ kind: fc.constant('v1.counted' as const), group: fc.constantFrom('c1', 'c2', 'gone'), point },
    count: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({
    ...{ kind: fc.constant('v1.added' as const), subject: fc.constantFrom('x1', 'x2') },
    ...{ name: fc.constantFrom('张妈妈', '维修工𠮷'), group: fc.constantFrom('c1', null), point },
  }),
  fc.record({ kind: fc.constant('v1.started' as const), mode: fc.constantFrom(...DRILL_MODE_IDS) }),
  fc.constant({ kind: 'v1.cancelled' as const }),
  fc.constantFrom(
    { kind: 'v1.all-clear' as const },
    { kind: 'v1.all-clear' as const, note: '一人已由家长接走' },
  ),
)

const place = fc.record({
  device: fc.integer({ min: 1, max: 3 }),
  at: fc.integer({ min: 1_760_000_000_000, max: 1_760_000_600_000 }),
  offset: fc.oneof(fc.constant(null), fc.integer({ min: -100_000, max: 100_000 })),
})

/** What some devices established in one drill, with clocks that jump, and with some of it taken back. */
export const facts: fc.Arbitrary<Fact[]> = fc
  .array(fc.tuple(body, place, fc.boolean()), { maxLength: 30 })
  .map(rows => {
    const seqs = new Map<number, number>()
    const next = (device: number): number => {
      const seq = (seqs.get(device) ?? 0) + 1
      seqs.set(device, seq)
      return seq
    }
    return rows.flatMap(([each, { device, at, offset }, takenBack], index) => {
      const fact: Fact = { ...aFact(each, device, next(device), at), offset }
      if (!takenBack || index % 3 !== 0) return [fact]
      return [
        fact,
        { ...aFact({ kind: 'v1.retracted', fact: fact.id }, device, next(device), at + 1), offset },
      ]
    })
  })

/** The same without taking back, missing, absences and counts: nothing but people seen. */
export const sightings: fc.Arbitrary<Fact[]> = fc
  .array(fc.tuple(seenBody, place), { maxLength: 30 })
  .map(rows => rows.map(([each, { device, at }], index) => aFact(each, device, index + 1, at)))
