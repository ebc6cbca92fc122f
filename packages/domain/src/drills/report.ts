import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { AccountId, HazardId } from '../kernel/ids.ts'
import type { FactSet } from './fact-set.ts'
import { curveOf, secondsUntil, type CurvePoint } from './curve.ts'
import type { GroupConflict } from './head-count.ts'
import type { Muster, MusterTotals } from './muster.ts'
import type { GroupKind } from './roster.ts'

/** Who does what in a drill: 总指挥, 疏散引导, 清点, 救护 … in the school's own words. */
export const DrillRole = z.object({
  duty: humanText(1, 40),
  name: humanText(1, 40),
  place: humanText(0, 60),
})
export type DrillRole = z.infer<typeof DrillRole>

const text = humanText(2, 500)

/** What people made of a drill afterwards. A problem may have become a hazard; an action has an owner and a day. */
export const DrillReview = z.object({
  summary: humanText(0, 4000),
  problems: z
    .array(z.object({ id: z.uuid(), text, place: humanText(0, 80), hazardId: HazardId.nullable() }))
    .max(50),
  actions: z
    .array(
      z.object({
        id: z.uuid(),
        text,
        ownerId: AccountId.nullable(),
        owner: humanText(0, 40),
        dueOn: Day,
      }),
    )
    .max(50),
})
export type DrillReview = z.infer<typeof DrillReview>

/** One class in a drill's result. */
export interface GroupResult {
  readonly id: string
  readonly kind: GroupKind
  readonly name: string
  readonly expected: number
  readonly accounted: number
  readonly counted: number | null
  readonly conflict: GroupConflict | null
  readonly curve: readonly CurvePoint[]
}

/** What is kept of a muster for good: numbers and times, and nobody's name. */
export interface DrillResult {
  readonly totals: MusterTotals
  readonly complete: boolean
  readonly facts: number
  readonly devices: number
  readonly late: number
  readonly strange: number
  readonly contested: number
  readonly clonedDevices: number
  readonly seenTwice: number
  readonly wrongPoint: number
  readonly added: number
  readonly curve: readonly CurvePoint[]
  /** Seconds until half, nine tenths and all of the expected were seen by name; null where they never were. */
  readonly seconds: {
    readonly half: number | null
    readonly most: number | null
    readonly all: number | null
  }
  readonly groups: readonly GroupResult[]
}

/** Draws up a drill's result from its muster. */
export function resultOf(muster: Muster, { facts }: FactSet): DrillResult {
  const curve = curveOf(muster)
  const until = (share: number): number | null => secondsUntil(curve, muster.totals.expected, share)
  const count = (holds: (person: Muster['people'][number]) => boolean): number =>
    muster.people.filter(holds).length
  return {
    ...{ totals: muster.totals, complete: muster.complete, facts: facts.size, curve },
    devices: new Set([...facts.values()].map(({ device }) => device)).size,
    ...{ late: muster.late.length, strange: muster.strange.length, contested: muster.contested.length },
    clonedDevices: muster.cloned.length,
    seenTwice: count(({ sightings }) => sightings.length > 1),
    wrongPoint: count(person => person.wrongPoint),
    added: count(person => person.added),
    seconds: { half: until(0.5), most: until(0.9), all: until(1) },
    groups: muster.groups.map(({ id, kind, name, expected, accounted, counted, conflict }) => ({
      ...{ id, kind, name, expected, accounted, counted, conflict },
      curve: curveOf(muster, id),
    })),
  }
}
