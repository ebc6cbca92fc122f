// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PNPM_VERSION, ROOT } from './paths.mjs'
import { hashOf, isStamped, stamp } from './stamp.mjs'
import { ensureTools, giveUp, say } from './tools.mjs'

const FRONT_ENDS = ['console', 'kiosk']

/** Manifests of every workspace package. */
const manifests = () =>
  ['apps', 'packages', 'tooling'].flatMap(group =>
    readdirSync(join(ROOT, group)).map(name => join(ROOT, group, name, 'package.json')),
  )

/**
 * Makes the checkout ready to run: tools, dependencies and, when asked, the built front ends. What is ready
 * already is recognised by a stamp and costs a few milliseconds.
 * @param {{ build: boolean }} what
 */
export function prepare({ build }) {
  const tools = ensureTools()
  install(tools)
  if (build) for (const name of FRONT_ENDS) buildFrontEnd(tools, name)
  return tools
}

/** @param {import('./tools.mjs').Tools} tools */
function install(tools) {
  const file = join(ROOT, 'node_modules', '.anlan-installed')
  const inputs = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'].map(name => join(ROOT, name))
  const value = `${PNPM_VERSION} ${hashOf([...inputs, ...manifests()])}`
  if (isStamped(file, value)) return
  say('正在安装依赖 … / installing dependencies …')
  const installed = spawnSync(tools.pnpm, ['install', '--frozen-lockfile', '--ignore-scripts'], {
    cwd: ROOT,
    env: { ...tools.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (installed.status !== 0) {
    say(`${installed.stdout ?? ''}${installed.stderr ?? ''}${installed.error ?? ''}`)
    giveUp('依赖安装失败，原因见上。', 'The dependencies could not be installed; the reason stands above.')
  }
  stamp(file, value)
}

/** @param {import('./tools.mjs').Tools} tools @param {string} name */
function buildFrontEnd(tools, name) {
  const app = join(ROOT, 'apps', name)
  const file = join(app, 'dist', '.built')
  const value = hashOf([
    ...[app, join(ROOT, 'packages/domain'), join(ROOT, 'packages/ui')],
    join(ROOT, 'pnpm-lock.yaml'),
  ])
  if (isStamped(file, value) && existsSync(join(app, 'dist/index.html'))) return
  say(`正在构建 ${name} … / building ${name} …`)
  const vite = join(app, 'node_modules/vite/bin/vite.js')
  const built = spawnSync(tools.node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: app,
    env: { ...tools.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  })
  if (built.status !== 0) {
    say(`${built.stdout ?? ''}${built.stderr ?? ''}`)
    giveUp(`${name} 构建失败，原因见上。`, `${name} could not be built; the reason stands above.`)
  }
  stamp(file, value)
}
