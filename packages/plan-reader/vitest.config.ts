import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'plan-reader',
    include: ['src/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 180_000,
    isolate: false,
  },
})
