import { launchBrowser, tellPages } from '@anlan/browser'
import { ownProduct } from '@anlan/browser/testing'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'

/** How long a test waits for what must come: a watchdog, not a measure. */
const PATIENCE_MS = 90_000
export const PASSWORD = 'anlan-demo-2026'
export const WIDTHS = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const

interface Options {
  readonly width?: keyof typeof WIDTHS
  readonly language?: 'zh' | 'en'
  /** A screen for fingers. */
  readonly touch?: boolean
}

export interface Desk {
  /** A fresh browser profile on a screen of that width. */
  open(options?: Options): Promise<Page>
  /** The same, signed in as a person of the demonstration county. */
  signIn(username: string, options?: Options): Promise<Page>
}

/** One browser for a test file; whoever signed in once is remembered, as a browser would. */
export function useDesk(): Desk {
  const held: { browser?: Browser } = {}
  const signedIn = new Map<string, Awaited<ReturnType<BrowserContext['storageState']>>>()
  const origin = ownProduct().origin
  beforeAll(async () => {
    held.browser = await launchBrowser()
  }, 60_000)
  afterEach(async ({ task }) => {
    if (held.browser && task.result?.state === 'fail') process.stderr.write(await tellPages(held.browser))
  })
  afterAll(() => held.browser?.close())

  const openAs = async (username: string | null, options: Options = {}): Promise<Page> => {
    if (!held.browser) throw new Error('the browser is open inside tests only')
    const { width = 'desktop', language = 'zh', touch = false } = options
    const known = username === null ? undefined : signedIn.get(username)
    const context = await held.browser.newContext({
      ...{ viewport: WIDTHS[width], baseURL: origin, locale: 'zh-CN', hasTouch: touch },
      ...(known && { storageState: known }),
    })
    context.setDefaultTimeout(PATIENCE_MS)
    await context.addInitScript(chosen => localStorage.setItem('anlan.language', chosen), language)
    await context.addInitScript(() => {
      const refused: string[] = []
      Object.assign(window, { refusedByPolicy: refused })
      addEventListener('securitypolicyviolation', event =>
        refused.push(
          `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
        ),
      )
    })
    return context.newPage()
  }
  return {
    open: options => openAs(null, options),
    async signIn(username, options) {
      const page = await openAs(username, options)
      if (!signedIn.has(username)) {
        await page.goto('/sign-in')
        await page.locator('input[autocomplete=username]').fill(username)
        await page.locator('input[type=password]').fill(PASSWORD)
        await page.locator('button[type=submit]').click()
        await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
        signedIn.set(username, await page.context().storageState())
      }
      return page
    },
  }
}

/** Waits until a page has its data and its heading. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.locator('h1').first().waitFor()
  // A busy machine is idle between a page and its data.
  await page.locator('.loading').last().waitFor({ state: 'detached' })
}

/** What the page wanted and its own security policy did not let it: nothing, on a sound page. */
export const listRefusedByPolicy = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { refusedByPolicy: string[] }).refusedByPolicy)

/** Keeps a picture of the page when the run asks for pictures (`ANLAN_SCREENSHOTS`: a folder). */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.ANLAN_SCREENSHOTS
  if (!folder) return
  await settled(page)
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

/** Nothing may stick out sideways: a person with one thumb does not scroll two ways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
