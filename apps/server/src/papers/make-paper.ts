import { sayDay, dayOf, type OfficialPaper, type UnitId } from '@anlan/domain'
import { writePaper } from '@anlan/documents'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { encode } from 'uqr'
import { findPrintedSeal } from '../audit/printed-seal.queries.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Context } from '../trpc.ts'
import { newPaperCode } from './paper-code.ts'
import type { PaperKind } from './papers.table.ts'

export interface PaperSubject {
  readonly kind: PaperKind
  readonly id: string
  readonly unitId: UnitId
}

/**
 * Enters a paper that goes out, and gives its code. Whoever makes the same paper again, at the same moment too, finds the
 * first: one paper has one code.
 */
export async function enterPaper(
  tx: Tx,
  context: Context,
  subject: PaperSubject,
  paper: OfficialPaper,
): Promise<string> {
  const { actor, now } = context
  const digest = createHash('sha256').update(JSON.stringify(paper)).digest('hex')
  const row = {
    ...{
      id: newId(),
      code: newPaperCode(),
      unit_id: subject.unitId,
      kind: subject.kind,
      subject_id: subject.id,
    },
    ...{ digest, number: paper.number, title: paper.title, issuer: paper.signature?.issuer ?? '' },
    ...{ addressee: paper.addressee, made_at: now, made_by: actor.accountId, made_by_name: actor.name },
  }
  const made = await tx
    .insertInto('papers')
    .values(row)
    .onConflict(conflict => conflict.constraint('papers_once').doNothing())
    .returning('code')
    .executeTakeFirst()
  if (!made) {
    const known = await tx
      .selectFrom('papers')
      .select('code')
      .where('subject_id', '=', subject.id)
      .where('kind', '=', subject.kind)
      .where('digest', '=', digest)
      .executeTakeFirstOrThrow()
    return known.code
  }
  await recordAudit(tx, context, {
    ...{ action: 'paper.make', subject: { kind: 'paper', id: row.id }, unitId: subject.unitId },
    after: { kind: row.kind, number: row.number, title: row.title, digest },
  })
  return made.code
}

/** A paper as .docx; where it went out, with the code and the seal by which it is verified. `origin`: where the system is reached. */
export async function writeOfficialPaper(
  tx: Tx,
  { app }: Context,
  paper: OfficialPaper,
  code: string | null,
  origin: string,
): Promise<Uint8Array> {
  if (code === null) return writePaper({ ...paper, record: null, proof: null })
  const seal = await findPrintedSeal(tx)
  const address = `${app.config.publicUrl ?? origin}/verify/${code}`
  const sealed = seal ? `审计封存号：${seal.text}（${sayDay(dayOf(seal.at)).zh}）` : '审计封存号：尚未封存'
  return writePaper({
    ...{ ...paper, record: null },
    proof: {
      lines: [`核验码：${code}`, `扫码或访问 ${address} 核验真伪`, sealed],
      picture: await drawQr(address),
    },
  })
}

const SIDE = 240

/** A text as a QR code, PNG, with the quiet edge around it. */
async function drawQr(text: string): Promise<Uint8Array> {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const pixels = Uint8Array.from(data.flat(), isDark => (isDark ? 0 : 255))
  return sharp(pixels, { raw: { width: size, height: size, channels: 1 } })
    .resize(SIDE, SIDE, { kernel: 'nearest' })
    .png()
    .toBuffer()
}
