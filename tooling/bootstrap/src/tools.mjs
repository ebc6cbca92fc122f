// @ts-check
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { NODE_MAJOR, NODE_VERSION, PNPM_VERSION, TOOLS } from './paths.mjs'

const WINDOWS = process.platform === 'win32'
const EXE = WINDOWS ? '.exe' : ''
const SYSTEM = WINDOWS ? 'win' : process.platform

/**
 * @typedef {{ node: string, pnpm: string, env: NodeJS.ProcessEnv }} Tools programs to run, and the
 *   environment in which each finds the other
 */

/** @param {string} line */
export const say = line => void process.stderr.write(`${line}\n`)

/** Ends the program with one sentence in both languages. @param {string} zh @param {string} en @returns {never} */
export function giveUp(zh, en) {
  say(`${zh}\n${en}`)
  process.exit(1)
}

/** True when this very Node is new enough. */
export const nodeFits = (version = process.versions.node) => Number.parseInt(version, 10) >= NODE_MAJOR

/** A pnpm of the right major on the PATH, or null. */
function findPnpm() {
  const asked = spawnSync(`pnpm${WINDOWS ? '.cmd' : ''}`, ['--version'], {
    encoding: 'utf8',
    shell: WINDOWS,
    cwd: TOOLS,
    env: { ...process.env, npm_config_manage_package_manager_versions: 'false' },
  })
  const major = Number.parseInt(PNPM_VERSION, 10)
  return asked.status === 0 && Number.parseInt(asked.stdout, 10) === major ? 'pnpm' : null
}

const nodePackage = `node-${SYSTEM}-${process.arch}`
const pnpmPackage = `@pnpm/exe.${process.platform}-${process.arch}`

/**
 * Node and pnpm: this machine's own where they fit, else from the npm registry into `.tools`. Nothing is
 * fetched that is there; no install script runs.
 * @returns {Tools}
 */
export function ensureTools() {
  mkdirSync(TOOLS, { recursive: true })
  const nodeHere = nodeFits()
  const folder = join(TOOLS, `${nodeHere ? '' : `node-${NODE_VERSION}-`}pnpm-${PNPM_VERSION}`)
  const modules = join(folder, 'node_modules')
  const node = nodeHere ? process.execPath : join(modules, nodePackage, 'bin', `node${EXE}`)
  const pnpmFetched = join(modules, ...pnpmPackage.split('/'), `pnpm${EXE}`)
  const pnpmHere = existsSync(pnpmFetched) ? null : findPnpm()
  const pnpm = pnpmHere ?? pnpmFetched
  if (!existsSync(node) || (pnpmHere === null && !existsSync(pnpmFetched))) {
    const wanted = [
      ...(nodeHere ? [] : [`${nodePackage}@${NODE_VERSION}`]),
      ...(pnpmHere === null ? [`${pnpmPackage}@${PNPM_VERSION}`] : []),
    ]
    fetchTools(wanted, folder)
    if (pnpmHere === null && !WINDOWS) chmodSync(pnpmFetched, 0o755)
    if (!nodeHere && !WINDOWS) chmodSync(node, 0o755)
  }
  link('node', node)
  if (pnpmHere === null) link('pnpm', pnpm)
  const env = {
    ...process.env,
    PATH: [join(TOOLS, 'bin'), dirname(node), process.env.PATH ?? ''].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  }
  return { node, pnpm, env }
}

/** @param {string[]} wanted @param {string} folder */
function fetchTools(wanted, folder) {
  say(`正在获取 ${wanted.join('、')} … / fetching ${wanted.join(', ')} …`)
  const temporary = `${folder}.${process.pid}`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(temporary, { recursive: true })
  const fetched = spawnSync(
    `npm${WINDOWS ? '.cmd' : ''}`,
    [
      'install',
      '--prefix',
      temporary,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...wanted,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', cwd: temporary, shell: WINDOWS },
  )
  if (fetched.status !== 0) {
    rmSync(temporary, { recursive: true, force: true })
    say(fetched.stderr ?? '')
    giveUp(
      '无法从 npm 镜像获取所需程序，请检查网络或 npm 的 registry 设置后重试。',
      'The npm registry could not be reached: check the network or npm’s registry setting, then try again.',
    )
  }
  try {
    renameSync(temporary, folder)
  } catch (error) {
    // Another start was faster; its folder is as good. A half-made one never bears this name.
    rmSync(temporary, { recursive: true, force: true })
    if (!existsSync(join(folder, 'node_modules'))) throw error
  }
}

/** Keeps `.tools/bin/<name>` pointing at the program, for people who work in the checkout. @param {string} name @param {string} target */
function link(name, target) {
  if (WINDOWS) return
  const bin = join(TOOLS, 'bin')
  mkdirSync(bin, { recursive: true })
  const path = join(bin, name)
  const temporary = `${path}.${process.pid}`
  symlinkSync(target, temporary)
  renameSync(temporary, path)
  if (existsSync(temporary)) unlinkSync(temporary)
}
