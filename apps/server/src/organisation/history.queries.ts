import { mayRole, type Actor } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

export interface HistoryLine {
  readonly id: string
  readonly at: string
  readonly action: string
  readonly actorName: string
  readonly actorRole: string
  readonly reason: string | null
}

const SHOWN = 50

/**
 * What was changed about a unit or a person by the record, newest first. Signing in and out changes nothing, and
 * would soon fill the list; null for a reader who may not read the record.
 */
export async function listHistory(tx: Tx, actor: Actor, subjectId: string): Promise<HistoryLine[] | null> {
  if (!mayRole(actor.role, 'audit.read')) return null
  const rows = await tx
    .selectFrom('audit_events')
    .select(['id', 'at', 'action', 'actor_name', 'actor_role'])
    .select(sql<string | null>`after ->> 'reason'`.as('reason'))
    .where('subject_id', '=', subjectId)
    .where('action', 'not like', 'session.%')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(row => ({
    ...{ id: row.id, at: row.at, action: row.action, reason: row.reason },
    ...{ actorName: row.actor_name, actorRole: row.actor_role },
  }))
}
