import { z } from 'zod'
import { AreaId } from '../../areas/area-id.ts'
import { Day, Instant } from '../../kernel/day.ts'
import { humanText } from '../../kernel/human-text.ts'
import { AccountId, RoundId, UnitId } from '../../kernel/ids.ts'
import type { Label } from '../../kernel/label.ts'
import type { RoleId } from '../../organisation/role.ts'
import { UNIT_KIND_IDS } from '../../organisation/unit.ts'
import type { HazardSource } from '../hazard.ts'

interface RoundKindRow {
  readonly label: Label
  /** Who plans rounds of the kind. */
  readonly by: readonly RoleId[]
  /** What a hazard found on such a visit names as its source. */
  readonly source: HazardSource
  /** Told to the school beforehand, or not before the team stands at its gate. */
  readonly isAnnounced: boolean
}

const BUREAU = ['section-officer', 'bureau-leader', 'bureau-inspector'] as const

/** Kinds of rounds of inspections (FACTS 6 and 11). */
export const ROUND_KINDS = {
  self: {
    label: { zh: '学校自查', en: 'Self-inspection' },
    ...{ by: ['principal', 'safety-officer'], source: 'self-inspection', isAnnounced: true },
  },
  township: {
    label: { zh: '乡镇检查', en: 'Township inspection' },
    ...{ by: ['township-coordinator', ...BUREAU], source: 'supervision-review', isAnnounced: true },
  },
  special: {
    label: { zh: '专项检查', en: 'Special inspection' },
    ...{ by: BUREAU, source: 'supervision-review', isAnnounced: true },
  },
  joint: {
    label: { zh: '联合检查', en: 'Joint inspection' },
    ...{ by: BUREAU, source: 'joint-inspection', isAnnounced: true },
  },
  unannounced: {
    label: { zh: '四不两直', en: 'Unannounced inspection' },
    ...{ by: BUREAU, source: 'supervision-review', isAnnounced: false },
  },
  'look-back': {
    label: { zh: '回头看', en: 'Look-back inspection' },
    ...{ by: BUREAU, source: 'supervision-review', isAnnounced: true },
  },
} as const satisfies Record<string, RoundKindRow>
export type RoundKind = keyof typeof ROUND_KINDS
export const ROUND_KIND_IDS = Object.keys(ROUND_KINDS) as [RoundKind, ...RoundKind[]]
export const RoundKind = z.enum(ROUND_KIND_IDS)

/** True when a checklist is the school's own: filled in by itself, or in the name of a self-inspection it has planned. */
export const isSelfInspection = (visit: RoundKind | null): boolean => visit === null || visit === 'self'

/** The kinds a role may plan, in the table's order. */
export const listRoundKinds = (role: RoleId): RoundKind[] =>
  ROUND_KIND_IDS.filter(kind => (ROUND_KINDS[kind].by as readonly RoleId[]).includes(role))

/** Parts in a team as real schools write them: the convenor is marked ★, the recorder △ (FACTS 11). */
export const TEAM_PARTS = {
  leader: { zh: '组长', en: 'Leader' },
  convenor: { zh: '召集人★', en: 'Convenor ★' },
  recorder: { zh: '记录人△', en: 'Recorder △' },
  member: { zh: '成员', en: 'Member' },
} as const satisfies Record<string, Label>
export type TeamPart = keyof typeof TEAM_PARTS

/** Who goes. One person may have two parts; the recorder is never the leader, so that two see what is written down. */
export const Team = z
  .object({
    leaderId: AccountId,
    convenorId: AccountId,
    recorderId: AccountId,
    memberIds: z.array(AccountId).max(20),
  })
  .refine(({ leaderId, recorderId }) => leaderId !== recorderId, { error: 'recorder-is-leader' })
export type Team = z.infer<typeof Team>

/** Everybody of a team, each once. */
export const listTeam = ({ leaderId, convenorId, recorderId, memberIds }: Team): AccountId[] => [
  ...new Set([leaderId, convenorId, recorderId, ...memberIds]),
]

/** Which part a person has first and foremost, or none. */
export function partOf(team: Team, accountId: string): TeamPart | null {
  if (team.leaderId === accountId) return 'leader'
  if (team.recorderId === accountId) return 'recorder'
  if (team.convenorId === accountId) return 'convenor'
  return (team.memberIds as readonly string[]).includes(accountId) ? 'member' : null
}

/** Every part a person has, the heaviest first. */
export const partsOf = (team: Team, accountId: string): TeamPart[] => {
  const parts: TeamPart[] = []
  if (team.leaderId === accountId) parts.push('leader')
  if (team.convenorId === accountId) parts.push('convenor')
  if (team.recorderId === accountId) parts.push('recorder')
  return parts.length > 0 ? parts : ['member']
}

/** A round: one occasion, one team, several schools. */
export const Round = z.object({
  id: RoundId,
  kind: RoundKind,
  title: humanText(4, 80),
  areas: z.array(AreaId).min(1),
  from: Day,
  until: Day,
  team: Team,
  /** Departments that take part in a joint inspection. */
  departments: z.array(humanText(2, 60)).max(12),
  /** What else the notice says. */
  note: humanText(0, 1000),
  plannedBy: AccountId,
  plannedAt: Instant,
})
export type Round = z.infer<typeof Round>

/** The schools of a round: named one by one, or drawn from among those that fit. */
export const RoundSchools = z.discriminatedUnion('by', [
  z.object({ by: z.literal('choice'), unitIds: z.array(UnitId).min(1).max(200) }),
  z.object({
    by: z.literal('draw'),
    count: z.number().int().min(1).max(200),
    /** Townships to draw from, by code; none named means all. */
    townships: z.array(z.string().max(12)).max(60),
    /** Kinds of school to draw from; none named means all. */
    kinds: z.array(z.enum(UNIT_KIND_IDS)).max(UNIT_KIND_IDS.length),
  }),
])
export type RoundSchools = z.infer<typeof RoundSchools>

/** What a person fills in to plan a round. */
export const NewRound = Round.omit({ plannedBy: true, plannedAt: true })
  .extend({ schools: RoundSchools })
  .refine(({ from, until }) => from <= until, { error: 'ends-before-it-begins', path: ['until'] })
  .refine(({ kind, departments }) => (kind === 'joint') === departments.length > 0, {
    ...{ error: 'departments-of-joint-only', path: ['departments'] },
  })
export type NewRound = z.infer<typeof NewRound>
