import { join } from 'node:path'
import { bytesOf, filesOf, readManifest } from './front-end-size.ts'
import { ROOT } from './places.ts'

const DIST = join(ROOT, 'apps/kiosk/dist')

/** Gzipped bytes of JavaScript before the screen stands by; throws when the kiosk is not built. */
export function measureKiosk(): number {
  const files = filesOf(readManifest(DIST), ['index.html'])
  return [...files].reduce((total, file) => total + bytesOf(DIST, file), 0)
}

export const MOST_BEFORE_STANDBY = 45_000
