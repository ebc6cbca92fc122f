import type { Schema } from '../db/schema.ts'

/**
 * What an export holds, or why it does not. A new table does not compile until it stands here, so that none is
 * forgotten and no secret leaves by oversight.
 */
export const EXPORTED = {
  townships: true,
  units: true,
  accounts: true,
  appointments: true,
  school_classes: true,
  plan_documents: true,
  campaigns: true,
  phases: true,
  tasks: true,
  assignments: true,
  submissions: true,
  submission_files: true,
  files: true,
  hazards: true,
  hazard_events: true,
  hazard_files: true,
  register_entries: true,
  register_history: true,
  register_files: true,
  register_standings: 'housekeeping',
  finding_hazards: true,
  inspection_runs: true,
  inspection_answers: true,
  inspection_other_answers: true,
  inspection_files: true,
  inspection_hazards: true,
  settings: true,
  assembly_points: true,
  school_sites: true,
  pupils: true,
  attendance: true,
  county_drills: true,
  drills: true,
  drill_facts: true,
  credentials: 'secret',
  sessions: 'secret',
  two_factors: 'secret',
  two_factor_enrolments: 'secret',
  set_up_links: 'secret',
  devices: 'secret',
  pairing_requests: 'secret',
  staff_badges: 'housekeeping',
  roster_packs: 'housekeeping',
  refused_facts: 'housekeeping',
  sign_in_failures: 'housekeeping',
  inbox_messages: 'personal',
  saved_filters: 'personal',
  audit_events: 'audit-export',
  audit_chain: 'audit-export',
  audit_seals: 'audit-export',
  audit_verifications: 'audit-export',
} as const satisfies Record<keyof Schema, true | 'secret' | 'housekeeping' | 'personal' | 'audit-export'>

/** The tables of an export, in the order in which their rows refer to each other. */
export const EXPORTED_TABLES = (Object.keys(EXPORTED) as (keyof Schema)[]).filter(
  table => EXPORTED[table] === true,
)
