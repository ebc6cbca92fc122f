import {
  findLimitedRule,
  REGISTERS,
  restoreRuleLimit,
  setRuleLimit,
  withdrawRuleLimit,
  addDays,
  ok,
  type AuditAction,
  type CountyLimit,
  type Day,
  type LimitedRule,
  type LimitOccasion,
  type NewRuleLimit,
  type Result,
  type RuleLimitName,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import { changeSetting, type Changed, type Seen } from '../settings/setting.ts'
import type { Context } from '../trpc.ts'
import { awaitDrawn } from './occasion.ts'
import { restandCounty } from './restand-county.ts'
import { RULE_LIMITS } from './rule-limits.queries.ts'

type Name = RuleLimitName & { readonly from: Day }
type Who = Omit<LimitOccasion, 'earliest'>

/** Sets a number of the county from today or a later day on. */
export const setLimit = (
  context: Context,
  { revision, change }: Seen & { readonly change: NewRuleLimit },
): Promise<Changed> =>
  changeLimits(context, { revision, name: change, action: 'rule-limit.set' }, (known, who) =>
    setRuleLimit(known, change, who),
  )

/** Takes back a number that has not begun. */
export const withdrawLimit = (
  context: Context,
  { revision, name }: Seen & { readonly name: Name },
): Promise<Changed> =>
  changeLimits(context, { revision, name, action: 'rule-limit.withdraw' }, (known, who) =>
    withdrawRuleLimit(known, name, who),
  )

/** Goes back to the default from today or a later day on. */
export const restoreLimit = (
  context: Context,
  { revision, name }: Seen & { readonly name: Name },
): Promise<Changed> =>
  changeLimits(context, { revision, name, action: 'rule-limit.restore' }, (known, who) =>
    restoreRuleLimit(known, name, who),
  )

interface Change extends Seen {
  readonly name: Name
  readonly action: AuditAction
}

/**
 * What holds from today is judged at once: what was drawn by the old number counts as drawn on another day, and the county is
 * drawn anew behind the answer. Should the server die meanwhile, the next one does it at its start; what begins on a later
 * day is drawn at the turn of that day.
 */
async function changeLimits(
  context: Context,
  { revision, name, action }: Change,
  change: (known: readonly CountyLimit[], who: Who) => Result<CountyLimit[], Refusal>,
): Promise<Changed> {
  const { app, actor, now } = context
  const today = app.clock.today()
  const isToday = name.from <= today
  const changed = await changeSetting(
    context,
    RULE_LIMITS,
    { revision },
    known => {
      const next = change(known, { today, by: actor.name, at: now })
      if (!next.ok) return next
      return ok({
        value: next.value,
        deed: {
          ...{ action, subject: { kind: 'rule-limit', id: `${name.rule}/${name.limit}` } },
          ...{ before: stateOf(known, name, today), after: stateOf(next.value, name, today) },
        },
      })
    },
    async tx => {
      const rule = findLimitedRule(name.rule)
      if (isToday && rule?.judges) await forgetDrawn(tx, rule, today)
    },
  )
  if (changed.ok && isToday)
    restandCounty(app).catch((error: unknown) =>
      app.log.error({ err: error }, 'the county was not judged anew after a change of a limit'),
    )
  return changed
}

/** What the record says of one number: those of its days that a change can still touch. */
const stateOf = (known: readonly CountyLimit[], { rule, limit }: RuleLimitName, today: Day): object => ({
  ...{ rule, limit: `${rule}/${limit}` },
  values: known
    .filter(each => each.rule === rule && each.limit === limit)
    .filter(({ until }) => until === null || until >= today)
    .map(({ value, from, until, basis }) => ({ value, from, until, basis })),
})

/** Marks the standings a rule has part in as those of another day. */
async function forgetDrawn(tx: Tx, { area, register }: LimitedRule, today: Day): Promise<void> {
  await awaitDrawn(tx)
  const drawn = tx.updateTable('register_standings').set({ day: addDays(today, -1) })
  if (area === null) {
    const logs = REGISTERS.filter(({ kind }) => kind === 'log').map(({ key }) => key as never)
    await drawn.where('register', 'in', logs).execute()
    return
  }
  await drawn
    .where('area', '=', area)
    .where('register', '=', register ?? '')
    .execute()
}
