const FIRST_MS = 1_000
const MOST_MS = 30_000

/**
 * How long to wait after so many failures in a row: twice as long each time, up to half a minute, and nobody at the
 * same moment as the school next door when the server comes back.
 * @param random from 0 to 1
 */
export const waitAfter = (failures: number, random: number): number =>
  Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1)) * (0.5 + random / 2)
