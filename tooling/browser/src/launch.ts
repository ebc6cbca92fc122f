import { spawnSync } from 'node:child_process'
import { chromium, type Browser } from 'playwright-core'
import { writeFontsConfig } from './fonts.ts'
import { isPackaged, unpackBrowser } from './packaged-browser.ts'

const SYSTEM_BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--font-render-hinting=none',
]

/** A Chromium on the PATH, or null. */
function findSystemBrowser(): string | null {
  for (const name of SYSTEM_BROWSERS) {
    const found = spawnSync('which', [name], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim()
  }
  return null
}

/**
 * Starts a headless browser: the system's where there is one, else the one from the npm registry (Linux x64),
 * whose own libraries stand in where the machine has none. Both have a Chinese font. Throws where neither can run.
 */
export async function launchBrowser(): Promise<Browser> {
  const system = findSystemBrowser()
  if (system !== null) return launch(system, await writeFontsConfig([]))
  if (!isPackaged()) throw new Error('no Chromium on the PATH, and none is packaged for this platform')
  const { executablePath, libraries, fonts } = await unpackBrowser()
  const fontsConfig = await writeFontsConfig([fonts])
  return launch(executablePath, fontsConfig).catch((error: unknown) => {
    if (!String(error).includes('error while loading shared libraries')) throw error
    return launch(executablePath, fontsConfig, { LD_LIBRARY_PATH: libraries })
  })
}

/** Of the package's own default flags some switch web security off: none of them is passed. */
const launch = (
  executablePath: string,
  fontsConfig: string,
  extra: Record<string, string> = {},
): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...environment(), FONTCONFIG_FILE: fontsConfig, ...extra },
  })

/** Why no browser can run here, in one sentence with what to do; null when one just did. */
export async function whyNoBrowser(): Promise<string | null> {
  try {
    await (await launchBrowser()).close()
    return null
  } catch (error) {
    const reason = String(error).split('\n')[0] ?? ''
    return `浏览器测试已跳过：请安装 Chromium 后再运行 npm test。 / Browser tests were skipped: install Chromium, then run npm test. (${reason})`
  }
}

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
