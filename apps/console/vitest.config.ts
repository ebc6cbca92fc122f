import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig } from 'vitest/config'

/** What a page draws from declarations alone, rendered without a browser; whatever a person does is in e2e. */
export default defineConfig({
  plugins: [vue(), icons({ compiler: 'vue3' })],
  test: {
    name: 'console',
    include: ['src/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
