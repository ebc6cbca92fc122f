import { join } from 'node:path'
import { bytesOf, filesOf, readManifest } from './front-end-size.ts'
import { ROOT } from './places.ts'

const DIST = join(ROOT, 'apps/console/dist')
const ENTRY = 'index.html'
const SIGN_IN = 'src/features/session/SignInPage.vue'
const BOARD = 'src/features/campaign/BoardPage.vue'
/** Waited for before the first page behind the sign-in. */
const WORDS = 'src/app/feature-words.ts'

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
  const manifest = readManifest(DIST)
  const sum = (files: Iterable<string>): number =>
    [...files].reduce((total, file) => total + bytesOf(DIST, file), 0)
  const board = filesOf(manifest, [ENTRY, SIGN_IN, WORDS, BOARD])
  const sized = [...board].map(file => [file, bytesOf(DIST, file)] as const)
  return {
    signIn: sum(filesOf(manifest, [ENTRY, SIGN_IN])),
    board: sum(board),
    largest: sized.toSorted((a, b) => b[1] - a[1]).slice(0, 5),
  }
}

export const MOST_BEFORE_SIGN_IN = 250_000
export const MOST_BEFORE_BOARD = 350_000
