import { listAxeFindings } from '@anlan/browser'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, useDesk } from './desk.ts'

const desk = useDesk()

/** The card of a scheme by the beginning of its name. */
const cardOf = (page: Page, name: string): Locator =>
  page.locator('section.card', { has: page.getByRole('heading', { name, exact: false, level: 2 }) })
const levelOf = (page: Page, name: string): Locator =>
  page.getByRole('group', { name, exact: true }).filter({ has: page.getByLabel('起点分值') })

test('a scheme is written as a new version: factors, values, levels, cases; each fault at its field', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/risks/schemes')
  const card = cardOf(page, '风险矩阵法')
  await card.getByRole('button', { name: /^修改为新版本/ }).click()

  // A level that begins where the one above does overlaps it, and is told so where it was typed.
  const considerable = levelOf(page, '较大风险')
  await considerable.getByLabel('起点分值').fill('20')
  await considerable.getByText('起点分值应低于上一等级，否则两个等级重叠。').waitFor()
  await considerable.getByLabel('起点分值').fill('15')
  await considerable.getByText('15及以上、不满20').waitFor()
  await levelOf(page, '重大风险').getByLabel('起点分值').fill('26')
  await levelOf(page, '重大风险')
    .getByText(/^任何取值组合都得不到这一等级/)
    .waitFor()
  await levelOf(page, '重大风险').getByLabel('起点分值').fill('40')

  // Three colours, and a third factor.
  await considerable.getByRole('button', { name: /^删去/ }).click()
  await page.getByRole('button', { name: '增加一个评价因素' }).click()
  const people = page.getByRole('group', { name: '因素3', exact: true })
  await people.getByLabel('代号').fill('P')
  await page.getByRole('button', { name: '保存为第2版' }).click()
  await page.getByText(/^有\d+处需要改正/).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
  await look(page, 'scheme-form-faults')
  await people.getByLabel('名称', { exact: true }).fill('受影响人数')
  for (const [index, means] of ['十人以下', '十人及以上'].entries()) {
    const value = people.getByRole('group', { name: `P的第${index + 1}个取值` })
    await value.getByLabel('取值', { exact: true }).fill('1')
    await value.getByLabel('判断标准', { exact: true }).fill(means)
  }
  await people.getByText('取值与前面的重复。').waitFor()
  await people.getByRole('button', { name: '删去 P的第2个取值' }).click()
  await people.getByText('评价因素至少要有两个取值。').waitFor()
  await people.getByRole('button', { name: '增加P的取值' }).click()
  const second = people.getByRole('group', { name: 'P的第2个取值' })
  await second.getByLabel('取值', { exact: true }).fill('2')
  await second.getByLabel('判断标准', { exact: true }).fill('十人及以上')
  await page.getByText('按以上取值，分值最低1，最高50').waitFor()
  await page.getByRole('button', { name: '增加一种情形' }).click()
  await page.getByLabel('情形5', { exact: true }).fill('同类隐患一年内重复发生三次')
  expect(await listAxeFindings(page)).toEqual([])
  await look(page, 'scheme-form-desktop')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflow(page)).toBe(0)
  await look(page, 'scheme-form-phone')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: '保存为第2版' }).click()
  await card.locator('form').waitFor({ state: 'detached' })
  await card.getByText('第2版').waitFor()
  await card.getByText('40及以上').waitFor()
  expect(await card.locator('tbody').first().getByRole('row').count()).toBe(3)
  // What was there before stays, word for word.
  await card.getByText(/旧版本 · 第1版/).click()
  await card.getByText('15及以上、不满20').waitFor()
  expect(await card.getByText('现行').count()).toBe(1)
  await look(page, 'scheme-versions')

  // The record says what was changed in words.
  await page.context().close()
  const record = await desk.signIn('shenji')
  await record.goto('/audit?action=grading-scheme.save')
  await record.locator('tbody a').first().click()
  await record.getByText('评价因素 · 第3项 · 取值 · 第1项 · 含义 · 中文').waitFor()
  await look(record, 'scheme-audit')
  const told = await record.locator('.diff .name').allTextContents()
  expect(told.filter(each => /[a-z]/i.test(each))).toEqual([])
  await record.context().close()
})

test('a scheme of the county’s own begins as a copy of another, under a name of its own', async () => {
  const page = await desk.signIn('anquangu', { language: 'en' })
  await page.goto('/risks/schemes')
  await page.getByRole('button', { name: /^Begin a new one from it Three levels/ }).click()
  await page.getByLabel('Name of the scheme', { exact: true }).fill('本县三色评价法')
  const factors = page.getByRole('group', { name: /^Factor/ })
  await factors.first().getByRole('button', { name: 'Remove Factor 1' }).click()
  await page.getByText('A scheme has one factor at least.').waitFor()
  await page.getByRole('button', { name: 'Add the scheme' }).click()
  await page.getByText(/^To be put right/).waitFor()
  await page.getByRole('button', { name: 'Add a factor' }).click()
  await factors.first().getByLabel('Name', { exact: true }).fill('危害')
  await factors
    .first()
    .getByRole('button', { name: /^Add a value of/ })
    .click()
  for (const index of [0, 1, 2]) {
    const value = factors.first().getByRole('group').nth(index)
    await value.getByLabel('Value', { exact: true }).fill(String(index + 1))
    await value.getByLabel('What speaks for it', { exact: true }).fill(`第${index + 1}档`)
  }
  await look(page, 'scheme-new-en')
  await page.getByRole('button', { name: 'Add the scheme' }).click()
  await page.getByRole('heading', { name: '本县三色评价法', level: 2 }).waitFor()
  await page.context().close()
})

test('who may not write schemes reads them', async () => {
  const page = await desk.signIn('xiaozhang017', { width: 'phone' })
  await page.goto('/risks/schemes')
  await page.getByRole('heading', { name: '风险矩阵法' }).waitFor()
  expect(await page.getByRole('button', { name: /修改为新版本|复制后新增|选用/ }).count()).toBe(0)
  expect(await overflow(page)).toBe(0)
  await look(page, 'schemes-phone')
  await page.context().close()
})
