import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { startCluster } from './cluster.ts'
import { isUp } from './postmaster.ts'
import { bornAt } from './process-identity.ts'
import { chooseUser } from './run-as.ts'
import { aFolder, FAST, postmasterOf, runApp } from './trial/apps.ts'
import { query, start } from './trial/clusters.ts'

const settings = FAST

/** Waits for something that must come to pass; the test's own time limit bounds it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50)
}

const logOf = (folder: string): string => readFileSync(join(folder, 'postgres.log'), 'utf8')

/** A living process that has nothing to do with PostgreSQL, of the user PostgreSQL runs as. */
function aStranger(folder: string): number {
  const user = chooseUser(join(folder, 'cluster'))
  const child = spawn('sleep', ['600'], { ...(user.ok && user.value.spawn), cwd: '/', stdio: 'ignore' })
  onTestFinished(() => void child.kill())
  if (child.pid === undefined) throw new Error('no stranger')
  return child.pid
}

/** What a killed server leaves behind: its pid file, with a pid that a stranger has by now. */
function leaveStalePidFile(folder: string, pid: number): void {
  const lines = [
    pid,
    join(folder, 'cluster'),
    '1700000000',
    '5432',
    join(folder, 'run'),
    '',
    '1 1',
    'ready   ',
  ]
  writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${lines.join('\n')}\n`)
}

test('two apps started at once on an empty folder share one cluster, and the last to leave stops it', async () => {
  const dataDir = aFolder()
  const apps = await Promise.all([runApp({ dataDir, settings }), runApp({ dataDir, settings })])
  const ready = await Promise.all(apps.map(app => app.order('start')))
  expect(ready.map(said => said.started).sort()).toEqual([false, true])
  expect(new Set(ready.map(said => said.pid)).size).toBe(1)

  await apps[0].order('stop')
  expect(isUp(join(dataDir, 'cluster'))).toBe(true)
  await apps[1].order('stop')
  expect(isUp(join(dataDir, 'cluster'))).toBe(false)
  expect(logOf(dataDir).trim()).toMatch(/database system is shut down$/)
})

test('an app and its guardian are killed: the next start adopts the running cluster', async () => {
  const dataDir = aFolder()
  const app = await runApp({ dataDir, settings, guardian: false })
  const { pid } = await app.order('start')
  await app.kill()
  const cluster = await start(dataDir)
  expect(cluster.info.started).toBe(false)
  expect(postmasterOf(dataDir)).toBe(pid)
  expect(await query(cluster, 'select 1')).toEqual([1])
})

test('an app is killed and nobody comes: its guardian stops the cluster cleanly', async () => {
  const dataDir = aFolder()
  const app = await runApp({ dataDir, settings })
  await app.order('start')
  await app.kill()
  await until(() => !isUp(join(dataDir, 'cluster')))
  expect(logOf(dataDir)).toContain('received fast shutdown request')
  expect(logOf(dataDir).trim()).toMatch(/database system is shut down$/)
  await start(dataDir)
  expect(logOf(dataDir)).not.toContain('not properly shut down')
})

test('an app is killed while another lives on its cluster: the guardian leaves the cluster alone', async () => {
  const dataDir = aFolder()
  const first = await runApp({ dataDir, settings })
  await first.order('start')
  const cluster = await start(dataDir)
  await first.kill()
  const holders = join(dataDir, 'holders')
  // The guardian has come and gone when the dead app's note is.
  await until(() => readdirSync(holders).length === 1)
  expect(cluster.info.started).toBe(false)
  expect(await query(cluster, 'select 1')).toEqual([1])
})

test('the server is killed: the next start recovers what was committed', async () => {
  const dataDir = aFolder()
  const before = await start(dataDir, { settings: {} })
  await query(before, 'create table kept (n int)')
  await query(before, 'insert into kept values (7)')
  process.kill(postmasterOf(dataDir), 'SIGKILL')
  const after = await start(dataDir)
  expect(after.info.started).toBe(true)
  expect(await query(after, 'select n from kept')).toEqual([7])
})

test('a watched cluster comes back by itself after its server was killed, and stays down once it is stopped', async () => {
  const dataDir = aFolder()
  const cluster = await start(dataDir)
  const said: string[] = []
  cluster.keepRunning(line => said.push(line))
  await query(cluster, 'create table kept (n int)')
  const killed = postmasterOf(dataDir)
  process.kill(killed, 'SIGKILL')
  await until(() =>
    query(cluster, 'select * from kept').then(
      () => true,
      () => false,
    ),
  )
  expect(postmasterOf(dataDir)).not.toBe(killed)
  expect(said).toEqual(['PostgreSQL is gone; starting it again'])

  await cluster.stop()
  await sleep(1_200)
  expect(isUp(join(dataDir, 'cluster'))).toBe(false)
})

test('a pid file whose pid is a stranger’s by now does not keep the cluster from starting, and the stranger lives', async () => {
  const dataDir = aFolder()
  const made = await start(dataDir)
  await made.stop()
  const stranger = aStranger(dataDir)
  leaveStalePidFile(dataDir, stranger)
  const apps = await Promise.all([runApp({ dataDir, settings }), runApp({ dataDir, settings })])
  const ready = await Promise.all(apps.map(app => app.order('start')))
  expect(ready.map(said => said.started).sort()).toEqual([false, true])
  expect(postmasterOf(dataDir)).not.toBe(stranger)
  expect(bornAt(stranger)).not.toBeNull()
})

test('a pid file that names the server of another folder is a stranger’s too', async () => {
  const [dataDir, other] = [aFolder(), aFolder()]
  const neighbour = await start(other)
  const made = await start(dataDir)
  await made.stop()
  leaveStalePidFile(dataDir, postmasterOf(other))
  const cluster = await start(dataDir)
  expect(cluster.info.started).toBe(true)
  expect(await query(neighbour, 'select 1')).toEqual([1])
})

test('a note of a dead app whose pid a stranger has by now does not keep the cluster from stopping', async () => {
  const dataDir = aFolder()
  const cluster = await start(dataDir)
  writeFileSync(join(dataDir, 'holders', `${aStranger(dataDir)}.1.1`), '')
  await cluster.stop()
  expect(isUp(join(dataDir, 'cluster'))).toBe(false)
})

test('a folder whose socket answers, though its server is none of our processes, is in use by another container', async () => {
  const dataDir = aFolder()
  const made = await start(dataDir)
  await made.stop()
  leaveStalePidFile(dataDir, aStranger(dataDir))
  const elsewhere = createServer().listen(join(made.info.socketDir, `.s.PGSQL.${made.info.port}`))
  onTestFinished(() => void elsewhere.close())
  const outcome = await startCluster({ dataDir, settings })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'folder-in-use' } })
  expect(readFileSync(join(dataDir, 'cluster', 'postmaster.pid'), 'utf8')).toContain('ready')
})

test('a folder that holds something else is refused and left as it is', async () => {
  const dataDir = aFolder()
  mkdirSync(join(dataDir, 'cluster'))
  writeFileSync(join(dataDir, 'cluster', 'letter.txt'), 'mine')
  const outcome = await startCluster({ dataDir, settings })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'folder-not-ours' } })
  expect(readFileSync(join(dataDir, 'cluster', 'letter.txt'), 'utf8')).toBe('mine')
})

test('a setting the server refuses ends the start with the server’s own words', async () => {
  const dataDir = aFolder()
  await expect(startCluster({ dataDir, settings: { max_connections: 'many' } })).rejects.toThrow(
    'invalid value for parameter "max_connections"',
  )
})

test('a long folder name gets a socket in a short place', async () => {
  const dataDir = join(aFolder(), 'x'.repeat(120))
  const cluster = await start(dataDir)
  const { socketDir } = cluster.info
  expect(socketDir.startsWith(dataDir)).toBe(false)
  expect(await query(cluster, 'select 1')).toEqual([1])
  await cluster.stop()
  expect(existsSync(socketDir)).toBe(false)
})

test('the cluster keeps checksums, and sorts and folds text the same on every machine', async () => {
  const cluster = await start(aFolder())
  expect(await query(cluster, 'show data_checksums')).toEqual(['on'])
  expect(
    await query(cluster, `select datlocprovider, datlocale from pg_database where datname = 'postgres'`),
  ).toEqual(['b', 'C.UTF-8'])
  expect(await query(cluster, 'show listen_addresses')).toEqual([''])
})
