import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const SYSTEM_BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** A Chromium on the PATH, or null. */
function findSystemBrowser(): string | null {
  for (const name of SYSTEM_BROWSERS) {
    const found = spawnSync('which', [name], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim()
  }
  return null
}

const hasPackagedBrowser = (): boolean => process.platform === 'linux' && process.arch === 'x64'

/** Why no browser can run here, in one sentence with what to do; null when one can. */
export function whyNoBrowser(): string | null {
  if (findSystemBrowser() !== null || hasPackagedBrowser()) return null
  return '浏览器测试已跳过：请安装 Chromium 后再运行 npm test。 / Browser tests were skipped: install Chromium, then run npm test.'
}

/**
 * Starts a headless browser: the system's where there is one, else the one from the npm registry (Linux x64),
 * whose own fonts stand in where the machine has none.
 */
export async function launchBrowser(): Promise<Browser> {
  const system = findSystemBrowser()
  if (system !== null) return chromium.launch({ executablePath: system, args: FLAGS })
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = await packaged.executablePath()
  const fonts = join(tmpdir(), 'fonts')
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([, value]) => value !== undefined),
  ) as Record<string, string>
  if (existsSync(join(fonts, 'fonts.conf'))) {
    env.FONTCONFIG_PATH = fonts
    env.FONTCONFIG_FILE = join(fonts, 'fonts.conf')
  }
  // Of the package's own default flags some switch web security off: none of them is passed.
  return chromium.launch({ executablePath, args: FLAGS, env })
}

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--font-render-hinting=none',
]
