import {
  dayOf,
  err,
  may,
  ok,
  sayDay,
  type OfficialPaper,
  type PaperKindId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { fillTemplate, writePaper, type Paper } from '@anlan/documents'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { encode } from 'uqr'
import { findPrintedSeal } from '../audit/printed-seal.queries.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findNumbered } from './numbers/number-paper.ts'
import { newPaperCode } from './paper-code.ts'
import type { PaperSource } from './paper-source.ts'
import { PAPER_SOURCES } from './paper-sources.ts'
import { findTemplate } from './templates/template.queries.ts'
import { samplePaper } from './templates/template-tags.ts'

export interface MadePaper {
  readonly title: string
  readonly bytes: Uint8Array
}

/** A paper as .docx, as its source gives it to this reader; entered with its code once it went out. */
export async function makePaper(
  context: Context,
  kind: PaperKindId,
  id: string,
  origin: string,
): Promise<Result<MadePaper, Refusal>> {
  const source: PaperSource = PAPER_SOURCES[kind]
  if (!may(context.actor, source.permission)) return err({ code: 'not-found' })
  const loaded = await source.load(context, id)
  if (!loaded.ok) return loaded
  const numbered = source.numbering && (await findNumbered(context.app, kind, id))
  const isDraft = source.numbering?.isNeeded === true && !numbered
  // A draft is for whoever may finish it.
  if (isDraft && !may(context.actor, source.numbering.by)) return err({ code: 'not-found' })
  const { unitId } = loaded.value
  // What has its number stays as it was then.
  const paper = numbered?.paper ?? loaded.value.paper
  const wentOut = numbered ? true : loaded.value.wentOut && !isDraft
  const { db } = context.app
  const { template, seal } = await db.read(context.actor, async tx => ({
    template: await findTemplate(tx, kind),
    seal: wentOut ? await findPrintedSeal(tx) : null,
  }))
  // Its source gave it to this reader. It is entered for the office it belongs to, which may be another than his own: one paper
  // has one code, whoever takes it first.
  const code = wentOut
    ? await db.transaction(SYSTEM, tx => enterPaper(tx, context, { kind, id, unitId }, paper))
    : null
  const proof = { code, seal }
  return ok({ title: paper.title, bytes: await writeOfficialPaper(context, paper, proof, template, origin) })
}

interface PaperSubject {
  readonly kind: PaperKindId
  readonly id: string
  readonly unitId: UnitId
}

/**
 * Enters a paper that goes out, and gives its code. Whoever makes the same paper again, at the same moment too, finds the
 * first: one paper has one code.
 */
async function enterPaper(
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

interface Proof {
  readonly code: string | null
  readonly seal: Awaited<ReturnType<typeof findPrintedSeal>>
}

/** The file of a paper; where it went out, with the code and the seal by which it is verified. `origin`: where the system is reached. */
async function writeOfficialPaper(
  { app }: Context,
  paper: OfficialPaper,
  { code, seal }: Proof,
  template: Uint8Array | null,
  origin: string,
): Promise<Uint8Array> {
  const write = (proof: Paper['proof']): Promise<Uint8Array> => {
    const whole = { ...paper, record: null, proof }
    return template === null ? writePaper(whole) : fillTemplate(template, whole)
  }
  if (code === null) return write(null)
  const address = `${app.config.publicUrl ?? origin}/verify/${code}`
  const sealed = seal ? `审计封存号：${seal.text}（${sayDay(dayOf(seal.at)).zh}）` : '审计封存号：尚未封存'
  return write({
    lines: [`核验码：${code}`, `扫码或访问 ${address} 核验真伪`, sealed],
    picture: await drawQr(address),
  })
}

/** No paper has it: its letters are none that a code is made of. */
const SAMPLE_CODE = '样张-样张-样张-样张'

/** A paper of sample data as a template makes it, to be looked at. */
export const writeSample = (
  context: Context,
  kind: PaperKindId,
  template: Uint8Array | null,
  origin: string,
): Promise<Uint8Array> =>
  writeOfficialPaper(context, samplePaper(kind), { code: SAMPLE_CODE, seal: null }, template, origin)

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
