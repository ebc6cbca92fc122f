// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { handOver } from './hand-over.mjs'
import { ROOT } from './paths.mjs'
import { prepare } from './prepare.mjs'

const { node, env } = prepare({ build: true })
// Left to itself Node gives what is young 64 MB on a large machine, which the server fills before it tidies up.
const flags = JSON.parse(readFileSync(join(ROOT, 'apps/server/node-flags.json'), 'utf8'))
handOver(node, [...flags, join(ROOT, 'apps/server/src/main.ts'), ...process.argv.slice(2)], {
  cwd: ROOT,
  env,
})
