import {
  err,
  listDutiesInForce,
  SUPERVISION_KINDS,
  ok,
  postsOf,
  type AccountId,
  type Answerable,
  type Day,
  type DutyId,
  type InquiryFact,
  type InquiryFactKind,
  type PostId,
  type RecordBody,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { listPostHolders } from '../responsibility/coverage.queries.ts'
import { listAppointmentsAt, listDutyEditions } from '../responsibility/duties.queries.ts'
import { listFactCandidates } from '../supervision/fact-candidates.ts'
import { assignmentWords, hazardWords, inspectionWords } from '../supervision/fact-words.ts'

const MOST = 20

/** Somebody who answers for something at a unit, with what he owes by the edition in force. */
export interface Answering {
  readonly accountId: AccountId
  readonly name: string
  readonly post: PostId
  readonly duties: readonly { readonly id: DutyId; readonly version: number; readonly text: string }[]
}

export interface InquiryChoices {
  readonly facts: readonly InquiryFact[]
  readonly people: readonly Answering[]
}

/** What an inquiry about a unit may rest on, and who there owes which duty today. */
export async function listInquiryChoices(tx: Tx, unitId: UnitId, today: Day): Promise<InquiryChoices> {
  const [candidates, matters, incidents, editions, holders] = await Promise.all([
    listFactCandidates(tx, unitId),
    tx
      .selectFrom('supervision_matters')
      .select('id')
      .where('unit_id', '=', unitId)
      .orderBy('opened_at', 'desc')
      .limit(MOST)
      .execute(),
    tx
      .selectFrom('register_entries')
      .select('id')
      .where('unit_id', '=', unitId)
      .where('register', '=', INCIDENTS)
      .where('retired_at', 'is', null)
      .orderBy('recorded_at', 'desc')
      .limit(MOST)
      .execute(),
    listDutyEditions(tx, [unitId]),
    listPostHolders(tx, unitId, today),
  ])
  const worded = (kind: InquiryFactKind, rows: readonly { readonly id: string }[]) =>
    Promise.all(rows.map(async ({ id }) => ({ kind, id, words: (await WORDS[kind](tx, unitId, id)) ?? '' })))
  const owed = listDutiesInForce(editions, today)
  return {
    facts: [...(await worded('incident', incidents)), ...candidates, ...(await worded('matter', matters))],
    people: holders.map(({ accountId, name, post }) => ({
      ...{ accountId: accountId as AccountId, name, post },
      duties: owed
        .filter(duty => postsOf(duty).includes(post))
        .map(({ id, version, text }) => ({ id, version, text })),
    })),
  }
}

/**
 * An inquiry with its facts in the words of the record and its person by his name. What it named before keeps the words of
 * that day. Any other record is as it is.
 */
export async function settleInquiry(
  tx: Tx,
  body: RecordBody,
  before?: RecordBody,
): Promise<Result<RecordBody, { code: 'unknown-fact' } | { code: 'unknown-duty' }>> {
  if (body.kind !== 'inquiry') return ok(body)
  const kept = before?.kind === 'inquiry' && before.unitId === body.unitId ? before : null
  const linked: InquiryFact[] = []
  for (const { kind, id } of body.linked) {
    const known = kept?.linked.find(each => each.kind === kind && each.id === id)?.words
    const words = known ?? (await WORDS[kind](tx, body.unitId, id))
    if (words === undefined) return err({ code: 'unknown-fact' })
    linked.push({ kind, id, words })
  }
  if (body.answerable === null) return ok({ ...body, linked })
  const name = await findAnswering(tx, body.unitId, body.answerable)
  return name === undefined
    ? err({ code: 'unknown-duty' })
    : ok({ ...body, linked, answerable: { ...body.answerable, name } })
}

/** An inquiry as whoever puts it down sends it, without what the server adds: sent twice, it is one. */
export const asSent = (body: RecordBody): RecordBody =>
  body.kind === 'inquiry'
    ? {
        ...body,
        linked: body.linked.map(each => ({ ...each, words: '' })),
        answerable: body.answerable && { ...body.answerable, name: '' },
      }
    : body

/** The name of somebody who holds, or held, a post of the unit that owes a published edition of a duty. */
async function findAnswering(
  tx: Tx,
  unitId: UnitId,
  { accountId, dutyId, version }: Answerable,
): Promise<string | undefined> {
  const [editions, appointments, account] = await Promise.all([
    listDutyEditions(tx, [unitId]),
    listAppointmentsAt(tx, [unitId]),
    tx.selectFrom('accounts').select('name').where('id', '=', accountId).executeTakeFirst(),
  ])
  const duty = editions.find(each => each.id === dutyId && each.version === version)
  if (!duty || duty.publishedOn === null) return undefined
  const owes = appointments.some(each => each.accountId === accountId && postsOf(duty).includes(each.post))
  return owes ? account?.name : undefined
}

const INCIDENTS = 'emergency/incident-list'

const WORDS: Readonly<
  Record<InquiryFactKind, (tx: Tx, unitId: UnitId, id: string) => Promise<string | undefined>>
> = {
  ...{ hazard: hazardWords, assignment: assignmentWords, inspection: inspectionWords },
  ...{ incident: incidentWords, matter: matterWords },
}

async function incidentWords(tx: Tx, unitId: UnitId, id: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('register_entries')
    .select(
      sql<string>`left((body ->> 'happenedAt')::timestamptz at time zone interval '8 hours' || '', 10)`.as(
        'day',
      ),
    )
    .select(sql<string>`body ->> 'title'`.as('title'))
    .select(sql<string>`body ->> 'place'`.as('place'))
    .where('id', '=', id)
    .where('unit_id', '=', unitId)
    .where('register', '=', INCIDENTS)
    .executeTakeFirst()
  return row && `${row.day}${row.title}（${row.place}）`.slice(0, 500)
}

async function matterWords(tx: Tx, unitId: UnitId, id: string): Promise<string | undefined> {
  const [matter, measures] = await Promise.all([
    tx
      .selectFrom('supervision_matters')
      .select(['number', 'title'])
      .where('id', '=', id)
      .where('unit_id', '=', unitId)
      .executeTakeFirst(),
    tx
      .selectFrom('supervision_measures')
      .select('kind')
      .where('matter_id', '=', id)
      .where('issued_at', 'is not', null)
      .orderBy('issued_at')
      .execute(),
  ])
  if (!matter) return undefined
  const issued = measures.map(({ kind }) => SUPERVISION_KINDS[kind].label.zh).join('、')
  return `${matter.number} ${matter.title}${issued === '' ? '' : `（已发出：${issued}）`}`.slice(0, 500)
}
