import type { AuditVerdict, Instant } from '@anlan/domain'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { AuditVerificationsTable } from './audit.table.ts'

/** A run that has not said for so long that it is alive is not: its server died, or lost the database. */
export const SILENT_MS = 60_000

export type VerificationState = 'running' | 'whole' | 'broken' | 'interrupted'

export interface Verification {
  readonly id: string
  readonly state: VerificationState
  readonly startedBy: string
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  readonly checked: number
  readonly total: number
  readonly outcome: AuditVerdict | null
}

const SHOWN = 20

/** The latest runs of verification, newest first; nothing for a reader who does not see the county. */
export async function listVerifications(tx: Tx, now: Instant): Promise<Verification[]> {
  const rows = await tx
    .selectFrom('audit_verifications')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(row => toVerification(row, now))
}

export const toVerification = (row: Selectable<AuditVerificationsTable>, now: Instant): Verification => ({
  ...{ id: row.id, state: stateOf(row, now), startedBy: row.started_by_name, startedAt: row.started_at },
  ...{ finishedAt: row.finished_at, checked: row.checked, total: row.total, outcome: row.outcome },
})

function stateOf(row: Selectable<AuditVerificationsTable>, now: Instant): VerificationState {
  if (row.outcome !== null) return row.outcome.ok ? 'whole' : 'broken'
  const isAlive = row.finished_at === null && Date.parse(now) - Date.parse(row.seen_at) < SILENT_MS
  return isAlive ? 'running' : 'interrupted'
}
