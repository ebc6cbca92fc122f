import type { Day } from '../../kernel/day.ts'
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
  /** The units he acts for, or all of the county's. */
  readonly scope: Actor['scope']
}

/**
 * True when he may inspect schools for a round of the kind: for a self-inspection the school's own people, for any
 * other somebody from outside; and never at a school that lies beyond his own reach.
 */
const fits = ({ role, scope }: TeamCandidate, kind: NewRound['kind'], units: readonly Pick<Unit, 'id'>[]) =>
  mayRole(role, 'inspection.record') &&
  (kind === 'self'
    ? !isBureauRole(role) && role !== 'township-coordinator'
    : isBureauRole(role) || role === 'township-coordinator') &&
  units.every(({ id }) => covers(scope, id))

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
