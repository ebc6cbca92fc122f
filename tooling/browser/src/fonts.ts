import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import type { BrowserContext } from 'playwright-core'

const require = createRequire(import.meta.url)
const PATH = '/__fonts/'

/**
 * Gives pages a Chinese font on a machine that has none: its files are answered from the npm package under the
 * page's own origin, in tests only. The product itself loads no font.
 */
export async function lendChineseFont(context: BrowserContext): Promise<void> {
  const sheet = require.resolve('@fontsource-variable/noto-sans-sc/index.css')
  const files = join(dirname(sheet), 'files')
  const css = readFileSync(sheet, 'utf8').replaceAll(/url\(\.\/files\//g, `url(${PATH}`)
  await context.route(`**${PATH}*`, route =>
    route.fulfill({
      path: join(files, basename(new URL(route.request().url()).pathname)),
      contentType: 'font/woff2',
    }),
  )
  await context.addInitScript(text => {
    addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style')
      style.textContent = text
      document.head.append(style)
    })
  }, css)
}
