import JSZip from 'jszip'
import mammoth from 'mammoth'
import { parseXml, readNumbering } from './numbering.ts'
import { NEXT_CELL, printedBody } from './printed-body.ts'
import type { DocumentRefusal } from './refusal.ts'
import { err, ok, type Result } from './result.ts'
import { unpack } from './unpack.ts'

const TYPES = '[Content_Types].xml'
const RELATIONS = '_rels/.rels'
const BODY = 'word/document.xml'
const NUMBERING = 'word/numbering.xml'
const STYLES = 'word/styles.xml'
/** Parts that show what kind of file a zip is. */
const WORKBOOK = /^(?:xl|ppt)\/(?:workbook|presentation)\.xml$/
const OFD = 'OFD.xml'

/** Tags of all parts together; 200 printed pages, each word formatted by hand, have fewer. */
const MAX_TAGS = 400_000

/**
 * The words of a .docx as it is printed, a line a paragraph, a row of a table on one line, with the numbers Word draws
 * and does not store. Deleted and hidden words, headers, footers, footnotes and the table of contents are left out.
 */
export async function readDocx(bytes: Uint8Array): Promise<Result<string, DocumentRefusal>> {
  const unpacked = await unpack(
    bytes,
    name =>
      [TYPES, RELATIONS, NUMBERING, STYLES, OFD].includes(name) ||
      /^word\/document\d*\.xml$/.test(name) ||
      WORKBOOK.test(name),
  )
  if (!unpacked.ok) return unpacked
  const { parts, names } = unpacked.value
  if (names.some(name => WORKBOOK.test(name))) return err({ code: 'document-not-word' })
  if (names.includes(OFD)) return err({ code: 'document-ofd' })
  const body = parts.get(bodyName(parts.get(RELATIONS)))
  if (!body) return err({ code: 'document-not-text' })
  if (names.some(name => name.endsWith('/vbaProject.bin')) || parts.get(TYPES)?.includes('macroEnabled'))
    return err({ code: 'document-macros' })
  if ([...parts.values()].reduce((sum, part) => sum + countTags(part), 0) > MAX_TAGS)
    return err({ code: 'document-unpacks-too-large' })
  try {
    return ok(await readBody(body, parts))
  } catch {
    return err({ code: 'document-damaged' })
  }
}

/** The part that is the document: word/document.xml, unless the package says that it has another name. */
const bodyName = (relations: Buffer | undefined): string =>
  /<Relationship\b[^>]*\/officeDocument"[^>]*>/
    .exec(relations?.toString('utf8') ?? '')?.[0]
    .match(/Target="\/?([^"]+)"/)?.[1] ?? BODY

function countTags(part: Buffer): number {
  let tags = 0
  for (let at = part.indexOf(0x3c); at >= 0 && tags <= MAX_TAGS; at = part.indexOf(0x3c, at + 1)) tags += 1
  return tags
}

async function readBody(body: Buffer, parts: ReadonlyMap<string, Buffer>): Promise<string> {
  const numbering = readNumbering(parseXml(parts.get(NUMBERING)), parseXml(parts.get(STYLES)))
  const zip = new JSZip()
  for (const name of [TYPES, RELATIONS]) zip.file(name, parts.get(name) ?? '')
  zip.file(bodyName(parts.get(RELATIONS)), printedBody(body.toString('utf8'), numbering))
  const buffer = await zip.generateAsync({ type: 'nodebuffer', compression: 'STORE' })
  const { value } = await mammoth.extractRawText({ buffer })
  return (
    value
      .replaceAll(`\n\n${NEXT_CELL}`, '\t')
      .replace(/\n{2}/g, '\n')
      // From where a blank begins and from nowhere within it: a hundred thousand in a line would cost the square of that.
      .replace(/(?<![ \t])[ \t]+$/gm, '')
  )
}
