import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PersonName, ShortText } from './form.ts'
import { humanText, isBlank, tidyText } from './human-text.ts'

const reason = humanText(2, 10)

describe('a text that people read', () => {
  test.each([
    '\u200b\u200b\u200b',
    '\u202e\u202c',
    '\u3164\u3164',
    '\u2800\u2800',
    ' \u00a0\ufeff',
    '\ufe0f\ufe0f',
  ])('is none when nobody sees it: %j', text => {
    expect(reason.safeParse(text).success).toBe(false)
    expect(ShortText.safeParse(text).success).toBe(false)
    expect(isBlank(text)).toBe(true)
  })
  test('loses what turns its direction, wherever it stands, and keeps the rest', () => {
    for (const sign of [
      '\u202a',
      '\u202b',
      '\u202c',
      '\u202d',
      '\u202e',
      '\u2066',
      '\u2067',
      '\u2068',
      '\u2069',
    ])
      expect(reason.parse(`已${sign}整改${sign}`)).toBe('已整改')
    expect(PersonName.parse('张\u202e三\u200b')).toBe('张三')
    expect(PersonName.safeParse('\u200b\u200b').success).toBe(false)
  })
  test('keeps its lines, a family and a rare form of a character', () => {
    for (const text of ['第一行\n第二行', '👨‍👩‍👧 到场', '葛\u{e0100}', '同意 ❤️'])
      expect(tidyText(text)).toBe(text)
  })
  test('is as long as what is seen of it', () => {
    expect(reason.parse(`\u200b${'字'.repeat(10)}\u200b`)).toHaveLength(10)
    expect(reason.safeParse('字'.repeat(11)).success).toBe(false)
    expect(isBlank(null)).toBe(true)
  })
  test('is tidied once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(tidyText(tidyText(text))).toBe(tidyText(text))
      }),
    )
  })
})
