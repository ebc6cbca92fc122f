import type { Instant } from '../kernel/day.ts'
import type { CurvePoint } from './curve.ts'
import type { DrillState } from './drill-flow.ts'
import type { MusterGroup, MusterPerson, MusterTotals } from './muster.ts'

/** Somebody who is looked for, or of whom two things were said. */
export type Outstanding = Pick<MusterPerson, 'key' | 'group' | 'state'> & {
  /** Where he was seen, of whom two things were said; empty for the rest. */
  readonly sightings: MusterPerson['sightings']
  /** Null for readers who may not see names. */
  readonly name: string | null
}

/** The numbers of a board, which are sent each time. */
interface BoardFigures {
  readonly asOf: Instant
  /** When the server last took a fact. */
  readonly heardAt: Instant | null
  readonly state: DrillState
  readonly startedAt: Instant | null
  readonly targetSeconds: number | null
  readonly totals: MusterTotals | null
  readonly complete: boolean
  /** How many more are looked for than are named. */
  readonly more: number
  readonly late: number
  readonly strange: number
  readonly contested: number
  readonly cloned: readonly string[]
  readonly facts: number
}

/** What everybody sees of a running drill. */
export interface DrillBoard extends BoardFigures {
  readonly groups: readonly MusterGroup[]
  /** Those in trouble first; who was merely not asked for yet is among them once there are few. */
  readonly outstanding: readonly Outstanding[]
  readonly curve: readonly CurvePoint[]
}

/**
 * What is new on a board. Most of it stays as it was from one picture to the next, and on the county's day hundreds of
 * boards are drawn twice a second, some of them on telephones.
 */
export interface BoardChange extends BoardFigures {
  /** The groups that changed; all others stand as they stood. */
  readonly groups: readonly MusterGroup[]
  /** The keys of those who left the list, if that is all that happened to it; else the list. */
  readonly outstanding: { readonly gone: readonly string[] } | { readonly all: readonly Outstanding[] }
  /** Of the curve the first so many points stay, and these follow. */
  readonly curve: { readonly kept: number; readonly then: readonly CurvePoint[] }
}

/** A board as it is sent: whole to whoever has none or missed one, else what changed since the version before. */
export type BoardUpdate =
  | { readonly version: number; readonly whole: DrillBoard }
  | { readonly version: number; readonly change: BoardChange }

/** What makes the one board of the other; null where only the whole board tells, for its groups are others. */
export function changeBetween(before: DrillBoard, after: DrillBoard): BoardChange | null {
  const isSameList =
    before.groups.length === after.groups.length &&
    after.groups.every(({ id }, at) => before.groups[at]?.id === id)
  if (!isSameList) return null
  return {
    ...after,
    groups: after.groups.filter((group, at) => !isSameGroup(group, before.groups[at])),
    outstanding: changeOfList(before.outstanding, after.outstanding),
    curve: changeOfCurve(before.curve, after.curve),
  }
}

/** The board after a change; what did not change is shared with the board before. */
export function applyBoardChange(before: DrillBoard, change: BoardChange): DrillBoard {
  const { outstanding, curve } = change
  const changed = new Map(change.groups.map(group => [group.id, group]))
  const gone = new Set('gone' in outstanding ? outstanding.gone : [])
  return {
    ...change,
    groups: before.groups.map(group => changed.get(group.id) ?? group),
    outstanding:
      'all' in outstanding
        ? outstanding.all
        : gone.size === 0
          ? before.outstanding
          : before.outstanding.filter(({ key }) => !gone.has(key)),
    curve: [...before.curve.slice(0, curve.kept), ...curve.then],
  }
}

function isSameGroup(a: MusterGroup, b: MusterGroup | undefined): boolean {
  if (a === b) return true
  return (
    b !== undefined &&
    (Object.keys({ ...a, ...b }) as (keyof MusterGroup)[]).every(field => a[field] === b[field])
  )
}

const isSamePerson = (a: Outstanding, b: Outstanding): boolean =>
  a.key === b.key &&
  a.state === b.state &&
  a.group === b.group &&
  a.name === b.name &&
  a.sightings.length === b.sightings.length &&
  a.sightings.every(({ fact }, at) => b.sightings[at]?.fact === fact)

function changeOfList(
  before: readonly Outstanding[],
  after: readonly Outstanding[],
): BoardChange['outstanding'] {
  const gone: string[] = []
  let at = 0
  for (const person of before) {
    const next = after[at]
    if (next && isSamePerson(person, next)) at += 1
    else gone.push(person.key)
  }
  return at === after.length ? { gone } : { all: after }
}

function changeOfCurve(before: readonly CurvePoint[], after: readonly CurvePoint[]): BoardChange['curve'] {
  const isSame = (point: CurvePoint, other: CurvePoint | undefined): boolean =>
    point.seconds === other?.seconds && point.accounted === other.accounted
  const differs = after.findIndex((point, at) => !isSame(point, before[at]))
  const kept = differs < 0 ? after.length : differs
  return { kept, then: after.slice(kept) }
}
