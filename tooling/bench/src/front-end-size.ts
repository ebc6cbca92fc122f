import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What Vite writes about each part of a build (`dist/.vite/manifest.json`). */
interface Part {
  readonly file: string
  readonly imports?: readonly string[]
}
export type Manifest = Readonly<Record<string, Part>>

/** The manifest of a built front end; throws when it is not built. */
export function readManifest(dist: string): Manifest {
  const path = join(dist, '.vite/manifest.json')
  if (!existsSync(path)) throw new Error(`not built: ${dist}`)
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}

/** Files of the parts and of everything they import at once; what they import lazily is not among them. */
export function filesOf(manifest: Manifest, parts: readonly string[]): Set<string> {
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

/** Gzipped bytes of a file of JavaScript; of anything else none. */
export const bytesOf = (dist: string, file: string): number =>
  file.endsWith('.js') ? gzipSync(readFileSync(join(dist, file)), { level: 9 }).length : 0
