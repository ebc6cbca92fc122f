import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()
/** How many lines the list says it has, on one page or on several. */
const numberOf = async (page: Page): Promise<number> =>
  Number(/(\d+) 条$/.exec(await page.getByText(/共 .*\d+ 条$/).innerText())?.[1])

test('a county’s list is narrowed to a township, whose schools alone can then be chosen, and to what the rules find', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/registers/fire/extinguisher-ledger')
  await settled(page)
  const all = await numberOf(page)
  const schools = page.getByLabel('单位', { exact: true }).locator('option')
  const every = await schools.count()

  await page.getByLabel('乡镇', { exact: true }).selectOption({ label: '青禾镇' })
  await expect.poll(() => numberOf(page)).toBeLessThan(all)
  const inTownship = await numberOf(page)
  expect(inTownship).toBeGreaterThan(0)
  expect(await schools.count()).toBeLessThan(every)

  await page.getByLabel('乡镇', { exact: true }).selectOption({ label: '全部' })
  await page.getByLabel('只看有问题的记录').check()
  await expect.poll(() => numberOf(page)).toBeLessThan(all)
  expect(await numberOf(page)).toBeGreaterThan(0)
  expect(page.url()).toContain('found=1')
  await look(page, 'register-county-found-desktop-zh')

  // The page of such a line says what was found, and does not send its reader to where he is.
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: '规则发现的问题' }).waitFor()
  expect(await page.getByRole('link', { name: /^查看记录/ }).count()).toBe(0)
  await page.context().close()

  const phone = await desk.signIn('anquangu', { width: 'phone' })
  await phone.goto('/registers/fire/extinguisher-ledger?found=1')
  await phone.getByRole('button', { name: /^筛选/ }).click()
  await look(phone, 'register-county-found-phone-zh')
  expect(await overflow(phone)).toBe(0)
  await phone.context().close()
})

test('townships stand in the order that was asked for', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/areas?area=fire')
  await settled(page)
  const names = (): Promise<string[]> => page.locator('tbody button.link').allInnerTexts()
  await expect.poll(async () => (await names()).length).toBeGreaterThan(2)
  const worst = await names()
  await page.getByLabel('排序').selectOption({ label: '按名称' })
  await expect.poll(names).not.toEqual(worst)
  expect((await names()).toSorted()).toEqual(worst.toSorted())
  await page.context().close()
})
