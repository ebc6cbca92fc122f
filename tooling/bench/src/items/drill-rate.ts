import { layDrillDay } from '../drill-rows.ts'
import { percentile, show } from '../figures.ts'
import { Connection, toBytes, type Request } from '../http.ts'
import { factOf, factsRequest } from './drill-day.ts'
import type { StageItem } from './item.ts'

/** Facts of a request, as a kiosk sends them that was without a network for a while. */
const BATCH = 10
const SECONDS = 4
const STEPS = [4, 8, 16, 32, 64] as const
const MOST_MS = 250
const LEAST_PER_SECOND = 10_000

interface Step {
  readonly perSecond: number
  readonly p99: number
}

/** So many requests under way for some seconds. */
async function drive(port: number, under: number, next: () => Request): Promise<Step> {
  const latencies: number[] = []
  const started = performance.now()
  const until = started + SECONDS * 1000
  await Promise.all(
    Array.from({ length: under }, async () => {
      const connection = await Connection.open(port)
      try {
        for (let sent = performance.now(); sent < until; sent = performance.now()) {
          const answer = await connection.send(toBytes(next(), port))
          if (answer.status !== 200)
            throw new Error(`answered ${answer.status}: ${answer.body.toString().slice(0, 200)}`)
          latencies.push(performance.now() - sent)
        }
      } finally {
        connection.close()
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  return { perSecond: (latencies.length * BATCH) / seconds, p99: percentile(latencies, 0.99) }
}

/** The highest rate of a side at which p99 stays under the bound. */
async function climb(port: number, next: () => Request): Promise<{ best: Step; steps: Step[] }> {
  const steps: Step[] = []
  for (const under of STEPS) {
    const step = await drive(port, under, next)
    steps.push(step)
    if (step.p99 >= MOST_MS) break
  }
  const good = steps.filter(({ p99 }) => p99 < MOST_MS)
  const best = good.reduce(
    (a, b) => (b.perSecond > a.perSecond ? b : a),
    good[0] ?? { perSecond: 0, p99: Infinity },
  )
  return { best, steps }
}

/** How many facts a second are taken, beside a bare handler with one `unnest` insert a request. */
export const drillRate: StageItem = {
  title: `facts taken a second, in batches of ${BATCH}, while p99 stays under ${MOST_MS} ms`,
  async run({ product, bare, owner }) {
    const { schools } = await layDrillDay(owner)
    const counts = schools.map(() => 0)
    let turn = 0
    const nextFacts = (): { at: number; facts: object[] } => {
      turn = (turn + 1) % schools.length
      const school = schools[turn]
      const from = counts[turn] ?? 0
      counts[turn] = from + BATCH
      return {
        at: turn,
        facts: school ? Array.from({ length: BATCH }, (_, each) => factOf(school, from + each)) : [],
      }
    }
    const ours = await climb(product.port, () => {
      const { at, facts } = nextFacts()
      const school = schools[at]
      if (!school) throw new Error('no such school')
      return factsRequest(school, facts)
    })
    const theirs = await climb(bare.port, () => {
      const { at, facts } = nextFacts()
      return { method: 'POST', path: '/facts', body: { unitId: schools[at]?.unitId, facts } }
    })
    const ratio = ours.best.perSecond / theirs.best.perSecond
    const line = (name: string, steps: readonly Step[]): string =>
      `${name.padEnd(8)} ${steps.map(({ perSecond, p99 }) => `${show(perSecond)}/s at p99 ${show(p99)} ms`).join(', ')}`
    return {
      lines: [line('product', ours.steps), line('bare', theirs.steps), `product/bare ${ratio.toFixed(2)}`],
      data: { product: ours, bare: theirs, ratio },
      targets: [
        { what: `at least ${LEAST_PER_SECOND} facts/s`, kept: ours.best.perSecond >= LEAST_PER_SECOND },
      ],
    }
  },
}
