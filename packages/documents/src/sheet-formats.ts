import { takeTurns } from './take-turns.ts'
import { attribute, type Token } from './xml-tokens.ts'

/** How a number of a cell is shown: as itself, or as a date. */
export type NumberShape = 'number' | 'date'

/** Formats that every spreadsheet knows without naming them: dates and times of ECMA-376 and of its East Asian editions. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58)

/** A time that counts on beyond a day is a length of time and no date. */
const ELAPSED = /\[[hms]+\]/i
/** What a format shows as it stands: quoted words, conditions and colours, single signs. */
const LITERAL = /"[^"]*"|\[[^\]]*\]|[\\_*]./g

const isDateCode = (code: string): boolean =>
  !ELAPSED.test(code) && /[ymdhs]/i.test(code.replace(LITERAL, '').replace(/general/gi, ''))

/** The shape of each cell style, in order, out of a workbook's styles. */
export async function readShapes(
  tokens: Iterable<Token>,
  localName: (token: Token) => string,
): Promise<NumberShape[]> {
  const own = new Map<string, boolean>()
  const shapes: NumberShape[] = []
  let isInside = false
  const turn = takeTurns()
  for (const token of tokens) {
    const others = turn()
    if (others) await others
    const name = localName(token)
    if (name === 'cellXfs') isInside = token.kind === 'open'
    if (token.kind === 'close') continue
    if (name === 'numFmt')
      own.set(
        attribute(token, 'numFmtId') ?? '',
        isDateCode(unescapeQuotes(attribute(token, 'formatCode') ?? '')),
      )
    if (name !== 'xf' || !isInside) continue
    const id = attribute(token, 'numFmtId') ?? '0'
    shapes.push((own.get(id) ?? isBuiltInDate(Number(id))) ? 'date' : 'number')
  }
  return shapes
}

const unescapeQuotes = (code: string): string => code.replaceAll('&quot;', '"')

/** What counting from 1904 is behind counting from 1900. */
const DAYS_TO_1904 = 1462

/** What a date cell shows; null for a number that no calendar knows. */
export function momentOf(serial: number, from1904: boolean): string | null {
  const days = serial + (from1904 ? DAYS_TO_1904 : 0)
  // The last is 31 December 9999.
  if (!(days >= 0 && days < 2_958_466)) return null
  const seconds = Math.round(days * 86_400)
  const at = new Date(Date.UTC(1899, 11, 30) + seconds * 1000).toISOString().slice(0, 19)
  return days < 1 ? at.slice(10) : at
}
