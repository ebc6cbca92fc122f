import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { compression } from 'vite-plugin-compression2'

/** Packed once here instead of at every request; the server sends what the browser takes. */
const PACKED = {
  algorithms: ['br', 'gz'],
  include: /\.(?:js|css|svg)$/,
  threshold: 1024,
} satisfies Parameters<typeof compression>[0]

export default defineConfig({ base: '/kiosk/', plugins: [vue(), compression(PACKED)] })
