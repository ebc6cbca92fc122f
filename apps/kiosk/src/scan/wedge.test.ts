import { expect, test } from 'vitest'
import { WedgeBuffer } from './wedge.ts'

/** Types keys so many milliseconds apart; gives what came out at the end. */
const type = (keys: readonly string[], apart: number, buffer = new WedgeBuffer(), from = 0): string | null =>
  keys.reduce<string | null>((_, key, at) => buffer.key(key, from + at * apart), null)

const SCAN = [...'ALSPABQ00010003K', 'Enter']

test('a scanner’s burst is one text, and Shift within it is no letter', () => {
  expect(type(SCAN, 4)).toBe('ALSPABQ00010003K')
  expect(type(['Shift', 'A', 'Shift', 'L', ...SCAN.slice(2)], 4)).toBe('ALSPABQ00010003K')
})

test('fingers are no scanner, and an Enter alone is an Enter', () => {
  expect(type(SCAN, 150)).toBeNull()
  expect(type(['Enter'], 0)).toBeNull()
  expect(type(['a', 'b', 'Enter'], 4)).toBeNull()
})

test('a key pressed before the scan does not become part of it', () => {
  const buffer = new WedgeBuffer()
  buffer.key('x', 0)
  expect(type(SCAN, 4, buffer, 500)).toBe('ALSPABQ00010003K')
  expect(type(SCAN, 4, buffer, 600)).toBe('ALSPABQ00010003K')
})
