import {
  checkSchoolYear,
  DRILL_RULES,
  err,
  listEntered,
  ok,
  restoreCountyLimit,
  setCountyLimit,
  sortYear,
  usualYear,
  withdrawCountyLimit,
  type CountyLimit,
  type Day,
  type LimitName,
  type NewLimit,
  type Result,
  type SchoolYear,
} from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import { changeSetting, type Changed, type Seen } from '../settings/setting.ts'
import type { Context } from '../trpc.ts'
import { DRILL_LIMITS, TERMS } from './standards.queries.ts'

const subjectOf = (id: string) => ({ kind: 'drill-standard', id })

/** A year as the record keeps it: without who set it, which the line says itself. */
const factsOf = ({ year, terms, holidays, makeUp, basis }: SchoolYear): SchoolYear => ({
  ...{ year, terms, holidays, makeUp, basis },
})

const byYear = (a: SchoolYear, b: SchoolYear): number => a.year - b.year

/** Enters a school year of the county, or what is corrected in it. */
export function saveSchoolYear(
  context: Context,
  input: Seen & { readonly year: SchoolYear },
): Promise<Changed> {
  const { actor, now } = context
  return changeSetting(context, TERMS, input, known => {
    const year = sortYear(input.year)
    const faults = checkSchoolYear(input.year, listEntered(known))
    if (faults.length > 0) return err({ code: 'school-year-faulty', faults })
    const before = known.find(each => each.year === year.year)
    const others = known.filter(each => each !== before)
    return ok({
      value: [...others, { ...year, setBy: actor.name, setAt: now, isRestored: false }].toSorted(byYear),
      deed: {
        ...{ action: 'drill-standard.save-year', subject: subjectOf(String(year.year)) },
        ...{ before: before && !before.isRestored ? factsOf(before) : null, after: factsOf(year) },
      },
    })
  })
}

/** Forgets what was entered of a school year: the usual one stands in its place again. */
export function restoreSchoolYear(
  context: Context,
  input: Seen & { readonly year: number },
): Promise<Changed> {
  const { actor, now } = context
  return changeSetting(context, TERMS, input, known => {
    const before = listEntered(known).find(each => each.year === input.year)
    if (!before) return err({ code: 'not-found' })
    // Who gave it back, and when, is seen beside the usual year.
    const restored = { ...usualYear(input.year), setBy: actor.name, setAt: now, isRestored: true }
    return ok({
      value: [...known.filter(each => each !== before), restored].toSorted(byYear),
      deed: {
        ...{ action: 'drill-standard.restore-year', subject: subjectOf(String(input.year)) },
        ...{ before: factsOf(before), after: null },
      },
    })
  })
}

type LimitDeed = 'drill-standard.set-limit' | 'drill-standard.withdraw-limit' | 'drill-standard.restore-limit'

/** What the record says of one number: those of its days that a change can still touch. */
const stateOf = (known: readonly CountyLimit[], { rule, limit }: LimitName, today: Day): object => ({
  ...{ rule, limit },
  values: known
    .filter(each => each.rule === DRILL_RULES[rule].code && each.limit === limit)
    .filter(({ until }) => until === null || until >= today)
    .map(({ value, from, until, basis }) => ({ value, from, until, basis })),
})

function changeLimits(
  context: Context,
  { name, revision, action }: Seen & { readonly name: LimitName; readonly action: LimitDeed },
  change: (known: readonly CountyLimit[], today: Day) => Result<CountyLimit[], Refusal>,
): Promise<Changed> {
  const today = context.app.clock.today()
  return changeSetting(context, DRILL_LIMITS, { revision }, known => {
    const changed = change(known, today)
    if (!changed.ok) return changed
    return ok({
      value: changed.value,
      deed: {
        ...{ action, subject: subjectOf(`${name.rule}/${name.limit}`) },
        ...{ before: stateOf(known, name, today), after: stateOf(changed.value, name, today) },
      },
    })
  })
}

/** Sets a number of the county from a day to come. */
export const setLimit = (context: Context, input: Seen & { readonly change: NewLimit }): Promise<Changed> =>
  changeLimits(
    context,
    { name: input.change, revision: input.revision, action: 'drill-standard.set-limit' },
    (known, today) => setCountyLimit(known, input.change, { today, by: context.actor.name, at: context.now }),
  )

/** Takes back a number whose day has not come. */
export const withdrawLimit = (
  context: Context,
  input: Seen & { readonly name: LimitName & { readonly from: Day } },
): Promise<Changed> =>
  changeLimits(context, { ...input, action: 'drill-standard.withdraw-limit' }, (known, today) =>
    withdrawCountyLimit(known, input.name, today),
  )

/** Goes back to the default from tomorrow on. */
export const restoreLimit = (
  context: Context,
  input: Seen & { readonly name: LimitName },
): Promise<Changed> =>
  changeLimits(context, { ...input, action: 'drill-standard.restore-limit' }, (known, today) =>
    restoreCountyLimit(known, input.name, { today, by: context.actor.name, at: context.now }),
  )
