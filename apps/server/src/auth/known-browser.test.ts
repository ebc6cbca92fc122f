import { expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'

const county = useCounty()
const NOW = '2026-10-15T02:00:00.000Z'
const pairOf = (cookie: string): string => cookie.split(';')[0] ?? ''

test('a computer that many share remembers the last eight of them, and grows no cookie that is refused', () => {
  const { knownBrowsers } = county.assembled.app
  const names = Array.from({ length: 200 }, (_, each) => `teacher.${each}`)
  let cookie = ''
  for (const name of names) cookie = pairOf(knownBrowsers.remember(`other=1; ${cookie}`, name, NOW))
  expect(cookie.length).toBeLessThan(1000)
  expect(names.filter(name => knownBrowsers.recognise(cookie, name, NOW) !== null)).toEqual(names.slice(-8))
  expect(cookie).not.toContain('teacher')
})

test('whoever comes again is remembered once, and last', () => {
  const { knownBrowsers } = county.assembled.app
  let cookie = ''
  for (const name of ['first', ...Array<string>(20).fill('second')])
    cookie = pairOf(knownBrowsers.remember(cookie, name, NOW))
  expect(['first', 'second', 'third'].map(name => knownBrowsers.recognise(cookie, name, NOW))).toEqual([
    expect.stringMatching(/^browser [0-9a-f]{64}$/),
    expect.stringMatching(/^browser [0-9a-f]{64}$/),
    null,
  ])
})

test('what is no such cookie is nobody', () => {
  const { knownBrowsers } = county.assembled.app
  for (const text of [null, '', 'anlan.known=', 'anlan.known=x.y.z_', `anlan.known=${'f'.repeat(5000)}`])
    expect(knownBrowsers.recognise(text, 'first', NOW)).toBeNull()
})
