import { execFileSync } from 'node:child_process'
import { chownSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startCluster } from './cluster.ts'
import { chooseUser } from './run-as.ts'
import { aFolder, FAST, postmasterOf, runApp } from './trial/apps.ts'

const uidOf = (pid: number): number =>
  process.platform === 'linux'
    ? statSync(`/proc/${pid}`).uid
    : Number(execFileSync('ps', ['-o', 'uid=', '-p', String(pid)], { encoding: 'utf8' }))
const isRoot = process.getuid?.() === 0

function aPasswd(...lines: string[]): string {
  const path = join(aFolder(), 'passwd')
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

const POSTGRES = 'postgres:x:101:104::/var/lib/postgresql:/bin/sh'
const NOBODY = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin'

test('as root PostgreSQL runs as postgres, on a machine without it as nobody', () => {
  expect(chooseUser('/nowhere', 0, aPasswd(NOBODY, POSTGRES))).toMatchObject({
    value: { owner: { uid: 101, gid: 104 } },
  })
  expect(chooseUser('/nowhere', 0, aPasswd(NOBODY))).toMatchObject({
    value: { owner: { uid: 65534, gid: 65534 } },
  })
})

test('as root with neither user one sentence says what to do', () => {
  const outcome = chooseUser('/nowhere', 0, aPasswd('root:x:0:0::/root:/bin/sh'))
  expect(outcome).toMatchObject({ ok: false, error: { code: 'no-user-to-run-as' } })
})

test('anybody else runs PostgreSQL himself', () => {
  expect(chooseUser('/nowhere', 1000, aPasswd(NOBODY))).toEqual({
    ok: true,
    value: { spawn: {}, owner: null },
  })
})

test('the server runs without root’s rights, whoever starts it, and its folder is closed to others', async () => {
  const dataDir = aFolder()
  const app = await runApp({ dataDir, settings: FAST })
  await app.order('start')
  const user = chooseUser('/nowhere')
  const expected = user.ok ? (user.value.owner?.uid ?? process.getuid?.()) : null
  expect(uidOf(postmasterOf(dataDir))).toBe(expected)
  expect(uidOf(postmasterOf(dataDir))).not.toBe(0)
  for (const name of ['cluster', 'run']) expect(statSync(join(dataDir, name)).mode & 0o077).toBe(0)
  await app.order('stop')
})

test('a user without rights has a cluster of his own, which root may go on with and strangers may not', async () => {
  const folder = aFolder()
  // Only root can become somebody else; a tester without rights is that somebody already.
  const become = isRoot ? { uid: 65534, gid: 65534 } : null
  const own = become?.uid ?? process.getuid?.()
  if (become) chownSync(folder, become.uid, become.gid)
  const orders = { dataDir: folder, settings: FAST }
  const made = await runApp({ ...orders, ...(become && { become, guardian: false }) })
  await made.order('start')
  expect(uidOf(postmasterOf(folder))).toBe(own)
  await made.order('stop')

  const again = await runApp(orders)
  await again.order('start')
  expect(uidOf(postmasterOf(folder))).toBe(own)
  await again.order('stop')

  const stranger = chooseUser(join(folder, 'cluster'), 4242)
  expect(stranger).toMatchObject({ ok: false, error: { code: 'folder-of-another-user' } })
})

test('a folder that cannot be written is refused in one sentence', async () => {
  // Root may write anywhere but into a file as if it were a folder.
  const folder = join(aFolder(), 'taken')
  writeFileSync(folder, '')
  expect(await startCluster({ dataDir: join(folder, 'data') })).toMatchObject({
    ok: false,
    error: { code: 'folder-unreachable' },
  })
})
