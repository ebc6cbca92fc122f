import { join } from 'node:path'
import type { BareSetup } from './bare-server.ts'
import { startChild, type Child } from './child.ts'
import { ROOT } from './places.ts'

export interface Bare {
  readonly port: number
  readonly child: Child
}

/** Starts the bare handler (`bare-server.ts` says what it does) in a process of its own. */
export async function startBare(setup: BareSetup): Promise<Bare> {
  const program = join(import.meta.dirname, 'bare-server.ts')
  const env = { ...process.env, NODE_ENV: 'production' }
  const child = startChild(process.execPath, [program, JSON.stringify(setup)], env, ROOT)
  try {
    const { match } = await child.heard(/^ready (\d+)$/m, 20_000)
    return { port: Number(match[1]), child }
  } catch (error) {
    await child.end()
    throw error
  }
}
