import { listAxeFindings } from '@anlan/browser'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

test('a risk is graded on a phone, and its score shows while it is typed', async () => {
  const page = await desk.signIn('anquan017', { width: 'phone' })
  await page.goto('/risks/new')
  await page.getByLabel('风险点', { exact: true }).fill('体育馆看台')
  await page.getByLabel('建筑或场地').fill('体育馆')
  await page.getByLabel('责任部门').fill('体育组')
  await page.getByLabel('责任人').selectOption({ index: 1 })
  await page.getByLabel('因素类别 1').selectOption({ label: '环境因素' })
  await page.getByLabel('具体表现 1').fill('看台坡度大，集会时人员密集')
  await page.getByLabel('拥挤踩踏').check()
  await page.getByRole('button', { name: '增加一项措施' }).click()
  await page.getByLabel('类别', { exact: true }).selectOption({ label: '工程技术措施' })
  await page.getByLabel('措施内容').fill('增设中间护栏')
  await page.getByLabel('负责人或部门').fill('总务处')
  const values = page.locator('select:has(option:text-is("请选择取值"))')
  for (const [index, value] of ['4', '5', '2', '5'].entries()) await values.nth(index).selectOption(value)
  // Lower than without measures, and no measure named yet: it says so and is not sent.
  await page.getByText('取值低于固有风险的，须选出依据的措施。').waitFor()
  expect(await page.getByRole('button', { name: '评价并保存' }).isDisabled()).toBe(true)
  await page.getByLabel('增设中间护栏').first().check()
  await page.getByText('L4×S5＝20，分值20及以上的为重大风险（红色）。').waitFor()
  await page.getByText('L2×S5＝10，分值9及以上、不满15的为一般风险（黄色）。').waitFor()
  await look(page, 'risk-form-phone')
  expect(await listAxeFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: '评价并保存' }).click()
  await page.getByRole('heading', { name: '体育馆看台' }).waitFor()
  await settled(page)
  await look(page, 'risk-page-phone')
  expect(await page.getByText('增设中间护栏').count()).toBe(1)
  await page.context().close()
})
