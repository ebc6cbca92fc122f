import { listAxeFindings } from '@anlan/browser'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

async function inOrder(page: Page, name: string): Promise<void> {
  await look(page, name)
  expect([name, await listAxeFindings(page), await overflow(page)]).toEqual([name, [], 0])
}

/** How many the list says that it holds. */
async function listed(page: Page): Promise<number> {
  await page.waitForURL(/\/hazards\?/)
  await settled(page)
  const all = page.getByText(/(^共 |，)\d+ 条$|没有符合条件的隐患/).first()
  await all.waitFor()
  return Number(/(\d+) 条/.exec((await all.textContent()) ?? '')?.[1] ?? 0)
}

/** Opens the list behind a number and says whether it holds as many. */
async function opens(page: Page, link: Locator): Promise<[shown: number, listed: number]> {
  const shown = Number((await link.textContent())?.replace(/\D/g, ''))
  await link.click()
  const held = await listed(page)
  await page.goBack()
  await link.waitFor()
  return [shown, held]
}

describe('the board of hazards', () => {
  test('has a column a state, and every number opens the list behind it', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/hazards/board')
    await settled(page)
    await inOrder(page, 'hazard-board')
    const totals = page.locator('.column .total')
    const count = await totals.count()
    expect(count).toBe(6)
    for (let at = 0; at < count; at += 1) {
      const [shown, held] = await opens(page, totals.nth(at))
      expect([at, shown]).toEqual([at, held])
    }
    const late = page.locator('.column .late a').first()
    const [shown, held] = await opens(page, late)
    expect(shown).toBe(held)
  })

  test('is narrowed by the address, which the list understands as well', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/hazards/board')
    await page.getByLabel('领域').selectOption('fire')
    await page.getByLabel('发现至今').selectOption('longer')
    await page.waitForURL(/area=fire.*age=longer|age=longer.*area=fire/)
    await settled(page)
    const total = page.locator('.column .total').nth(1)
    await expect.poll(() => total.getAttribute('href')).toMatch(/area=fire/)
    const [shown, held] = await opens(page, total)
    expect(shown).toBe(held)
  })

  test('shows what somebody reports meanwhile, without being asked again', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/hazards/board')
    const reported = page.locator('.column .total').first()
    await page.getByText('实时更新').waitFor()
    const before = Number(await reported.textContent())
    const teacher = await desk.signIn('jiaoshi017')
    await teacher.goto('/hazards/new')
    await settled(teacher)
    const me = await teacher.request.get('/trpc/session.me')
    const unitId = ((await me.json()) as { result: { data: { unit: { id: string } } } }).result.data.unit.id
    const answer = await teacher.evaluate(
      async hazard => {
        const sent = await fetch('/trpc/hazards.report', {
          ...{
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(hazard),
          },
        })
        return sent.status
      },
      {
        ...{ unitId, files: [] },
        hazard: {
          ...{ area: 'emergency', source: 'self-inspection', place: '值班室', discoveredOn: '2021-05-10' },
          ...{ description: '应急手电没有电', interimControl: null, stopUse: false },
        },
      },
    )
    expect(answer).toBe(200)
    await expect.poll(async () => Number(await reported.textContent()), { timeout: 30_000 }).toBe(before + 1)
  })

  test('shows one state at a time on a telephone', async () => {
    const page = await desk.signIn('anquan017', { width: 'phone' })
    await page.goto('/hazards/board')
    await settled(page)
    const columns = page.locator('.column')
    const seen = async (): Promise<number[]> => {
      const all = await columns.all()
      const visible = await Promise.all(all.map(column => column.isVisible()))
      return visible.flatMap((is, at) => (is ? [at] : []))
    }
    expect(await seen()).toEqual([0])
    await page.getByRole('button', { name: /^已销号/ }).click()
    await page.waitForURL(/column=closed/)
    expect(await seen()).toEqual([4])
    await inOrder(page, 'hazard-board-phone')
  })
})

describe('the county view of hazards', () => {
  test('every number opens the list behind it', async () => {
    const page = await desk.signIn('fenguan')
    await page.goto('/hazards/county')
    await settled(page)
    await inOrder(page, 'hazard-county')
    const links = page.locator('main a[href^="/hazards?"]')
    const count = await links.count()
    expect(count).toBeGreaterThan(60)
    // Every seventh of them: some of each table.
    for (let at = 0; at < count; at += 7) {
      const [shown, held] = await opens(page, links.nth(at))
      expect([at, shown]).toEqual([at, held])
    }
  })

  test('a township is told school by school, and a school alone', async () => {
    const page = await desk.signIn('fenguan')
    await page.goto('/hazards/county')
    await settled(page)
    await page.getByRole('region', { name: '各乡镇各领域未销号隐患' }).getByRole('button').first().click()
    await page.waitForURL(/township=/)
    await page.getByRole('heading', { name: '各单位各领域未销号隐患' }).waitFor()
    await inOrder(page, 'hazard-county-township')
    await page.getByRole('region', { name: '各单位各领域未销号隐患' }).getByRole('button').first().click()
    await page.waitForURL(/unitId=/)
    await page.getByText(/^单位：/).waitFor()
    await page.getByRole('button', { name: '返回全部' }).click()
    await page.getByRole('heading', { name: '各乡镇各领域未销号隐患' }).waitFor()
  })
})
