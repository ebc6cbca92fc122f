// @ts-check
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { prepare } from './prepare.mjs'
import { say } from './tools.mjs'

// Database, server, console and kiosk, each of which follows an edit by itself. One address serves all of
// them: the console's, which passes on what is the server's or the kiosk's.
const { node, env } = prepare({ build: false })
const SERVER = `http://127.0.0.1:${process.env.PORT ?? '8080'}`
const CONSOLE_PORT = '5173'
const KIOSK_PORT = '5174'
const ADDRESS = `http://127.0.0.1:${CONSOLE_PORT}`

/** @type {import('node:child_process').ChildProcess[]} */
const children = []
let ending = false

/** @param {string} cwd @param {string[]} args @param {NodeJS.ProcessEnv} extra */
function run(cwd, args, extra) {
  const child = spawn(node, args, { cwd: join(ROOT, cwd), env: { ...env, ...extra }, stdio: 'inherit' })
  child.on('exit', code => end(code ?? 1))
  children.push(child)
}

/** When one of them ends, or the person does, all end. @param {number} code */
function end(code) {
  if (ending) return
  ending = true
  process.exitCode = code
  for (const child of children) child.kill('SIGTERM')
}

/** @param {string} port */
const vite = port => ['node_modules/vite/bin/vite.js', '--host', '127.0.0.1', '--port', port, '--strictPort']

run('apps/server', ['--watch', '--watch-preserve-output', 'src/main.ts'], { ANLAN_PUBLIC_URL: ADDRESS })
run('apps/console', vite(CONSOLE_PORT), {
  ANLAN_SERVER: SERVER,
  ANLAN_KIOSK: `http://127.0.0.1:${KIOSK_PORT}`,
})
run('apps/kiosk', vite(KIOSK_PORT), { ANLAN_SERVER: SERVER })
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => end(0))
say(`开发地址 / open: ${ADDRESS}`)
