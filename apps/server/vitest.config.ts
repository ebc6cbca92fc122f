import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'server',
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/testing/global-setup.ts'],
    pool: 'forks',
    // No test replaces a module or keeps anything in one: each worker loads the product once, not once a file.
    isolate: false,
    maxWorkers: 2,
    // Watchdogs, not measures: a machine that does other things besides may be ten times slower.
    testTimeout: 180_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
