import type { Browser } from 'playwright-core'

const ENOUGH = 1500

/** What stands on every open page: its address and its words. A test that waited in vain says with it what it saw instead. */
export async function tellPages(browser: Browser): Promise<string> {
  const told: string[] = []
  for (const page of browser.contexts().flatMap(context => context.pages())) {
    const words = await page
      .locator('body')
      .innerText({ timeout: 2_000 })
      .catch((error: unknown) => String(error))
    told.push(`${page.url()}\n${words.slice(0, ENOUGH)}`)
  }
  return `${told.join('\n---\n')}\n`
}
