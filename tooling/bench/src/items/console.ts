import { measureConsole, MOST_BEFORE_BOARD, MOST_BEFORE_SIGN_IN } from '../console-size.ts'
import { show } from '../figures.ts'
import type { Findings } from './item.ts'

const kb = (bytes: number): string => `${show(bytes / 1000)} kB`

/** JavaScript of the built console, gzipped. */
export function consoleSize(): Findings {
  const size = measureConsole()
  return {
    lines: [
      `before the sign-in page ${kb(size.signIn)}, before the board ${kb(size.board)}`,
      ...size.largest.map(([file, bytes]) => `  ${kb(bytes).padStart(8)} ${file}`),
    ],
    data: size,
    targets: [
      {
        what: `at most ${kb(MOST_BEFORE_SIGN_IN)} before the sign-in page`,
        kept: size.signIn <= MOST_BEFORE_SIGN_IN,
      },
      { what: `at most ${kb(MOST_BEFORE_BOARD)} before the board`, kept: size.board <= MOST_BEFORE_BOARD },
    ],
  }
}
