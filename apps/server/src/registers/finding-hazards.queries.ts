import {
  findingKey,
  type AreaId,
  type Finding,
  type HazardId,
  type HazardState,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import type { AreaStands, RegisterStands } from './standing.queries.ts'

export interface HazardMade {
  readonly id: HazardId
  readonly number: string
  readonly state: HazardState
}

/** A finding with the name it has while it stands, and the hazard that was last made of it. */
export type FollowedFinding = Finding & { readonly key: string; readonly hazard: HazardMade | null }

const nameOf = (rule: string, key: string): string => `${rule} ${key}`

/** The hazards made of a unit's findings in an area, by rule and finding; of several the last. */
export async function listFindingHazards(
  tx: Tx,
  unitId: UnitId,
  area: AreaId,
): Promise<ReadonlyMap<string, HazardMade>> {
  const rows = await tx
    .selectFrom('finding_hazards')
    .innerJoin('hazards', 'hazards.id', 'finding_hazards.hazard_id')
    .select(['finding_hazards.rule', 'finding_hazards.finding'])
    .select(['hazards.id', 'hazards.number', 'hazards.state'])
    .where('finding_hazards.unit_id', '=', unitId)
    .where('finding_hazards.area', '=', area)
    .orderBy('hazards.reported_at')
    .execute()
  return new Map(
    rows.map(({ rule, finding, id, number, state }) => [
      nameOf(rule, finding),
      { id: id as HazardId, number, state },
    ]),
  )
}

export interface FollowedStands extends Omit<AreaStands, 'registers' | 'between'> {
  readonly registers: readonly (Omit<RegisterStands, 'findings'> & {
    readonly findings: readonly FollowedFinding[]
  })[]
  readonly between: readonly FollowedFinding[]
}

/** How a unit stands, each finding with its hazard. */
export function followFindings(stands: AreaStands, made: ReadonlyMap<string, HazardMade>): FollowedStands {
  const follow = (finding: Finding): FollowedFinding => {
    const key = findingKey(finding, stands.day)
    return { ...finding, key, hazard: made.get(nameOf(finding.rule, key)) ?? null }
  }
  return {
    ...stands,
    registers: stands.registers.map(each => ({ ...each, findings: each.findings.map(follow) })),
    between: stands.between.map(follow),
  }
}
