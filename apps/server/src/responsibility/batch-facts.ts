import {
  isOfBureau,
  SCHOOL_KINDS,
  type AccountId,
  type Actor,
  type BatchFacts,
  type Day,
  type Duty,
  type Holder,
  type LetterLevel,
  type LetterSigner,
  type LetterTemplateContent,
  type PostId,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** What a batch is asked for. */
export interface BatchAsked {
  readonly level: LetterLevel
  readonly posts: readonly PostId[]
  /** Null for every school that the level reaches. */
  readonly unitIds: readonly UnitId[] | null
  readonly from: Day
  readonly to: Day
}

/** Everything a batch is planned from, in one statement each however many units there are. */
export async function readBatchFacts(
  tx: Tx,
  actor: Actor,
  asked: BatchAsked,
  template: LetterTemplateContent,
  today: Day,
): Promise<BatchFacts> {
  const units = await listUnits(tx, actor, asked, today)
  const ids = units.map(({ id }) => id)
  const [holders, standing, duties] = await Promise.all([
    listHoldersAt(tx, ids, asked.posts, today),
    listStanding(tx, ids, asked),
    template.withDuties ? listDutiesAt(tx, ids, today) : [],
  ])
  return {
    ...{ template, posts: asked.posts, units, holders, standing, duties },
    ...{ issuerId: actor.accountId, from: asked.from, to: asked.to },
  }
}

/** The schools a batch goes to: of the bureau's all that are open or those picked, of a school's itself. */
async function listUnits(tx: Tx, actor: Actor, { level, unitIds }: BatchAsked, today: Day) {
  let schools = tx
    .selectFrom('units')
    .select(['id', 'name', 'kind'])
    .where('kind', 'in', [...SCHOOL_KINDS])
    .where(eb => eb.or([eb('open_until', 'is', null), eb('open_until', '>=', today)]))
    .$narrowType<{ id: UnitId }>()
  if (!isOfBureau(level)) schools = schools.where('id', '=', actor.unitId)
  if (unitIds) schools = schools.where('id', '=', sql<string>`any (${[...unitIds]}::uuid[])`)
  return schools.orderBy(sql`township nulls first, name collate "zh-x-icu", id`).execute()
}

async function listHoldersAt(
  tx: Tx,
  unitIds: readonly UnitId[],
  posts: readonly PostId[],
  today: Day,
): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select a.unit_id as "unitId", a.post, a.account_id as "accountId", accounts.name
    from appointments a join accounts on accounts.id = a.account_id and accounts.disabled_at is null
    where a.unit_id = any (${[...unitIds]}::uuid[]) and a.post = any (${[...posts]}::text[])
      and a.from_on <= ${today}::date and (a.until_on is null or a.until_on >= ${today}::date)
    order by accounts.name collate "zh-x-icu", accounts.id`.execute(tx)
  // A post entered twice for one person is one holder.
  return [...new Map(rows.map(row => [`${row.unitId} ${row.post} ${row.accountId}`, row])).values()]
}

async function listStanding(
  tx: Tx,
  unitIds: readonly UnitId[],
  { level, from, to }: BatchAsked,
): Promise<LetterSigner[]> {
  const { rows } = await sql<LetterSigner>`
    select unit_id as "unitId", post, signer_id as "signerId" from letters
    where unit_id = any (${[...unitIds]}::uuid[]) and level = ${level} and state <> 'withdrawn'
      and from_on <= ${to}::date and to_on >= ${from}::date and post is not null and signer_id is not null`.execute(
    tx,
  )
  return rows
}

/** The duties in force, with what a letter needs of them. */
export async function listDutiesAt(tx: Tx, unitIds: readonly UnitId[], today: Day): Promise<Duty[]> {
  const { rows } = await sql<Duty & { retired: boolean }>`
    select distinct on (id) id, version, unit_id as "unitId", post, kind, area, text, basis,
      co_owners as "coOwners", published_on as "publishedOn", retired, origin, revision
    from duties where unit_id = any (${[...unitIds]}::uuid[]) and published_on <= ${today}::date
    order by id, version desc`.execute(tx)
  // What a post does for its business stands before what it does for safety; new duties come last.
  return rows
    .filter(({ retired }) => !retired)
    .toSorted((a, b) => (a.kind === b.kind ? 0 : a.kind === 'business' ? -1 : 1))
}

/**
 * Keeps the people of a preview where they are until the transaction ends: whoever is being moved at this moment is moved
 * first, and what is read afterwards says so.
 */
export async function holdPeople(tx: Tx, accountIds: readonly AccountId[]): Promise<void> {
  await sql`select id from accounts where id = any (${[...new Set(accountIds)]}::uuid[]) order by id for share`.execute(
    tx,
  )
}
