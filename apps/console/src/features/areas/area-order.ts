import {
  addDays,
  COUNTED_RULE,
  standTogether,
  type Area,
  type EntryId,
  type Label,
  type Standing,
} from '@anlan/domain'
import type { AreaStands, Finding, RegisterStands } from './useRegisters.ts'

/** What wants doing stands first. */
export const STANDING_ORDER = ['not-met', 'unknown', 'met', 'not-applicable'] as const satisfies Standing[]
const URGENCY = Object.fromEntries(STANDING_ORDER.map((standing, at) => [standing, at])) as Record<
  Standing,
  number
>

export type StandingCounts = Record<Standing, number>
export function countStandings(standings: Iterable<Standing>): StandingCounts {
  const counts: StandingCounts = { 'not-met': 0, unknown: 0, met: 0, 'not-applicable': 0 }
  for (const standing of standings) counts[standing] += 1
  return counts
}

/** Registers that stand together under one heading; without one in an area that has no themes. */
export interface Group {
  readonly id: string
  /** Null: registers that several themes share. */
  readonly label: Label | null
  readonly standing: Standing
  readonly registers: readonly RegisterStands[]
}

const byUrgency = (registers: readonly RegisterStands[]): RegisterStands[] =>
  registers.toSorted((a, b) => URGENCY[a.standing] - URGENCY[b.standing])

/**
 * An area's registers by its themes, and what is not met first; those that are alike stay in the order in which the area
 * names them. What does not apply to a school is left out: it is named in one line.
 */
export function groupsOf(area: Pick<Area, 'themes'>, registers: readonly RegisterStands[]): readonly Group[] {
  const applying = registers.filter(({ standing }) => standing !== 'not-applicable')
  const themes = Object.entries(area.themes)
  if (themes.length === 0) return [{ ...groupOf('', null, applying) }]
  const idOf = ({ register }: RegisterStands): string => register.split('/')[1] ?? ''
  const themesOf = (each: RegisterStands): string[] =>
    themes.flatMap(([id, theme]) => (theme.registers.includes(idOf(each)) ? [id] : []))
  return [
    ...themes.map(([id, { label }]) =>
      groupOf(
        id,
        label,
        applying.filter(each => themesOf(each).length === 1 && themesOf(each)[0] === id),
      ),
    ),
    groupOf(
      'shared',
      null,
      applying.filter(each => themesOf(each).length !== 1),
    ),
  ].filter(group => group.registers.length > 0)
}

const groupOf = (id: string, label: Label | null, registers: readonly RegisterStands[]): Group => ({
  ...{ id, label, registers: byUrgency(registers) },
  standing: standTogether(registers.map(({ standing }) => standing)),
})

/** What has to be done next in each register, the soonest first. */
export const nextDays = (
  registers: readonly RegisterStands[],
): { register: string; label: Label; due: string; entry: EntryId }[] =>
  registers
    .flatMap(({ register, next }) =>
      next ? [{ register, label: next.label, due: next.due, entry: next.entry }] : [],
    )
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0))

export interface AreaChanges {
  /** Registers that stand otherwise than before. */
  readonly registers: readonly { register: string; from: Standing; to: Standing }[]
  /** Findings there were none of before, and such as are gone, one for each rule. */
  readonly found: readonly { finding: Finding; count: number }[]
  readonly gone: readonly { finding: Finding; count: number }[]
}

const findingsOf = ({ between, registers }: Pick<AreaStands, 'between' | 'registers'>): Finding[] => [
  ...between,
  ...registers.flatMap(({ findings }) => findings),
]

/** What is otherwise in an area than it was on a day before. */
export function changesBetween(before: AreaStands, now: AreaStands): AreaChanges {
  const was = new Map(before.registers.map(({ register, standing }) => [register, standing]))
  const nameOf = ({ rule, key }: Finding): string => `${rule} ${key}`
  const lacking = (these: readonly Finding[], those: readonly Finding[]) => {
    const known = new Set(those.map(nameOf))
    const byRule = Map.groupBy(
      these.filter(each => !known.has(nameOf(each))),
      ({ rule }) => rule,
    )
    return [...byRule.values()].flatMap(all => (all[0] ? [{ finding: all[0], count: all.length }] : []))
  }
  return {
    registers: now.registers.flatMap(({ register, standing }) => {
      const from = was.get(register)
      return from === undefined || from === standing ? [] : [{ register, from, to: standing }]
    }),
    found: lacking(findingsOf(now), findingsOf(before)),
    gone: lacking(findingsOf(before), findingsOf(now)).filter(
      // What happened on a day that counts no more was not put right: it is only long ago.
      ({ finding: { on } }) => on === before.day || on > addDays(now.day, -COUNTED_RULE.limits.days.default),
    ),
  }
}
