import { listAxeFindings } from '@anlan/browser'
import type { Locator, Page, Request } from 'playwright-core'
import { expect } from 'vitest'
import { look, overflow, WIDTHS } from './desk.ts'

/** A picture as a telephone would send it: one dot. */
export const PHOTO = {
  name: 'exit.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** Looks at a page on both screens and in both languages: a picture each, nothing to find fault with, nothing sticking out. */
export async function inOrder(page: Page, name: string): Promise<void> {
  for (const width of Object.keys(WIDTHS) as (keyof typeof WIDTHS)[])
    for (const language of ['zh', 'en'] as const) {
      await page.setViewportSize(WIDTHS[width])
      const button = page.getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true })
      if ((await button.count()) > 0) await button.first().evaluate(each => (each as HTMLElement).click())
      await look(page, `${name}-${width}-${language}`)
      expect([name, width, language, await listAxeFindings(page)]).toEqual([name, width, language, []])
      expect([name, width, language, await overflow(page)]).toEqual([name, width, language, 0])
    }
  await page.setViewportSize(WIDTHS.phone)
  const back = page.getByRole('button', { name: '中文', exact: true })
  if ((await back.count()) > 0) await back.first().evaluate(each => (each as HTMLElement).click())
}

const LINE = /\/(trpc|api|health)\//
/** What does not reach the server just now, by page. One handler for a page's whole life: a request that is on its way
 * while handlers come and go may be forgotten. */
const away = new WeakMap<Page, ((request: Request) => boolean) | null>()
/** Cuts the line to the server, or what of it is named; the page itself still loads. */
export async function cut(page: Page, what: (request: Request) => boolean = () => true): Promise<void> {
  if (!away.has(page))
    await page.route(LINE, route => {
      const isAway = away.get(page)?.(route.request()) ?? false
      return isAway ? route.abort() : route.continue()
    })
  away.set(page, what)
}
/** Joins it again. */
export const mend = (page: Page): void => void away.set(page, null)

/** The card of an item. */
export const card = (page: Page, code: string): Locator => page.locator(`#item-${code}`)
/** Gives a verdict on it. */
export const say = (page: Page, code: string, verdict: '符合' | '不符合' | '不适用'): Promise<void> =>
  card(page, code).getByRole('radiogroup').first().getByText(verdict, { exact: true }).click()
/** Whether a verdict is the one that is given. */
export const chosen = (page: Page, code: string, verdict: string): Promise<boolean> =>
  card(page, code).getByRole('radio', { name: verdict, exact: true }).isChecked()
/** Waits until nothing is on the telephone alone. */
export const allSent = (page: Page): Promise<void> => page.getByText('全部已上传').waitFor()

/** Every card of the sections that is not settled yet is answered as not applicable. */
export async function answerTheRest(page: Page): Promise<void> {
  for (;;) {
    const next = page.getByRole('button', { name: '下一个未完成项' })
    if (await next.isDisabled()) return
    await next.click()
    const code = await page.evaluate(() => document.activeElement?.id.replace('item-', '') ?? '')
    await say(page, code, '不适用')
    await card(page, code).getByLabel('不适用的原因').fill('学校没有')
  }
}
