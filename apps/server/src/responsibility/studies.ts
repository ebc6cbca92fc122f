import {
  decideCatchUp,
  decideStudy,
  err,
  listMissing,
  may,
  mayRole,
  ok,
  readsMinutes,
  type AccountId,
  type FileId,
  type Result,
  type StudyContent,
  type StudyRecord,
  type StudyRecordId,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { isDeepStrictEqual } from 'node:util'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { newId } from '../ids.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { lockSent } from '../organisation/locks.ts'
import { readPage, TOTAL, type Page, type Paging } from '../paging.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { toMinutesRow, toStudy, toStudyRow } from './chain.table.ts'

export interface StudyInput {
  readonly content: StudyContent
  readonly attendees: readonly { readonly accountId: AccountId; readonly present: boolean }[]
  readonly files: readonly FileId[]
}

/** Records a study that was held; who was absent is told to read the minutes. Sent twice it is one. */
export function recordStudy(context: Context, input: StudyInput): Promise<Result<StudyRecord, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<StudyRecord, Refusal>> => {
    const { unitId } = actor
    const people = await tx
      .selectFrom('accounts')
      .select(['id', 'name'])
      .where(
        'id',
        'in',
        input.attendees.map(each => each.accountId),
      )
      // Who was there stands in his own record: nobody enters another unit's people, who could not read the minutes either.
      .where('unit_id', '=', unitId)
      .where('disabled_at', 'is', null)
      .execute()
    const names = new Map(people.map(each => [each.id, each.name]))
    const invited = input.attendees.flatMap(each => {
      const name = names.get(each.accountId)
      return name === undefined ? [] : [{ ...each, name }]
    })
    if (new Set(invited.map(each => each.accountId)).size !== input.attendees.length)
      return err({ code: 'attendee-unknown' })
    const decision = decideStudy(context, input.content, {
      ...{ id: newId<StudyRecordId>(), unitId, invited },
    })
    if (!decision.ok) return decision
    const study = decision.value
    const files = await findOwnFiles(tx, unitId, input.files)
    if (!files.ok) return files
    const fileIds = files.value.map(({ id }) => id)
    await lockSent(tx, `study ${unitId}`)
    const known = await findSame(tx, study, fileIds)
    if (known) return ok(known)
    await tx.insertInto('study_records').values(toStudyRow(study)).execute()
    await tx.insertInto('study_minutes').values(toMinutesRow(study)).execute()
    if (files.value.length > 0)
      await tx
        .insertInto('study_files')
        .values(files.value.map(file => ({ study_id: study.id, file_id: file.id, unit_id: unitId })))
        .execute()
    await recordAudit(tx, context, {
      ...{ action: 'study.record', subject: { kind: 'study', id: study.id }, unitId },
      after: { ...study, files: fileIds },
    })
    await sendNotices(
      tx,
      listMissing(study).map(({ accountId }) => ({
        ...{ accountId, kind: 'study' as const, link: `/study-records/${study.id}` },
        title: { zh: '请补学：专题学习', en: 'Please catch up on a study' },
        body: {
          zh: `《${study.topic}》，请阅读学习记录并确认。`,
          en: `${study.topic}: please read the minutes.`,
        },
        dedupeKey: `study ${study.id}`,
      })),
    )
    return ok(study)
  })
}

/** The study of the unit with the same minutes and files about the same on the same day, of the same people. */
async function findSame(
  tx: Tx,
  study: StudyRecord,
  files: readonly string[],
): Promise<StudyRecord | undefined> {
  const { unitId, kind, heldOn, topic, minutes } = study
  const rows = await tx
    .selectFrom('study_records')
    .innerJoin('study_minutes', 'study_id', 'id')
    .selectAll('study_records')
    .select('text as minutes')
    .where('study_records.unit_id', '=', unitId)
    .where('held_on', '=', heldOn)
    .where('kind', '=', kind)
    .where('topic', '=', topic)
    .where('text', '=', minutes)
    .where(
      sql<boolean>`array(select file_id from study_files f where f.study_id = study_records.id order by file_id)
        = ${files}::uuid[]`,
    )
    .execute()
  return rows.map(toStudy).find(known => isDeepStrictEqual(whoWasThere(known), whoWasThere(study)))
}

const whoWasThere = ({ attendees }: StudyRecord) => attendees.map(each => [each.accountId, each.present])

