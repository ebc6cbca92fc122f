import { describe, expect, test } from 'vitest'
import { Sharer } from './sharer.ts'

/** Readings that end when the test says so, numbered in the order in which they began. */
function readings() {
  const begun: { end: (error?: Error) => void }[] = []
  const take = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const number = begun.length + 1
      begun.push({ end: error => (error ? reject(error) : resolve(number)) })
    })
  return { begun, take }
}

describe('people who ask for the same at the same moment', () => {
  test('share one reading, and never one that began before they asked', async () => {
    const sharer = new Sharer()
    const { begun, take } = readings()
    const first = sharer.ask('board', take)
    const [second, third] = [sharer.ask('board', take), sharer.ask('board', take)]
    expect(begun).toHaveLength(1)
    begun[0]?.end()
    expect(await first).toBe(1)
    expect(begun).toHaveLength(2)
    begun[1]?.end()
    expect(await Promise.all([second, third])).toEqual([2, 2])
    const later = sharer.ask('board', take)
    begun[2]?.end()
    expect(await later).toBe(3)
  })

  test('ask each for themselves when they ask for different things', async () => {
    const sharer = new Sharer()
    const { begun, take } = readings()
    const both = [sharer.ask('county', take), sharer.ask('one school', take)]
    for (const reading of begun) reading.end()
    expect(await Promise.all(both)).toEqual([1, 2])
  })

  test('are not held up by a reading that failed', async () => {
    const sharer = new Sharer()
    const { begun, take } = readings()
    const [failed, next] = [sharer.ask('board', take), sharer.ask('board', take)]
    begun[0]?.end(new Error('the database is away'))
    await expect(failed).rejects.toThrow('away')
    begun[1]?.end()
    expect(await next).toBe(2)
  })
})
