import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { startCluster } from './cluster.ts'
import { aFolder, postmasterOf, runApp, type RunningApp, type Said } from './trial/apps.ts'

const KILLS = 20

/** A small seeded generator (mulberry32), so that a failure can be played again. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

test('an acknowledged write survives twenty random kills of the app, the server, or both', async () => {
  const seed = Number(process.env.ANLAN_KILL_SEED ?? Date.now() % 1_000_000)
  process.stdout.write(`kills are drawn from ANLAN_KILL_SEED=${seed}\n`)
  const random = randomFrom(seed)
  const dataDir = aFolder()
  const acknowledged: number[] = []
  const onSaid = ({ event, id }: Said): void =>
    void (event === 'acknowledged' && acknowledged.push(Number(id)))
  const victims = { app: 0, server: 0, both: 0 }

  const boot = (): Promise<RunningApp> => runApp({ dataDir, onSaid, guardian: random() < 0.5 })
  let next = boot()
  for (let kill = 0; kill < KILLS; kill++) {
    const app = await next
    // The one after it boots meanwhile; it touches the folder only once it is told to start.
    next = boot()
    await app.order('start')
    const before = acknowledged.length
    app.tell('write')
    // At least one row a round, and then a moment nobody has chosen.
    await app.hear('acknowledged')
    await new Promise(resolve => setTimeout(resolve, random() * 150))
    const victim = (['app', 'server', 'both'] as const)[Math.floor(random() * 3)] ?? 'both'
    victims[victim] += 1
    if (victim !== 'app') process.kill(postmasterOf(dataDir), 'SIGKILL')
    await app.kill()
    expect(acknowledged.length).toBeGreaterThan(before)
  }

  await next.then(app => app.kill())

  const outcome = await startCluster({ dataDir })
  if (!outcome.ok) throw new Error(outcome.error.message.en)
  onTestFinished(() => outcome.value.stop())
  const client = new pg.Client(outcome.value.connection())
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from acknowledged')
  await client.end()
  const kept = new Set(rows.map(({ id }) => Number(id)))
  expect(acknowledged.filter(id => !kept.has(id))).toEqual([])
  expect(victims.app + victims.server + victims.both).toBe(KILLS)
  process.stdout.write(
    `${acknowledged.length} acknowledged rows, all kept; killed ${JSON.stringify(victims)}\n`,
  )
})