/** Somebody who was absent says that he has read the minutes. */
export function catchUp(context: Context, id: StudyRecordId): Promise<Result<StudyRecord, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<StudyRecord, Refusal>> => {
    const row = await tx
      .selectFrom('study_records')
      .innerJoin('study_minutes', 'study_id', 'id')
      .selectAll('study_records')
      .select('text as minutes')
      .where('id', '=', id)
      .forUpdate('study_records')
      .executeTakeFirst()
    if (!row) return err({ code: 'not-found' })
    const before = toStudy(row)
    const decision = decideCatchUp(before, context)
    if (!decision.ok) return decision
    const { attendees, attended, missing, revision } = toStudyRow(decision.value)
    await tx
      .updateTable('study_records')
      .set({ attendees, attended, missing, revision })
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'study.catch-up', subject: { kind: 'study', id }, unitId: before.unitId },
      after: { topic: before.topic },
    })
    return ok(decision.value)
  })
}

export interface StudyDetail {
  readonly study: StudyRecord
  readonly unit: string
  readonly files: readonly { readonly id: FileId; readonly name: string; readonly mediaType: string }[]
  readonly mayCatchUp: boolean
}

/** A study with its minutes and files, for whoever reads those. */
export async function getStudy(
  tx: Tx,
  { actor }: Context,
  id: StudyRecordId,
): Promise<Result<StudyDetail, Refusal>> {
  const [row, files] = await Promise.all([
    tx
      .selectFrom('study_records')
      .innerJoin('units', 'units.id', 'study_records.unit_id')
      .innerJoin('study_minutes', 'study_id', 'study_records.id')
      .selectAll('study_records')
      .select(['units.name as unit_name', 'text as minutes'])
      .where('study_records.id', '=', id)
      .executeTakeFirst(),
    tx
      .selectFrom('study_files')
      .innerJoin('files', 'files.id', 'study_files.file_id')
      .select(['files.id', 'files.name', 'files.media_type as mediaType'])
      .where('study_id', '=', id)
      .orderBy('files.id')
      .$narrowType<{ id: FileId }>()
      .execute(),
  ])
  if (!row) return err({ code: 'not-found' })
  const { unit_name: unit, ...rest } = row
  const study = toStudy(rest)
  if (!readsMinutes(actor, study)) return err({ code: 'not-found' })
  return ok({
    ...{ study, unit, files },
    mayCatchUp: listMissing(study).some(each => each.accountId === actor.accountId),
  })
}

export interface StudyRow {
  readonly id: StudyRecordId
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly kind: StudyRecord['kind']
  readonly heldOn: StudyRecord['heldOn']
  readonly topic: string
  readonly invited: number
  readonly missing: number
}

/** One page of the studies within the scope whose minutes the reader reads, the newest first. */
export async function listStudies(
  tx: Tx,
  { actor }: Pick<Context, 'actor'>,
  { unitId, missing, own }: { unitId: UnitId | null; missing: boolean; own: boolean },
  paging: Paging,
): Promise<Page<StudyRow>> {
  const from = tx
    .selectFrom('study_records')
    .innerJoin('units', 'units.id', 'study_records.unit_id')
    .where(({ and, eb }) =>
      and([
        ...(unitId ? [eb('study_records.unit_id', '=', unitId)] : []),
        ...(missing ? [eb('missing', '>', 0)] : []),
        ...(mayRole(actor.role, 'study-minutes.read') ? [] : [wasInvited(actor)]),
        ...(own ? [eb('study_records.unit_id', '=', actor.unitId)] : []),
      ]),
    )
  return readPage(
    paging,
    from
      .selectAll('study_records')
      .select('units.name as unit_name')
      .orderBy('held_on', 'desc')
      .orderBy('study_records.id'),
    from.select(TOTAL),
    ({ unit_name, ...row }) => ({
      ...{ id: row.id as StudyRecordId, unit: { id: row.unit_id as UnitId, name: unit_name } },
      ...{ kind: row.kind, heldOn: row.held_on, topic: row.topic },
      ...{ invited: row.attendees.length, missing: row.missing },
    }),
  )
}

const wasInvited = ({ accountId }: Context['actor']) =>
  sql<boolean>`attendees @> ${JSON.stringify([{ accountId }])}::jsonb`

/** Who may be entered as attendee: the people of one's own unit. */
export async function listInvitable(tx: Tx, { actor }: Pick<Context, 'actor'>) {
  if (!may(actor, 'study.record', actor.unitId)) return []
  const rows = await tx
    .selectFrom('accounts')
    .select(['id', 'name', 'role'])
    .where('unit_id', '=', actor.unitId)
    .where('disabled_at', 'is', null)
    .orderBy(sql`name collate "zh-x-icu"`)
    .orderBy('id')
    .limit(300)
    .$narrowType<{ id: AccountId }>()
    .execute()
  return rows
}
