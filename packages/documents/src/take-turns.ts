import { setImmediate } from 'node:timers/promises'

/** So many tokens or rows are read before others have their turn. */
const AT_A_TIME = 2_000

/** For a loop over very many of something: what to wait for after each, so that nobody else waits for all of them. */
export function takeTurns(): () => Promise<void> | undefined {
  let read = 0
  return () => ((read += 1) % AT_A_TIME === 0 ? setImmediate() : undefined)
}
