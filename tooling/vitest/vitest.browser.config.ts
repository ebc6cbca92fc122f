import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

/** The product in a real browser, as people use it. */
export default defineConfig({
  root,
  test: {
    name: 'browser',
    include: ['apps/{console,kiosk}/e2e/**/*.test.ts'],
    globalSetup: [`${root}apps/console/e2e/server.ts`],
    pool: 'forks',
    // Half of a browser test is waiting; each worker has a product and a browser of its own.
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
