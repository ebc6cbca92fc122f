import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProduct, type Product } from '../product.ts'
import { checkDay, type CheckedDay } from './check-day.ts'
import { playCountyDay } from './county-day.ts'
import { figuresOf, sayDay } from './say-day.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'anlan-county-day-'))
const held: { product?: Product } = {}
const product = (): Product => {
  if (!held.product) throw new Error('the product is up inside tests only')
  return held.product
}
beforeAll(async () => {
  held.product = await startProduct(dataDir)
}, 120_000)
afterAll(async () => {
  await held.product?.child.end()
  rmSync(dataDir, { recursive: true, force: true })
})

const isClean = ({ lost, twice, refused, receipts, numbers }: CheckedDay): void =>
  expect({ lost, twice, refused, receipts, numbers }).toEqual({
    ...{ lost: [], twice: [], refused: [], receipts: [], numbers: [] },
  })
const say = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`)

test('a county’s drill day loses nothing, and its board says what all facts say', async () => {
  const day = await playCountyDay(product(), {
    ...{ schools: 24, mostPupils: 160, seconds: 6, secondSignalAfter: 3, boards: true },
  })
  const checked = await checkDay(day)
  const figures = figuresOf(day, checked)
  say(sayDay(figures))
  isClean(checked)
  expect(figures).toMatchObject({
    ...{ schools: 24, kiosks: 48, sent: figures.acknowledged, accounted: figures.pupils },
    ...{ neverShown: 0, triesInVain: 0, silentAtEnd: 0 },
  })
  expect(figures.pupils).toBeGreaterThan(1_000)
  for (const moment of [figures.half, figures.most, figures.all]) expect(moment).not.toBeNull()
})

/** The server without a chance to finish anything, and up again on the same folder and port. */
async function killServer(): Promise<void> {
  const { port, child } = product()
  process.kill(child.pid, 'SIGKILL')
  await child.end()
  held.product = await startProduct(dataDir, 'server', port)
}

/** The database, which the server brings back by itself. */
function killDatabase(): Promise<void> {
  const [pid] = readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
  return Promise.resolve()
}

test('a server and a database that are killed in the middle of it take nothing with them that was acknowledged', async () => {
  const done: string[] = []
  let isOver = false
  const disturb = async (): Promise<void> => {
    for (const [name, kill] of [
      ['database', killDatabase],
      ['server', killServer],
      ['server', killServer],
      ['database', killDatabase],
      ['server', killServer],
    ] as const) {
      await sleep(500 + Math.random() * 2_500)
      if (isOver) return
      await kill()
      done.push(name)
    }
  }
  const killed = product().child.pid
  const disturbing = { now: Promise.resolve() }
  const day = await playCountyDay(
    product(),
    { ...{ schools: 36, mostPupils: 200, seconds: 14, secondSignalAfter: 4, boards: false } },
    () => (disturbing.now = disturb()),
  )
  isOver = true
  await disturbing.now
  const checked = await checkDay(day)
  const figures = figuresOf(day, checked)
  say([`killed: ${done.join(', ')}`, ...sayDay(figures)])
  isClean(checked)
  expect(product().child.pid).not.toBe(killed)
  expect(done).toContain('database')
  expect(figures).toMatchObject({
    ...{ schools: 36, kiosks: 72, sent: figures.acknowledged, accounted: figures.pupils, silentAtEnd: 0 },
  })
  // Kiosks tried again while nobody answered, each by itself.
  expect(figures.triesInVain).toBeGreaterThan(0)
})
