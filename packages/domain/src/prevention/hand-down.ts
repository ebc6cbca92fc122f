import { z } from 'zod'
import { Day } from '../kernel/day.ts'
import { humanText } from '../kernel/human-text.ts'
import { UnitId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { NewHazard, type HazardSource } from './hazard.ts'

/** Where a hazard comes from that the bureau enters for schools (上级交办、联合检查, FACTS 3.3). */
export const HANDING_SOURCES = ['handed-down', 'joint-inspection'] as const satisfies readonly HazardSource[]

/** As many schools as a county has. */
const MOST_UNITS = 500

/** What the bureau hands down to one school or to many: each gets a hazard of its own with a number of its own. */
export const HandDown = z.object({
  unitIds: z.array(UnitId).min(1).max(MOST_UNITS),
  hazard: NewHazard.omit({ riskPointId: true }).extend({ source: z.enum(HANDING_SOURCES) }),
  /** 文号 of the paper it came with, where there is one. */
  document: humanText(0, 60),
  /** By when it should be put right; whoever confirms the hazard sets the deadline. */
  dueOn: Day.nullable(),
})
export type HandDown = z.infer<typeof HandDown>

/** Gives the schools, each once. Refuses a proposed deadline that has passed. */
export function decideHandDown(
  { unitIds, dueOn }: Pick<HandDown, 'unitIds' | 'dueOn'>,
  today: Day,
): Result<UnitId[], { code: 'deadline-in-the-past' }> {
  if (dueOn !== null && dueOn < today) return err({ code: 'deadline-in-the-past' })
  return ok([...new Set(unitIds)])
}
