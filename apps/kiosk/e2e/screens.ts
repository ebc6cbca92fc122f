import { launchBrowser, tellPages } from '@anlan/browser'
import { ownProduct } from '@anlan/browser/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { School } from './school.ts'

export const SIZES = {
  wide: { width: 1280, height: 800 },
  tall: { width: 800, height: 1280 },
} as const

/** How long a test waits for what must come: a watchdog, not a measure. */
const PATIENCE_MS = 90_000

/** A touch screen at a school: a browser profile of its own. */
export interface TouchScreen {
  readonly page: Page
  readonly context: BrowserContext
  /** Pulls the cable, or puts it back. */
  cut(isCut: boolean): Promise<void>
  /** What a hand scanner does: keys faster than fingers, and Enter. */
  scan(text: string): Promise<void>
  /** Presses the button with exactly these words. */
  press(name: string | RegExp): Promise<void>
}

export interface Screens {
  /** A screen that was never used. */
  unpack(size?: keyof typeof SIZES, language?: 'zh' | 'en'): Promise<TouchScreen>
  /** One that was paired with a school and holds its list. */
  pair(school: School, name: string, size?: keyof typeof SIZES, language?: 'zh' | 'en'): Promise<TouchScreen>
}

/**
 * One browser for a test file.
 * @param origin where its screens find the server
 */
export function useScreens(origin: () => string = () => ownProduct().origin): Screens {
  const held: { browser?: Browser } = {}
  beforeAll(async () => {
    held.browser = await launchBrowser()
  }, 60_000)
  afterEach(async ({ task }) => {
    if (held.browser && task.result?.state === 'fail') process.stderr.write(await tellPages(held.browser))
  })
  afterAll(() => held.browser?.close())

  const unpack: Screens['unpack'] = async (size = 'wide', language = 'zh') => {
    if (!held.browser) throw new Error('the browser is open inside tests only')
    const context = await held.browser.newContext({
      ...{ viewport: SIZES[size], baseURL: origin(), locale: 'zh-CN' },
    })
    context.setDefaultTimeout(PATIENCE_MS)
    await context.addInitScript(chosen => {
      if (localStorage.getItem('anlan.language') === null) localStorage.setItem('anlan.language', chosen)
      const refused: string[] = []
      Object.assign(window, { refusedByPolicy: refused })
      addEventListener('securitypolicyviolation', event =>
        refused.push(
          `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
        ),
      )
    }, language)
    const page = await context.newPage()
    await page.goto('/kiosk/')
    return {
      ...{ page, context },
      cut: isCut => context.setOffline(isCut),
      scan: text =>
        page.evaluate(keys => {
          for (const key of [...keys, 'Enter'])
            document.body.dispatchEvent(
              new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
            )
        }, text),
      press: name =>
        page
          .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
          .first()
          .click(),
    }
  }
  return {
    unpack,
    async pair(school, name, size, language) {
      const screen = await unpack(size, language)
      const { page } = screen
      const code = (await page.locator('[data-code]').innerText()).replaceAll(/\s/g, '')
      await school.approve(code, name)
      await page.getByRole('heading', { name: school.name }).waitFor()
      await page.locator('.start--drill:enabled').waitFor()
      // The worker has everything on the device: from now on no start needs a line.
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
      return screen
    },
  }
}

/** Everything a page wanted and its own security policy did not let it. */
export const listRefusedByPolicy = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { refusedByPolicy: string[] }).refusedByPolicy)

/** Keeps a picture when the run asks for pictures (`ANLAN_SCREENSHOTS`: a folder). */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.ANLAN_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/kiosk-${name}.png` })
}

/** What the frame around a drill says in large letters. */
export const outstanding = (page: Page): Promise<string> => page.locator('[data-outstanding]').innerText()

/** Waits until a number on the screen is this. */
export const shows = (page: Page, what: 'outstanding' | 'accounted', number: number): Promise<void> =>
  expect.poll(() => page.locator(`[data-${what}]`).innerText()).toBe(String(number))

/** The frames a screen shows another, once round. */
export async function listFrames(page: Page): Promise<string[]> {
  const frames = new Map<string, string>()
  for (;;) {
    const frame = await page.locator('[data-frame]').getAttribute('data-frame')
    const [, number, of] = /^A1\.[^.]+\.(\d+)\.(\d+)\./.exec(frame ?? '') ?? []
    if (frame && number) frames.set(number, frame)
    if (frames.size === Number(of)) return [...frames.values()]
    await page.waitForTimeout(100)
  }
}
