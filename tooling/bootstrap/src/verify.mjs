// @ts-check
import { prepare } from './prepare.mjs'
import { runSteps, STATIC_STEPS, vitest } from './steps.mjs'

// The check between two edits: seconds, and no database.
const tools = prepare({ build: false })
const PURE = ['packages/domain', 'packages/plan-reader']
await runSteps(tools, [
  STATIC_STEPS,
  vitest('领域测试 domain tests', 'tooling/vitest/vitest.config.ts', PURE),
])
