import { isBureauRole, type RoleId } from './role.ts'
import type { UnitId } from '../kernel/ids.ts'

const BUREAU_DESK = ['section-officer', 'bureau-leader', 'bureau-director'] as const
const SCHOOL_DESK = ['school-admin', 'principal', 'safety-officer'] as const
const EVERYONE = [
  'county-admin',
  'section-officer',
  'bureau-leader',
  'bureau-director',
  'bureau-inspector',
  'township-coordinator',
  'school-admin',
  'principal',
  'safety-officer',
  'staff-member',
  'auditor',
] as const satisfies readonly RoleId[]

/** The one table of who may do what. Server and console both read it; nothing else grants anything. */
export const MAY = {
  'campaign.read': EVERYONE,
  'campaign.draft': ['section-officer', 'bureau-leader'],
  'campaign.dispatch': ['section-officer', 'bureau-leader', 'bureau-director'],
  'assignment.submit': ['principal', 'safety-officer', 'section-officer', 'bureau-leader'],
  /** Writes the unit's summary of a phase or a campaign, and has it signed. */
  'summary.write': ['principal', 'safety-officer'],
  'summary.sign': ['principal'],
  'summary.review': ['section-officer', 'bureau-leader'],
  /** A school's own summaries; the bureau sees what was handed in. */
  'summary.read': [
    ...(['county-admin', ...BUREAU_DESK, 'bureau-inspector', 'township-coordinator'] as const),
    ...([...SCHOOL_DESK, 'auditor'] as const),
  ],
  /** The county's summary, made of the schools'. */
  'county-summary.read': ['county-admin', ...BUREAU_DESK, 'bureau-inspector', 'auditor'],
  'county-summary.write': ['section-officer', 'bureau-leader'],
  'county-summary.sign': ['bureau-leader', 'bureau-director'],
  'assignment.review': ['section-officer', 'bureau-leader', 'township-coordinator'],
  'hazard.read': EVERYONE,
  'hazard.report': [
    ...BUREAU_DESK,
    'bureau-inspector',
    'township-coordinator',
    ...SCHOOL_DESK,
    'staff-member',
  ],
  /** Reports by anybody, before and after somebody verified them. */
  'public-report.read': [...BUREAU_DESK, 'bureau-inspector', 'principal', 'safety-officer', 'auditor'],
  'public-report.settle': [
    ...(['section-officer', 'bureau-leader', 'bureau-inspector'] as const),
    ...(['principal', 'safety-officer'] as const),
  ],
  /** How whoever reported may be reached: never for the school that the report is about. */
  'public-report.read-contact': ['section-officer', 'bureau-leader', 'bureau-inspector'],
  /** One hazard for many schools at once. */
  'hazard.hand-down': ['section-officer', 'bureau-leader'],
  /** Whether the school’s kiosks show its list of hazards, and whether the county lets them. */
  'hazard-display.show': ['principal', 'safety-officer'],
  'hazard-display.allow': ['county-admin', 'section-officer'],
  'report-poster.manage': [...SCHOOL_DESK, 'section-officer', 'bureau-leader'],
  /** Risk points with their grades, the four-colour map and what hangs on the wall. */
  'risk.read': EVERYONE,
  'risk.record': ['principal', 'safety-officer'],
  /** How risks are graded in the county, and by which scheme. */
  'grading-schemes.manage': ['county-admin', 'section-officer'],
  /** Pilot schools of dual prevention: a school sees its own way, the bureau all of them. */
  'pilot.read': EVERYONE,
  'pilot.name': ['section-officer', 'bureau-leader'],
  /** Accepts what a pilot has built, and looks at it again. */
  'pilot.accept': ['section-officer', 'bureau-leader', 'bureau-inspector'],
  'pilot.decide': ['bureau-leader', 'bureau-director'],
  'pilot.build': ['principal', 'safety-officer'],
  /** What pilots are accepted by. */
  /** By which page official papers are made. */
  'paper-template.manage': ['county-admin', 'section-officer'],
  'pilot-criteria.manage': ['county-admin', 'section-officer'],
  /** Lists of duties and who answers for what. Of letters the staff of a school see their own: see `letters.queries.ts`. */
  'duty.read': EVERYONE,
  'duty.manage': ['section-officer', 'bureau-leader', 'principal', 'safety-officer'],
  /** The list the bureau hands down for its schools to take over. */
  'duty-model.manage': ['section-officer', 'bureau-leader'],
  'letter.read': EVERYONE,
  /** Of which level who issues, `decideLetter` says. */
  'letter.issue': [...BUREAU_DESK, 'principal', 'safety-officer'],
  'letter.sign': [...BUREAU_DESK, ...SCHOOL_DESK, 'staff-member'],
  /** What demonstration schools share, once it is published. */
  'material.read': EVERYONE,
  'material.share': ['principal', 'safety-officer'],
  'material.publish': ['section-officer', 'bureau-leader'],
  'material.take-over': ['principal', 'safety-officer'],
  'register.read': EVERYONE,
  /** Registers with pupils' names: whoever works with them, nobody who merely looks on. */
  'register.read-pupils': ['section-officer', 'bureau-leader', ...SCHOOL_DESK, 'staff-member'],
  /** Names, telephones and the like in registers: the school's own people. Others see them masked. */
  'register.read-personal': [...SCHOOL_DESK, 'staff-member'],
  /** One line's personal data in full, for somebody who has to call or to look; it goes on the record. */
  'register.reveal-personal': ['section-officer', 'bureau-leader'],
  /** Files of bullying cases: need to know, no more; every reading goes on the record. */
  'bullying-case.read': ['principal', 'bureau-leader'],
  'bullying-case.record': ['principal'],
  'register.record': ['principal', 'safety-officer', 'staff-member'],
  /** Matters of supervision: the bureau's own until something is issued, then the unit's too. */
  'supervision.read': [
    ...([
      'county-admin',
      ...BUREAU_DESK,
      'bureau-inspector',
      'township-coordinator',
      ...SCHOOL_DESK,
    ] as const),
    'auditor',
  ],
  'supervision.propose': ['section-officer', 'bureau-leader', 'bureau-inspector'],
  'supervision.decide': ['bureau-leader', 'bureau-director'],
  'supervision.issue': BUREAU_DESK,
  'supervision.answer': SCHOOL_DESK,
  /** Letters to other departments: the bureau's own until sent, then the unit's to read. */
  'referral.read': [
    ...([
      'county-admin',
      ...BUREAU_DESK,
      'bureau-inspector',
      'township-coordinator',
      ...SCHOOL_DESK,
    ] as const),
    'auditor',
  ],
  'referral.manage': BUREAU_DESK,
  /** The standing mechanisms: the bureau's own records; what concerns a unit, and bulletins sent to it, are the unit's to read. */
  'mechanism.read': [
    ...([
      'county-admin',
      ...BUREAU_DESK,
      'bureau-inspector',
      'township-coordinator',
      ...SCHOOL_DESK,
    ] as const),
    'auditor',
  ],
  'mechanism.write': BUREAU_DESK,
  'bulletin.decide': ['bureau-leader', 'bureau-director'],
  /** Praise and highlights that have been issued. */
  'honour.read': EVERYONE,
  /** Rounds of inspections with their visits; one that was not announced is hidden by the database, not by this table. */
  'round.read': EVERYONE,
  /** Which kinds a role plans stands in `ROUND_KINDS`. */
  'round.plan': [
    ...(['section-officer', 'bureau-leader', 'bureau-inspector', 'township-coordinator'] as const),
    ...(['principal', 'safety-officer'] as const),
  ],
  /** Fills in checklists: one's own school's, or as a member of the team of a visit. */
  'inspection.record': [
    ...(['principal', 'safety-officer', 'staff-member'] as const),
    ...(['section-officer', 'bureau-leader', 'bureau-inspector', 'township-coordinator'] as const),
  ],
  /** Trainings and publicity as far as one is asked or answers for it; names of others stand under `people.read`. */
  'training.read': EVERYONE,
  /** Plans trainings, opens their batches and enters who was there. */
  'training.manage': [
    ...(['section-officer', 'bureau-leader', 'township-coordinator'] as const),
    ...(['principal', 'safety-officer'] as const),
  ],
  /** Studies of the party group and at meetings; a leader's own record is written by himself. */
  'study.read': EVERYONE,
  /** The minutes of a unit's studies and their files. Whoever was to be there reads those in any case: see `readsMinutes`. */
  'study-minutes.read': [
    ...(['county-admin', ...BUREAU_DESK, 'bureau-inspector', 'township-coordinator'] as const),
    ...([...SCHOOL_DESK, 'auditor'] as const),
  ],
  'study.record': ['section-officer', 'bureau-leader', 'principal', 'safety-officer'],
  /** Names the duty that somebody was called to account over. */
  'duty.account': BUREAU_DESK,
  /** Posts that change hands: each sees his own, who manages people those of his units. */
  'handover.read': EVERYONE,
  /** Calls a handover off, or signs for somebody who has left. */
  'handover.oversee': ['section-officer', 'bureau-leader', 'principal'],
  'progress.read': EVERYONE,
  /** Every declared rate, of the units within reach; what it is counted from may ask for more. */
  'indicator.read': EVERYONE,
  /** Drills with their counts and times; the names of pupils stand under `drill.read-names`. */
  'drill.read': EVERYONE,
  'drill.read-names': [...SCHOOL_DESK, 'staff-member'],
  'drill.plan': [...SCHOOL_DESK],
  'drill.run': [...BUREAU_DESK, ...SCHOOL_DESK, 'staff-member'],
  'drill.review': ['principal', 'safety-officer'],
  'county-drill.manage': BUREAU_DESK,
  /** The county's school years, and the numbers its schools' drills are judged by. */
  'drill-standards.manage': ['county-admin', 'section-officer'],
  /** The numbers that registers are judged by. */
  'rule-limits.manage': ['county-admin', 'section-officer'],
  /** The platforms that send in alarms of buses, and the alarms nobody could place. */
  'bus-platforms.manage': ['county-admin', 'section-officer'],
  'roster.manage': SCHOOL_DESK,
  'attendance.record': [...SCHOOL_DESK, 'staff-member'],
  'devices.manage': ['county-admin', ...SCHOOL_DESK],
  'units.read': EVERYONE,
  'units.manage': ['county-admin'],
  'people.read': ['county-admin', ...BUREAU_DESK, 'township-coordinator', ...SCHOOL_DESK, 'auditor'],
  'people.manage': ['county-admin', 'school-admin'],
  'audit.read': ['county-admin', 'bureau-director', 'auditor'],
} as const satisfies Record<string, readonly RoleId[]>

