import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findBinaries, packageFor } from './binaries.ts'
import { startCluster } from './cluster.ts'
import { chooseUser, type RunAs } from './run-as.ts'
import { aFolder, FAST } from './trial/apps.ts'

const ourPackage = packageFor(process.platform, process.arch)
if (ourPackage === null) throw new Error('these tests need a platform with an embedded PostgreSQL')
const installed = join(dirname(createRequire(import.meta.url).resolve(ourPackage)), '..', 'native')

/** A package as npm unpacks it when install scripts are blocked: no link is there yet. */
function unpackedWithoutScripts(): string {
  const native = join(aFolder(), 'native')
  cpSync(installed, native, { recursive: true, filter: path => !lstatSync(path).isSymbolicLink() })
  cpSync(join(installed, '..', 'package.json'), join(native, '..', 'package.json'))
  return native
}

function runAs(): RunAs {
  const user = chooseUser('/nowhere')
  if (!user.ok) throw new Error(user.error.message.en)
  return user.value
}

const asksVersion = (native: string): boolean =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...runAs().spawn, cwd: '/' }).status === 0

test('with install scripts blocked the programs do not run until their libraries are linked', () => {
  const native = unpackedWithoutScripts()
  expect(asksVersion(native)).toBe(false)
  const found = findBinaries(runAs(), aFolder(), { native })
  expect(found).toMatchObject({ ok: true, value: { bin: join(native, 'bin'), major: 18 } })
  expect(asksVersion(native)).toBe(true)
})

test('programs that cannot be run where they lie are copied beside the data, and a cluster runs from there', async () => {
  const native = unpackedWithoutScripts()
  // Root can link anywhere but runs PostgreSQL as somebody who may not look in; others may not link.
  if (process.getuid?.() === 0) chmodSync(dirname(native), 0o700)
  else chmodSync(join(native, 'lib'), 0o555)
  onTestFinished(() =>
    chmodSync(existsSync(join(native, 'lib')) ? join(native, 'lib') : dirname(native), 0o755),
  )

  const dataDir = aFolder()
  const outcome = await startCluster({ dataDir, settings: FAST, binaries: { native } })
  if (!outcome.ok) throw new Error(outcome.error.message.en)
  await outcome.value.stop()
  const found = findBinaries(runAs(), dataDir, { native })
  expect(found.ok && dirname(dirname(found.value.bin))).toBe(dataDir)
})

test.each([
  ['win32', 'x64'],
  ['freebsd', 'x64'],
  ['linux', 's390x'],
])('on %s %s, where there are no programs, one sentence asks for DATABASE_URL', async (platform, arch) => {
  const dataDir = join(aFolder(), 'data')
  const outcome = await startCluster({ dataDir, binaries: { platform, arch } })
  expect(outcome).toMatchObject({ ok: false, error: { code: 'platform-unsupported' } })
  if (outcome.ok) return
  expect(outcome.error.message.zh).toContain(`${platform}-${arch}`)
  expect(outcome.error.message.en).toContain('DATABASE_URL')
  expect(existsSync(join(dataDir, 'cluster'))).toBe(false)
})

test('programs the machine cannot load are refused in one sentence, not by a crash', () => {
  const native = join(aFolder(), 'native')
  mkdirSync(join(native, 'bin'), { recursive: true })
  writeFileSync(join(native, '..', 'package.json'), '{"version":"18.0.0"}')
  for (const program of ['initdb', 'postgres'])
    writeFileSync(join(native, 'bin', program), '#!/no/such/loader\n', { mode: 0o755 })
  const copyTo = aFolder()
  const found = findBinaries(runAs(), copyTo, { native })
  expect(found).toMatchObject({ ok: false, error: { code: 'programs-do-not-run' } })
  rmSync(native, { recursive: true })
})
