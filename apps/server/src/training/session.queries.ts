import type {
  AccountId,
  Day,
  PostId,
  SignInMeans,
  TrainingId,
  TrainingSession,
  TrainingSessionId,
  UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { toSession } from './training.table.ts'

/** The batch within the scope, or nothing. */
export async function findSession(tx: Tx, id: TrainingSessionId): Promise<TrainingSession | undefined> {
  const row = await tx.selectFrom('training_sessions').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toSession(row)
}

export interface SessionRow {
  readonly session: TrainingSession
  readonly holder: string
  readonly plannedByName: string
  readonly signedIn: number
}

/** The batches of a training within the scope, in the order of their days. */
export async function listSessions(tx: Tx, trainingId: TrainingId): Promise<SessionRow[]> {
  const rows = await tx
    .selectFrom('training_sessions')
    .innerJoin('units', 'units.id', 'training_sessions.unit_id')
    .selectAll('training_sessions')
    .select('units.name as holder')
    .select(eb =>
      eb
        .selectFrom('training_sign_ins')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('session_id', '=', 'training_sessions.id')
        .as('signed_in'),
    )
    .where('training_id', '=', trainingId)
    .orderBy('held_on')
    .orderBy('batch')
    .execute()
  return rows.map(row => ({
    ...{ session: toSession(row), holder: row.holder, plannedByName: row.planned_by_name },
    signedIn: row.signed_in ?? 0,
  }))
}

export interface RosterRow {
  readonly accountId: AccountId
  readonly name: string
  readonly posts: PostId[]
  readonly unitId: UnitId
  readonly unit: string
  readonly signedIn: { readonly at: string; readonly means: SignInMeans } | null
  /** Signed in to another batch of the training. */
  readonly came: boolean
}

/** Everybody whom a batch asks on its day, as far as the reader sees them, with who has signed in. */
export async function listRoster(
  tx: Tx,
  { id, trainingId, units, heldOn }: TrainingSession,
  posts: readonly PostId[],
): Promise<RosterRow[]> {
  const { rows } = await sql<Omit<RosterRow, 'signedIn'> & { at: string | null; means: SignInMeans }>`
    with held as (select account_id, array_agg(distinct post) as posts, (array_agg(unit_id order by unit_id))[1] as unit_id
      from appointments where post = any (${posts}::text[]) and unit_id = any (${units}::uuid[])
        and from_on <= ${heldOn}::date and (until_on is null or until_on >= ${heldOn}::date)
      group by account_id)
    select accounts.id as "accountId", accounts.name, held.posts, units.id as "unitId", units.name as unit,
      mine.at, mine.means, exists (select from training_sign_ins other
        where other.training_id = ${trainingId} and other.account_id = accounts.id
          and other.session_id <> ${id}) as came
    from held join accounts on accounts.id = held.account_id join units on units.id = held.unit_id
      left join training_sign_ins mine on mine.session_id = ${id} and mine.account_id = accounts.id
    order by units.ordinal, accounts.name collate "zh-x-icu", accounts.id`.execute(tx)
  return rows.map(({ at, means, ...row }) => ({ ...row, signedIn: at === null ? null : { at, means } }))
}

/** Whoever signs in waits for whoever closes, and the other way round: after closing nobody is let in. */
export async function lockSession(tx: Tx, id: TrainingSessionId, how: 'signing' | 'changing'): Promise<void> {
  const key = `anlan.training-session ${id}`
  await (
    how === 'signing'
      ? sql`select pg_advisory_xact_lock_shared(hashtext(${key}))`
      : sql`select pg_advisory_xact_lock(hashtext(${key}))`
  ).execute(tx)
}

/** Whoever plans or opens a batch waits for whoever changes its training, and the other way round. */
export async function lockTraining(tx: Tx, id: TrainingId, how: 'holding' | 'changing'): Promise<void> {
  const key = `anlan.training ${id}`
  await (
    how === 'holding'
      ? sql`select pg_advisory_xact_lock_shared(hashtext(${key}))`
      : sql`select pg_advisory_xact_lock(hashtext(${key}))`
  ).execute(tx)
}

/** The appointments of some people at some units on a day. */
export async function listAppointments(
  tx: Tx,
  accounts: readonly AccountId[],
  units: readonly UnitId[],
  on: Day,
): Promise<
  { accountId: AccountId; unitId: UnitId; post: PostId; from: Day; until: Day | null; name: string }[]
> {
  if (accounts.length === 0) return []
  const rows = await tx
    .selectFrom('appointments')
    .innerJoin('accounts', 'accounts.id', 'appointments.account_id')
    .select(['appointments.account_id', 'appointments.unit_id', 'post', 'from_on', 'until_on', 'name'])
    .where('appointments.account_id', 'in', accounts)
    .where('appointments.unit_id', 'in', units)
    .where('from_on', '<=', on)
    .where(eb => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', on)]))
    .execute()
  return rows.map(row => ({
    ...{ accountId: row.account_id as AccountId, unitId: row.unit_id as UnitId, post: row.post },
    ...{ from: row.from_on, until: row.until_on, name: row.name },
  }))
}
