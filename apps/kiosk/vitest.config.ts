import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { name: 'kiosk', include: ['src/**/*.test.ts'], maxWorkers: 2 } })
