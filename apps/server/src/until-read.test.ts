import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Lanes } from './lanes.ts'
import { untilRead } from './until-read.ts'

test('a lane stays taken until its file was read to the end, or nobody wants it any more', async () => {
  const lanes = new Lanes(1)
  const made: string[] = []
  const ask = (who: string, name: string) =>
    untilRead(lanes, who, () => {
      made.push(name)
      return Promise.resolve(new Blob([name]).stream())
    })
  const first = await ask('a', 'a1')
  const [second, third] = [ask('a', 'a2'), ask('a', 'a3')]
  await ask('b', 'b1')
  expect(made).toEqual(['a1', 'b1'])
  expect(await new Response(first).text()).toBe('a1')
  await (await second).cancel()
  expect(await new Response(await third).text()).toBe('a3')
})

test('a refusal and a fault leave the lane free', async () => {
  const lanes = new Lanes(1)
  const ask = (answer: () => Promise<ReadableStream<Uint8Array> | 'no'>) => untilRead(lanes, 'a', answer)
  expect(await ask(() => Promise.resolve('no'))).toBe('no')
  await expect(ask(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const torn = new ReadableStream({ pull: () => Promise.reject(new Error('torn')) })
  await expect(
    new Response((await ask(() => Promise.resolve(torn))) as ReadableStream).text(),
  ).rejects.toThrow('torn')
  await turn()
  expect(await ask(() => Promise.resolve('no'))).toBe('no')
})
