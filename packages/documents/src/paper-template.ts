import { MimeType, TemplateHandler, type Tag, type TemplateData } from 'easy-template-x'
import type { Paper } from './paper.ts'
import { readPlanFile } from './read-plan-file.ts'
import type { DocumentRefusal } from './refusal.ts'
import { err, ok, type Result } from './result.ts'
import { unpack } from './unpack.ts'
import { UNWRITABLE } from './unwritable.ts'
import { writeDay } from './paper-lines.ts'
import { writeBodyXml, writePaper } from './write-paper.ts'

/** A page with its letterhead has less than a tenth of it. */
export const MAX_TEMPLATE_BYTES = 2 * 1024 * 1024
/** The XML of all parts, unpacked; what is larger is no page to be filled in. */
const MAX_TEMPLATE_XML = 6 * 1024 * 1024
const MAX_TAGS = 200

/** What a template may name, in the words of an office. Those of a list stand between its beginning and its end. */
export const TEMPLATE_TAGS = [
  ...(['发文机关标志', '发文字号', '标题', '主送机关', '正文', '附件', '序号', '附件名称'] as const),
  ...(['署名', '成文日期', '附注', '核验码', '核验说明', '审计封存号', '二维码'] as const),
] as const
export type TemplateTag = (typeof TEMPLATE_TAGS)[number]

/** Tags that stand for a list and are closed again, with what may stand in them alone. */
const LISTS: Readonly<Partial<Record<TemplateTag, readonly TemplateTag[]>>> = { 附件: ['序号', '附件名称'] }

/** Why a template is refused. Each names the tag as it stands in the document. */
export type TemplateRefusal =
  | DocumentRefusal
  | { code: 'template-too-large'; limit: number }
  | { code: 'template-links-outside' }
  | { code: 'template-loop-open'; tag: string }
  | { code: 'template-loop-unopened'; tag: string }
  | { code: 'template-tag-broken'; tag: string }
  | { code: 'template-tag-unknown'; tag: string }
  | { code: 'template-tag-misplaced'; tag: string }
  | { code: 'template-tag-missing'; tag: string }

/** A .docx as a template: whether papers can be made by it, and have on them what `required` names. */
export async function checkTemplate(
  bytes: Uint8Array,
  required: readonly TemplateTag[],
): Promise<Result<null, TemplateRefusal>> {
  if (bytes.byteLength > MAX_TEMPLATE_BYTES)
    return err({ code: 'template-too-large', limit: MAX_TEMPLATE_BYTES })
  const read = await readPlanFile(bytes)
  if (!read.ok) return read
  if (read.value.encoding !== 'docx') return err({ code: 'document-not-word' })
  // Every part, and not only those that are called XML: what a package calls its parts is its own choice.
  const packed = await unpack(bytes, () => true)
  if (!packed.ok) return packed
  const { names } = packed.value
  const parts = new Map([...packed.value.parts].filter(([name, part]) => isXml(name, part)))
  const size = [...parts.values()].reduce((sum, part) => sum + part.byteLength, 0)
  if (size > MAX_TEMPLATE_XML) return err({ code: 'document-unpacks-too-large' })
  if ([...parts.values()].some(isUnreadable)) return err({ code: 'document-damaged' })
  if (linksOutside(parts, names)) return err({ code: 'template-links-outside' })
  const begun = [...parts.values()].reduce((sum, part) => sum + wordsOf(part).split('{').length - 1, 0)
  // Counted before they are parsed: the parser walks the paragraph anew for each of its tags.
  if (begun > MAX_TAGS) return err({ code: 'document-unpacks-too-large' })
  const torn = [...parts].map(([name, part]) => unfinishedTag(name, part)).find(tag => tag !== null)
  if (torn) return err({ code: 'template-tag-broken', tag: torn })
  const tags = await readTags(bytes)
  return tags.ok ? checkTags(tags.value, required) : tags
}

const isXml = (name: string, part: Buffer): boolean =>
  /\.(?:xml|rels)$/i.test(name) ||
  /^[\s\0\u00fe\u00ff\u00ef\u00bb\u00bf]*</.test(part.toString('latin1', 0, 64))

