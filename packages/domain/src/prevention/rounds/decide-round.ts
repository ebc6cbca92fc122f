import type { Day } from '../../kernel/day.ts'
import type { UnitId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { hasClosed } from '../../organisation/decide-unit.ts'
import { covers, mayRole, type Actor } from '../../organisation/may.ts'
import { isBureauRole, type RoleId } from '../../organisation/role.ts'
import { isSchool, type Unit } from '../../organisation/unit.ts'
import { listTeam, ROUND_KINDS, type NewRound } from './round.ts'

export type RoundRefusal =
  | { code: 'round-kind-not-yours' }
  | { code: 'round-over' }
  | { code: 'team-unknown' }
  | { code: 'team-misplaced'; names: string[] }
  | { code: 'not-a-school'; names: string[] }
  | { code: 'too-few-candidates'; candidates: number }

/** A person as he may be on a team. */
export interface TeamCandidate {
  readonly id: string
  readonly name: string
  readonly role: RoleId
  readonly unitId: UnitId
  /** The units he acts for, or all of the county's. */
  readonly scope: Actor['scope']
}

/**
 * True when somebody may inspect these schools for a round of the kind: each lies within his reach, and it is his own for a
 * self-inspection alone. People of schools go along where a township inspects what hangs below them.
 */
function fits(
  { role, unitId, scope }: TeamCandidate,
  kind: NewRound['kind'],
  units: readonly Pick<Unit, 'id'>[],
): boolean {
  if (!mayRole(role, 'inspection.record') || units.some(({ id }) => !covers(scope, id))) return false
  if (isBureauRole(role) || role === 'township-coordinator') return kind !== 'self'
  return kind === 'self' || (kind === 'township' && units.every(({ id }) => id !== unitId))
}

/**
 * True when everybody on a team may inspect a school for a round of the kind. Lots are drawn among such schools alone: a draw
 * that could be refused for whom it hit would be drawn again until it pleases.
 */
export const teamFits = (
  team: readonly TeamCandidate[],
  kind: NewRound['kind'],
  unit: Pick<Unit, 'id'>,
): boolean => team.every(person => fits(person, kind, [unit]))

/**
 * Decides whether a round may be planned: of a kind that is the planner's, not over yet, at open schools within his reach, by
 * people who reach every one of them.
 */
export function decideRound(
  actor: Actor,
  round: Pick<NewRound, 'kind' | 'until' | 'team'>,
  units: readonly Pick<Unit, 'id' | 'kind' | 'name' | 'openUntil'>[],
  people: readonly TeamCandidate[],
  today: Day,
): Result<'plan', RoundRefusal> {
  if (!(ROUND_KINDS[round.kind].by as readonly RoleId[]).includes(actor.role))
    return err({ code: 'round-kind-not-yours' })
  if (round.until < today) return err({ code: 'round-over' })
  const strange = units.filter(
    unit => !isSchool(unit.kind) || hasClosed(unit) || !covers(actor.scope, unit.id),
  )
  if (strange.length > 0) return err({ code: 'not-a-school', names: strange.map(({ name }) => name) })
  const wanted = listTeam(round.team)
  const team = people.filter(({ id }) => (wanted as string[]).includes(id))
  if (team.length < wanted.length) return err({ code: 'team-unknown' })
  const misplaced = team.filter(person => !fits(person, round.kind, units))
  return misplaced.length > 0
    ? err({ code: 'team-misplaced', names: misplaced.map(({ name }) => name) })
    : ok('plan')
}
