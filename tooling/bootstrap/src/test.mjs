// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { prepare } from './prepare.mjs'
import { say } from './tools.mjs'

const tools = prepare({ build: true })
const reports = mkdtempSync(join(tmpdir(), 'anlan-reports-'))
/** @param {string} path */
const bin = path => join(ROOT, path)

/** @typedef {{ name: string, args: string[], report?: string }} Step */

/** Everything `npm test` asks of a checkout, quickest first. @type {Step[]} */
const STEPS = [
  {
    name: '格式 format',
    args: [bin('node_modules/prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  },
  { name: '类型 types', args: [bin('tooling/bootstrap/src/types.mjs')] },
  {
    name: '规范 lint',
    args: [
      bin('tooling/eslint/node_modules/eslint/bin/eslint.js'),
      '--config',
      'tooling/eslint/eslint.config.ts',
      '--max-warnings',
      '0',
      'apps',
      'packages',
      'tooling',
    ],
  },
  {
    name: '边界 boundaries',
    args: [
      bin('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'apps',
      'packages',
      'tooling',
    ],
  },
  {
    name: '死代码 dead code',
    args: [bin('node_modules/knip/bin/knip.js'), '--config', 'tooling/knip/knip.json'],
  },
  vitest('测试 tests', 'tooling/vitest/vitest.config.ts'),
  vitest('浏览器测试 browser tests', 'tooling/vitest/vitest.browser.config.ts'),
]

/** @param {string} name @param {string} config @returns {Step} */
function vitest(name, config) {
  const report = join(reports, `${config.replace(/\W/g, '-')}.json`)
  const args = [bin('tooling/vitest/node_modules/vitest/vitest.mjs'), 'run', '--config', config]
  return {
    name,
    args: [...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    report,
  }
}

let [passed, failed, skipped] = [0, 0, 0]
for (const { name, args, report } of STEPS) {
  const started = Date.now()
  say(`▶ ${name}`)
  const { status } = spawnSync(tools.node, args, { cwd: ROOT, env: tools.env, stdio: 'inherit' })
  const ok = status === 0
  if (report && existsSync(report)) {
    const counts = JSON.parse(readFileSync(report, 'utf8'))
    passed += counts.numPassedTests
    failed += counts.numFailedTests
    skipped += counts.numPendingTests
  } else {
    if (ok) passed += 1
    else failed += 1
  }
  say(`${ok ? '✓' : '✗'} ${name} ${((Date.now() - started) / 1000).toFixed(1)} s`)
  if (ok) continue
  if (failed === 0) failed = 1
  break
}
rmSync(reports, { recursive: true, force: true })
if (skipped > 0 && process.env.CI) {
  say('CI 中不允许跳过测试 / a skipped test is a failure in CI')
  failed += skipped
}
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exit(failed > 0 ? 1 : 0)
