import { err, ok, type Result } from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import { systemClock } from '../clock.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { endSessions } from './end-sessions.ts'
import type { SignedIn } from './sessions.ts'

type OwnContext = Context & { readonly signedIn: SignedIn }

/** Where somebody is signed in, newest first; the session that asks is marked. */
export async function listOwnSessions({ app, actor, signedIn }: OwnContext) {
  const rows = await app.db.read(actor, tx =>
    tx
      .selectFrom('sessions')
      .select(['id', 'created_at', 'expires_at', 'ip_address', 'user_agent'])
      .where('user_id', '=', actor.accountId)
      // The sign-in library counts a session's life by the machine's time, and so does this.
      .where('expires_at', '>', systemClock.now())
      .orderBy('created_at', 'desc')
      .execute(),
  )
  return rows.map(row => ({
    ...{ id: row.id, signedInAt: row.created_at, expiresAt: row.expires_at },
    ...{ address: row.ip_address, userAgent: row.user_agent, current: row.id === signedIn.sessionId },
  }))
}

/** Ends one other session of one's own. */
export async function endOwnSession(
  context: OwnContext,
  { id }: { id: string },
): Promise<Result<{ ended: true }, Refusal>> {
  const { app, actor } = context
  const result = await app.db.transaction(actor, async tx => {
    const { numDeletedRows } = await tx
      .deleteFrom('sessions')
      .where('id', '=', id)
      .where('user_id', '=', actor.accountId)
      .executeTakeFirstOrThrow()
    if (numDeletedRows === 0n) return err({ code: 'not-found' } as const)
    announce(tx, 'sessions')
    await recordAudit(tx, context, {
      ...{ action: 'session.end', subject: { kind: 'session', id }, unitId: actor.unitId },
    })
    return ok({ ended: true } as const)
  })
  app.sessions.forget(actor.accountId)
  return result
}

/** Signs out everywhere, the session that asks included. */
export async function signOutEverywhere(context: OwnContext): Promise<{ endedSessions: number }> {
  const { app, actor } = context
  const endedSessions = await app.db.transaction(actor, async tx => {
    const ended = await endSessions(tx, actor.accountId)
    await recordAudit(tx, context, {
      ...{ action: 'session.sign-out-everywhere', unitId: actor.unitId },
      subject: { kind: 'account', id: actor.accountId },
      after: { endedSessions: ended },
    })
    return ended
  })
  app.sessions.forget(actor.accountId)
  return { endedSessions }
}
