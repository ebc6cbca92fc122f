import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from './places.ts'

/** What Vite writes about each part of a build (`dist/.vite/manifest.json`). */
interface Part {
  readonly file: string
  readonly imports?: readonly string[]
}
type Manifest = Readonly<Record<string, Part>>

const DIST = join(ROOT, 'apps/console/dist')
const ENTRY = 'index.html'
const SIGN_IN = 'src/features/session/SignInPage.vue'
const BOARD = 'src/features/campaign/BoardPage.vue'

/** Files of the parts and of everything they import at once; what they import lazily is not among them. */
function filesOf(manifest: Manifest, parts: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const add = (name: string): void => {
    const part = manifest[name]
    if (!part) throw new Error(`the build has no part ${name}`)
    if (seen.has(part.file)) return
    seen.add(part.file)
    for (const each of part.imports ?? []) add(each)
  }
  for (const name of parts) add(name)
  return seen
}

export interface ConsoleSize {
  /** Gzipped bytes of JavaScript that the sign-in page needs. */
  readonly signIn: number
  /** The same for the board, counted from an empty cache: the sign-in page's own included. */
  readonly board: number
  /** The largest files that the board needs, with their bytes. */
  readonly largest: readonly (readonly [file: string, bytes: number])[]
}

/** Measures the built console; throws when it is not built. */
export function measureConsole(): ConsoleSize {
  const path = join(DIST, '.vite/manifest.json')
  if (!existsSync(path)) throw new Error('the console is not built')
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  const bytesOf = (file: string): number =>
    file.endsWith('.js') ? gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length : 0
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((total, file) => total + bytesOf(file), 0)
  const board = filesOf(manifest, [ENTRY, SIGN_IN, BOARD])
  const sized = [...board].map(file => [file, bytesOf(file)] as const)
  return {
    signIn: sum(filesOf(manifest, [ENTRY, SIGN_IN])),
    board: sum(board),
    largest: sized.toSorted((a, b) => b[1] - a[1]).slice(0, 5),
  }
}

export const MOST_BEFORE_SIGN_IN = 250_000
export const MOST_BEFORE_BOARD = 350_000
