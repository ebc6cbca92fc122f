import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startChild, type Child } from './child.ts'
import { ask, type Request } from './http.ts'
import { freePort, ROOT } from './places.ts'

/** The product, started as a person starts it, with the demonstration county. */
export interface Product {
  readonly port: number
  readonly child: Child
  /** From the start of the process to the line `ready`. */
  readonly readyMs: number
  /** What the demonstration county took to load; null when it was there already. */
  readonly loadMs: number | null
  /** The accounts' password, as the start prints it. */
  readonly password: string
}

const READY_MS = 120_000
const SERVER = join(ROOT, 'apps/server/src/main.ts')
/** What `npm start` gives to Node. */
const FLAGS = JSON.parse(readFileSync(join(ROOT, 'apps/server/node-flags.json'), 'utf8')) as readonly string[]

/** How the product is started: the whole command of a person, or the server alone, whose process is then its own. */
export type Start = 'npm start' | 'server'

const COMMANDS: Record<Start, readonly [string, ...string[]]> = {
  'npm start': ['npm', 'start'],
  server: [process.execPath, ...FLAGS, SERVER],
}

/** Starts the product on a data folder and a port of its own; nothing of the machine's own settings reaches it. */
export async function startProduct(dataDir: string, how: Start = 'server', at?: number): Promise<Product> {
  const port = at ?? (await freePort())
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ANLAN_') && name !== 'DATABASE_URL',
  )
  const own = { PORT: String(port), HOST: '127.0.0.1', ANLAN_DATA: dataDir, ANLAN_DEMO: '1' }
  const [program, ...args] = COMMANDS[how]
  const env = { ...Object.fromEntries(inherited), ...own, NODE_ENV: 'production' }
  const child = startChild(program, args, env, ROOT)
  try {
    const ready = await child.heard(/^ready http:\S+/m, READY_MS)
    const password = /password: (\S+)/.exec(ready.match.input)?.[1] ?? ''
    const loading = child.firstHeard(/loading the demonstration county/)
    return {
      ...{ port, child, password },
      readyMs: ready.at - child.startedAt,
      loadMs: loading === null ? null : ready.at - loading,
    }
  } catch (error) {
    await child.end()
    throw error
  }
}

/** What somebody who is signed in sends along. */
export type Credentials = Readonly<Record<string, string>>

/** Signs in over HTTP and gives the headers that prove it. */
export async function signIn({ port, password }: Product, username: string): Promise<Credentials> {
  const answer = await ask(port, signInRequest(port, username, password))
  const cookie = /\r\nset-cookie: ([^;]+)/i.exec(answer.head)?.[1]
  if (answer.status !== 200 || cookie === undefined)
    throw new Error(`${username} cannot sign in: ${answer.status} ${answer.body.toString()}`)
  return { cookie, origin: originOf(port) }
}

export const originOf = (port: number): string => `http://127.0.0.1:${port}`

export const signInRequest = (port: number, username: string, password: string): Request => ({
  ...{ method: 'POST', path: '/api/auth/sign-in/username', headers: { origin: originOf(port) } },
  body: { username, password },
})

/** A query as the console sends it: one call in a batch. */
export const query = (procedure: string, input: object, headers: Credentials): Request => ({
  method: 'GET',
  path: `/trpc/${procedure}?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: input }))}`,
  headers,
})

/** A mutation as the console sends it. */
export const mutation = (procedure: string, input: object, headers: Credentials): Request => ({
  ...{ method: 'POST', path: `/trpc/${procedure}?batch=1`, headers },
  body: { 0: input },
})

/** The value of a batch's only call. */
export function resultOf<Value>(body: Buffer): Value {
  const [only] = JSON.parse(body.toString()) as { result?: { data: Value } }[]
  if (!only?.result) throw new Error(`the product refused: ${body.toString().slice(0, 300)}`)
  return only.result.data
}
