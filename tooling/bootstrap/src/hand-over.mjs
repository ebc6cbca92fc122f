// @ts-check
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'

/** Where Node keeps what it compiled: a warm start of the server spends half its time on that otherwise. */
const COMPILED = join(ROOT, 'node_modules/.cache/node')

/**
 * Runs a program in our place: its output is ours, our signals are its, and we end as it ends.
 * @param {string} program @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 */
export function handOver(program, args, options) {
  const env = { NODE_COMPILE_CACHE: COMPILED, ...options.env }
  const child = spawn(program, args, { stdio: 'inherit', ...options, env })
  // Ctrl-C reaches the child by itself, a signal sent to us alone does not; hearing it twice does no harm.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal))
  child.on('error', error => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}
