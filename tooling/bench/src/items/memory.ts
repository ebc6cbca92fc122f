import { show } from '../figures.ts'
import { ask } from '../http.ts'
import { memoryOf } from '../processes.ts'
import type { StageItem } from './item.ts'

const MOST_MB = 250

/** What the product holds resident after everything before it in the run, by its own figures. */
export const memory: StageItem = {
  title: 'resident memory after the run',
  async run({ product }) {
    const metrics = (await ask(product.port, { method: 'GET', path: '/metrics' })).body.toString()
    const now = Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]) / 1024 / 1024
    const peak = memoryOf(product.child.pid).peak
    return {
      lines: [`product ${show(now)} MB now, ${show(peak)} MB at most`],
      data: { now, peak },
      targets: [{ what: `under ${MOST_MB} MB`, kept: now < MOST_MB }],
    }
  },
}
