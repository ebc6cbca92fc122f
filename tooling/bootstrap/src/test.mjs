// @ts-check
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { prepare } from './prepare.mjs'
import { runSteps, STATIC_STEPS, TREE_STEPS, vitest } from './steps.mjs'

// Everything `npm test` asks of a checkout.
const tools = prepare({ build: true })

/** One line when no browser can run on this machine, else null. */
function whyNoBrowser() {
  const probe = [join(ROOT, 'tooling/browser/src/probe.ts')]
  const { status, stdout } = spawnSync(tools.node, probe, { encoding: 'utf8', env: tools.env })
  // A probe that itself breaks must not pass for a machine without a browser.
  return status === 0 && stdout !== '' ? stdout : null
}

await runSteps(tools, [
  [...STATIC_STEPS, ...TREE_STEPS],
  vitest('测试 tests', 'tooling/vitest/vitest.config.ts'),
  {
    ...vitest('浏览器测试 browser tests', 'tooling/vitest/vitest.browser.config.ts'),
    runsHere: whyNoBrowser,
  },
])
