import {
  certificateNumber,
  certificatePaper,
  err,
  may,
  ok,
  type Actor,
  type Certificate,
  type CertificateId,
  type Day,
  type Result,
  type TrainingId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { PaperSource } from '../papers/paper-source.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { listDone } from './trainees.queries.ts'
import { findTraining } from './training.queries.ts'
import { toCertificate } from './training.table.ts'

/** Issues a certificate to everybody within reach who has done a training and has none yet; again, it issues none twice. */
export function issueCertificates(
  context: Context,
  id: TrainingId,
): Promise<Result<{ issued: number }, Refusal>> {
  const { app, actor } = context
  const today = app.clock.today()
  return app.db.transaction(actor, async (tx): Promise<Result<{ issued: number }, Refusal>> => {
    await sql`select pg_advisory_xact_lock(hashtext(${`anlan.certificates ${id}`}))`.execute(tx)
    const training = await findTraining(tx, id)
    if (!training || (actor.scope.kind !== 'county' && !actor.scope.units.includes(training.unitId)))
      return err({ code: 'not-found' })
    const [done, giver] = await Promise.all([
      listDone(tx, training, today),
      tx.selectFrom('units').select('name').where('id', '=', training.unitId).executeTakeFirstOrThrow(),
    ])
    if (done.length === 0) return err({ code: 'nobody-to-certify' })
    const { rows } = await sql<{ ordinal: number }>`
      select nextval('certificate_numbers') as ordinal from generate_series(1, ${done.length}::int)`.execute(
      tx,
    )
    const certificates = done.map((person, index) => ({
      ...{
        id: newId<CertificateId>(),
        training_id: id,
        account_id: person.accountId,
        unit_id: person.unitId,
      },
      number: certificateNumber(Number(today.slice(0, 4)), Number(rows[index]?.ordinal ?? 0)),
      ...{ name: person.name, unit: person.unit, title: training.title, issuer: giver.name },
      ...{ lessons: training.lessons, from_on: training.from, to_on: training.to, score: person.score },
      ...{ issued_on: today, issued_by: actor.accountId },
    }))
    await tx.insertInto('training_certificates').values(certificates).execute()
    await recordAudit(tx, context, {
      ...{ action: 'training.certify', subject: { kind: 'training', id }, unitId: training.unitId },
      after: { issued: certificates.length, names: certificates.map(({ name }) => name) },
    })
    await sendNotices(
      tx,
      certificates.map(each => ({
        ...{ accountId: each.account_id, kind: 'training' as const, link: `/certificates/${each.id}` },
        title: { zh: `结业证书已发放：${each.title}`, en: `Your certificate: ${each.title}` },
        body: { zh: `证书编号：${each.number}。`, en: `Its number is ${each.number}.` },
        dedupeKey: `certificate ${each.id}`,
      })),
    )
    return ok({ issued: certificates.length })
  })
}

/** The certificate within the scope: one's own, or one of the people one answers for. */
export async function findCertificate(tx: Tx, id: CertificateId): Promise<Certificate | undefined> {
  const row = await tx.selectFrom('training_certificates').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toCertificate(row)
}

/** How many certificates of a training there are within the scope. */
export async function countCertificates(tx: Tx, id: TrainingId): Promise<number> {
  const row = await tx
    .selectFrom('training_certificates')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('training_id', '=', id)
    .executeTakeFirstOrThrow()
  return row.count
}

/** One's own; and of others whoever looks after the people. */
export const mayReadCertificate = (actor: Actor, { accountId }: Certificate): boolean =>
  accountId === actor.accountId || may(actor, 'people.read')

/** What the reader holds himself, the latest first. */
export async function listMyCertificates(tx: Tx, accountId: string): Promise<Certificate[]> {
  const rows = await tx
    .selectFrom('training_certificates')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('issued_on', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(toCertificate)
}

const DAYS: readonly [Day, Day, Day] = ['2026-10-10', '2026-10-30', '2026-11-02']

/** A certificate goes out with its number, code and seal. */
export const CERTIFICATE_PAPER: PaperSource = {
  permission: 'training.read',
  async load({ app, actor }, id) {
    const certificate = await app.db.read(actor, tx => findCertificate(tx, id as CertificateId))
    if (!certificate || !mayReadCertificate(actor, certificate)) return err({ code: 'not-found' })
    return ok({ paper: certificatePaper(certificate), unitId: certificate.unitId, wentOut: true })
  },
  sample: person =>
    certificatePaper({
      ...{ id: newId<CertificateId>(), trainingId: newId(), accountId: newId(), unitId: newId() },
      ...{ number: certificateNumber(2026, 12), name: person, unit: '青禾镇中心小学' },
      ...{ title: '学校安全管理人员轮训', issuer: '安澜县教育局', lessons: 8 },
      ...{ from: DAYS[0], to: DAYS[1], score: 90, issuedOn: DAYS[2] },
    }),
}
