import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { name: 'plan-reader', include: ['src/**/*.test.ts'], testTimeout: 180_000, isolate: false },
})
