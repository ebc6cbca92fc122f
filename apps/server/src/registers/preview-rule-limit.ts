import {
  AREA,
  bindsUnit,
  checkLimit,
  daysNeeded,
  daysNeededByCross,
  err,
  findLimitedRule,
  findRuleLimit,
  isOpen,
  ok,
  REGISTERS,
  standBetween,
  standInRegister,
  standTogether,
  type LimitedRule,
  type LimitOverride,
  type Placed,
  type Recorded,
  type Result,
  type RuleLimitName,
  type Standing,
  type Unit,
} from '@anlan/domain'
import { listUnits } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { EMPTY_BOOK, readBooks, type Book, type WantedBook } from './books.queries.ts'
import { occasionOf, readOccasion, type CountyOccasion } from './occasion.ts'
import { longer, type AnyArea } from './restand.ts'
import { showRestricted } from './restricted.ts'

/** A picture of what another number would do: how the schools stand in what the rule has part in, today and then. */
export interface LimitPreview {
  /** Schools the rule has to do with. */
  readonly schools: number
  /** Those that were judged in the time there was; as a rule all. */
  readonly judged: number
  readonly before: number
  readonly after: number
  /** Schools that would stand otherwise. */
  readonly changed: number
}

/** As long as somebody looks at a button. */
const PATIENCE_MS = 5_000

/**
 * How the schools would stand today if a number had held for as long as the books go back. A picture only: nothing is kept,
 * and what is past stays judged by the numbers of its own days.
 */
export async function previewRuleLimit(
  { app, actor }: Context,
  { rule: code, limit, value }: RuleLimitName & { readonly value: number },
  patience = PATIENCE_MS,
): Promise<Result<LimitPreview, Refusal>> {
  const [rule, spec] = [findLimitedRule(code), findRuleLimit({ rule: code, limit })]
  if (!rule?.judges || !spec) return err({ code: 'limit-unknown' })
  const checked = checkLimit(spec, value)
  if (!checked.ok) return checked
  const until = performance.now() + patience
  return app.db.transaction(actor, async tx => {
    await showRestricted(tx)
    const today = app.clock.today()
    const now = await readOccasion(tx, today)
    const tried: LimitOverride = { rule: code, limit, value, from: '0001-01-01', until: null }
    const then = { ...now, overrides: [...now.overrides, tried] }
    const units = (await listUnits(tx)).filter(unit => isOpen(unit, today) && concerns(rule, unit))
    const tally = { judged: 0, before: 0, after: 0, changed: 0 }
    for (const unit of units) {
      if (performance.now() > until) break
      const books = await readBooks(tx, unit.id, wantedOf(rule, now, then), today)
      const [before, after] = [now, then].map(county => stand(rule, books, unit, county))
      tally.judged += 1
      if (before === 'not-met') tally.before += 1
      if (after === 'not-met') tally.after += 1
      if (before !== after) tally.changed += 1
    }
    return ok({ schools: units.length, ...tally })
  })
}

/** The registers a rule looks into: its own, those of its area it reads between, or every log. */
function registersOf({ area, register, code }: LimitedRule): readonly Placed[] {
  if (register !== null) return REGISTERS.filter(({ key }) => key === register)
  if (area === null) return REGISTERS.filter(({ kind }) => kind === 'log')
  const reads = crossOf(area, code)?.reads ?? []
  return (AREA[area].registers as readonly Placed[]).filter(({ id }) => reads.includes(id))
}

const crossOf = (area: keyof typeof AREA, code: string) =>
  (AREA[area] as AnyArea).cross[code.slice(code.indexOf('#') + 1)]

const concerns = (rule: LimitedRule, unit: Unit): boolean =>
  registersOf(rule).some(({ keptBy }) => bindsUnit(keptBy, unit))

const wantedOf = (rule: LimitedRule, now: CountyOccasion, then: CountyOccasion): WantedBook[] =>
  registersOf(rule).map(register => {
    const { area, register: own } = rule
    if (area !== null && own === null)
      return { register, days: daysNeededByCross(AREA[area] as AnyArea, register.id) }
    return { register, days: longer(daysNeeded(register, now), daysNeeded(register, then)) }
  })

/** How a unit stands in what the rule has part in. */
function stand(
  rule: LimitedRule,
  books: ReadonlyMap<string, Book>,
  unit: Unit,
  county: CountyOccasion,
): Standing {
  const occasion = occasionOf(county, unit)
  const registers = registersOf(rule)
  const bookOf = ({ key }: Placed): Book => books.get(key) ?? EMPTY_BOOK
  if (rule.area !== null && rule.register === null) {
    const entries: Record<string, readonly Recorded[]> = {}
    for (const register of registers) entries[register.id] = bookOf(register).entries
    return standTogether([], standBetween(AREA[rule.area] as AnyArea, entries, occasion))
  }
  return standTogether(
    registers.map(register => {
      const { entries, unread } = bookOf(register)
      return standInRegister(register, entries, occasion, unread).standing
    }),
  )
}
