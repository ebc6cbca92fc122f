import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkSvg, looksLikeSvg } from './clean-svg.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const svg = (inside: string, attributes = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"${attributes}>${inside}</svg>`
const isClean = (text: string): boolean => checkSvg(bytes(text)).ok

describe('kept is a drawing', () => {
  test.each([
    ['of shapes and words', svg('<rect width="4" height="3" fill="#ccc"/><text x="1" y="2">教学楼</text>')],
    [
      'with a declaration and a comment',
      `<?xml version="1.0" encoding="UTF-8"?>\n<!-- 平面图 -->${svg('<g/>')}`,
    ],
    [
      'that refers to its own parts',
      svg('<defs><path id="p" d="M0 0"/></defs><use href="#p" fill="url(#g)"/>'),
    ],
    ['with a style sheet of its own', svg('<style>.a{fill:red}</style><g class="a"/>')],
    [
      'as a drawing program writes it',
      svg(
        '<sodipodi:namedview id="n" pagecolor="#fff"/>',
        ' xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"',
      ),
    ],
    ['with a picture in it', svg('<image href="data:image/png;base64,iVBORw0KGgo=" width="4" height="4"/>')],
  ])('%s', (_what, text) => {
    expect(isClean(text)).toBe(true)
  })
})

test('kept is a drawing with a comment of megabytes, refused one with a tag of megabytes', () => {
  expect(isClean(svg(`<!-- ${'图'.repeat(3_000_000)} -->`))).toBe(true)
  expect(isClean(svg(`<g ${'a="b" '.repeat(1_500_000)}/>`))).toBe(false)
})

describe('refused is', () => {
  test.each([
    ['a script', svg('<script>alert(1)</script>')],
    ['a script in capitals', svg('<SCRIPT>alert(1)</SCRIPT>')],
    [
      'a script under a prefix',
      svg('<x:script>alert(1)</x:script>', ' xmlns:x="http://www.w3.org/2000/svg"'),
    ],
    ['an event attribute', svg('', ' onload="alert(1)"')],
    ['an event attribute in single quotes', svg("<rect OnClick='alert(1)'/>")],
    ['foreign content', svg('<foreignObject><p>…</p></foreignObject>')],
    ['content of a page', svg('<h:p>…</h:p>', ' xmlns:h="http://www.w3.org/1999/xhtml"')],
    ['an address outside', svg('<image href="https://example.invalid/a.png"/>')],
    [
      'an old address outside',
      svg('<use xlink:href="other.svg#a"/>', ' xmlns:xlink="http://www.w3.org/1999/xlink"'),
    ],
    ['a link that runs', svg('<a href="javascript:alert(1)"><g/></a>')],
    ['a link that runs, disguised', svg('<a href="java&#115;cript:alert(1)"><g/></a>')],
    ['a drawing in the drawing', svg('<image href="data:image/svg+xml;base64,PHN2Zz4="/>')],
    [
      'an animation of an address',
      svg('<a><animate attributeName="href" values="javascript:alert(1)"/></a>'),
    ],
    ['a fill from outside', svg('<rect fill="url(https://example.invalid/#a)"/>')],
    ['a style from outside', svg('<style>@import "https://example.invalid/a.css";</style>')],
    ['a style attribute from outside', svg('<g style="background:url(//example.invalid/a.png)"/>')],
    ['a style with escapes', svg('<style>.a{background:u\\72l(//example.invalid)}</style>')],
    ['a document type with entities', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('<text>&a;</text>')}`],
    ['an instruction', `<?xml-stylesheet href="https://example.invalid/a.css"?>${svg('<g/>')}`],
    ['a CDATA section', svg('<style><![CDATA[.a{}]]></style>')],
    ['a tag that does not close', svg('<rect width="4"')],
    ['an attribute without quotes', svg('<rect onclick=alert(1) />')],
    ['another document', '<html><body/></html>'],
    ['nothing', ''],
  ])('%s', (_what, text) => {
    expect(checkSvg(bytes(text))).toEqual({ ok: false, error: { code: 'svg-not-clean' } })
  })

  test('what is no UTF-8', () => {
    expect(checkSvg(new Uint8Array([0xff, 0xfe, 0x3c, 0x00]))).toMatchObject({ ok: false })
  })

  test('a script, wherever it stands and whatever stands around it', () => {
    const anyPart = fc.constantFrom(
      '<g>',
      '</g>',
      '<!-- a -->',
      ' 字 ',
      '<rect x="1>2"/>',
      "<text a='\"'/>",
      '\n',
    )
    fc.assert(
      fc.property(
        fc.array(anyPart),
        fc.array(anyPart),
        fc.constantFrom('script', 'Script', 'a:script'),
        (before, after, name) => {
          expect(isClean(svg(`${before.join('')}<${name}>x</${name}>${after.join('')}`))).toBe(false)
        },
      ),
    )
  })
})

test('a drawing is known by its name or by how it begins', () => {
  expect([looksLikeSvg(bytes('x'), '平面图.SVG'), looksLikeSvg(bytes(svg('')), 'a.png')]).toEqual([
    true,
    true,
  ])
  expect(looksLikeSvg(bytes('PNG'), 'a.png')).toBe(false)
})
