import pino from 'pino'
import { expect, test } from 'vitest'
import { ImportWork } from './import-work.ts'

test('the many tables of one person hold up nobody else’s', async () => {
  const work = new ImportWork(pino({ level: 'silent' }))
  const order: string[] = []
  const held = Promise.withResolvers<null>()
  for (const name of ['a1', 'a2', 'a3'])
    work.begin('a', async () => {
      order.push(name)
      await held.promise
    })
  await new Promise<void>(resolve =>
    work.begin('b', () => {
      order.push('b1')
      resolve()
      return Promise.resolve()
    }),
  )
  expect(order).toEqual(['a1', 'b1'])
  held.resolve(null)
  await work.idle()
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3'])
})
