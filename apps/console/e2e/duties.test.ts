import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

async function inOrder(page: Page, name: string): Promise<void> {
  await look(page, name)
  expect([name, await listAxeFindings(page), await overflow(page)]).toEqual([name, [], 0])
}
async function ask<Answer>(page: Page, path: string, input: object): Promise<Answer> {
  const answer = await page.request.get(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`)
  return ((await answer.json()) as { result: { data: Answer } }).result.data
}

test('the bureau changes its model list: withdrawn, changed, added, kept over a reload and published as one edition', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/responsibility/model')
  await settled(page)
  await page.getByRole('button', { name: /^撤下.*配合做好传染病防控/ }).click()
  await page.getByRole('button', { name: /^修改.*批准消防安全制度/ }).click()
  await page.getByLabel('职责内容').fill('是学校消防安全责任人，每月研究一次消防安全。')
  await inOrder(page, 'duty-model-item')
  await page.getByRole('button', { name: '保存到改动中' }).click()
  await page.getByRole('button', { name: '新增条目' }).click()
  await page.getByLabel('岗位', { exact: true }).selectOption({ label: '校医、疫情报告人' })
  await page.getByLabel('职责内容').fill('每学期组织一次急救技能培训。')
  await page.getByRole('button', { name: '保存到改动中' }).click()

  await page.reload()
  await settled(page)
  await page.getByText('有改动尚未公布：新增1条，修改1条，撤下1条。').waitFor()
  await inOrder(page, 'duty-model-changed')
  await page.getByRole('button', { name: '公布新版' }).click()
  await page.getByLabel('改了什么').fill('增加急救技能培训')
  await inOrder(page, 'duty-model-publish')
  await page.getByRole('dialog').getByRole('button', { name: '公布新版' }).click()
  await page.getByText(/第1版，.*公布。/).waitFor()
  expect(await page.getByText('有改动尚未公布').count()).toBe(0)
  expect(await page.getByText('配合做好传染病防控').count()).toBe(0)
  await page.getByText('每学期组织一次急救技能培训。', { exact: true }).waitFor()
  await page.context().close()
})

test('the bureau enters what somebody answered for, by a closed measure of his school', async () => {
  const page = await desk.signIn('anquangu', { width: 'phone' })
  const closed = await ask<{ rows: { unit: { id: string } }[] }>(page, 'supervision.list', {
    filter: { state: ['closed'] },
  })
  const unitId = closed.rows[0]?.unit.id
  const people = await ask<{ rows: { accountId: string; duties: number }[] }>(page, 'chain.people', {
    unitId,
  })
  const person = people.rows.find(({ duties }) => duties > 0)
  await page.goto(`/responsibility/people/${person?.accountId}`)
  await settled(page)
  await page
    .getByRole('button', { name: /^登记问责/ })
    .first()
    .click()
  await page.getByLabel('依据哪项督查督办措施').selectOption({ index: 1 })
  await page.getByLabel('问责情况').fill('夜间值守脱岗，约谈并责令书面检查。')
  await inOrder(page, 'duty-account-phone')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page
    .getByRole('link', { name: /问责：夜间值守脱岗/ })
    .first()
    .waitFor()
  await inOrder(page, 'duty-accounted-phone')
  await page.context().close()
})
