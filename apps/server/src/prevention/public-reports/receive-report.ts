import {
  err,
  ok,
  publicReportLimit,
  PublicReportId,
  type Instant,
  type NewPublicReport,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { recordAudit, type Occasion } from '../../audit/record-audit.ts'
import type { Vault } from '../../auth/vault.ts'
import type { Tx } from '../../db/scope.ts'
import { hashOf } from '../../files/file-store.ts'
import { sendNotices } from '../../inbox/send-notice.ts'
import { announce } from '../../live/news.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import { actorOf, type Poster } from './poster.ts'
import { hashReceipt, receiptOf } from './receipt.ts'
import { keepReportPhoto, readReportPhotos, type ReportPhotoRefusal } from './report-photos.ts'

export interface Received {
  /** With this code whoever reported asks how it stands. */
  readonly code: string
  readonly receivedAt: Instant
}
export type ReceiveRefusal =
  | ReportPhotoRefusal
  | { readonly code: 'report-differs' }
  | { readonly code: 'poster-revoked' }
  | { readonly code: 'queue-full' }

/** Of a school's queue one poster may fill no more than this part: a sheet in wrong hands leaves room for the others. */
const SHARE_OF_A_POSTER = 0.3

/**
 * Takes a report from a poster: it waits for verification and is in no register. The same one sent again, because the
 * answer was lost on the way, is answered with the same code; the same id with another content is refused, and so is a
 * report whose school or poster has as many waiting as anybody can look at.
 */
export async function receiveReport(
  app: App,
  poster: Poster,
  sent: NewPublicReport,
  photos: readonly Uint8Array[],
  requestId: string | null,
): Promise<Result<Received, ReceiveRefusal>> {
  const report = { ...sent, id: reportIdOf(app.vault, sent.id) }
  const digest = digestOf(app, report, photos)
  const occasion: Occasion = { actor: actorOf(poster), now: app.clock.now(), requestId }
  // Before anything is decoded: most of what comes twice is a repetition.
  const known = await app.db.read(occasion.actor, tx => findKnown(tx, app, report.id, digest))
  if (known) return known
  const read = await readReportPhotos(photos)
  if (!read.ok) return read
  return app.db.transaction(occasion.actor, async (tx): Promise<Result<Received, ReceiveRefusal>> => {
    await holdQueue(tx, poster.unitId)
    const meanwhile = await findKnown(tx, app, report.id, digest)
    if (meanwhile) return meanwhile
    const refusal = await findObstacle(tx, app, poster)
    if (refusal) return err(refusal)
    const code = receiptOf(app.vault, report.id)
    await insertReport(tx, occasion, poster, report, { digest, receiptHash: hashReceipt(code) })
    for (const [at, photo] of read.value.entries())
      await keepReportPhoto(tx, app, occasion, poster, { id: report.id, number: at + 1 }, photo)
    await recordAudit(tx, occasion, {
      ...{ action: 'public-report.receive', subject: { kind: 'public-report', id: report.id } },
      unitId: poster.unitId,
      after: { place: report.place, text: report.text, photos: photos.length },
    })
    await tellVerifiers(tx, app, poster)
    announce(tx, 'hazards')
    return ok({ code, receivedAt: occasion.now })
  })
}

/**
 * The id under which a report is kept, made of the one it was sent with. Whoever verifies reports reads the one and cannot
 * make the other of it: else a school that suspects a parent would send the report again with his telephone number, and be
 * told whether it is the same report.
 */
export function reportIdOf(vault: Vault, sentId: PublicReportId): PublicReportId {
  const bytes = Buffer.from(vault.sign(`public report ${sentId}`), 'hex').subarray(0, 16)
  // A UUID of version 8 (RFC 9562): of the maker's own making.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return PublicReportId.parse(bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'))
}

/** Of what was sent, and not to be guessed from it: a telephone number has few signs. */
const digestOf = ({ vault }: App, report: NewPublicReport, photos: readonly Uint8Array[]): string =>
  vault.sign(JSON.stringify([report.place, report.text, report.contact, ...photos.map(hashOf)]))

/** What a report that came before is answered with; null when none did. */
async function findKnown(
  tx: Tx,
  { vault }: App,
  id: string,
  digest: string,
): Promise<Result<Received, ReceiveRefusal> | null> {
  const row = await tx
    .selectFrom('public_reports')
    .select(['digest', 'received_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return row.digest === digest
    ? ok({ code: receiptOf(vault, id), receivedAt: row.received_at })
    : err({ code: 'report-differs' })
}

/** One report of a school after the other, so that none slips past the bound together with another. */
const holdQueue = (tx: Tx, unitId: UnitId): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`anlan reports ${unitId}`}, 0))`.execute(tx)

async function findObstacle(tx: Tx, { clock }: App, poster: Poster): Promise<ReceiveRefusal | null> {
  const [row, { value: overrides }] = await Promise.all([
    tx
      .selectFrom('report_posters')
      .select('revoked_at')
      .select(({ selectFrom }) => [
        selectFrom('public_reports')
          .whereRef('public_reports.unit_id', '=', 'report_posters.unit_id')
          .where('state', '=', 'waiting')
          .select(sql<number>`count(*)`.as('count'))
          .as('ofUnit'),
        selectFrom('public_reports')
          .whereRef('poster_id', '=', 'report_posters.id')
          .where('state', '=', 'waiting')
          .select(sql<number>`count(*)`.as('count'))
          .as('ofPoster'),
      ])
      .where('id', '=', poster.id)
      .executeTakeFirst(),
    readRuleLimits(tx),
  ])
  if (!row || row.revoked_at !== null) return { code: 'poster-revoked' }
  const most = publicReportLimit('waiting', overrides, clock.today())
  const isFull = (row.ofUnit ?? 0) >= most || (row.ofPoster ?? 0) >= most * SHARE_OF_A_POSTER
  return isFull ? { code: 'queue-full' } : null
}

async function insertReport(
  tx: Tx,
  { now }: Occasion,
  { id: posterId, unitId }: Poster,
  { id, place, text, contact }: NewPublicReport,
  { digest, receiptHash }: { readonly digest: string; readonly receiptHash: string },
): Promise<void> {
  await tx
    .insertInto('public_reports')
    .values({
      ...{ id, unit_id: unitId, poster_id: posterId, place, text, digest, receipt_hash: receiptHash },
      ...{ received_at: now, has_contact: contact !== '', state: 'waiting' },
    })
    .execute()
  if (contact !== '')
    await tx
      .insertInto('public_report_contacts')
      .values({ report_id: id, unit_id: unitId, contact })
      .execute()
}

/** Tells the school's own people and the safety section, once a day and school: a flood fills nobody's in-tray. */
async function tellVerifiers(tx: Tx, { clock }: App, { unitId, unitName }: Poster): Promise<void> {
  const people = await tx
    .selectFrom('accounts')
    .select('id')
    .where('disabled_at', 'is', null)
    .where(({ and, or, eb }) =>
      or([
        eb('role', '=', 'section-officer'),
        and([eb('unit_id', '=', unitId), eb('role', 'in', ['principal', 'safety-officer'])]),
      ]),
    )
    .execute()
  await sendNotices(
    tx,
    people.map(({ id }) => ({
      ...{ accountId: id, kind: 'hazard', link: '/public-reports' },
      title: { zh: `扫码举报待核实：${unitName}`, en: `Report to be verified: ${unitName}` },
      body: {
        zh: '有人扫码举报隐患，请尽快核实。',
        en: 'Somebody reported a hazard from a poster: please verify it soon.',
      },
      dedupeKey: `public-reports ${unitId} ${clock.today()}`,
    })),
  )
}
