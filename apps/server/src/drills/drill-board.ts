import {
  applyBoardChange,
  changeBetween,
  curveOf,
  evacuationTarget,
  type BoardUpdate,
  type CountyLimit,
  type DrillBoard,
  type DrillId,
  type Instant,
  type Muster,
  type MusterPerson,
} from '@anlan/domain'
import type { App } from '../app.ts'
import type { DrillHead, LiveMuster } from './musters.ts'

/** People named on a board at most: as long as more are outstanding, the classes' numbers are what people look at. */
const MOST_SHOWN = 60
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
  const { troubled, unasked } = soughtOf(muster)
  const sought = troubled.length + unasked.length
  // Whoever is said to be missing stands there first, however many nobody has asked for yet; and these by name only once
  // they are few, for until then the first of them are no more than the first of the list.
  const named = sought > MOST_SHOWN ? troubled.slice(0, MOST_SHOWN) : [...troubled, ...unasked]
  return {
    ...{ asOf, state: head.state, startedAt: head.startedAt, targetSeconds: targetOf(head, limits) },
    ...{ heardAt, totals: muster.totals, complete: muster.complete, groups: muster.groups },
    outstanding: named.map(({ key, name, group, state, sightings }) => ({
      ...{ key, group, state, sightings: state === 'conflict' ? sightings : [] },
      name: withNames ? name : null,
    })),
    more: sought - named.length,
    ...{ late: muster.late.length, strange: muster.strange.length, contested: muster.contested.length },
    ...{ cloned: muster.cloned, curve: curveOf(muster), facts: set.facts.size },
  }
}

interface Sought {
  /** Reported missing, then those of whom two things were said. */
  readonly troubled: readonly MusterPerson[]
  /** Of whom nobody has said anything. */
  readonly unasked: readonly MusterPerson[]
}

function soughtOf({ people }: Muster): Sought {
  const [missing, conflict, unasked]: [MusterPerson[], MusterPerson[], MusterPerson[]] = [[], [], []]
  for (const person of people)
    if (person.state === 'unaccounted') unasked.push(person)
    else if (person.state === 'missing') missing.push(person)
    else if (person.state === 'conflict') conflict.push(person)
  return { troubled: [...missing, ...conflict], unasked }
}

/** One moment of a board that many look at. */
export interface BoardMoment {
  /** What is sent to whoever shows the version `has`, or nothing yet; null when he shows this one or a later. */
  updateFrom(has: number | null): BoardUpdate | null
}

/**
 * Draws one board again and again, and says each time what changed since. Of a board that is open nothing is kept but
 * what the next one shares with it: what lives for half a second only, three hundred times over, is what makes a
 * server's memory grow and its collector stop everybody.
 */
export function followBoard(draw: () => Promise<DrillBoard>): () => Promise<BoardMoment> {
  let version = 0
  let shown: DrillBoard | null = null
  return async () => {
    const drawn = await draw()
    const change = shown && changeBetween(shown, drawn)
    const board = shown && change ? applyBoardChange(shown, change) : drawn
    shown = board
    version += 1
    const now = version
    return {
      updateFrom: has => {
        if (has !== null && has >= now) return null
        return change && has === now - 1 ? { version: now, change } : { version: now, whole: board }
      },
    }
  }
}
