import { expect, test } from 'vitest'

const features = import.meta.glob<{ default: Record<'zh' | 'en', Record<string, string>> }>(
  ['../features/*/messages.ts', './shell-messages.ts'],
  { eager: true },
)

test('no two features have words for one key: the console would not start', () => {
  const keys = Object.values(features).flatMap(({ default: { zh } }) => Object.keys(zh))
  expect(keys.length).toBeGreaterThan(1000)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})
