import { addDays, dayOf, type Day, type Instant } from '../kernel/day.ts'
import { AccountId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { CommandOf } from './hazard-command.ts'
import type { HazardLimits } from './hazard-limits.ts'
import type { Extension, Hazard } from './hazard.ts'

export type ExtensionRefusal =
  | { readonly code: 'no-extension-open' }
  | { readonly code: 'extension-open' }
  | { readonly code: 'extensions-used-up' }
  | { readonly code: 'extension-not-later' }
  | { readonly code: 'extension-too-long'; readonly latest: Day }
  | { readonly code: 'accepts-own-work' }

/** The extension nobody has decided yet. */
export const openExtension = ({ extensions }: Pick<Hazard, 'extensions'>): Extension | undefined =>
  extensions.find(extension => extension.granted === null)

/**
 * Asks for a later deadline. Refuses a second request while one is open, more extensions than the county grants, a day
 * that is not later, and one that lies further off than an extension may reach.
 */
export function askExtension(
  before: Hazard,
  { until, reason }: CommandOf<'ask-extension'>,
  { accountId, now, limits }: { accountId: string; now: Instant; limits: HazardLimits },
): Result<Partial<Hazard>, ExtensionRefusal> {
  if (openExtension(before)) return err({ code: 'extension-open' })
  if (before.extensions.filter(each => each.granted).length >= limits.extensions)
    return err({ code: 'extensions-used-up' })
  const today = dayOf(now)
  if (!before.plan || until <= before.plan.dueOn || until < today) return err({ code: 'extension-not-later' })
  // Who asks late gets the days from today, not from a deadline long gone.
  const from = before.plan.dueOn < today ? today : before.plan.dueOn
  const latest = addDays(from, limits['extension-days'])
  if (until > latest) return err({ code: 'extension-too-long', latest })
  const asked = { until, reason, askedBy: AccountId.parse(accountId), askedAt: now, granted: null }
  return ok({ extensions: [...before.extensions, asked] })
}

/** Grants or refuses the open extension; nobody decides what he asked for himself. */
export function decideExtension(
  before: Hazard,
  granted: boolean,
  decidedBy: string,
): Result<Partial<Hazard>, ExtensionRefusal> {
  const asked = openExtension(before)
  if (!asked || !before.plan) return err({ code: 'no-extension-open' })
  if (asked.askedBy === decidedBy) return err({ code: 'accepts-own-work' })
  const extensions = before.extensions.map(each => (each === asked ? { ...each, granted } : each))
  return ok(granted ? { extensions, plan: { ...before.plan, dueOn: asked.until } } : { extensions })
}
