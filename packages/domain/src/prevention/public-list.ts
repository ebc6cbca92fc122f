import type { AreaId } from '../areas/area-id.ts'
import type { Day } from '../kernel/day.ts'
import type { Label } from '../kernel/label.ts'
import { RUNNING_HAZARD_STATES, type HazardState } from './hazard-flow.ts'
import type { HazardGrade } from './hazard.ts'

/**
 * One line of the list that a school puts up for its staff (公示; 安全生产法 Art. 41 asks for it, FACTS 3.3): what is to be
 * put right, until when, and who sees to it by his post. Nobody's name stands in it.
 */
export interface PublicListLine {
  readonly number: string
  readonly area: AreaId
  /** Null where it is kept back. */
  readonly place: string | null
  readonly grade: HazardGrade | null
  readonly state: HazardState
  readonly isListed: boolean
  readonly dueOn: Day | null
  readonly lead: Label | null
}

/** Hazards on the list: confirmed and not closed. What nobody has verified yet is no hazard to hang up. */
export const PUBLIC_LIST_STATES = RUNNING_HAZARD_STATES

/**
 * The area whose places are kept back: bullying is among its themes, and what is said of a place there may point to a
 * pupil (FACTS 5.7: nothing of it on a screen).
 */
const KEPT_BACK: readonly AreaId[] = ['priority']

/** The place as it may hang on a wall. */
export const publicPlace = (area: AreaId, place: string): string | null =>
  KEPT_BACK.includes(area) ? null : place

const rankOf = (line: PublicListLine): number => (line.isListed ? 0 : line.grade === 'major' ? 1 : 2)

/** In the order in which it is read: under listed supervision first, then the major ones, each by its deadline. */
export const orderPublicList = (lines: readonly PublicListLine[]): PublicListLine[] =>
  lines.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
      a.number.localeCompare(b.number),
  )
