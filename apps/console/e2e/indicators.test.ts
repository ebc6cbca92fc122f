import { listAxeFindings } from '@anlan/browser'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()

const LOOKED_AT = [
  ['/indicators', 'anquangu'],
  ['/indicators', 'anquan017'],
  ['/indicators/hazards-closed', 'anquangu'],
  ['/indicators/food/meals-shared', 'anquan017'],
  ['/indicators/burden', 'anquangu'],
] as const

test.each(LOOKED_AT)('%s reads well for %s, wide and narrow', async (path, who) => {
  for (const width of Object.keys(WIDTHS) as (keyof typeof WIDTHS)[])
    for (const language of ['zh', 'en'] as const) {
      const page = await desk.signIn(who, { width, language })
      await page.goto(path)
      await settled(page)
      await look(page, `${path.slice(1).replaceAll('/', '-')}-${who}-${width}-${language}`)
      expect([width, language, await listAxeFindings(page)]).toEqual([width, language, []])
      expect([width, language, await overflow(page)]).toEqual([width, language, 0])
      await page.context().close()
    }
})

test('from a rate to how it went, to the schools behind it, and back to the list of a number', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/indicators')
  await settled(page)
  await page.getByRole('link', { name: '隐患整改率', exact: true }).click()
  await page.getByRole('heading', { name: '隐患整改率', level: 1 }).waitFor()
  await settled(page)
  await page.getByText(/查看每日数据/).click()
  await expect.poll(() => page.getByText('当日未采集').count()).toBeGreaterThan(0)
  expect(await page.getByRole('heading', { name: '按单位' }).count()).toBe(1)
  const closed = page.locator('.now a').first()
  const count = await closed.textContent()
  await closed.click()
  await page.waitForURL(/\/hazards\?/)
  await settled(page)
  expect(await page.locator('main').textContent()).toContain(count?.trim())
})

test('a request is metered while it is written, and what the system has need not be asked', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/indicators/burden')
  await settled(page)
  await page.getByLabel('准备要求学校填报的内容').fill('1. 学生人数\n2. 隐患数、家长满意度')
  await page.getByLabel('涉及学校数').fill('10')
  await page.getByRole('heading', { name: '系统已有，不必再报' }).waitFor()
  await look(page, 'burden-filled')
  expect(await page.locator('.sum--asked dd').textContent()).toBe('30')
  expect(await page.locator('.sum--left dd').textContent()).toBe('10')
})
