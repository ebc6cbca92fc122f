import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Lanes } from './lanes.ts'

test('whoever asks for everything at once gets it a few at a time, in order, and keeps nobody else waiting', async () => {
  const lanes = new Lanes(2)
  const [begun, ends]: [string[], Map<string, () => void>] = [[], new Map()]
  const ask = (who: string, name: string): Promise<string> =>
    lanes.in(who, async () => {
      begun.push(name)
      await new Promise<void>(resolve => ends.set(name, resolve))
      return name
    })
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.()
    await turn()
  }
  const all = ['a1', 'a2', 'a3', 'a4'].map(name => ask('a', name))
  all.push(ask('b', 'b1'))
  await turn()
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  await end('a2')
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3'])
  await end('a1')
  expect(begun.at(-1)).toBe('a4')
  for (const name of ['a3', 'a4', 'b1']) await end(name)
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1'])
})

test('a thing that fails leaves its place free', async () => {
  const lanes = new Lanes(1)
  const fails = lanes.in('a', () => Promise.reject(new Error('broken')))
  const next = lanes.in('a', () => Promise.resolve('done'))
  await expect(fails).rejects.toThrow('broken')
  expect(await next).toBe('done')
})
