import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText, type TextEncoding } from './decode-text.ts'
import { gb18030 } from './testing/files.ts'

const ENCODERS: readonly (readonly [TextEncoding, (text: string) => Buffer])[] = [
  ['utf-8', text => Buffer.from(text)],
  ['utf-16le', text => Buffer.from(text, 'utf16le')],
  ['utf-16be', text => Buffer.from(text, 'utf16le').swap16()],
  ['gb18030', gb18030],
]

describe.each(ENCODERS)('%s', (encoding, encode) => {
  test.each([
    ...[
      '安澜县教育局校园安全工作方案\n一、总体要求\n各单位于2026年5月15日前报送。\n',
      '安全',
      '联通',
      '模',
      '一',
    ],
    ...['消防。', '①', '“安全”', '各校：', 'A4纸双面打印', '123\r\n安全股', '隐患排查整治——2026年'],
  ])('is found out without a mark: %j', text => {
    expect(decodeText(encode(text))).toEqual({ text, encoding })
  })

  test('is found out for any office text of eight letters', () => {
    const letters = fc.constantFrom(
      ...'校园安全隐患排查整治工作方案通知各单位于月日前报送，。：（）一二三四五1234\n',
    )
    const texts = fc.array(letters, { minLength: 8, maxLength: 200 }).map(each => `安全${each.join('')}`)
    fc.assert(
      fc.property(texts, text => {
        expect(decodeText(encode(text))).toEqual({ text, encoding })
      }),
      { numRuns: 200 },
    )
  })
})

test('a mark is taken at its word for rare characters', () => {
  const text = '龘㙍𠮷😀'
  for (const [encoding, encode] of ENCODERS.filter(([each]) => each !== 'gb18030'))
    expect(decodeText(encode(`\ufeff${text}`))).toEqual({ text, encoding })
})

test('rare characters of a name do not mislead it among common ones', () => {
  const text = '联系人：龘囧，安全股，于3月1日前报送。'
  for (const [encoding, encode] of ENCODERS) expect(decodeText(encode(text))).toEqual({ text, encoding })
})

test('characters beyond two bytes are read in GB18030', () => {
  // 安全𠮷 and 㙍 (four bytes each).
  const bytes = Buffer.concat([gb18030('校园安全工作'), Buffer.from('95329031', 'hex')])
  expect(decodeText(bytes)).toMatchObject({
    encoding: 'gb18030',
    text: expect.stringMatching(/^校园安全工作./u),
  })
})

test('plain letters are UTF-8, and the sign that ended a file is no letter', () => {
  expect(decodeText(Buffer.from('plan 2026'))).toEqual({ text: 'plan 2026', encoding: 'utf-8' })
  expect(decodeText(gb18030('校园安全\u001a'))?.text).toBe('校园安全')
})

test('bytes that are no text in any of them have no reading', () => {
  expect(decodeText(Buffer.from('89504e470d0a1a0a0000000d', 'hex'))).toBeNull()
  expect(decodeText(Buffer.from([0xff, 0xfe, 0x00, 0xd8]))).toBeNull()
})

test('any bytes at all are read or not, and never thrown at', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const read = decodeText(bytes)
      if (read) expect(read.text).not.toMatch(/\0/)
    }),
  )
})
