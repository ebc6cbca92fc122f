import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Refused } from './names.ts'
import { newArea } from './new-area.ts'
import { newRegister } from './new-register.ts'

const ROOT = join(import.meta.dirname, '../../..')
const [kind, ...words] = process.argv.slice(2)

/** What the person asked for, carried out; gives the files written. */
function carryOut(): string[] {
  const [first, second] = words
  if (kind === 'register' && first !== undefined && second !== undefined && words.length === 2)
    return newRegister(ROOT, first, second)
  if (kind === 'area' && first !== undefined && words.length === 1) return newArea(ROOT, first)
  throw new Refused('use: pnpm new:register <area> <name>, or pnpm new:area <area>')
}

try {
  const files = carryOut()
  const prettier = join(ROOT, 'node_modules/prettier/bin/prettier.cjs')
  spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', ...files], { cwd: ROOT })
  process.stdout.write(`${files.join('\n')}\n`)
  process.stdout.write('pnpm verify 会逐项提示还缺什么 / pnpm verify says what is still missing\n')
} catch (error) {
  if (!(error instanceof Refused)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
