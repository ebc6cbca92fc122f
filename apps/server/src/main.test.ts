import { isUp } from '@anlan/postgres'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { aFolder } from './testing/folders.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))

/** The product as a process of its own, as `npm start` runs it. */
async function startProduct(
  dataDir: string,
  more: NodeJS.ProcessEnv = { ANLAN_DEMO: '0' },
): Promise<{ origin: string; end(signal: NodeJS.Signals): Promise<unknown> }> {
  const env = { PATH: process.env.PATH, ANLAN_DATA: dataDir, PORT: '0', ...more }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', text => (said += String(text)))
  const gone = new Promise(resolve => child.once('exit', code => resolve(code)))
  const end = (signal: NodeJS.Signals): Promise<unknown> => {
    child.kill(signal)
    return gone
  }
  onTestFinished(async () => void (await end('SIGKILL')))
  for await (const line of createInterface(child.stdout)) {
    const origin = /^ready (.+)$/.exec(line)?.[1]
    if (origin) return { origin, end }
  }
  await gone
  throw new Error(`the product ended before it was ready: ${said}`)
}

const statusOf = (url: string): Promise<number> => fetch(url).then(({ status }) => status)

const serverOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(50)
}

test('the product brings a killed database back by itself, survives its own kill, and leaves nothing running when asked to stop', async () => {
  const dataDir = aFolder()
  const cluster = join(dataDir, 'postgres/cluster')
  const first = await startProduct(dataDir)
  expect(await statusOf(`${first.origin}/health/ready`)).toBe(200)

  const killed = serverOf(dataDir)
  process.kill(killed, 'SIGKILL')
  await until(() => statusOf(`${first.origin}/health/ready`).then(status => status === 503))
  await until(() => statusOf(`${first.origin}/health/ready`).then(status => status === 200))
  expect(serverOf(dataDir)).not.toBe(killed)

  await first.end('SIGKILL')
  const second = await startProduct(dataDir)
  expect(await statusOf(`${second.origin}/health/ready`)).toBe(200)

  expect(await second.end('SIGTERM')).toBe(0)
  expect(isUp(cluster)).toBe(false)
})

test('the demonstration county, whose password is public, is never opened to others', async () => {
  const dataDir = aFolder()
  const demo = await startProduct(dataDir, {})
  const signIn = (origin: string): Promise<Response> =>
    fetch(`${origin}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'xianadmin', password: 'anlan-demo-2026' }),
    })
  expect((await signIn(demo.origin)).status).toBe(200)
  await demo.end('SIGTERM')
  for (const opened of [
    { HOST: '0.0.0.0' },
    { ANLAN_TRUST_PROXY: '1' },
    { ANLAN_PUBLIC_URL: 'https://anlan.example' },
  ])
    await expect(startProduct(dataDir, opened)).rejects.toThrow('密码是公开的')
})
