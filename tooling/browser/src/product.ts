import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A watchdog, not a measure: the demonstration county takes minutes where others use the machine as well. */
const READY_MS = 240_000
const MAIN = join(import.meta.dirname, '../../../apps/server/src/main.ts')

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

export interface Product {
  readonly origin: string
  /** Its data folder. */
  readonly data: string
  /** Everything it has printed so far. */
  said(): string
  stop(): Promise<void>
}

/** Starts the product as a person would, on a folder of its own that goes with it. */
export async function startProduct(env: Readonly<Record<string, string>>): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'anlan-e2e-'))
  const port = await freePort()
  const server = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      ANLAN_DATA: data,
      NODE_ENV: 'production',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready in time: ${said}`)), READY_MS)
    const hear = (bytes: Buffer): void => {
      said += bytes.toString()
      if (!said.includes('ready http')) return
      clearTimeout(timer)
      resolve()
    }
    server.stdout.on('data', hear)
    server.stderr.on('data', hear)
    server.on('error', reject)
    server.on('exit', code => reject(new Error(`the server ended with ${code ?? 'a signal'}: ${said}`)))
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    data,
    said: () => said,
    async stop() {
      const ended = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(data, { recursive: true, force: true })
    },
  }
}
