import { show, showSpread, spreadOf } from '../figures.ts'
import { startProduct, type Start } from '../product.ts'
import type { Findings } from './item.ts'

const MOST_READY_MS = 3_000
const MOST_LOAD_MS = 30_000
const TIMES = 5

/** The first start on an empty folder: initialises the cluster and loads the demonstration county. */
export async function firstStart(dataDir: string): Promise<Findings> {
  const { child, readyMs, loadMs } = await startProduct(dataDir)
  await child.end()
  return {
    lines: [
      `first start ${show(readyMs)} ms, of which the demonstration county ${show(loadMs ?? Number.NaN)} ms`,
    ],
    data: { readyMs, loadMs },
    targets: [
      {
        what: `the demonstration county loads in under ${MOST_LOAD_MS / 1000} s`,
        kept: loadMs !== null && loadMs < MOST_LOAD_MS,
      },
    ],
  }
}

/** Starts on a checkout that is built and initialised, each from nothing running to the line `ready`. */
export async function warmStarts(dataDir: string): Promise<Findings> {
  const times: Record<Start, number[]> = { 'npm start': [], server: [] }
  for (let time = 0; time < TIMES; time += 1) {
    for (const how of Object.keys(times) as Start[]) {
      const { child, readyMs } = await startProduct(dataDir, how)
      await child.end()
      times[how].push(readyMs)
    }
  }
  const spread = spreadOf(times['npm start'])
  return {
    lines: Object.entries(times).map(
      ([how, each]) => `${how.padEnd(10)} ready after ${showSpread(spreadOf(each))} ms`,
    ),
    data: times,
    targets: [{ what: `ready within ${MOST_READY_MS / 1000} s`, kept: spread.median < MOST_READY_MS }],
  }
}
