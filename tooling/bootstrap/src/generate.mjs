// @ts-check
import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { ROOT } from './paths.mjs'
import { prepare } from './prepare.mjs'

// `pnpm new:register` and `pnpm new:area`.
const { node, env } = prepare({ build: false })
handOver(node, [join(ROOT, 'tooling/generators/src/main.ts'), ...process.argv.slice(2)], { cwd: ROOT, env })
