/** The cells of a ledger by their number in its style table. */
export const STYLE = { title: 1, about: 2, heading: 3, text: 4, number: 5, day: 6 } as const

const DAYS = 164
const TEXT = 49
const BORDER = ['left', 'right', 'top', 'bottom'].map(
  side => `<${side} style="thin"><color rgb="FF000000"/></${side}>`,
)
const font = (name: string, size: number, bold = false): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${name}"/><charset val="134"/></font>`
const format = ({ number = 0, face = 0, fill = 0, border = 0 }, alignment: string): string =>
  `<xf numFmtId="${number}" fontId="${face}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment ${alignment}/></xf>`

const FORMATS = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  format({ face: 1 }, 'horizontal="center" vertical="center"'),
  format({}, 'horizontal="left" vertical="center"'),
  format({ face: 2, fill: 2, border: 1 }, 'horizontal="center" vertical="center" wrapText="1"'),
  format({ number: TEXT, border: 1 }, 'horizontal="left" vertical="center" wrapText="1"'),
  format({ border: 1 }, 'horizontal="center" vertical="center"'),
  format({ number: DAYS, border: 1 }, 'horizontal="center" vertical="center"'),
]

/** The style table of every ledger: a title in 小标宋's stead, headings on grey, thin borders, wrapped text. */
export const ledgerStyles = (): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="${DAYS}" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3">${font('宋体', 11)}${font('黑体', 18)}${font('宋体', 11, true)}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/></border><border>${BORDER.join('')}</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${FORMATS.length}">${FORMATS.join('')}</cellXfs></styleSheet>`
