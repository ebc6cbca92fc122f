import type { AreaId } from '../areas/area-id.ts'
import { AREAS } from '../areas/index.ts'
import type { Area, Placed } from '../kernel/area.ts'
import type { Label } from '../kernel/label.ts'
import type { CrossFinding, EntryFinding, ListFinding } from '../kernel/register.ts'
import { listEditions, type Limits, type Rule, type RuleCode, type Severity } from '../kernel/rule.ts'
import { sayTiming } from './words.ts'

/** A rule as the reference states it: what it finds, when, how it is put right, and by which editions. */
export interface StatedRule {
  readonly code: RuleCode
  /** The part of the code behind the register: names the rule on its page. */
  readonly name: string
  readonly area: AreaId
  /** Null for a rule between the registers of its area. */
  readonly register: Placed | null
  readonly label: Label
  readonly severity: Severity
  readonly timing: Label
  readonly remedy: Label
  readonly limits: Limits
  /** The oldest first, as declared. */
  readonly editions: readonly Rule[]
}

type AnyArea = Pick<Area, 'id' | 'registers' | 'cross'>

function state(
  [name, found]: readonly [string, EntryFinding | ListFinding | CrossFinding],
  area: AnyArea,
  register: Placed | null,
  timing: Label,
): StatedRule {
  const { label, severity, remedy, limits, rule } = found
  return {
    ...{ code: `${register?.key ?? area.id}#${name}`, name, area: area.id as AreaId, register },
    ...{ label, severity, timing, remedy, limits, editions: listEditions(rule) },
  }
}

const areaOf = (register: Placed): AnyArea =>
  AREAS.find(({ id }) => id === register.area) ?? { id: register.area, registers: [], cross: {} }

/** The rules of a register: those about one line first, then those about many. */
export const listRegisterRules = (register: Placed): StatedRule[] => [
  ...Object.entries(register.findings).map(row =>
    state(row, areaOf(register), register, sayTiming.ofEntry(register, row[1])),
  ),
  ...Object.entries(register.lists).map(row =>
    state(row, areaOf(register), register, sayTiming.ofList(row[1])),
  ),
]

/** The rules between an area's registers. */
export const listCrossRules = (area: AnyArea): StatedRule[] =>
  Object.entries(area.cross as Readonly<Record<string, CrossFinding>>).map(row =>
    state(
      row,
      area,
      null,
      sayTiming.between(
        row[1],
        (area.registers as readonly Placed[]).filter(({ id }) => row[1].reads.includes(id)),
      ),
    ),
  )

/** Every rule of every area. */
export const listRules = (): StatedRule[] =>
  AREAS.flatMap(area => [
    ...(area.registers as readonly Placed[]).flatMap(listRegisterRules),
    ...listCrossRules(area),
  ])
