import type { NewHazard } from '@anlan/domain'
import { isUp, startCluster, type Cluster } from '@anlan/postgres'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SYSTEM } from './db/scope.ts'
import { openCounty, type TestCounty } from './testing/county.ts'
import { makeTemplate } from './testing/global-setup.ts'
import { givePasswords, open, Visitor } from './testing/visitor.ts'

const PASSWORD = 'Yuhe-Shan-2026-lu'
const found: NewHazard = {
  area: 'fire',
  source: 'self-inspection',
  place: '教学楼二层',
  description: '灭火器压力表指针在红区',
  discoveredOn: '2026-10-14',
  interimControl: null,
  stopUse: false,
  riskPointId: null,
}

/** A cluster of its own, because this one is stopped and killed. */
const folder = mkdtempSync(join(tmpdir(), 'anlan-away-'))
chmodSync(folder, 0o755)
const held = {} as { cluster: Cluster; county: TestCounty; origin: string; close: () => Promise<void> }

async function startDatabase(): Promise<void> {
  const started = await startCluster({ dataDir: folder })
  if (!started.ok) throw new Error(started.error.message.en)
  held.cluster = started.value
}

beforeAll(async () => {
  await startDatabase()
  await makeTemplate(held.cluster)
  const { county, remove } = await openCounty(held.cluster.connection())
  await givePasswords(county, PASSWORD, ['eastHead'])
  const { origin, close } = await open(county.assembled)
  Object.assign(held, {
    county,
    origin,
    close: async () => {
      await close()
      await remove()
    },
  })
})

afterAll(async () => {
  await held.close()
  await held.cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor(held.origin)
  await visitor.signIn('easthead', PASSWORD)
  return visitor
}

const report = (visitor: Visitor): Promise<unknown> =>
  visitor.call('hazards.report', { unitId: held.county.units.eastMiddle, hazard: found, files: [] })

/** Waits for something that must come to pass; the test's own time limit bounds it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50)
}

const countRows = (): Promise<{ hazards: number; events: number; audits: number }> =>
  held.county.assembled.app.db.read(SYSTEM, async tx => {
    const { rows } = await sql<{ hazards: number; events: number; audits: number }>`
      select (select count(*) from hazards) as hazards, (select count(*) from hazard_events) as events,
        (select count(*) from audit_events where action = 'hazard.report') as audits`.execute(tx)
    const [counts] = rows
    if (!counts) throw new Error('no counts')
    return counts
  })

const ready = async (): Promise<boolean> => (await fetch(`${held.origin}/health/ready`)).status === 200

beforeEach(async () => {
  if (!isUp(join(folder, 'cluster'))) await startDatabase()
  await until(ready)
})

test('while the database is away every request is refused in one plain word, and nobody is signed out', async () => {
  const visitor = await signedIn()
  expect(await visitor.whoAmI()).toBe('easthead')
  const before = await countRows()
  await held.cluster.stop()

  expect(await report(visitor)).toBe('database-away')
  expect(await visitor.call('home.summary')).toBe('database-away')
  const answer = await visitor.fetch('/trpc/session.me')
  expect(answer.status).toBe(503)
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer()
  const upload = `/api/files?unit=${held.county.units.eastMiddle}&name=a.jpg`
  const uploaded = await visitor.fetch(upload, { method: 'POST', body: new Uint8Array(photo) })
  expect([uploaded.status, await uploaded.json()]).toEqual([503, { refusal: { code: 'database-away' } }])
  expect(await new Visitor(held.origin).signIn('easthead', PASSWORD)).toMatchObject({
    status: 503,
    body: { refusal: { code: 'database-away' } },
  })
  expect((await fetch(`${held.origin}/health/ready`)).status).toBe(503)
  expect((await fetch(`${held.origin}/health/live`)).status).toBe(200)

  // Longer than a session is remembered: who somebody is has to be asked again, and cannot be.
  await sleep(5_500)
  expect(await visitor.whoAmI()).toBe('database-away')
  expect(await report(visitor)).toBe('database-away')

  await startDatabase()
  expect(await visitor.whoAmI()).toBe('easthead')
  expect(await countRows()).toEqual(before)
  expect(await report(visitor)).toMatchObject({ state: 'reported' })
})

test('boards hear of changes again after the database was away', async () => {
  const { live } = held.county.assembled.app
  const visitor = await signedIn()
  let heard = 0
  const stop = live.listen('hazards', () => (heard += 1))
  await report(visitor)
  await until(() => Promise.resolve(heard > 0))
  await held.cluster.stop()
  heard = 0
  await startDatabase()
  // Everybody looks again once there is a connection, because nobody knows what was missed.
  await until(() => Promise.resolve(heard > 0))
  heard = 0
  expect(await report(visitor)).toMatchObject({ state: 'reported' })
  await until(() => Promise.resolve(heard > 0))
  stop()
})

test('the database is killed in the middle of work: it comes back by itself, what was answered is kept, nothing is half', async () => {
  held.cluster.keepRunning(() => undefined)
  const visitor = await signedIn()
  const before = await countRows()
  const answers: unknown[] = []
  const work = async (): Promise<void> => {
    for (let round = 0; round < 25; round++) {
      answers.push(await report(visitor))
      await sleep(20)
    }
  }
  const working = Promise.all([work(), work(), work(), work()])
  await until(() => Promise.resolve(answers.length > 12))
  process.kill(
    Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]),
    'SIGKILL',
  )
  await working
  await until(ready)
  expect(await report(visitor)).toMatchObject({ state: 'reported' })

  const refused = answers.filter(answer => answer === 'database-away')
  const reported = answers.filter(answer => typeof answer === 'object') as { id: string }[]
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.length + reported.length).toBe(answers.length)
  const after = await countRows()
  // A change that was cut off may have been written or not, but then with everything that belongs to it.
  expect(after.hazards - before.hazards).toBeGreaterThanOrEqual(reported.length + 1)
  expect(after.events - before.events).toBe(after.hazards - before.hazards)
  expect(after.audits - before.audits).toBe(after.hazards - before.hazards)
  for (const { id } of reported) expect(await held.county.audit('hazard.report', id)).toHaveLength(1)
})
