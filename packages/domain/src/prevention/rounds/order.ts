import type { AreaId } from '../../areas/area-id.ts'
import { basisOn, listCheckItems, type ChecklistVersion } from '../../kernel/checklist.ts'
import type { Day } from '../../kernel/day.ts'
import type { HazardId } from '../../kernel/ids.ts'
import type { Label } from '../../kernel/label.ts'
import type { Basis } from '../../kernel/rule.ts'
import type { HazardGrade } from '../hazard.ts'
import type { CheckAnswer, InspectionRun, RunJudgement } from '../inspection.ts'

/** A hazard that came of an item, as far as a rectification order says it. */
export interface OrderedHazard {
  readonly id: HazardId
  readonly number: string
  /** Null until somebody has graded it. */
  readonly grade: HazardGrade | null
  /** By when its plan has it put right; null until it has one. */
  readonly dueOn: Day | null
}

/** One thing a school is ordered to put right (整改通知书): what was found where, against what, as which hazard, by when. */
export interface OrderItem {
  readonly area: AreaId
  readonly code: string
  readonly text: Label
  readonly place: string | null
  readonly note: string | null
  readonly basis: readonly Basis[]
  /** Null where nobody has reported it as a hazard yet. */
  readonly hazard: OrderedHazard | null
  /** By the hazard's own plan where it has one, else by the record of the visit; null where neither sets a day. */
  readonly dueOn: Day | null
}

/**
 * What a checklist of a visit adds to the school's order: each item that fails, in the order of the list. Items about single
 * pupils are none of a visit's, and whatever is marked so is left out.
 * @param hazards the hazards that came of the run, by item
 * @param recordDueOn the day the record of the visit sets for everything
 */
export function listOrderItems(
  version: ChecklistVersion,
  { area, on }: Pick<InspectionRun, 'area' | 'on'>,
  { failing }: Pick<RunJudgement, 'failing'>,
  answers: readonly CheckAnswer[],
  hazards: ReadonlyMap<string, OrderedHazard>,
  recordDueOn: Day | null,
): OrderItem[] {
  const fails = new Set(failing.map(({ code }) => code))
  return listCheckItems(version)
    .filter(({ code, restricted }) => fails.has(code) && !restricted)
    .map(item => {
      const answer = answers.find(({ code }) => code === item.code)
      const hazard = hazards.get(item.code) ?? null
      return {
        ...{ area, code: item.code, text: item.text, basis: basisOn(item, on), hazard },
        ...{ place: answer?.place ?? null, note: answer?.note ?? null },
        dueOn: hazard?.dueOn ?? recordDueOn,
      }
    })
}
