import type { Instant } from '@anlan/domain'
import { expect, test } from 'vitest'
import { isTotp, makeTotpSecret, toBase32, totpAt, totpUri } from './totp.ts'

/** The secret of RFC 6238, appendix B; its codes of eight digits end in ours of six. */
const SECRET = '12345678901234567890'
const at = (seconds: number): Instant => new Date(seconds * 1000).toISOString() as Instant

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at second %i the code is %s, as RFC 6238 says', (seconds, code) => {
  expect(totpAt(SECRET, at(seconds))).toBe(code)
})

test('a telephone may be half a minute off, not two', () => {
  const code = totpAt(SECRET, at(1_000_000))
  for (const seconds of [-30, 0, 30]) expect(isTotp(SECRET, code, at(1_000_000 + seconds))).toBe(true)
  for (const seconds of [-120, 120]) expect(isTotp(SECRET, code, at(1_000_000 + seconds))).toBe(false)
  for (const text of ['', '12345', '1234567', 'abcdef', `${code} `])
    expect(isTotp(SECRET, text, at(1_000_000))).toBe(false)
})

test('the QR code carries the secret in base 32 and the name of the account', () => {
  expect(toBase32(SECRET)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const uri = new URL(totpUri(SECRET, '安澜', 'anquangu'))
  expect(decodeURIComponent(uri.pathname)).toContain('安澜:anquangu')
  expect(uri.searchParams.get('secret')).toBe(toBase32(SECRET))
})

test('no two secrets are alike, and each is short enough to type', () => {
  const made = Array.from({ length: 100 }, makeTotpSecret)
  expect(new Set(made).size).toBe(100)
  for (const secret of made) expect(toBase32(secret)).toMatch(/^[A-Z2-7]{32}$/)
})
