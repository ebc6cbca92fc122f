import {
  AccountId,
  Instant,
  TrainingSessionId,
  type SignInRefusal,
  type TrainingSession,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Occasion } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { actorOf, type Device } from '../drills/device.ts'
import { findSession, listRoster, lockSession } from './session.queries.ts'
import { signIn } from './sign-in.ts'
import { findTraining } from './training.queries.ts'
import { toSession } from './training.table.ts'

/** What a kiosk shows of an open batch of its school, so that people sign in at it with the cable out. */
export interface KioskSession {
  readonly id: TrainingSessionId
  readonly title: string
  readonly place: string
  readonly begins: string
  readonly people: readonly {
    readonly id: AccountId
    readonly name: string
    /** On his badge; null where he has none. */
    readonly badge: string | null
    readonly signedIn: boolean
  }[]
}

/** The batches that are open at a kiosk's own school, each with whom it asks there. */
export function listKioskSessions(app: App, device: Device): Promise<KioskSession[]> {
  return app.db.read(actorOf(device), async tx => {
    const [rows, badges] = await Promise.all([
      tx
        .selectFrom('training_sessions')
        .selectAll()
        .where('unit_id', '=', device.unitId)
        .where('state', '=', 'open')
        .orderBy('held_on', 'desc')
        .limit(5)
        .execute(),
      tx
        .selectFrom('staff_badges')
        .select(['account_id', 'badge_key'])
        .where('unit_id', '=', device.unitId)
        .execute(),
    ])
    const badgeOf = new Map(badges.map(each => [each.account_id, each.badge_key]))
    return Promise.all(rows.map(row => showSession(tx, toSession(row), badgeOf)))
  })
}

async function showSession(
  tx: Tx,
  session: TrainingSession,
  badgeOf: ReadonlyMap<string, string>,
): Promise<KioskSession> {
  const training = await findTraining(tx, session.trainingId)
  const roster = training ? await listRoster(tx, session, training.posts) : []
  return {
    ...{ id: session.id, title: training?.title ?? '', place: session.place, begins: session.begins },
    people: roster.map(each => ({
      ...{ id: each.accountId, name: each.name, badge: badgeOf.get(each.accountId) ?? null },
      signedIn: each.signedIn !== null,
    })),
  }
}

/** A sign-in as a kiosk tells it, perhaps long after it was made. */
export const KioskSignIn = z.object({ session: TrainingSessionId, account: AccountId, at: Instant })
export type KioskSignIn = z.infer<typeof KioskSignIn>

/** What became of a sign-in. Told again it is taken again: the first time stands. */
export type KioskAnswer = Pick<KioskSignIn, 'session' | 'account'> & {
  readonly refusal: Exclude<SignInRefusal['code'], 'signed-in-already'> | 'not-found' | null
}

/**
 * Takes sign-ins that a kiosk of the school tells. One that was made while the batch was open counts, also when it arrives
 * after closing: the line was cut, not the person late. That holds for kiosks that were there at the time.
 */
export async function takeKioskSignIns(
  app: App,
  device: Device,
  told: readonly KioskSignIn[],
  requestId: string | null,
): Promise<KioskAnswer[]> {
  const occasion: Occasion = { actor: actorOf(device), now: app.clock.now(), requestId }
  const answers: KioskAnswer[] = []
  for (const [id, of] of Map.groupBy(told, each => each.session))
    answers.push(...(await app.db.transaction(actorOf(device), tx => takeFor(tx, occasion, device, id, of))))
  return answers
}

async function takeFor(
  tx: Tx,
  occasion: Occasion,
  device: Device,
  id: TrainingSessionId,
  told: readonly KioskSignIn[],
): Promise<KioskAnswer[]> {
  await lockSession(tx, id, 'signing')
  const session = await findSession(tx, id)
  const training = session && (await findTraining(tx, session.trainingId))
  const answer = ({ account }: KioskSignIn, refusal: KioskAnswer['refusal']): KioskAnswer => ({
    ...{ session: id, account, refusal },
  })
  if (!session || !training || session.unitId !== device.unitId)
    return told.map(each => answer(each, 'not-found'))
  const { earliest, closedAt } = await whenOpen(tx, id, device)
  const made = told.map(each => ({ ...each, at: within(each.at, earliest, occasion.now) }))
  const refusals = new Map<AccountId, KioskAnswer['refusal']>()
  for (const isLate of [false, true]) {
    const people = made.filter(each => isBefore(each.at, closedAt) !== isLate)
    // Made while it was open: decided as it would have been then.
    const then: TrainingSession =
      isLate || session.state !== 'closed' ? session : { ...session, state: 'open' }
    const results = await signIn(
      ...([tx, occasion, { training, session: then }] as const),
      people.map(({ account, at }) => ({ accountId: account, means: 'kiosk' as const, at })),
    )
    for (const [who, result] of results)
      refusals.set(who, result.ok || result.error.code === 'signed-in-already' ? null : result.error.code)
  }
  return told.map(each => answer(each, refusals.get(each.account) ?? null))
}

const isBefore = (at: Instant, closedAt: Instant | null): boolean =>
  closedAt === null || Date.parse(at) <= Date.parse(closedAt)

/**
 * A clock that runs ahead signs nobody in before he came, and one that stands in another year nobody before the batch was
 * opened. Nor is a kiosk believed about what was before it was there: one that is paired after closing tells of nobody.
 */
function within(at: Instant, earliest: Instant | null, now: Instant): Instant {
  if (Date.parse(at) > Date.parse(now)) return now
  return earliest !== null && Date.parse(at) < Date.parse(earliest) ? earliest : at
}

/** From when on a kiosk can have seen people sign in to a batch, and until when anybody could. */
async function whenOpen(
  tx: Tx,
  id: TrainingSessionId,
  device: Device,
): Promise<{ readonly earliest: Instant | null; readonly closedAt: Instant | null }> {
  const row = await tx
    .selectFrom('training_sessions')
    .innerJoin('devices', join => join.on('devices.id', '=', device.id))
    .select([sql<Instant>`greatest(opened_at, paired_at)`.as('earliest'), 'closed_at as closedAt'])
    .where('training_sessions.id', '=', id)
    .executeTakeFirst()
  return row ?? { earliest: null, closedAt: null }
}
