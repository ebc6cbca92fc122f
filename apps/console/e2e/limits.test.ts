import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, useDesk } from './desk.ts'

const desk = useDesk()
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).last().click()

/** What every page and dialog owes: axe finds nothing, nothing sticks out sideways. */
async function inOrder(page: Page, name: string): Promise<void> {
  await look(page, name)
  expect([name, await listAxeFindings(page), await overflow(page)]).toEqual([name, [], 0])
}

test('the bureau finds a number that nobody has confirmed, tries another, sets it and gives it back', async () => {
  const bureau = await desk.signIn('anquangu')
  await bureau.goto('/areas')
  await bureau.getByRole('link', { name: '判定标准' }).click()
  await bureau.getByText(/还有 \d+ 项采用默认标准，本县尚未确认/).waitFor()
  await press(bureau, '只看尚未确认的')
  await bureau.getByLabel('查找').fill('锅炉房')
  const name = '灭火器检查逾期 · 锅炉房、地下室检查间隔'
  await press(bureau, `修改${name}`)
  await bureau.getByLabel('新标准').fill('40')
  await press(bureau, '测算影响')
  await bureau.getByText('标准超出允许的范围，请修改后再保存。').waitFor()
  await bureau.getByLabel('新标准').fill('10')
  await press(bureau, '测算影响')
  await bureau.getByText('达标情况将改变的学校').waitFor()
  await inOrder(bureau, 'limits-preview')
  await bureau.getByLabel('依据或理由').fill('县教育局校园安全工作意见')
  await press(bureau, '保存')
  await bureau.getByText('没有符合条件的标准').waitFor()
  await bureau.getByLabel('来源').selectOption('own')
  await bureau.getByText('10 天').waitFor()

  const phone = await desk.signIn('anquangu', { width: 'phone', language: 'en' })
  await phone.goto('/limits')
  await phone.getByLabel('Source').selectOption('own')
  await phone.getByText('10 days').waitFor()
  await inOrder(phone, 'limits-own-phone-en')

  const school = await desk.signIn('xiaozhang017')
  await school.goto('/limits')
  await school.getByLabel('来源').selectOption('own')
  await school.getByText(/县教育局校园安全工作意见/).waitFor()
  expect(await school.getByRole('button', { name: /^修改/ }).count()).toBe(0)
  await school.goto('/reference/registers/fire/extinguisher-ledger#rule-check-overdue')
  const explained = school.locator('#rule-check-overdue')
  await explained.getByText(/本县规定，自.*起（县教育局校园安全工作意见）；默认标准 15 天/).waitFor()
  await inOrder(school, 'reference-own-number')

  await press(bureau, `${name}恢复默认`)
  await inOrder(bureau, 'limits-restore')
  await press(bureau, '恢复默认')
  await bureau.getByText('没有符合条件的标准').waitFor()
})
