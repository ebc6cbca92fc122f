import {
  CHAIN_LINK_IDS,
  doesServe,
  err,
  listDutiesInForce,
  listHolders,
  listProofs,
  may,
  ok,
  postsOf,
  schoolYearOf,
  type AccountId,
  type Actor,
  type AreaId,
  type ChainLink,
  type Day,
  type DutyDeed,
  type DeedKind,
  type Duty,
  type DutyId,
  type PostId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { deedsBetween } from './deeds.sql.ts'
import { listAppointmentsAt, listDutyEditions } from './duties.queries.ts'

/** As many deeds of one person as a page shows; the rest are counted. */
const SHOWN = 300

/** One duty of a person with the four links of its chain. */
export interface OwedDuty {
  readonly duty: Duty
  /** How its present edition came to be known: a letter or a receipt; null while it is not. */
  readonly known: {
    readonly by: 'letter' | 'receipt'
    readonly on: Day
    readonly letterId: string | null
  } | null
  /** An older edition was accepted, this one is not yet. */
  readonly outdated: boolean
  readonly deeds: readonly DutyDeed[]
  /** What kinds of deeds would show it. */
  readonly proofs: readonly DeedKind[]
  readonly links: readonly { readonly on: Day; readonly text: string; readonly byName: string }[]
  /** What he answered for, with the matter of supervision where the reader may see it. */
  readonly accounted: readonly { readonly on: Day; readonly text: string; readonly matterId: string | null }[]
}

export interface ChainDetail {
  readonly person: { readonly id: AccountId; readonly name: string }
  readonly unit: { readonly id: UnitId; readonly name: string } | null
  readonly since: Day
  readonly posts: readonly { readonly post: PostId; readonly from: Day; readonly alone: boolean }[]
  readonly owed: readonly OwedDuty[]
  /** What he did that shows none of his duties, the newest first. */
  readonly others: readonly DutyDeed[]
  readonly otherCount: number
  readonly untaken: readonly { readonly id: string; readonly post: PostId }[]
  readonly link: ChainLink | null
  readonly isSelf: boolean
}

/** A person's chain: what he owes, whether he knows it, what he did, and what he answered for. His own, or of his units. */
export function getChain(
  { app, actor }: Context,
  accountId: AccountId,
): Promise<Result<ChainDetail, Refusal>> {
  const today = app.clock.today()
  const isSelf = actor.accountId === accountId
  return app.db.read(actor, async (tx): Promise<Result<ChainDetail, Refusal>> => {
    const person = await tx
      .selectFrom('accounts')
      .innerJoin('units', 'units.id', 'accounts.unit_id')
      .select(['accounts.id', 'accounts.name', 'accounts.unit_id', 'units.name as unit_name'])
      .where('accounts.id', '=', accountId)
      .executeTakeFirst()
    if (!person) return err({ code: 'not-found' })
    const unitId = person.unit_id as UnitId
    if (!isSelf && !may(actor, 'people.read', unitId)) return err({ code: 'not-found' })
    const { from: since } = schoolYearOf(today)
    const [editions, appointments, known, deeds, links, untaken] = await Promise.all([
      listDutyEditions(tx, [unitId]),
      listAppointmentsAt(tx, [unitId]),
      listKnown(tx, accountId, today),
      listDeeds(tx, accountId, since, today),
      listLinks(tx, accountId, since),
      tx
        .selectFrom('handovers')
        .select(['id', 'post'])
        .where('to_id', '=', accountId)
        .where('state', 'in', ['open', 'handed'])
        .execute(),
    ])
    const holders = listHolders(appointments, today)
    const mine = holders.filter(each => each.accountId === accountId)
    const owing = listOwing(editions, holders, { accountId, unitId }, today)
    const others = deeds.filter(deed => !owing.some(({ duty, held }) => doesServe(deed, duty, held)))
    const owed = owing
      .map(({ duty, held }): OwedDuty => {
        const ofDuty = known.filter(each => each.id === duty.id)
        const present = ofDuty.find(each => each.version === duty.version)
        const linked = links.filter(each => each.dutyId === duty.id)
        return {
          ...{ duty, outdated: present === undefined && ofDuty.length > 0 },
          known: present ? { by: present.by, on: present.on, letterId: present.letterId } : null,
          deeds: deeds.filter(deed => doesServe(deed, duty, held)).slice(0, SHOWN),
          proofs: listProofs(duty, held),
          links: linked.filter(each => !each.isAccount),
          accounted: linked
            .filter(each => each.isAccount)
            .map(({ on, text, matterId }) => ({ on, text, matterId })),
        }
      })
      .toSorted((a, b) => (a.duty.kind === b.duty.kind ? 0 : a.duty.kind === 'safety' ? -1 : 1))
    return ok({
      person: { id: accountId, name: person.name },
      unit: { id: unitId, name: person.unit_name },
      ...{ since, owed, others: others.slice(0, SHOWN), otherCount: others.length, untaken, isSelf },
      posts: mine.map(({ post, from }) => ({
        ...{ post, from, alone: holders.filter(each => each.post === post).length === 1 },
      })),
      link: reach(owed),
    })
  })
}

/** The duties in force at a unit that a person owes, each with the posts he owes it by. */
function listOwing(
  editions: readonly Duty[],
  holders: ReturnType<typeof listHolders>,
  { accountId, unitId }: Pick<Actor, 'accountId' | 'unitId'>,
  today: Day,
): { duty: Duty; held: PostId[] }[] {
  const posts = holders.filter(each => each.accountId === accountId).map(each => each.post)
  return listDutiesInForce(editions, today)
    .map(duty => ({ duty, held: posts.filter(post => postsOf(duty).includes(post)) }))
    .filter(({ duty, held }) => duty.unitId === unitId && held.length > 0)
}

/** The furthest link that holds for every duty, by the same rule as the count of a unit. */
function reach(owed: readonly OwedDuty[]): ChainLink | null {
  const [defined, known, performed, accounted] = CHAIN_LINK_IDS
  if (owed.length === 0) return null
  if (owed.some(each => each.known === null)) return defined ?? null
  const isDone = ({ duty, deeds, links }: OwedDuty) =>
    duty.kind === 'business' || deeds.length + links.length > 0
  if (!owed.every(isDone)) return known ?? null
  return (owed.some(each => each.accounted.length > 0) ? accounted : performed) ?? null
}

/** How many of the duties a person owes today he has neither acknowledged nor signed for in their present edition. */
export async function countUnknownDuties(
  tx: Tx,
  { accountId, unitId }: Pick<Actor, 'accountId' | 'unitId'>,
  today: Day,
): Promise<number> {
  const [editions, appointments, known] = await Promise.all([
    listDutyEditions(tx, [unitId]),
    listAppointmentsAt(tx, [unitId]),
    listKnown(tx, accountId, today),
  ])
  return listOwing(editions, listHolders(appointments, today), { accountId, unitId }, today).filter(
    ({ duty }) => !known.some(({ id, version }) => id === duty.id && version === duty.version),
  ).length
}

interface Known {
  id: DutyId
  version: number
  by: 'letter' | 'receipt'
  on: Day
  letterId: string | null
}

async function listKnown(tx: Tx, accountId: string, today: Day): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select x.id, x.version, 'letter' as by, l.signed_on as on, l.id as "letterId" from letters l
      cross join jsonb_to_recordset(l.body->'duties') as x (id uuid, version integer)
      where l.signer_id = ${accountId} and l.state = 'signed' and l.signed_on <= ${today}::date
        and l.from_on <= ${today}::date and l.to_on >= ${today}::date
    union all select duty_id, version, 'receipt', on_day, null from duty_receipts where account_id = ${accountId}`.execute(
    tx,
  )
  return rows
}

async function listDeeds(tx: Tx, accountId: AccountId, from: Day, to: Day): Promise<DutyDeed[]> {
  const { rows } = await sql<{
    kind: DeedKind
    area: AreaId | null
    on_day: Day
    title: string
    path: string
  }>`
    select kind, area, on_day, title, path from (${deedsBetween({ from, to, unitId: null, accountId })}) deeds
    order by on_day desc, kind, path`.execute(tx)
  return rows.map(({ on_day, ...deed }) => ({ ...deed, on: on_day }))
}

async function listLinks(tx: Tx, accountId: AccountId, since: Day) {
  const rows = await tx
    .selectFrom('duty_links')
    .leftJoin('supervision_measures', 'supervision_measures.id', 'measure_id')
    .select(['duty_id', 'on_day', 'text', 'made_by_name', 'measure_id', 'matter_id'])
    .where('account_id', '=', accountId)
    .where(({ or, eb }) => or([eb('on_day', '>=', since), eb('measure_id', 'is not', null)]))
    .orderBy('on_day', 'desc')
    .execute()
  return rows.map(row => ({
    ...{ dutyId: row.duty_id as DutyId, on: row.on_day, text: row.text, byName: row.made_by_name },
    ...{ isAccount: row.measure_id !== null, matterId: row.matter_id },
  }))
}
