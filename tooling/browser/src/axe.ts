import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What axe finds on the page as it stands, one line a finding; an accessible page gives none. */
export async function listAxeFindings(page: Page): Promise<string[]> {
  const loaded = await page.evaluate('typeof window.axe !== "undefined"')
  if (loaded !== true) await page.evaluate(source())
  const violations = (await page.evaluate(
    'window.axe.run(document).then(result => result.violations)',
  )) as Violation[]
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(node => `${id}: ${help} — ${node.html.slice(0, 160)}`),
  )
}
