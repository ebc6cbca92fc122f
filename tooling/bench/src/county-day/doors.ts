import { setTimeout as sleep } from 'node:timers/promises'
import { signIn, type Credentials, type Product } from '../product.ts'
import type { Paired } from './simulated-kiosk.ts'

/** The product as its people reach it: by the console's calls and streams, and as a kiosk that is switched on. */
export class Doors {
  readonly #origin: string

  constructor(origin: string) {
    this.#origin = origin
  }

  query = <Value>(who: Credentials, procedure: string, input: object = {}): Promise<Value> =>
    this.#call(`${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: who })

  mutate = <Value>(who: Credentials, procedure: string, input: object): Promise<Value> =>
    this.#call(procedure, {
      ...{ method: 'POST', headers: { ...who, 'content-type': 'application/json' } },
      body: JSON.stringify(input),
    })

  async #call<Value>(path: string, init: RequestInit): Promise<Value> {
    const response = await fetch(`${this.#origin}/trpc/${path}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`${path.split('?')[0] ?? ''}: ${response.status} ${text.slice(0, 300)}`)
    return (JSON.parse(text) as { result: { data: Value } }).result.data
  }

  /** Switches a kiosk on, has it taken for a school, and gives what it may come in with. */
  async pair(who: Credentials, unitId: string, name: string): Promise<Paired> {
    const { code, secret } = await this.#kiosk<{ code: string; secret: string }>('/pair', {})
    await this.mutate(who, 'devices.pair', { code, unitId, name })
    return this.#kiosk<Paired>('/claim', { secret })
  }

  async #kiosk<Value>(path: string, body: object): Promise<Value> {
    const response = await fetch(`${this.#origin}/api/kiosk${path}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Value
  }

  /**
   * Keeps a board open, across servers that come and go; `shown` gets each picture as it was written, for most of it
   * nobody here reads. @returns what closes it
   */
  watch(who: Credentials, procedure: string, id: string, shown: (board: string) => void): () => void {
    const closed = new AbortController()
    const url = `${this.#origin}/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify({ id }))}`
    const keep = async (): Promise<void> => {
      while (!closed.signal.aborted) {
        await readEvents(url, who, closed.signal, shown).catch(() => undefined)
        await sleep(200 + Math.random() * 200, undefined, { ref: false })
      }
    }
    void keep()
    return () => closed.abort()
  }
}

async function readEvents(
  url: string,
  headers: Credentials,
  signal: AbortSignal,
  shown: (board: string) => void,
): Promise<void> {
  const response = await fetch(url, { headers: { ...headers, accept: 'text/event-stream' }, signal })
  if (!response.ok || !response.body) return
  let rest = ''
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + piece).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (\{.*\})$/m.exec(block)?.[1]
      // Without a name: what the stream was opened for. The rest is the protocol's own.
      if (data !== undefined && !/^event: /m.test(block)) shown(data)
    }
  }
}

/** Signs several people in, for nobody may have more than a few dozen boards open. */
export async function signInAll(product: Product, usernames: readonly string[]): Promise<Credentials[]> {
  const people: Credentials[] = []
  for (const username of usernames) people.push(await signIn(product, username))
  return people
}
