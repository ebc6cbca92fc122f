import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { PictureLine, type Whose } from './picture-line.ts'

test('one picture is worked on at a time, the public’s when nobody else waits', async () => {
  const line = new PictureLine()
  const [begun, ends]: [string[], Map<string, () => void>] = [[], new Map()]
  const ask = (name: string, whose: Whose): Promise<void> =>
    line.in(whose, () => {
      begun.push(name)
      return new Promise<void>(resolve => ends.set(name, resolve))
    })
  const all = [ask('p1', 'public'), ask('p2', 'public'), ask('o1', 'own'), ask('o2', 'own')]
  await turn()
  expect(begun).toEqual(['p1'])
  for (const name of ['p1', 'o1', 'o2', 'p2']) {
    ends.get(name)?.()
    await turn()
  }
  expect(begun).toEqual(['p1', 'o1', 'o2', 'p2'])
  await Promise.all(all)
})

test('a picture that fails lets the next one in', async () => {
  const line = new PictureLine()
  const failing = line.in('own', () => Promise.reject(new Error('no picture')))
  const next = line.in('public', () => Promise.resolve('a picture'))
  await expect(failing).rejects.toThrow('no picture')
  expect(await next).toBe('a picture')
})
