import { lineAt, type Line } from './lines.ts'

const CORE =
  '([\\u4e00-\\u9fa5A-Za-z*×○]{2,20})\\s*[〔[【(<〈]\\s*(\\d{4})\\s*[〕\\]】)>〉]\\s*(第?\\s*[\\d×xX*]{1,5})\\s*号'
/** 某教发〔2023〕8号, in whatever brackets it was typed. */
const NUMBER = new RegExp(`^\\(?\\s*${CORE}\\s*\\)?(?:\\s+签发人.*)?$`)
/** The same beside other words: behind the red heading, in front of the title, in brackets behind it. */
const BESIDE = new RegExp(`(?<=^|[\\s(])${CORE}(?=\\s|\\)|$|关于)`)
/** A document that sends another one round may quote that one's number. */
const OF_ANOTHER = /转发|贯彻|落实|学习|根据|按照|依据/
const LONGEST_BEFORE = 80

export const isDocumentNumber = (folded: string): boolean => NUMBER.test(folded)

/** The number in the form it is printed in, 某教发〔2023〕8号; null where the line is none. */
export function readDocumentNumber(folded: string): string | null {
  const match = NUMBER.exec(folded)
  return match && `${match[1] ?? ''}〔${match[2] ?? ''}〕${match[3] ?? ''}号`.replace(/\s/g, '')
}

/** A number that shares its line with the red heading or the title stands on a line of its own. */
export function splitAtNumber(line: Line): Line[] {
  const match = isDocumentNumber(line.text) ? null : BESIDE.exec(line.text)
  if (!match) return [line]
  const before = line.text.slice(0, match.index)
  if (before.length > LONGEST_BEFORE || /[。:;|,!?《]/.test(before) || OF_ANOTHER.test(before)) return [line]
  const end = match.index + match[0].length
  // Only at the end of its line is a number in brackets the document's own.
  if (before.endsWith('(') && !/^\s*\)?\s*$/.test(line.text.slice(end))) return [line]
  return [
    lineAt(line.text.slice(0, match.index).replace(/\(\s*$/, ''), line.start),
    lineAt(match[0], line.start + match.index),
    lineAt(
      line.text.slice(end).replace(/^\s*\)/, blank => ' '.repeat(blank.length)),
      line.start + end,
    ),
  ].filter(part => part.text !== '' && !/^签发人/.test(part.text))
}
