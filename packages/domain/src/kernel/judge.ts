import { bindsUnit, isOpen, type UnitProfile } from '../organisation/unit.ts'
import type { Placed } from './area.ts'
import { addDays, type Day } from './day.ts'
import type { EntryId } from './ids.ts'
import type { Label } from './label.ts'
import type { CrossFinding, EntryFinding, ListAt, ListFinding, Recorded, Since, Verdict } from './register.ts'
import {
  findEdition,
  limitsOn,
  listEditions,
  type Basis,
  type LimitOverride,
  type Rule,
  type RuleCode,
  type Severity,
} from './rule.ts'

/** When, for whom and by which numbers of the county a judgement is made. */
export interface Occasion {
  readonly today: Day
  readonly unit: UnitProfile
  readonly overrides: readonly LimitOverride[]
  readonly isSchoolDay: (day: Day) => boolean
}

/** What a rule found: what, by which article, since when, decided by which records, and how to put it right. */
export interface Finding<Code extends string = string> {
  readonly code: Code
  readonly rule: RuleCode
  readonly label: Label
  /** What exactly, where the label alone does not say: which meal, which bottle. */
  readonly detail: Label | null
  readonly severity: Severity
  readonly basis: readonly Basis[]
  readonly inForceFrom: Day
  /** The numbers it was judged by. */
  readonly limits: Readonly<Record<string, number>>
  /** The day that was judged. */
  readonly on: Day
  readonly since: Day
  readonly records: readonly EntryId[]
  readonly fields: readonly string[]
  readonly remedy: Label
}

type AnyFinding = EntryFinding | ListFinding | CrossFinding

const EARLIEST: Day = '0001-01-01'
const later = (a: Day, b: Day): Day => (a > b ? a : b)
const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
const ruleCode = (key: string, code: string): RuleCode => `${key}#${code}`

/** True when the unit was open on the day judged and the edition binds units like it. */
const concerns = (edition: Rule, unit: UnitProfile, on: Day): boolean =>
  isOpen(unit, on) && (edition.binds === undefined || bindsUnit(edition.binds, unit))

/**
 * The one place where a rule meets a day. No verdict passes that judges a day before the edition was in
 * force, after it ended or after today; and none claims to stand since before the rule existed.
 */
function toFinding(
  key: string,
  code: string,
  found: AnyFinding,
  edition: Rule,
  limits: Readonly<Record<string, number>>,
  verdict: Verdict,
  { today, unit }: Occasion,
): Finding | undefined {
  const { on } = verdict
  if (on > today || findEdition(found.rule, on) !== edition || !concerns(edition, unit, on)) return undefined
  return {
    code,
    rule: ruleCode(key, code),
    label: found.label,
    detail: verdict.detail ?? null,
    severity: found.severity,
    basis: edition.basis,
    inForceFrom: edition.effectiveFrom,
    limits,
    on,
    since: earlier(later(verdict.since ?? on, edition.effectiveFrom), on),
    records: verdict.records,
    fields: 'fields' in found ? found.fields : [],
    remedy: found.remedy,
  }
}

/** Judges one entry by its register's own rules. In a log the day it happened is judged, in a ledger today. */
export function judgeEntry(register: Placed, recorded: Recorded, occasion: Occasion): Finding[] {
  if (!bindsUnit(register.keptBy, occasion.unit)) return []
  const { entry, id, recordedOn } = recorded
  const happened = register.happenedOn === null ? null : (entry as Record<string, Day>)[register.happenedOn]
  const on = happened ?? occasion.today
  return Object.entries(register.findings).flatMap(([code, found]) => {
    const edition = findEdition(found.rule, on)
    if (!edition) return []
    const limits = limitsOn(ruleCode(register.key, code), found.limits, edition, occasion.overrides, on)
    const at = { today: on, unit: occasion.unit, isSchoolDay: occasion.isSchoolDay, limits }
    const answer = found.due ? pastDue(found.due(entry, at), on) : found.when?.(entry, at)
    if (!answer) return []
    const since = answer === true ? (happened ?? recordedOn) : answer.since
    const detail = answer === true || answer.detail === undefined ? {} : { detail: answer.detail }
    const verdict = { on, since, records: [id], ...detail }
    return toFinding(register.key, code, found, edition, limits, verdict, occasion) ?? []
  })
}

/** A clock that has run out: the due day itself is still in time. */
const pastDue = (due: Day | null, on: Day): false | Since =>
  due !== null && on > due && { since: addDays(due, 1) }

