import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { overflow, useDesk } from './desk.ts'

const desk = useDesk()
const COUNT = 120
const TABLE = [
  ['姓名', '单位', '角色', '用户名'],
  ...Array.from({ length: COUNT }, (_, each) => [
    ...[`教师${each}`, '安澜县第一中学', '教职工', `long.import.${each}`],
  ]),
]

async function begin(page: Page): Promise<void> {
  await page.goto('/people/import')
  await page.getByLabel('粘贴表格').fill(TABLE.map(row => row.join('\t')).join('\n'))
  await page.getByRole('button', { name: '检查', exact: true }).click()
  await page.getByRole('button', { name: `为 ${COUNT} 人建立账号` }).click()
  await page.getByText(new RegExp(`已生成 [1-9]\\d*/${COUNT} 个初始密码`)).waitFor()
}

test('a long import says how far it is; whoever leaves drops it whole, and it can be done again', async () => {
  const page = await desk.signIn('xianadmin', { width: 'phone' })
  await begin(page)
  page.once('dialog', dialog => void dialog.dismiss())
  await page.getByRole('link', { name: /返回人员列表/ }).click()
  await expect.poll(() => page.getByRole('progressbar').count()).toBe(1)
  page.once('dialog', dialog => void dialog.accept())
  await page.getByRole('link', { name: /返回人员列表/ }).click()
  await page.getByRole('heading', { name: '人员', level: 1 }).waitFor()

  // Somebody of the first would be in the way of the second.
  await begin(page)
  const folder = process.env.ANLAN_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/long-import.png`, fullPage: true })
  expect([await listAxeFindings(page), await overflow(page)]).toEqual([[], 0])
  await page.getByText(`已建立 ${COUNT} 个账号。`).waitFor()
  await page.context().close()
})
