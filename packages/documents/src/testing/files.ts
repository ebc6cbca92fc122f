import JSZip from 'jszip'

export const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument'

const types = (part: string, type: string): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${type}"/></Types>`
const relations = (part: string): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}" Target="${part}"/></Relationships>`

/** An Office package: its main part, of a content type, and whatever else is put in. */
export function officeFile(
  part: string,
  type: string,
  parts: Readonly<Record<string, string | Buffer>>,
): Promise<Buffer> {
  const zip = new JSZip()
  zip.file('[Content_Types].xml', types(part, type)).file('_rels/.rels', relations(part))
  for (const [name, content] of Object.entries(parts)) zip.file(name, content)
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
}

const MORE_NAMES =
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

/** A .docx with a body, under another name of its part or content type where a test is about that. */
export const docx = (
  body: string,
  more: Readonly<Record<string, string | Buffer>> = {},
  { part = 'word/document.xml', type = WORD, prolog = '' } = {},
): Promise<Buffer> =>
  officeFile(part, type, {
    [part]: `<?xml version="1.0" encoding="UTF-8"?>${prolog}<w:document ${W} ${MORE_NAMES}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ...more,
  })

/** A paragraph of one run. */
export const p = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t>${text}</w:t></w:r></w:p>`
export const num = (id: number, level: number): string =>
  `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${id}"/></w:numPr>`
const lvl = (level: number, format: string, text: string): string =>
  `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`

/** 一、 （一） 1. as a list of three levels. */
export const NUMBERING = `<?xml version="1.0"?><w:numbering ${W}><w:abstractNum w:abstractNumId="0">${lvl(0, 'chineseCounting', '%1、')}${lvl(1, 'chineseCounting', '（%2）')}${lvl(2, 'decimal', '%3.')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
export const STYLES = `<?xml version="1.0"?><w:styles ${W}><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H1"/></w:style><w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/></w:style></w:styles>`

let pairs: Map<string, number[]> | null = null

/** Bytes of a text in the two-byte range of GB18030, as an old office computer writes them. */
export function gb18030(text: string): Buffer {
  if (!pairs) {
    pairs = new Map()
    const decoder = new TextDecoder('gb18030')
    for (let first = 0x81; first <= 0xfe; first += 1)
      for (let second = 0x40; second <= 0xfe; second += 1)
        pairs.set(decoder.decode(new Uint8Array([first, second])), [first, second])
  }
  const known = pairs
  return Buffer.from(
    [...text].flatMap(letter => (letter < '\x80' ? [letter.charCodeAt(0)] : (known.get(letter) ?? []))),
  )
}
