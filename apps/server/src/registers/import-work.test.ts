import pino from 'pino'
import { expect, test } from 'vitest'
import { ImportWork } from './import-work.ts'

const log = pino({ level: 'silent' })
const unheard = () => Promise.resolve()

test('the many tables of one person hold up nobody else’s', async () => {
  const work = new ImportWork(log)
  const order: string[] = []
  const held = Promise.withResolvers<null>()
  const holding = (name: string) => async () => {
    order.push(name)
    await held.promise
  }
  for (const name of ['a1', 'a2', 'a3']) work.begin('a', holding(name), unheard)
  const begun = Promise.withResolvers<null>()
  const other = () => {
    order.push('b1')
    begun.resolve(null)
    return Promise.resolve()
  }
  work.begin('b', other, unheard)
  await begun.promise
  expect(order).toEqual(['a1', 'b1'])
  held.resolve(null)
  await work.idle()
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3'])
})

test('a table that waits for its turn is heard of until it has it', async () => {
  const work = new ImportWork(log, 5)
  const held = Promise.withResolvers<null>()
  const heard = { first: 0, second: 0 }
  const begin = (name: keyof typeof heard): void =>
    work.begin(
      'a',
      () => held.promise.then(() => undefined),
      () => Promise.resolve((heard[name] += 1)),
    )
  begin('first')
  begin('second')
  await expect.poll(() => heard.second).toBeGreaterThan(2)
  held.resolve(null)
  await work.idle()
  const atEnd = { ...heard }
  expect(atEnd.first).toBe(0)
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(heard).toEqual(atEnd)
})
