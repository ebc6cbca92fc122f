import { percentile, show } from '../figures.ts'
import { ask, Connection, toBytes, type Request } from '../http.ts'
import { signInRequest } from '../product.ts'
import { READS, type Stage } from '../stage.ts'
import type { StageItem } from './item.ts'

/** People who sign in at the same moment while others go on working. */
const AT_ONCE = 10
const LIST_CONNECTIONS = 4

let visitors = 0
/** Each sign-in comes from another address of this machine, as people do; the limit of tries goes by address. */
const nextAddress = (): string | undefined => {
  if (process.platform !== 'linux') return undefined
  visitors += 1
  return `127.0.${1 + Math.floor(visitors / 250)}.${1 + (visitors % 250)}`
}

/** Everybody signs in as himself again and again; `requests` holds one request a person. */
async function signInFor(port: number, requests: readonly Request[], until: number): Promise<number[]> {
  const latencies: number[] = []
  const work = async (request: Request): Promise<void> => {
    for (let sent = performance.now(); sent < until; sent = performance.now()) {
      const answer = await ask(port, request, nextAddress())
      if (answer.status !== 200)
        throw new Error(`a sign-in was refused: ${answer.status} ${answer.body.toString()}`)
      latencies.push(performance.now() - sent)
    }
  }
  await Promise.all(requests.map(work))
  return latencies
}

async function listFor(stage: Stage, until: number): Promise<number[]> {
  const request = toBytes(READS['list-county'](stage), stage.product.port)
  const latencies: number[] = []
  const work = async (): Promise<void> => {
    const connection = await Connection.open(stage.product.port)
    try {
      for (let sent = performance.now(); sent < until; sent = performance.now()) {
        await connection.send(request)
        latencies.push(performance.now() - sent)
      }
    } finally {
      connection.close()
    }
  }
  await Promise.all(Array.from({ length: LIST_CONNECTIONS }, work))
  return latencies
}

const words = (name: string, latencies: readonly number[], seconds: number): string =>
  [
    name.padEnd(34),
    `${show(latencies.length / seconds)}/s`.padEnd(10),
    `p50 ${show(percentile(latencies, 0.5))} ms`.padEnd(14),
    `p99 ${show(percentile(latencies, 0.99))} ms`,
  ].join(' ')

/** Sign-in alone on both sides, then with lists going on: a password's hash must not hold up whoever works. */
export const signInItem: StageItem = {
  title: 'sign-in, and lists while people sign in',
  async run(stage) {
    const { product, bare, options } = stage
    const seconds = options.seconds
    const until = (): number => performance.now() + seconds * 1000
    const people = Array.from({ length: AT_ONCE }, (_each, index) =>
      signInRequest(product.port, `anquan${String(index + 1).padStart(3, '0')}`, product.password),
    )
    const ours = people.slice(0, 1)
    const theirs = ours.map(({ body }): Request => ({ method: 'POST', path: '/sign-in', body }))
    const alone: Record<'product' | 'bare', number[]> = { product: [], bare: [] }
    for (let round = 0; round < options.rounds; round += 1) {
      alone.product.push(...(await signInFor(product.port, ours, until())))
      alone.bare.push(...(await signInFor(bare.port, theirs, until())))
    }
    const quiet = await listFor(stage, until())
    const end = until()
    const [busy, signedIn] = await Promise.all([listFor(stage, end), signInFor(product.port, people, end)])
    const whole = seconds * options.rounds
    return {
      lines: [
        words('product, one at a time', alone.product, whole),
        words('bare, one at a time', alone.bare, whole),
        words(`lists, nobody signs in`, quiet, seconds),
        words(`lists, ${AT_ONCE} sign in at once`, busy, seconds),
        words(`those ${AT_ONCE}`, signedIn, seconds),
        `product/bare ${(percentile(alone.bare, 0.5) / percentile(alone.product, 0.5)).toFixed(2)}`,
      ],
      data: {
        productMs: percentile(alone.product, 0.5),
        bareMs: percentile(alone.bare, 0.5),
        listP99: { quiet: percentile(quiet, 0.99), busy: percentile(busy, 0.99) },
        signInP50: percentile(signedIn, 0.5),
      },
      targets: [],
    }
  },
}
