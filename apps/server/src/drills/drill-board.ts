import {
  curveOf,
  evacuationTarget,
  type CountyLimit,
  type CurvePoint,
  type DrillId,
  type DrillState,
  type Instant,
  type MusterGroup,
  type MusterPerson,
  type MusterTotals,
} from '@anlan/domain'
import type { App } from '../app.ts'
import type { DrillHead, LiveMuster } from './musters.ts'

/** People named on a board at most: as long as more are outstanding, the classes' numbers are what people look at. */
const MOST_SHOWN = 60

/** Somebody who is looked for, or of whom two things were said. */
export type Outstanding = Pick<MusterPerson, 'key' | 'group' | 'state'> & {
  /** Where he was seen, of whom two things were said; empty for the rest. */
  readonly sightings: MusterPerson['sightings']
  /** Null for readers who may not see names. */
  readonly name: string | null
}

/** What everybody sees of a running drill. */
export interface DrillBoard {
  readonly asOf: Instant
  /** When the server last took a fact. */
  readonly heardAt: Instant | null
  readonly state: DrillState
  readonly startedAt: Instant | null
  readonly targetSeconds: number | null
  readonly totals: MusterTotals | null
  readonly complete: boolean
  readonly groups: readonly MusterGroup[]
  readonly outstanding: readonly Outstanding[]
  readonly more: number
  readonly late: number
  readonly strange: number
  readonly contested: number
  readonly cloned: readonly string[]
  readonly curve: readonly CurvePoint[]
  readonly facts: number
}

/** Draws a drill's board; null for a drill that has no roster, or not any more. Scope is the caller's to check. */
export async function readBoard(
  app: Pick<App, 'musters' | 'clock' | 'limits'>,
  id: DrillId,
  withNames: boolean,
): Promise<DrillBoard | null> {
  const [live, limits] = await Promise.all([app.musters.of(id), app.limits.now()])
  return live && ofMuster(live, limits, app.clock.now(), withNames)
}

/** The board of a drill that has no muster: not begun, or closed. */
export const emptyBoard = (
  head: Omit<DrillHead, 'allClearAt'>,
  limits: readonly CountyLimit[],
  asOf: Instant,
): DrillBoard => ({
  ...{ asOf, state: head.state, startedAt: head.startedAt, targetSeconds: targetOf(head, limits) },
  ...NOTHING,
})

const targetOf = (
  { storeys, onDay }: Pick<DrillHead, 'storeys' | 'onDay'>,
  limits: readonly CountyLimit[],
): number | null => evacuationTarget(storeys ?? 1, limits, onDay)

const NOTHING = {
  ...{
    heardAt: null,
    totals: null,
    complete: false,
    groups: [],
    outstanding: [],
    more: 0,
    late: 0,
    strange: 0,
  },
  ...{ contested: 0, cloned: [], curve: [], facts: 0 },
}

function ofMuster(
  { muster, set, heardAt, head }: LiveMuster,
  limits: readonly CountyLimit[],
  asOf: Instant,
  withNames: boolean,
): DrillBoard {
  const sought = muster.people.filter(({ state }) => LOOKED_FOR.has(state))
  return {
    ...{ asOf, state: head.state, startedAt: head.startedAt, targetSeconds: targetOf(head, limits) },
    ...{ heardAt, totals: muster.totals, complete: muster.complete, groups: muster.groups },
    outstanding: sought.slice(0, MOST_SHOWN).map(({ key, name, group, state, sightings }) => ({
      ...{ key, group, state, sightings: state === 'conflict' ? sightings : [] },
      name: withNames ? name : null,
    })),
    more: Math.max(0, sought.length - MOST_SHOWN),
    ...{ late: muster.late.length, strange: muster.strange.length, contested: muster.contested.length },
    ...{ cloned: muster.cloned, curve: curveOf(muster), facts: set.facts.size },
  }
}

const LOOKED_FOR = new Set<MusterPerson['state']>(['unaccounted', 'missing', 'conflict'])
