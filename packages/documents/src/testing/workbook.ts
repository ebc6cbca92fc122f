import JSZip from 'jszip'
import { officeFile } from './files.ts'

export { docx } from './files.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

interface Sheet {
  readonly name: string
  /** What stands inside `sheetData`. */
  readonly rows: string
  readonly state?: string
}

interface More {
  readonly strings?: readonly string[]
  /** Formats by number, and the format of each cell style. */
  readonly formats?: Readonly<Record<number, string>>
  readonly styles?: readonly number[]
  readonly date1904?: boolean
  readonly type?: string
  readonly parts?: Readonly<Record<string, string | Buffer>>
}

/** A workbook as a spreadsheet writes it, out of the XML of its rows. */
export function workbook(sheets: readonly Sheet[], more: More = {}): Promise<Buffer> {
  const { strings = [], formats = {}, styles = [0], date1904 = false, type = TYPE, parts = {} } = more
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" ${state ? `state="${state}"` : ''} r:id="r${at + 1}"/>`,
  )
  const relations = sheets.map(
    (_, at) =>
      `<Relationship Id="r${at + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  const named = Object.entries(formats).map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`)
  return officeFile('xl/workbook.xml', type, {
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${relations.join('')}<Relationship Id="s" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="f" Type="${RELATIONS}/styles" Target="/xl/styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${strings.map(each => `<si>${each}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts>${named.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.map(id => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, at) => [
        `xl/worksheets/sheet${at + 1}.xml`,
        `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><cols><col min="1" max="1"/></cols><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    ...parts,
  })
}

/** A cell of text that stands in it. */
export const text = (content: string): string => `<c t="inlineStr"><is><t>${content}</t></is></c>`
export const row = (...cells: readonly string[]): string => `<row>${cells.join('')}</row>`

/** A part of a document or a workbook, by its name in the package; empty where there is none. */
export async function partOf(bytes: Uint8Array, name: string): Promise<string> {
  const zip = await JSZip.loadAsync(bytes)
  return (await zip.file(name)?.async('string')) ?? ''
}
