import type { z } from 'zod'
import { err, ok, type Result } from '../kernel/result.ts'
import { hasClosed } from '../organisation/decide-unit.ts'
import { covers, mayRole, type Actor } from '../organisation/may.ts'
import type { Unit } from '../organisation/unit.ts'
import { LADDER, SupervisionKind, rungOf } from './supervision-kind.ts'
import { matterStateOf, ProposalText, roadOf, type Measure } from './measure.ts'

/** What a person writes to propose a measure. */
export const NewMeasure = ProposalText.extend({ kind: SupervisionKind })
export type NewMeasure = z.infer<typeof NewMeasure>

export type ProposalRefusal =
  | { code: 'role-not-allowed' }
  | { code: 'outside-scope' }
  | { code: 'unit-closed' }
  | { code: 'unit-is-root' }
  | { code: 'proposal-open' }
  | { code: 'matter-closed' }
  | { code: 'other-road' }
  | { code: 'rung-behind' }
  | { code: 'skip-needs-reason' }
  | { code: 'appeal-open' }

/** What was declined or taken back was never a rung the unit stood on. */
const counts = ({ state }: Pick<Measure, 'state'>): boolean =>
  !['proposed', 'approved', 'declined', 'withdrawn'].includes(state)

/** The rung a matter has reached; 0 while nothing has been issued in it. */
export const rungReached = (measures: readonly Pick<Measure, 'kind' | 'state'>[]): number =>
  Math.max(0, ...measures.filter(counts).map(({ kind }) => rungOf(kind) ?? 0))

/** The rungs of the ladder that a measure of that kind would leave out. */
export const skippedRungs = (
  kind: SupervisionKind,
  measures: readonly Pick<Measure, 'kind' | 'state'>[],
): SupervisionKind[] => {
  const [rung, reached] = [rungOf(kind) ?? 0, rungReached(measures)]
  return LADDER.filter(each => {
    const place = rungOf(each) ?? 0
    return place > reached && place < rung
  })
}

/**
 * Decides whether a measure may be proposed in a matter with the measures it has: by whoever proposes, or by the system
 * (`actor` null); one at a time; upwards only, and a rung is left out with a reason alone. A matter that has been settled
 * stays so; what was declined or taken back leaves the way open.
 */
export function decideProposal(
  actor: Pick<Actor, 'role' | 'scope'> | null,
  unit: Pick<Unit, 'id' | 'openUntil' | 'kind'>,
  measures: readonly Pick<Measure, 'kind' | 'state'>[],
  proposal: Pick<NewMeasure, 'kind' | 'skipReason'>,
): Result<'propose', ProposalRefusal> {
  if (actor && !mayRole(actor.role, 'supervision.propose')) return err({ code: 'role-not-allowed' })
  if (actor && !covers(actor.scope, unit.id)) return err({ code: 'outside-scope' })
  if (hasClosed(unit)) return err({ code: 'unit-closed' })
  if (unit.kind === 'bureau') return err({ code: 'unit-is-root' })
  const { kind, skipReason } = proposal
  if (measures.some(each => roadOf(each.kind) !== roadOf(kind))) return err({ code: 'other-road' })
  if (measures.some(({ state }) => state === 'proposed' || state === 'approved'))
    return err({ code: 'proposal-open' })
  if (measures.some(({ state }) => state === 'appealed')) return err({ code: 'appeal-open' })
  if (matterStateOf(measures) === 'closed' && measures.some(({ state }) => state === 'closed'))
    return err({ code: 'matter-closed' })
  const rung = rungOf(kind)
  if (rung === null) return ok('propose')
  if (rung <= rungReached(measures)) return err({ code: 'rung-behind' })
  if (skippedRungs(kind, measures).length > 0 && skipReason === null)
    return err({ code: 'skip-needs-reason' })
  return ok('propose')
}
