// @ts-check
import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { ROOT } from './paths.mjs'
import { prepare } from './prepare.mjs'

const { node, env } = prepare({ build: false })
// npm changes into the checkout; a file is named from where the person stands.
const cwd = process.env.INIT_CWD ?? process.cwd()
handOver(node, [join(ROOT, 'apps/server/src/cli.ts'), ...process.argv.slice(2)], { cwd, env })
