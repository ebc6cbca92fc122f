// @ts-check
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { say } from './tools.mjs'

/** @typedef {{ name: string, args: string[], report?: string, runsHere?: () => string | null }} Step */

const reports = mkdtempSync(join(tmpdir(), 'anlan-reports-'))
/** @param {string} path */
const bin = path => join(ROOT, path)

/** What can be said of a checkout's files without running them. @type {Step[]} */
export const STATIC_STEPS = [
  {
    name: '格式 format',
    args: [
      bin('node_modules/prettier/bin/prettier.cjs'),
      ...['--check', '--log-level', 'warn', '--cache', '.'],
    ],
  },
  { name: '文档链接 links', args: [bin('tooling/bootstrap/src/doc-links.mjs')] },
  { name: '类型 types', args: [bin('tooling/bootstrap/src/types.mjs')] },
  {
    name: '规范 lint',
    args: [
      bin('tooling/eslint/node_modules/eslint/bin/eslint.js'),
      ...['--config', 'tooling/eslint/eslint.config.ts', '--max-warnings', '0'],
      ...['--cache', '--cache-location', 'node_modules/.cache/eslint', 'apps', 'packages', 'tooling'],
    ],
  },
]

/** What needs the whole tree at once. @type {Step[]} */
export const TREE_STEPS = [
  {
    name: '边界 boundaries',
    args: [
      bin('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', '.dependency-cruiser.cjs', 'apps', 'packages', 'tooling'],
    ],
  },
  {
    name: '死代码 dead code',
    args: [bin('node_modules/knip/bin/knip.js'), '--config', 'tooling/knip/knip.json'],
  },
]

/**
 * A run of Vitest whose counts are read from its report.
 * @param {string} name @param {string} config @param {string[]} [filter] @returns {Step}
 */
export function vitest(name, config, filter = []) {
  const report = join(reports, `${name.replace(/\W/g, '-')}.json`)
  const args = [bin('tooling/vitest/node_modules/vitest/vitest.mjs'), 'run', '--config', config, ...filter]
  return {
    name,
    args: [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    report,
  }
}

/**
 * Runs one step; what it prints goes straight through, or is held back until it has ended.
 * @param {import('./tools.mjs').Tools} tools @param {Step} step @param {boolean} isAlone
 * @returns {Promise<{ ok: boolean, seconds: string, said: string }>}
 */
function runStep(tools, { args }, isAlone) {
  const started = Date.now()
  return new Promise((resolve, reject) => {
    const child = spawn(tools.node, args, {
      ...{ cwd: ROOT, env: tools.env },
      stdio: isAlone ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', bytes => (said += bytes))
    child.on('error', reject)
    child.on('close', status =>
      resolve({ ok: status === 0, seconds: ((Date.now() - started) / 1000).toFixed(1), said }),
    )
  })
}

/**
 * Runs steps one after another, those of a group at once, and stops after the first that fails. The last line on standard
 * output counts what passed, failed and was skipped; the exit code is 1 when anything failed, or was skipped in CI.
 * @param {import('./tools.mjs').Tools} tools @param {(Step | Step[])[]} plan
 */
export async function runSteps(tools, plan) {
  let [passed, failed, skipped] = [0, 0, 0]
  for (const each of plan) {
    const group = [each].flat().filter(({ runsHere }) => {
      const whyNot = runsHere?.() ?? null
      if (whyNot === null) return true
      say(whyNot)
      skipped += 1
      return false
    })
    let isSound = true
    await Promise.all(
      group.map(async step => {
        say(`▶ ${step.name}`)
        const { ok, seconds, said } = await runStep(tools, step, group.length === 1)
        process.stderr.write(said)
        say(`${ok ? '✓' : '✗'} ${step.name} ${seconds} s`)
        if (step.report && existsSync(step.report)) {
          const counts = JSON.parse(readFileSync(step.report, 'utf8'))
          passed += counts.numPassedTests
          failed += counts.numFailedTests
          skipped += counts.numPendingTests
        } else if (ok) passed += 1
        else failed += 1
        isSound &&= ok
      }),
    )
    if (isSound) continue
    if (failed === 0) failed = 1
    break
  }
  rmSync(reports, { recursive: true, force: true })
  if (skipped > 0 && process.env.CI) {
    say('CI 中不允许跳过测试 / a skipped test is a failure in CI')
    failed += skipped
    skipped = 0
  }
  process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  process.exit(failed > 0 ? 1 : 0)
}
