import type { Actor, AuditAction, Instant, RoleId, UnitId } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'

export interface AuditEntry {
  /** What was done; a deed without words of its own (`AUDIT_NOUNS`) does not compile. */
  readonly action: AuditAction
  readonly subject: { readonly kind: string; readonly id: string }
  /** The unit concerned; null for what concerns the county. */
  readonly unitId: UnitId | null
  readonly before?: object | null
  readonly after?: object | null
}

/**
 * Whoever acts in a line: a person with a role, a kiosk, the platform of somebody who runs school buses, anybody who
 * reports from a poster, or another department that answers by its link.
 */
export type Author = Omit<Actor, 'role'> & {
  readonly role: RoleId | 'kiosk' | 'bus-platform' | 'public' | 'department'
}

/** Who acts, in which request and when: what every audited change knows. */
export interface Occasion {
  readonly actor: Author
  readonly now: Instant
  readonly requestId: string | null
}

/** Writes one line of the record, inside the transaction of the change itself: both happen or neither. */
export async function recordAudit(tx: Tx, occasion: Occasion, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_events')
    .values({
      id: newId(),
      at: occasion.now,
      actor_id: occasion.actor.accountId,
      actor_name: occasion.actor.name,
      actor_role: occasion.actor.role,
      unit_id: entry.unitId,
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject_id: entry.subject.id,
      before: entry.before ? JSON.stringify(entry.before) : null,
      after: entry.after ? JSON.stringify(entry.after) : null,
      request_id: occasion.requestId,
    })
    .execute()
}
