import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import { defineConfig, type Plugin } from 'vite'
import { compression } from 'vite-plugin-compression2'

const SERVER = process.env.ANLAN_SERVER ?? 'http://127.0.0.1:8080'
const KIOSK = process.env.ANLAN_KIOSK ?? 'http://127.0.0.1:5174'

/** Packed once here instead of at every request; the server sends what the browser takes. */
const PACKED = {
  algorithms: ['br', 'gz'],
  include: /\.(?:js|css|svg)$/,
  threshold: 1024,
} satisfies Parameters<typeof compression>[0]

/** The server answers every address under `/report` and `/verify` with a page for people without an account; so does this one. */
const PUBLIC_PAGE = {
  name: 'public-page',
  configureServer: ({ middlewares }) => {
    middlewares.use((request, _response, next) => {
      const page = /^\/(report|verify)(?:[/?]|$)/.exec(request.url ?? '')?.[1]
      if (page) request.url = `/${page}.html`
      next()
    })
  },
} satisfies Plugin

export default defineConfig({
  plugins: [PUBLIC_PAGE, vue(), icons({ compiler: 'vue3', scale: 1.25 }), compression(PACKED)],
  define: {
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
  },
  server: { proxy: { '/trpc': SERVER, '/api': SERVER, '/kiosk': { target: KIOSK, ws: true } } },
  // The manifest says which part needs which: the benchmark and the size test walk it.
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 350,
    manifest: true,
    // What is imported first runs first, whatever shares a chunk with it.
    rolldownOptions: {
      input: ['index.html', 'report.html', 'verify.html'],
      output: { strictExecutionOrder: true },
    },
  },
})