/** Word processors write UTF-8; in any other writing a part would say to them what cannot be looked for here. */
const isUnreadable = (part: Buffer): boolean =>
  part.includes(0) ||
  /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-8["'])/i.test(part.toString('latin1', 0, 200))

/** The text of a part as a word processor reads it: without comments, and with signs that were written as numbers. */
const plainXml = (part: Buffer): string =>
  part
    .toString('utf8')
    // One that is never closed ends with the part: looked for anew from every place, it would cost the square of its length.
    .replace(/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g, (_, words: string | undefined) =>
      (words ?? '').replaceAll('<', ' '),
    )
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_, hex: string | undefined, decimal = '32') =>
      signOf(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
/** What would begin a tag is a blank here: written as a number it begins none. */
const signOf = (code: number): string => (code > 0x10ffff || code === 0x3c ? ' ' : String.fromCodePoint(code))

/** Fields that fetch or run something, wherever they stand. */
const FETCHING = /\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON)\b/i

/** True for a document that takes something from elsewhere, or carries another program's file: every paper would do so. */
function linksOutside(parts: ReadonlyMap<string, Buffer>, names: readonly string[]): boolean {
  if (names.some(name => /^word\/(?:embeddings|activeX)\//i.test(name))) return true
  return [...parts].some(([name, part]) => {
    const text = plainXml(part)
    if (text.includes('<!DOCTYPE') || /<(?:[\w.-]+:)?altChunk\b/.test(text)) return true
    if (/\.rels$/i.test(name)) return /TargetMode\s*=\s*["']\s*External/i.test(text)
    return fieldsOf(text).some(field => FETCHING.test(field))
  })
}

/** What the fields of a part say: the words of one are torn into runs as any others are, and its prefix may be any. */
function fieldsOf(text: string): string[] {
  const fields = ['']
  const PIECES =
    /<(?:[\w.-]+:)?(?:(?:i|delI)nstrText\b[^<>]*>([^<]*)|fldChar\b)|\binstr\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g
  for (const [, words, ...simple] of text.matchAll(PIECES)) {
    const whole = simple.find(each => each !== undefined)
    if (words !== undefined) fields.push(`${fields.pop() ?? ''}${words}`)
    else fields.push(...(whole === undefined ? [''] : [whole, '']))
  }
  return fields
}

/** The words of a part as they are printed, a line a paragraph. */
const wordsOf = (part: Buffer): string =>
  [...plainXml(part).matchAll(/<w:t(?:\s[^<>]*)?>([^<]*)|<\/w:p>/g)].map(([, each]) => each ?? '\n').join('')

/** What begins as a tag and never ends, or ends and never began: the last of a part the parser passes over without a word. */
function unfinishedTag(name: string, part: Buffer): string | null {
  if (!/^word\/(?:document|header|footer)\d*\.xml$/.test(name)) return null
  const text = wordsOf(part)
  let from: number | null = null
  for (const { 0: sign, index } of text.matchAll(/[{}]/g)) {
    if (sign === '{' && from === null) from = index
    else if (sign === '{') break
    else if (from === null)
      return (
        text
          .slice(0, index + 1)
          .split('\n')
          .at(-1)
          ?.slice(-20) ?? ''
      )
    else from = null
  }
  return from === null ? null : (text.slice(from).split('\n')[0] ?? '').slice(0, 20)
}

/** Tables within tables and frames of a letterhead are deeper than the parser expects, and far from what would hurt it. */
const MAX_DEPTH = 60
const handler = (): TemplateHandler => new TemplateHandler({ maxXmlDepth: MAX_DEPTH })

async function readTags(bytes: Uint8Array): Promise<Result<readonly Tag[], TemplateRefusal>> {
  try {
    const tags = await handler().parseTags(Buffer.from(bytes))
    return tags.length > MAX_TAGS ? err({ code: 'document-unpacks-too-large' }) : ok(tags)
  } catch (error) {
    const tag = brokenTagOf(error)
    return err(tag === null ? { code: 'document-damaged' } : { code: 'template-tag-broken', tag })
  }
}

/** The tag that an error of the parser is about, or null. Its classes share no base that says so. */
function brokenTagOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const about = error as Error &
    Partial<Record<'openDelimiterText' | 'closeDelimiterText' | 'tagRawText', string>>
  return about.openDelimiterText ?? about.closeDelimiterText ?? about.tagRawText ?? null
}

const isKnown = (name: string): name is TemplateTag => TEMPLATE_TAGS.some(tag => tag === name)

/** Every loop closes what it opened. */
function checkLoops(tags: readonly Tag[]): Result<null, TemplateRefusal> {
  const open: Tag[] = []
  for (const each of tags) {
    if (each.disposition === 'Open') open.push(each)
    if (each.disposition !== 'Close') continue
    const last = open.pop()
    if (!last) return err({ code: 'template-loop-unopened', tag: each.rawText })
    if (last.name !== each.name) return err({ code: 'template-loop-open', tag: last.rawText })
  }
  const left = open.at(-1)
  return left ? err({ code: 'template-loop-open', tag: left.rawText }) : ok(null)
}

/** Every tag stands where it means something: the members of a list inside it, everything else outside. */
function checkPlaces(tags: readonly Tag[]): Result<null, TemplateRefusal> {
  let list: string | undefined
  for (const { rawText: tag, name, disposition } of tags) {
    if (disposition === 'Close') {
      list = undefined
      continue
    }
    const owner = Object.entries(LISTS).find(([, members]) => members.some(member => member === name))?.[0]
    if (owner !== list) return err({ code: 'template-tag-misplaced', tag })
    if (name in LISTS !== (disposition === 'Open'))
      return err({ code: name in LISTS ? 'template-loop-open' : 'template-tag-misplaced', tag })
    if (disposition === 'Open') list = name
  }
  return ok(null)
}

function checkTags(tags: readonly Tag[], required: readonly TemplateTag[]): Result<null, TemplateRefusal> {
  const unknown = tags.find(({ name }) => !isKnown(name))
  if (unknown) return err({ code: 'template-tag-unknown', tag: unknown.rawText })
  // A loop left open is said before what stands behind it, which would be in it otherwise and seem misplaced.
  const loops = checkLoops(tags)
  if (!loops.ok) return loops
  const places = checkPlaces(tags)
  if (!places.ok) return places
  const seen = new Set(tags.map(({ name }) => name))
  const missing = required.find(name => !seen.has(name))
  return missing ? err({ code: 'template-tag-missing', tag: `{${missing}}` }) : ok(null)
}

const SIDE = 76

/** A paper by a template that was found sound. Its body is laid out by the standard wherever the template puts it. */
export async function fillTemplate(template: Uint8Array, paper: Paper): Promise<Uint8Array> {
  const { proof, signature } = paper
  const [code = '', address = '', seal = ''] = proof?.lines ?? []
  const text = (words: string | null): string => (words ?? '').replace(UNWRITABLE, '')
  const data: Record<TemplateTag, unknown> = {
    ...{ 发文机关标志: text(paper.mark), 发文字号: text(paper.number), 标题: text(paper.title) },
    主送机关: text(paper.addressee),
    正文: { _type: 'rawXml', xml: await writeBodyXml(paper.body), replaceParagraph: true },
    附件: paper.attachments.map((name, at) => ({ 序号: String(at + 1), 附件名称: text(name) })),
    ...{ 序号: '', 附件名称: '', 署名: text(signature?.issuer ?? null) },
    成文日期: signature?.day ? writeDay(signature.day) : '',
    附注: paper.note === null ? '' : `（${text(paper.note)}）`,
    ...{ 核验码: text(code), 核验说明: text(address), 审计封存号: text(seal) },
    二维码: proof?.picture
      ? {
          ...{ _type: 'image', source: Buffer.from(proof.picture), format: MimeType.Png },
          ...{ width: SIDE, height: SIDE, altText: '核验二维码' },
        }
      : '',
  }
  return handler().process(Buffer.from(template), data as TemplateData)
}

/**
 * The template that a kind's papers are made by as they come, to start from: the same page with a tag in every place. What the
 * kind does not have, by its example, has no place.
 */
export const writeBuiltInTemplate = (example: Paper): Promise<Uint8Array> =>
  writePaper({
    mark: example.mark && '{发文机关标志}',
    number: example.number && '{发文字号}',
    title: '{标题}',
    addressee: example.addressee && '{主送机关}',
    body: [
      { kind: 'text', text: '{正文}' },
      { kind: 'text', text: '{#附件}附件{序号}：{附件名称}{/附件}' },
    ],
    attachments: [],
    signature: example.signature && { issuer: '{署名}', day: '{成文日期}' },
    ...{ note: null, record: null },
    proof: { lines: ['{二维码}', '{核验码}', '{核验说明}', '{审计封存号}'], picture: null },
  })
