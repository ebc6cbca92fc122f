import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { unpackOnce } from './unpack-once.ts'

/** Chromium from the npm registry, unpacked, with what it may need beside it. */
export interface PackagedBrowser {
  readonly executablePath: string
  /** The C libraries it links to (NSS and friends), for machines that have none of their own. */
  readonly libraries: string
  /** Latin fonts, for machines that have none. */
  readonly fonts: string
}

/** The package is made for Linux on x64 only. */
export const isPackaged = (): boolean => process.platform === 'linux' && process.arch === 'x64'

/**
 * Unpacks the browser once a version, into the checkout: left to itself the package unpacks into a folder under
 * `/tmp` that every user and version shares, and takes a half-written file for a whole one.
 */
export async function unpackBrowser(): Promise<PackagedBrowser> {
  const folder = await unpackOnce(`chromium-${packageVersion()}`, unpackInto)
  return {
    executablePath: join(folder, 'chromium'),
    libraries: join(folder, 'al2023/lib'),
    fonts: join(folder, 'fonts'),
  }
}

function packageVersion(): string {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = readFileSync(join(dirname(main), '../package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}

/** The package unpacks into the system's temporary folder, and its libraries only where it believes to be in a cloud function. */
async function unpackInto(folder: string): Promise<void> {
  const { default: chromium } = await import('@sparticuz/chromium')
  const before = { TMPDIR: process.env.TMPDIR, AWS_EXECUTION_ENV: process.env.AWS_EXECUTION_ENV }
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' })
  try {
    await chromium.executablePath()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
  }
}
