import { expect, test } from 'vitest'
import session from '../features/session/messages.ts'
import shell from './shell-messages.ts'

const features = import.meta.glob<{ default: Record<'zh' | 'en', Record<string, string>> }>(
  ['../features/*/messages.ts', './shell-messages.ts'],
  { eager: true },
)

test('no two features have words for one key: the console would not start', () => {
  const keys = Object.values(features).flatMap(({ default: { zh } }) => Object.keys(zh))
  expect(keys.length).toBeGreaterThan(1000)
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})

test('a key that goes on from another stands after it: before it, its words would not be found', () => {
  const lost = Object.values(features).flatMap(({ default: { zh } }) => {
    const keys = Object.keys(zh)
    return keys.filter((key, at) => keys.some((other, place) => place > at && key.startsWith(`${other}.`)))
  })
  expect(lost).toEqual([])
})

test('what stands before the sign-in speaks with words that come with it', () => {
  const parts = import.meta.glob<string>(['../features/session/*.vue', './App.vue', './errors.ts'], {
    ...{ eager: true, query: '?raw', import: 'default' },
  })
  const used = Object.values(parts).flatMap(part =>
    [...part.matchAll(/\bt\('([\w.]+)'/g)].map(match => match[1] ?? ''),
  )
  expect(used.length).toBeGreaterThan(50)
  expect(used.filter(key => !(key in session.zh) && !(key in shell.zh))).toEqual([])
})
