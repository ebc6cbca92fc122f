import { listAxeFindings } from '@anlan/browser'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

const marker = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^\\d+ ${name}$`) }).first()
/** Where a point lies on its plan, in hundredths of it. */
async function spotOf(page: Page, name: string): Promise<[x: number, y: number]> {
  const point = marker(page, name)
  await point.waitFor()
  return point.evaluate(each => {
    const { left, top } = (each as HTMLElement).style
    return [Number.parseFloat(left), Number.parseFloat(top)]
  })
}
/** The middle of a marker, and of the plan, on the screen. */
async function ways(page: Page, name: string) {
  const box = (await marker(page, name).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const plan = (await page.locator('.plan').boundingBox()) ?? { x: 0, y: 0, width: 1, height: 1 }
  return {
    from: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    to: { x: plan.x + plan.width * 0.3, y: plan.y + plan.height * 0.5 },
  }
}
const near = ([x, y]: readonly [number, number]): [number, number] => [
  Math.round(x / 2) * 2,
  Math.round(y / 2) * 2,
]

test('a school that has drawn its map finds it at once, and prints it', async () => {
  // A school whose map no other story draws on.
  const page = await desk.signIn('anquan018')
  await page.goto('/risks/map')
  await page.getByRole('img', { name: '底图：校园总平面图' }).waitFor()
  await settled(page)
  expect(await page.locator('.marker').count()).toBeGreaterThan(5)
  await look(page, 'demo-map')
  expect(await listAxeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '教学楼二层' }).click()
  await marker(page, '教学楼楼梯').waitFor()
  await look(page, 'demo-floor')
  await page.context().close()
})

test('a point is dragged with the mouse, and a reload at that moment loses nothing', async () => {
  const page = await desk.signIn('anquan001')
  await page.goto('/risks/map')
  const before = await spotOf(page, '操场体育器材')
  const { from, to } = await ways(page, '操场体育器材')
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
  await page.reload()
  const after = await spotOf(page, '操场体育器材')
  expect(near(after)).toEqual([30, 50])
  expect(near(before)).not.toEqual([30, 50])
  await page.context().close()
})

test('a point moved by a key is kept though the page goes within the same moment', async () => {
  const page = await desk.signIn('anquan001')
  await page.goto('/risks/map')
  const before = await spotOf(page, '配电室')
  await marker(page, '配电室').focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.reload()
  const after = await spotOf(page, '配电室')
  expect(after[0] - before[0]).toBeCloseTo(5, 1)
  expect(after[1]).toBeCloseTo(before[1], 3)
  await page.context().close()
})

test('a point is dragged with a finger on a phone, without the page moving under it', async () => {
  const page = await desk.signIn('anquan018', { width: 'phone', touch: true })
  await page.goto('/risks/map')
  await spotOf(page, '配电室')
  await marker(page, '配电室').scrollIntoViewIfNeeded()
  const { from, to } = await ways(page, '配电室')
  const scrolled = await page.evaluate(() => scrollY)
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  await touch('touchStart', from)
  for (const share of [0.25, 0.5, 0.75, 1])
    await touch('touchMove', {
      x: from.x + (to.x - from.x) * share,
      y: from.y + (to.y - from.y) * share,
    })
  await touch('touchEnd')
  await page.getByText('已保存', { exact: true }).waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(scrolled)
  await look(page, 'demo-map-phone')
  expect(await overflow(page)).toBe(0)
  await page.reload()
  expect(near(await spotOf(page, '配电室'))).toEqual([30, 50])
  await page.context().close()
})

test('a hazard that is reported at a risk point makes the point due to be graded anew', async () => {
  const page = await desk.signIn('anquan025')
  await page.goto('/hazards/new')
  const at = page.getByLabel('在哪个风险点发现')
  const option = await at.locator('option', { hasText: '教学楼楼梯' }).first().getAttribute('value')
  await at.selectOption(option)
  // What the register says already is not typed again.
  expect(await page.getByLabel('部位', { exact: true }).inputValue()).toBe('教学楼 二层 东侧楼梯')
  expect(await page.getByLabel('领域').inputValue()).toBe('emergency')
  await page.getByLabel('情况', { exact: true }).fill('东侧楼梯扶手第三级松动')
  await look(page, 'hazard-at-risk')
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.waitForURL(/\/hazards\/[0-9a-f-]{36}$/)
  await page.goto(`/risks/${option ?? ''}`)
  await page.getByText(/需要重新评价：.*该处发现隐患/).waitFor()
  await page.getByText('东侧楼梯扶手第三级松动').waitFor()
  await look(page, 'risk-with-hazard')
  await page.goto('/risks?due=1')
  await page.getByRole('link', { name: '教学楼楼梯' }).waitFor()
  await page.context().close()
})