/** When the clocks of an entry run out, the soonest first, so that screens and reminders can say so beforehand. */
export function listClocks(
  register: Placed,
  entry: unknown,
  occasion: Occasion,
): { readonly code: string; readonly label: Label; readonly due: Day }[] {
  const clocks = Object.entries(register.findings).flatMap(([code, found]) => {
    const edition = findEdition(found.rule, occasion.today)
    if (!found.due || !edition || !concerns(edition, occasion.unit, occasion.today)) return []
    const limits = limitsOn(
      ruleCode(register.key, code),
      found.limits,
      edition,
      occasion.overrides,
      occasion.today,
    )
    const due = found.due(entry, { limits, unit: occasion.unit })
    return due === null ? [] : [{ code, label: found.label, due }]
  })
  return clocks.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))
}

interface Regime {
  readonly edition: Rule
  readonly limits: Readonly<Record<string, number>>
  readonly from: Day
  readonly to: Day
}

/** The stretches of days inside `from`…`to` over which one edition holds with the same numbers. */
function listRegimes(
  code: RuleCode,
  found: ListFinding | CrossFinding,
  { overrides, unit }: Occasion,
  from: Day,
  to: Day,
): Regime[] {
  const own = overrides.filter(each => each.rule === code)
  const editions = listEditions(found.rule)
  const turns = [
    ...editions.flatMap(each => [each.effectiveFrom, each.effectiveTo && addDays(each.effectiveTo, 1)]),
    ...own.flatMap(each => [each.from, each.until && addDays(each.until, 1)]),
  ].filter((day): day is Day => typeof day === 'string' && from < day && day <= to)
  const starts = [...new Set([from, ...turns])].sort()
  return starts.flatMap((start, index) => {
    const next = starts[index + 1]
    const edition = findEdition(found.rule, start)
    if (!edition || (edition.binds !== undefined && !bindsUnit(edition.binds, unit))) return []
    const limits = limitsOn(code, found.limits, edition, overrides, start)
    return [{ edition, limits, from: start, to: next === undefined ? to : addDays(next, -1) }]
  })
}

/** Runs a rule over many entries, once for each stretch of days with its own edition and numbers. */
function judgeMany(
  key: string,
  code: string,
  found: ListFinding | CrossFinding,
  occasion: Occasion,
  ask: (at: ListAt) => readonly Verdict[],
): Finding[] {
  const { today, unit, isSchoolDay } = occasion
  const start = found.window === 'all' ? EARLIEST : addDays(today, -found.window)
  const from = later(start, unit.openFrom ?? EARLIEST)
  const to = earlier(today, unit.openUntil ?? today)
  if (from > to) return []
  return listRegimes(ruleCode(key, code), found, occasion, from, to).flatMap(regime => {
    const { edition, limits } = regime
    const verdicts = ask({ today, unit, isSchoolDay, limits, from: regime.from, to: regime.to })
    return verdicts
      .filter(({ on }) => regime.from <= on && on <= regime.to)
      .flatMap(verdict => toFinding(key, code, found, edition, limits, verdict, occasion) ?? [])
  })
}

/** Judges a register's entries together: frequency, coverage, balance, duplicates. */
export function judgeList(register: Placed, entries: readonly Recorded[], occasion: Occasion): Finding[] {
  if (!bindsUnit(register.keptBy, occasion.unit)) return []
  return Object.entries(register.lists).flatMap(([code, found]) =>
    judgeMany(register.key, code, found, occasion, at => found.among(entries, at)),
  )
}

/** Everything a register's rules say of its entries, one by one and together. */
export const judgeRegister = (
  register: Placed,
  entries: readonly Recorded[],
  occasion: Occasion,
): Finding[] => [
  ...entries.flatMap(each => judgeEntry(register, each, occasion)),
  ...judgeList(register, entries, occasion),
]

/** Judges an area's registers against each other. A register that was not handed over counts as empty. */
export function judgeCross(
  area: { readonly id: string; readonly cross: Readonly<Record<string, CrossFinding>> },
  books: Readonly<Record<string, readonly Recorded[]>>,
  occasion: Occasion,
): Finding[] {
  return Object.entries(area.cross).flatMap(([code, found]) => {
    const read = Object.fromEntries(found.reads.map(id => [id, books[id] ?? []]))
    return judgeMany(area.id, code, found, occasion, at => found.among(read, at))
  })
}
