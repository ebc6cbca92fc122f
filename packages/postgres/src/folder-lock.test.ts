import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { withFolderLock } from './folder-lock.ts'
import { self } from './process-identity.ts'
import { aFolder } from './trial/apps.ts'

const MAIN = fileURLToPath(new URL('trial/lock-main.ts', import.meta.url))

const run = (...args: string[]): Promise<void> =>
  new Promise(resolve =>
    spawn(process.execPath, [MAIN, ...args], { stdio: 'inherit' }).on('exit', () => resolve()),
  )

test('of many processes only one at a time is inside, though some are killed there', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'counter'), '0')
  await Promise.all([
    ...Array.from({ length: 4 }, () => run(folder, '25')),
    ...Array.from({ length: 4 }, () => run(folder, '1', 'dies')),
  ])
  expect(readFileSync(join(folder, 'counter'), 'utf8')).toBe('100')
})

test('what happens inside the lock may fail; the next is let in', async () => {
  const locks = join(aFolder(), 'locks')
  await expect(withFolderLock(locks, () => Promise.reject(new Error('failed inside')))).rejects.toThrow(
    'failed',
  )
  expect(await withFolderLock(locks, () => Promise.resolve('in'))).toBe('in')
  expect(readdirSync(locks)).toHaveLength(1)
})

test('a lock whose owner’s pid is a stranger’s by now is free', async () => {
  const locks = join(aFolder(), 'locks')
  mkdirSync(locks)
  writeFileSync(join(locks, '1'), JSON.stringify({ ...self, born: 'long ago', host: 'here' }))
  expect(await withFolderLock(locks, () => Promise.resolve('in'))).toBe('in')
})

test('an owner in another container, whose pulse cannot be felt, is believed for a while and no longer', async () => {
  const locks = join(aFolder(), 'locks')
  mkdirSync(locks)
  const lock = join(locks, '1')
  writeFileSync(lock, JSON.stringify({ pid: 1, born: '1', place: 'elsewhere', host: 'elsewhere' }))
  let entered = false
  const entering = withFolderLock(locks, () => Promise.resolve((entered = true)))
  await new Promise(resolve => setTimeout(resolve, 200))
  expect(entered).toBe(false)
  const hourAgo = Date.now() / 1000 - 3600
  utimesSync(lock, hourAgo, hourAgo)
  expect(await entering).toBe(true)
})
