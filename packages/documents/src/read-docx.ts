import { err, ok, type Result } from './result.ts'
import { XMLSerializer, type Document, type Element } from '@xmldom/xmldom'
import JSZip from 'jszip'
import mammoth from 'mammoth'
import { children, parseXml, readNumbering, W } from './numbering.ts'
import type { DocumentRefusal } from './refusal.ts'
import { unpack } from './unpack.ts'

const BODY = 'word/document.xml'
/** What the text comes from; pictures and macros stay packed. */
const isText = (name: string): boolean => /\.(?:xml|rels)$/.test(name) && !name.startsWith('word/media/')

/**
 * The words of a .docx, a line a paragraph, with the numbers Word draws and does not store. Deleted revisions
 * are left out and inserted ones stay, as on the printed page.
 */
export async function readDocx(bytes: Uint8Array): Promise<Result<string, DocumentRefusal>> {
  const unpacked = await unpack(bytes, isText)
  if (!unpacked.ok) return unpacked
  const parts = unpacked.value
  if (!parts.has(BODY)) return err({ code: 'document-not-text' })
  try {
    const zip = new JSZip()
    for (const [name, part] of parts) zip.file(name, name === BODY ? withNumbers(part, parts) : part)
    const buffer = await zip.generateAsync({ type: 'nodebuffer', compression: 'STORE' })
    const { value } = await mammoth.extractRawText({ buffer })
    return ok(value.replace(/\n{2}/g, '\n').replace(/[ \t]+$/gm, ''))
  } catch {
    return err({ code: 'document-damaged' })
  }
}

/** The body with numbers written out and line breaks as characters, both of which raw text would lose. */
function withNumbers(body: Buffer, parts: ReadonlyMap<string, Buffer>): string {
  const document = parseXml(body)
  if (!document) throw new Error('no body')
  const numbering = readNumbering(
    parseXml(parts.get('word/numbering.xml')),
    parseXml(parts.get('word/styles.xml')),
  )
  for (const paragraph of [...document.getElementsByTagNameNS(W, 'p')]) {
    const number = numbering.next(paragraph)
    if (number !== '') {
      const [properties] = children(paragraph, 'pPr')
      paragraph.insertBefore(runOf(document, number), properties?.nextSibling ?? paragraph.firstChild)
    }
  }
  for (const line of [...document.getElementsByTagNameNS(W, 'br')])
    line.parentNode?.replaceChild(textOf(document, '\n'), line)
  return new XMLSerializer().serializeToString(document)
}

function runOf(document: Document, text: string): Element {
  const run = document.createElementNS(W, 'w:r')
  run.appendChild(textOf(document, text))
  return run
}

function textOf(document: Document, text: string): Element {
  const element = document.createElementNS(W, 'w:t')
  element.setAttribute('xml:space', 'preserve')
  element.appendChild(document.createTextNode(text))
  return element
}
