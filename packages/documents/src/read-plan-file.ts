import { err, ok, type Result } from './result.ts'
import { decodeText, type TextEncoding } from './decode-text.ts'
import type { DocumentRefusal } from './refusal.ts'

/** Plans are text: the longest we know has 60 kB; scans belong into no plan. */
export const MAX_PLAN_BYTES = 10 * 1024 * 1024
/** Some 250 printed pages. */
export const MAX_PLAN_CHARACTERS = 200_000

/** No page is as wide or as high; whoever looks for words before a line's end pays the square of the blanks that stand there. */
const MAX_BLANK = 200
const LONG_BLANK = new RegExp(`\\s{${MAX_BLANK + 1},}`, 'g')
/** What stood on two lines stays on two. */
const shortened = (blank: string): string =>
  blank.slice(0, MAX_BLANK - 1) + (blank.includes('\n') ? '\n' : blank.slice(-1))

export interface PlanText {
  readonly text: string
  /** How the bytes were read; `docx` for a Word document. */
  readonly encoding: TextEncoding | 'docx'
}

const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

/** Word puts a document that asks for a password into the old container, under this name. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le')
const RTF = /^\s*\{\\rtf/
const WEB_PAGE = /^\s*(?:<!doctype html|<html|mime-version:)/i

/**
 * The text of a plan document: .docx, or plain text in UTF-8, UTF-16 or GB18030. What the file is decides its
 * bytes and not its name. Refuses what is empty, too large, damaged, or no text, each with its own code.
 */
export async function readPlanFile(bytes: Uint8Array): Promise<Result<PlanText, DocumentRefusal>> {
  if (bytes.byteLength === 0) return err({ code: 'document-empty' })
  if (bytes.byteLength > MAX_PLAN_BYTES) return err({ code: 'document-too-large', limit: MAX_PLAN_BYTES })
  // 'PK': a zip; D0CF11E0: the container of .doc and .wps; '%PDF'.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return err({ code: Buffer.from(bytes).includes(ENCRYPTED) ? 'document-encrypted' : 'document-old-word' })
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return err({ code: 'document-pdf' })
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    // Three libraries that only a Word document needs.
    const { readDocx } = await import('./read-docx.ts')
    const read = await readDocx(bytes)
    return read.ok ? checked({ text: read.value, encoding: 'docx' }) : read
  }
  const decoded = decodeText(bytes)
  if (decoded && RTF.test(decoded.text)) return err({ code: 'document-old-word' })
  if (decoded && WEB_PAGE.test(decoded.text)) return err({ code: 'document-web-page' })
  return decoded ? checked(decoded) : err({ code: 'document-not-text' })
}

/** Text that was typed or pasted, under the same bounds. */
export const readPlanText = (text: string): Result<PlanText, DocumentRefusal> =>
  // PostgreSQL cannot keep a NUL, and no keyboard types one.
  text.includes('\0') ? err({ code: 'document-not-text' }) : checked({ text, encoding: 'utf-8' })

function checked(read: PlanText): Result<PlanText, DocumentRefusal> {
  if (read.text.trim() === '') return err({ code: 'document-empty' })
  if (read.text.length > MAX_PLAN_CHARACTERS)
    return err({ code: 'document-too-long', limit: MAX_PLAN_CHARACTERS })
  return ok({ ...read, text: read.text.replace(LONG_BLANK, shortened) })
}
