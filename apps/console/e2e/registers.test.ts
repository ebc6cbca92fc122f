import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, overflow, settled, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()
const LEDGER = '灭火器台账'

async function inOrder(page: Page, name: string): Promise<void> {
  for (const width of Object.keys(WIDTHS) as (keyof typeof WIDTHS)[])
    for (const language of ['zh', 'en'] as const) {
      await page.setViewportSize(WIDTHS[width])
      const button = page.getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true })
      if ((await button.count()) > 0) await button.first().evaluate(each => (each as HTMLElement).click())
      await look(page, `${name}-${width}-${language}`)
      expect([name, width, language, await listAxeFindings(page)]).toEqual([name, width, language, []])
      expect([name, width, language, await overflow(page)]).toEqual([name, width, language, 0])
    }
  await page.setViewportSize(WIDTHS.desktop)
  const back = page.getByRole('button', { name: '中文', exact: true })
  if ((await back.count()) > 0) await back.first().evaluate(each => (each as HTMLElement).click())
}

describe('a register', () => {
  test('is filled in on a phone, judged at once, corrected, and an entry taken out', async () => {
    const page = await desk.signIn('anquan021', { width: 'phone' })
    await page.goto('/areas')
    await page.getByRole('link', { name: /消防/ }).first().click()
    await page.getByRole('heading', { name: LEDGER }).waitFor()
    await page
      .locator('section', { has: page.getByRole('heading', { name: LEDGER }) })
      .getByRole('link', { name: '登记' })
      .click()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('处需要修改').waitFor()
    await inOrder(page, 'entry-new-faults')
    await page.setViewportSize(WIDTHS.phone)
    await page.getByLabel('编号').fill('Ｍ-7')
    await page.getByLabel('放置位置').fill('食堂后厨')
    await page.getByLabel('类型').selectOption('powder')
    await page.getByLabel('出厂日期').fill('2025-03-01')
    await page.getByLabel('上次检查日期').fill(new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10))
    await page.getByLabel('压力表').selectOption('red')
    // A page that is left in the middle keeps what was typed.
    await page.reload()
    expect(await page.getByLabel('放置位置').inputValue()).toBe('食堂后厨')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('登记后没有修改过。').waitFor()
    await inOrder(page, 'entry')
    const address = page.url()

    await page.getByRole('link', { name: LEDGER }).click()
    await page.getByRole('link', { name: 'Ｍ-7' }).waitFor()
    await inOrder(page, 'register')
    await page.getByRole('link', { name: '重点领域' }).first().click()
    await page.getByRole('link', { name: /消防/ }).first().click()
    const finding = page.locator('li', { hasText: '灭火器压力不在绿区' })
    await finding.first().waitFor()
    expect(await finding.first().innerText()).toContain('立即更换或送修')
    await inOrder(page, 'area')

    await page.goto(address)
    await page.getByLabel('压力表').selectOption('green')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('压力表：红区').waitFor()
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await page.getByText('不参与判定').waitFor()
    await page.getByRole('button', { name: '恢复' }).click()
    await page.getByLabel('编号').waitFor()
    await page.context().close()
  })

  test('that two people change at once shows the second what changed, and loses nothing he typed', async () => {
    const first = await desk.signIn('anquan022')
    await first.goto('/areas')
    await first.getByRole('link', { name: /消防/ }).first().click()
    await first
      .locator('section', { has: first.getByRole('heading', { name: LEDGER }) })
      .getByRole('link', { name: '登记' })
      .click()
    await first.getByLabel('编号').fill('两人-1')
    await first.getByLabel('放置位置').fill('一楼')
    await first.getByLabel('类型').selectOption('powder')
    await first.getByLabel('出厂日期').fill('2025-03-01')
    await first.getByLabel('上次检查日期').fill('2026-11-01')
    await first.getByLabel('压力表').selectOption('green')
    await first.getByRole('button', { name: '保存' }).click()
    await first.getByText('登记后没有修改过。').waitFor()
    const second = await desk.signIn('xiaozhang022')
    await second.goto(first.url())
    await second.getByLabel('放置位置').fill('二楼东')
    await first.getByLabel('压力表').selectOption('yellow')
    await first.getByRole('button', { name: '保存' }).click()
    await first.getByText('压力表：绿区').waitFor()

    await second.getByRole('button', { name: '保存' }).click()
    await second.getByText('有人刚刚修改了这条记录').waitFor()
    await second.getByText('现为：黄区').waitFor()
    expect(await second.getByLabel('放置位置').inputValue()).toBe('二楼东')
    await inOrder(second, 'entry-stale')
    await second.getByLabel('压力表').selectOption('yellow')
    await second.getByRole('button', { name: '保存' }).click()
    await second.getByText('放置位置：一楼').waitFor()
    await settled(second)
    for (const page of [first, second]) await page.context().close()
  })
})
