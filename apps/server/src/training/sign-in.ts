import {
  covers,
  decideSignIn,
  err,
  ok,
  type AccountId,
  type Instant,
  type Result,
  type SignIn,
  type SignInMeans,
  type SignInRefusal,
  type Training,
  type TrainingSession,
  type TrainingSessionId,
} from '@anlan/domain'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findSession, listAppointments, lockSession } from './session.queries.ts'
import { readSignInToken } from './sign-in-token.ts'
import { findTraining } from './training.queries.ts'

export interface SignedIn {
  readonly training: Pick<Training, 'id' | 'title'>
  readonly session: Pick<TrainingSession, 'heldOn' | 'begins' | 'place'>
  readonly at: Instant
  /** He had signed in before: the first time stands. */
  readonly already: boolean
}

/** Signs whoever scanned the code of a batch in to it. */
export function signInByToken(context: Context, token: string): Promise<Result<SignedIn, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<SignedIn, Refusal>> => {
    const read = readSignInToken(app.vault, token, now)
    if (read === null) return err({ code: 'sign-in-code-unknown' })
    await lockSession(tx, read.id, 'signing')
    const found = await findOpen(tx, read.id)
    if (!found) return err({ code: 'sign-in-code-unknown' })
    const who = { accountId: actor.accountId as AccountId, at: now, means: 'qr' as const }
    const signed = await signIn(tx, context, found, [who])
    const result = signed.get(who.accountId)
    if (!result) return err({ code: 'not-asked' })
    if (!result.ok && result.error.code !== 'signed-in-already') return err(result.error)
    // Whoever is in already is told so, however old the code; a closed batch is closed before it is old.
    if (result.ok && !read.isCurrent(found.session)) return err({ code: 'sign-in-code-expired' })
    const at = result.ok ? result.value.at : result.error.code === 'signed-in-already' ? result.error.at : now
    const { training, session } = found
    return ok({ training, session, at, already: !result.ok })
  })
}

export interface SignedList {
  readonly signedIn: number
  /** Who was in already. */
  readonly already: number
  readonly refused: readonly AccountId[]
}

/** Enters people whom the organiser ticked on the list. Whoever is in already stays as he was. */
export function signInByList(
  context: Context,
  { id, accountIds }: { readonly id: TrainingSessionId; readonly accountIds: readonly AccountId[] },
): Promise<Result<SignedList, Refusal>> {
  const { app, actor, now } = context
  return app.db.transaction(actor, async (tx): Promise<Result<SignedList, Refusal>> => {
    await lockSession(tx, id, 'signing')
    const found = await findOpen(tx, id)
    if (!found) return err({ code: 'not-found' })
    // A school whose people are asked sees the batch, but the list is kept by whoever holds it.
    if (!covers(actor.scope, found.session.unitId)) return err({ code: 'outside-scope' })
    if (found.session.state === 'closed') return err({ code: 'session-closed' })
    if (found.session.state !== 'open') return err({ code: 'session-not-open' })
    const people = [...new Set(accountIds)].map(accountId => ({ accountId, at: now, means: 'list' as const }))
    const results = [...(await signIn(tx, context, found, people))]
    const refusedFor = (code: SignInRefusal['code']): AccountId[] =>
      results.flatMap(([who, result]) => (!result.ok && result.error.code === code ? [who] : []))
    return ok({
      signedIn: results.filter(([, result]) => result.ok).length,
      already: refusedFor('signed-in-already').length,
      refused: refusedFor('not-asked'),
    })
  })
}

export interface Attended {
  readonly training: Training
  readonly session: TrainingSession
}

async function findOpen(tx: Tx, id: TrainingSessionId): Promise<Attended | undefined> {
  const session = await findSession(tx, id)
  const training = session && (await findTraining(tx, session.trainingId))
  return session && training && { training, session }
}

type Who = Pick<SignIn, 'accountId' | 'at' | 'means'>

/** Decides each sign-in, keeps those that hold, each with its line of the record. */
export async function signIn(
  tx: Tx,
  occasion: Occasion,
  { training, session }: Attended,
  people: readonly Who[],
): Promise<Map<AccountId, Result<SignIn, SignInRefusal>>> {
  const ids = people.map(({ accountId }) => accountId)
  const [appointments, signIns] = await Promise.all([
    listAppointments(tx, ids, session.units, session.heldOn),
    listSignIns(tx, session.id, ids),
  ])
  const results = new Map(
    people.map(who => [who.accountId, decideSignIn({ training, session, appointments, signIns }, who)]),
  )
  const rows = [...results.values()].flatMap(result => {
    const post = result.ok && appointments.find(each => isFor(each, result.value.accountId, training))
    return result.ok && post ? [{ ...result.value, unitId: post.unitId, name: post.name }] : []
  })
  if (rows.length === 0) return results
  const added = await tx
    .insertInto('training_sign_ins')
    .values(
      rows.map(row => ({
        ...{ session_id: session.id, training_id: training.id, account_id: row.accountId, name: row.name },
        ...{ unit_id: row.unitId, at: row.at, means: row.means, by_id: occasion.actor.accountId },
      })),
    )
    // Two devices at the same moment: the first one stands.
    .onConflict(conflict => conflict.doNothing())
    .returning('account_id')
    .execute()
  if (added.length > 0)
    await recordAudit(tx, occasion, {
      ...{ action: 'training-session.sign-in', subject: { kind: 'training-session', id: session.id } },
      ...{ unitId: session.unitId, after: wordsOf(rows) },
    })
  return results
}

const isFor = (
  each: { readonly accountId: AccountId; readonly post: Training['posts'][number] },
  accountId: AccountId,
  { posts }: Training,
): boolean => each.accountId === accountId && posts.includes(each.post)

const wordsOf = (rows: readonly { readonly name: string; readonly means: SignInMeans }[]) => ({
  names: rows.map(({ name }) => name),
  means: rows[0]?.means,
})

async function listSignIns(tx: Tx, id: TrainingSessionId, accounts: readonly AccountId[]): Promise<SignIn[]> {
  if (accounts.length === 0) return []
  const rows = await tx
    .selectFrom('training_sign_ins')
    .select(['account_id', 'at', 'means'])
    .where('session_id', '=', id)
    .where('account_id', 'in', accounts)
    .execute()
  return rows.map(row => ({
    ...{ sessionId: id, accountId: row.account_id as AccountId, at: row.at, means: row.means },
  }))
}

/** Takes back a sign-in that was entered by mistake, while the batch is open; the record keeps that it was there. */
export function strikeSignIn(
  context: Context,
  { id, accountId }: { readonly id: TrainingSessionId; readonly accountId: AccountId },
): Promise<Result<null, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    await lockSession(tx, id, 'signing')
    const session = await findSession(tx, id)
    if (!session) return err({ code: 'not-found' })
    if (!covers(actor.scope, session.unitId)) return err({ code: 'outside-scope' })
    if (session.state !== 'open') return err({ code: 'session-closed' })
    const struck = await tx
      .deleteFrom('training_sign_ins')
      .where('session_id', '=', id)
      .where('account_id', '=', accountId)
      .returning(['name', 'means'])
      .executeTakeFirst()
    if (!struck) return ok(null)
    await recordAudit(tx, context, {
      ...{ action: 'training-session.strike-sign-in', subject: { kind: 'training-session', id } },
      ...{ unitId: session.unitId, before: wordsOf([struck]) },
    })
    return ok(null)
  })
}
