import { defineConfig } from 'vitest/config'

/** A whole copy of the domain is compiled several times over, on whatever machine this is. */
export default defineConfig({
  test: {
    name: 'generators',
    include: ['src/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
