import { addDays, type Day } from '../kernel/day.ts'
import {
  judgeCross,
  judgeEntry,
  judgeList,
  listClocks,
  type Finding,
  type Occasion,
} from '../kernel/judge.ts'
import type { EntryId } from '../kernel/ids.ts'
import { measure, RATE_DAYS, type Rates } from '../kernel/measure.ts'
import type { Label } from '../kernel/label.ts'
import type { Area, Placed } from '../kernel/area.ts'
import type { CrossFinding, Recorded } from '../kernel/register.ts'
import { limitsOn, type Limits, type Rule, type RuleCode } from '../kernel/rule.ts'
import { bindsUnit, isOpen } from '../organisation/unit.ts'
import { BY_PRACTICE } from '../kernel/practice.ts'

/** How a school stands in an area or a register on a day. Computed, never typed. */
export const STANDINGS = {
  met: { zh: '达标', en: 'Met' },
  'not-met': { zh: '不达标', en: 'Not met' },
  unknown: { zh: '待填报', en: 'Unknown' },
  'not-applicable': { zh: '不适用', en: 'N/A' },
} as const satisfies Record<string, Label>
export type Standing = keyof typeof STANDINGS

/**
 * What happened on a day cannot be put right afterwards: a trip without an attendant stays one. It counts against the
 * school for so many days, and stands in the log for ever. Common practice, no article names a number.
 */
export const COUNTED_RULE = {
  code: 'areas/standing#counted' as RuleCode,
  label: { zh: '问题发生后影响达标的天数', en: 'How long what happened counts' },
  rule: BY_PRACTICE,
  limits: {
    days: {
      label: { zh: '影响天数', en: 'Days it counts after it happened' },
      ...{ unit: 'day', default: 30, min: 7, max: 180 },
    },
  },
} as const satisfies {
  readonly code: RuleCode
  readonly rule: Rule
  readonly limits: Limits
  readonly label: Label
}

type Numbers = Pick<Occasion, 'today' | 'overrides'>

/** For how many days what happened counts, as it holds on the day of the occasion. */
const countedDays = ({ today, overrides }: Numbers): number => {
  const { code, limits, rule } = COUNTED_RULE
  return limitsOn(code, limits, rule, overrides, today).days ?? limits.days.default
}

/** A clock that runs: what has to be done next, and by when. */
export interface NextDue {
  readonly code: string
  readonly label: Label
  readonly due: Day
  readonly entry: EntryId
}

/** How a school stands in one register. */
export interface RegisterStanding {
  readonly standing: Standing
  /** Entries that were looked at. */
  readonly entries: number
  /** Entries this version of the product cannot read: while there are any, how the school stands is not known. */
  readonly unread: number
  readonly findings: readonly Finding[]
  readonly next: NextDue | null
  /** The register's rates; none while some of it cannot be read. */
  readonly rates: Rates
}

/** Days before today whose entries a register's standing needs; null: all that were ever written. */
export function daysNeeded(register: Placed, occasion: Numbers): number | null {
  if (register.kind === 'ledger') return null
  const windows = Object.values(register.lists).map(({ window }) => window)
  if (windows.includes('all')) return null
  const rates = Object.keys(register.indicators).length === 0 ? 0 : RATE_DAYS
  return Math.max(countedDays(occasion), rates, ...windows.map(Number))
}

/** The same for the rules between an area's registers, by the register they read. */
export function daysNeededByCross(
  area: Pick<Area, 'cross' | 'indicators'>,
  registerId: string,
): number | null {
  const windows = readersBetween(area)
    .filter(({ reads }) => reads.includes(registerId))
    .map(({ window }) => window)
  return windows.includes('all') ? null : Math.max(0, ...windows.map(Number))
}

/** What looks into several of an area's registers: the rules between them and the rates over them. */
export const readersBetween = ({
  cross,
  indicators,
}: Pick<Area, 'cross' | 'indicators'>): readonly Pick<CrossFinding, 'reads' | 'window'>[] => [
  ...Object.values(cross as Readonly<Record<string, CrossFinding>>),
  ...Object.values(indicators),
]

/** A notice is shown and does not make anybody fail. */
const isFailing = ({ severity }: Finding): boolean => severity !== 'notice'

/**
 * How a school stands in a register on the day of the occasion, by the entries that stood in it then. Not applicable to
 * units that do not keep it; unknown where nothing is written and something should be, and where some of what is written
 * cannot be read: a rule that sees half of a book finds wrongly.
 */
export function standInRegister(
  register: Placed,
  entries: readonly Recorded[],
  occasion: Occasion,
  unread = 0,
): RegisterStanding {
  const { unit, today } = occasion
  if (!bindsUnit(register.keptBy, unit) || !isOpen(unit, today))
    return { standing: 'not-applicable', entries: 0, unread: 0, findings: [], next: null, rates: {} }
  const count = entries.length + unread
  if (unread > 0) return { standing: 'unknown', entries: count, unread, findings: [], next: null, rates: {} }
  const counted = register.happenedOn === null ? null : addDays(today, -countedDays(occasion))
  const ofEntries = entries.flatMap(each => judgeEntry(register, each, occasion))
  const ofLists = judgeList(register, entries, occasion)
  const findings = [...ofEntries.filter(({ on }) => counted === null || on > counted), ...ofLists]
  const standing = findings.some(isFailing)
    ? 'not-met'
    : entries.length === 0 && register.whenEmpty === 'unknown'
      ? 'unknown'
      : 'met'
  return {
    ...{ standing, entries: count, unread, findings, next: nextOf(register, entries, occasion) },
    rates: measure(register, entries, [...ofEntries, ...ofLists], occasion),
  }
}

/** The clock that runs out first of those that still run. */
function nextOf(register: Placed, entries: readonly Recorded[], occasion: Occasion): NextDue | null {
  let next: NextDue | null = null
  for (const { id, entry } of entries)
    for (const clock of listClocks(register, entry, occasion))
      if (clock.due >= occasion.today && (next === null || clock.due < next.due))
        next = { ...clock, entry: id }
  return next
}

/**
 * What the rules between an area's registers find. A register that was not handed over counts as empty; one of which some
 * cannot be read (`unread`) lets the rules that look into it say nothing.
 */
export function standBetween(
  area: Parameters<typeof judgeCross>[0],
  books: Readonly<Record<string, readonly Recorded[]>>,
  occasion: Occasion,
  unread: ReadonlySet<string> = new Set(),
): readonly Finding[] {
  if (!isOpen(occasion.unit, occasion.today)) return []
  const rules = Object.entries(area.cross).filter(([, { reads }]) => !reads.some(each => unread.has(each)))
  return judgeCross({ id: area.id, cross: Object.fromEntries(rules) }, books, occasion)
}

/**
 * How several standings stand together: one that is not met decides, then one that is not known; what does not apply
 * decides nothing unless nothing applies.
 */
export function standTogether(standings: Iterable<Standing>, between: readonly Finding[] = []): Standing {
  const seen = new Set(standings)
  if (between.some(isFailing) || seen.has('not-met')) return 'not-met'
  if (seen.has('unknown')) return 'unknown'
  return seen.has('met') ? 'met' : 'not-applicable'
}
