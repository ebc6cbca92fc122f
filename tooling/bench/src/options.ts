import { parseArgs } from 'node:util'

export interface Options {
  /** Names of the items to run; empty for all of them. */
  readonly only: readonly string[]
  /** Length of one round of load. */
  readonly seconds: number
  /** How often each side has its turn. */
  readonly rounds: number
  /** Requests under way at any moment. */
  readonly concurrency: number
  /** Where the figures go as JSON besides the terminal, or null. */
  readonly json: string | null
}

export const USAGE = `usage: npm run bench -- [--only NAME]... [--seconds N] [--rounds N] [--concurrency N] [--json FILE]
`

/** A whole number within bounds, so that no run is endless. */
function bounded(name: string, text: string, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  throw new Error(`--${name} is a whole number from 1 to ${most}`)
}

/**
 * Reads the command line.
 * @throws one sentence about what is wrong with it
 */
export function readOptions(args: readonly string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      seconds: { type: 'string', default: '3' },
      rounds: { type: 'string', default: '5' },
      concurrency: { type: 'string', default: '16' },
      json: { type: 'string' },
    },
  })
  const unknown = values.only.find(name => !names.includes(name))
  if (unknown !== undefined) throw new Error(`there is no item ${unknown}; there are ${names.join(', ')}`)
  return {
    only: values.only,
    seconds: bounded('seconds', values.seconds, 60),
    rounds: bounded('rounds', values.rounds, 50),
    concurrency: bounded('concurrency', values.concurrency, 200),
    json: values.json ?? null,
  }
}
