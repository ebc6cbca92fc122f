import { describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { err, ok } from '@anlan/domain'
import { useCounty } from '../testing/county.ts'
import { announce } from './news.ts'

const county = useCounty()

/** Waits until the topic is heard of. */
const heard = (topic: 'hazards' | 'sessions'): Promise<void> =>
  new Promise(resolve => {
    const stop = county.assembled.app.live.listen(topic, () => {
      stop()
      resolve()
    })
  })

/** Somebody who watches a number that changes; `seen` grows with every snapshot he is sent. */
function watcher(audience: string, read: () => number) {
  const stop = new AbortController()
  const seen: number[] = []
  const take = async (): Promise<number> => read()
  const watched = (async () => {
    for await (const value of county.assembled.app.live.snapshots('hazards', audience, take, stop.signal))
      seen.push(value)
  })()
  const until = async (value: number): Promise<void> => {
    while (seen.at(-1) !== value) await new Promise(resolve => setTimeout(resolve, 5))
  }
  return { seen, until, watched, leave: () => (stop.abort(), watched) }
}

const change = (): Promise<void> =>
  county.assembled.app.db.transaction(SYSTEM, tx => Promise.resolve(announce(tx, 'hazards')))

describe('news', () => {
  test('of a committed transaction reaches whoever listens, of a refused one nobody', async () => {
    const { app } = county.assembled
    let refused = 0
    const stop = app.live.listen('sessions', () => (refused += 1))
    await app.db.transaction(SYSTEM, tx => {
      announce(tx, 'sessions')
      return Promise.resolve(err({ code: 'not-found' }))
    })
    stop()
    const news = heard('hazards')
    await app.db.transaction(SYSTEM, tx => {
      announce(tx, 'hazards')
      return Promise.resolve(ok(null))
    })
    await news
    expect(refused).toBe(0)
  })

  test('is not made by whoever only reads', async () => {
    const reading = county.assembled.app.db.read(SYSTEM, tx => Promise.resolve(announce(tx, 'hazards')))
    await expect(reading).rejects.toThrow('only a transaction')
  })
})

describe('a board', () => {
  test('shows everybody the last of many changes, in few snapshots that all share', async () => {
    let [value, taken] = [0, 0]
    const read = (): number => ((taken += 1), value)
    const people = Array.from({ length: 20 }, () => watcher('county', read))
    await Promise.all(people.map(person => person.until(0)))
    const before = taken
    for (value = 1; value < 50; value += 1) await change()
    await change()
    await Promise.all(people.map(person => person.until(50)))
    await Promise.all(people.map(person => person.leave()))
    // Fifty changes and twenty people: a snapshot for each of them would be a thousand.
    expect(taken - before).toBeLessThan(20)
    expect(people.every(({ seen }) => seen.length <= taken)).toBe(true)
  })

  test('is one board for each audience', async () => {
    const [whole, own] = [watcher('county', () => 200), watcher('a school', () => 1)]
    await Promise.all([whole.until(200), own.until(1)])
    await change()
    await Promise.all([whole.leave(), own.leave()])
    expect(new Set(whole.seen)).toEqual(new Set([200]))
    expect(new Set(own.seen)).toEqual(new Set([1]))
  })

  test('that fails tells whoever watches, and serves whoever comes next', async () => {
    let away = false
    const read = (): number => {
      if (away) throw new Error('the database is away')
      return 1
    }
    const person = watcher('county', read)
    await person.until(1)
    away = true
    // Asked for before it happens: the news may come while the change is still being told.
    const told = expect(person.watched).rejects.toThrow('away')
    await change()
    await told
    away = false
    const next = watcher('county', read)
    await next.until(1)
    await next.leave()
  })
})
