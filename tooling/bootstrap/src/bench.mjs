// @ts-check
import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { ROOT } from './paths.mjs'
import { prepare } from './prepare.mjs'

const { node, env } = prepare({ build: true })
handOver(node, [join(ROOT, 'tooling/bench/src/main.ts'), ...process.argv.slice(2)], { cwd: ROOT, env })
