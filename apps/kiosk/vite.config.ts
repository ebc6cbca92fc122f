import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { compression } from 'vite-plugin-compression2'
import { VitePWA } from 'vite-plugin-pwa'
import { version } from './package.json'

const SERVER = process.env.ANLAN_SERVER ?? 'http://127.0.0.1:8080'

/** Packed once here instead of at every request; the server sends what the browser takes. */
const PACKED = {
  algorithms: ['br', 'gz'],
  include: /\.(?:js|css|svg|wasm)$/,
  threshold: 1024,
} satisfies Parameters<typeof compression>[0]

const BASE = '/kiosk/'

/** The worker that keeps the whole program on the device, the scanner included; it never answers for the API. */
const WORKER = {
  registerType: 'prompt',
  injectRegister: false,
  scope: BASE,
  workbox: {
    globPatterns: ['**/*.{js,css,html,svg,png,wasm}'],
    navigateFallback: 'index.html',
    navigateFallbackAllowlist: [/^\/kiosk(?:\/|$)/],
    navigateFallbackDenylist: [/^\/trpc/, /^\/api/],
    inlineWorkboxRuntime: true,
    sourcemap: false,
    cleanupOutdatedCaches: true,
    // A file whose name holds its hash needs no second one.
    dontCacheBustURLsMatching: /\/assets\//,
  },
  manifest: {
    name: '安澜 签到屏',
    short_name: '签到屏',
    description: '应急演练时清点师生',
    lang: 'zh-CN',
    id: BASE,
    start_url: BASE,
    scope: BASE,
    display: 'fullscreen',
    background_color: '#0f2f57',
    theme_color: '#0f2f57',
    icons: [
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    ],
  },
} satisfies Parameters<typeof VitePWA>[0]

export default defineConfig({
  base: BASE,
  plugins: [vue(), VitePWA(WORKER), compression(PACKED)],
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  server: { proxy: { '/api': SERVER } },
  // The manifest says which part needs which: the size test walks it. No inlined data: the policy allows none.
  build: { target: 'es2022', manifest: true, assetsInlineLimit: 0 },
})