export type Permission = keyof typeof MAY

/** The units an actor sees and acts for: all of the county's, or a list computed at sign-in. */
export type Scope =
  { readonly kind: 'county' } | { readonly kind: 'units'; readonly units: readonly UnitId[] }

/** Whoever does something: a person signed in, with one role at one unit. */
export interface Actor {
  readonly accountId: string
  readonly name: string
  readonly role: RoleId
  readonly unitId: UnitId
  readonly scope: Scope
}

/** True when the role holds the permission at all; whether it reaches a certain unit is `covers`. */
export const mayRole = (role: RoleId, permission: Permission): boolean =>
  (MAY[permission] as readonly RoleId[]).includes(role)

/** True when the unit lies inside the actor's scope. */
export const covers = (scope: Scope, unitId: UnitId): boolean =>
  scope.kind === 'county' || scope.units.includes(unitId)

/** True when the actor holds the permission and, where a unit is given, the unit is within reach. */
export const may = (actor: Actor, permission: Permission, unitId?: UnitId): boolean =>
  mayRole(actor.role, permission) && (unitId === undefined || covers(actor.scope, unitId))

/**
 * The roles an actor may hand out. A school administrator makes school accounts only, so that nobody
 * lifts himself into the bureau.
 */
export function listGrantableRoles(role: RoleId): RoleId[] {
  if (!mayRole(role, 'people.manage')) return []
  if (isBureauRole(role)) return [...EVERYONE]
  return ['principal', 'safety-officer', 'staff-member']
}
