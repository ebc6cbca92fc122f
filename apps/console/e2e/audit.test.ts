import { listAxeFindings } from '@anlan/browser'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()
/** What margins leave of A4, upright. */
const PAPER = { width: 718, height: 1000 }

test('what the record is narrowed to lives in the address, and is cleared at once', async () => {
  const page = await desk.signIn('shenji')
  const rows = page.locator('tbody tr')
  await page.goto('/audit')
  await rows.first().waitFor()
  await page.getByLabel('人员', { exact: true }).fill('shenji')
  await page.keyboard.press('Enter')
  await page.waitForURL('/audit?person=shenji')
  await page.getByLabel('操作', { exact: true }).selectOption('session.sign-in')
  await page.getByLabel('自', { exact: true }).fill('2099-01-01')
  await page.getByText('没有符合条件的记录').waitFor()

  await page.reload()
  await page.getByText('没有符合条件的记录').waitFor()
  expect(await page.getByLabel('人员', { exact: true }).inputValue()).toBe('shenji')
  expect(await page.getByLabel('操作', { exact: true }).inputValue()).toBe('session.sign-in')
  expect(await page.getByLabel('自', { exact: true }).inputValue()).toBe('2099-01-01')

  // The day before is no end for it: said beside the days, and nothing is asked of the server.
  await page.getByLabel('至', { exact: true }).fill('2098-12-31')
  await page.getByText('结束日期早于开始日期，请改正。').waitFor()
  expect(await listAxeFindings(page)).toEqual([])

  await page.getByRole('button', { name: '清除条件' }).click()
  await rows.first().waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.context().close()
})

test('from an event to all that was done to its subject, and back to the list as it was', async () => {
  const page = await desk.signIn('shenji')
  await page.goto('/audit?action=demo')
  await page.getByRole('link', { name: '演示县：载入' }).click()
  await page.getByRole('heading', { name: '演示县：载入' }).waitFor()
  await page.getByText('原文（系统保存的逐字内容）').click()
  await page.locator('pre').filter({ hasText: '"units": 201' }).waitFor()
  await page.getByRole('link', { name: '返回审计记录' }).click()
  await page.waitForURL('/audit?action=demo')
  await page.getByRole('link', { name: '演示县：载入' }).click()
  await page.getByRole('link', { name: '这个对象的全部记录' }).click()
  await page.getByText('只看一个对象的记录').waitFor()
  await page.getByRole('link', { name: '演示县：载入' }).waitFor()
  await page.context().close()
})

test('a record that does not come is asked for again', async () => {
  const page = await desk.signIn('shenji')
  // A fault, not a lost line: behind that one the page asks again by itself.
  await page.route(/audit\.list/, route => route.fulfill({ status: 500, body: '{}' }))
  await page.goto('/audit')
  const again = page.getByRole('button', { name: '重试' })
  await again.waitFor()
  expect(await listAxeFindings(page)).toEqual([])
  await page.unroute(/audit\.list/)
  await again.click()
  await page.locator('tbody tr').first().waitFor()
  await page.context().close()
})

test('a printed page carries who printed it and the seal of the audit', async () => {
  const page = await desk.signIn('shenji')
  const foot = page.getByText(/^审计封存号 \d+-[0-9a-f]{16}（/)
  await page.goto('/audit')
  await page.locator('tbody tr').first().waitFor()
  await foot.waitFor({ state: 'attached' })
  expect(await foot.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  await foot.waitFor()
  await page.getByText(/打印于/).waitFor()
  expect(await page.getByRole('navigation').count()).toBe(0)
  // The page has the paper to itself.
  expect((await page.getByRole('main').boundingBox())?.width).toBe(WIDTHS.desktop.width)
  expect(await overflow(page)).toBe(0)
  await page.setViewportSize(PAPER)
  expect(await overflow(page)).toBe(0)
  await look(page, 'audit-printed')
  await page.context().close()
})

test('somebody who may not read it is told so, whatever address he types', async () => {
  const page = await desk.signIn('xiaozhang017')
  await settled(page)
  expect(await page.getByRole('link', { name: '审计记录' }).count()).toBe(0)
  await page.goto('/audit/verification')
  await page.getByRole('heading', { name: '找不到页面' }).waitFor()
  await page.context().close()
})

test('a change of a register’s line is told in the words of its register, in both languages', async () => {
  const writer = await desk.signIn('anquan017')
  const register = 'food/sample-retention-log'
  const input = encodeURIComponent(JSON.stringify({ register, page: 1, pageSize: 1 }))
  const answer = await writer.request.get(`/trpc/registers.list?input=${input}`)
  type Listed = { result: { data: { rows: { id: string; revision: number; entry: object }[] } } }
  const [line] = ((await answer.json()) as Listed).result.data.rows
  if (!line) throw new Error('the demonstration county keeps samples')
  const body = { ...line.entry, grams: 88, refrigerated: false, meal: 'dinner' }
  const changed = await writer.request.post('/trpc/registers.change', {
    data: { id: line.id, revision: line.revision, body },
    headers: { origin: new URL(writer.url()).origin },
  })
  expect(changed.status()).toBe(200)
  await writer.context().close()

  const page = await desk.signIn('shenji')
  await page.goto(`/audit?subject=${line.id}`)
  await page.getByRole('link', { name: '食品留样记录' }).waitFor()
  await page.getByRole('link', { name: '台账记录：修改' }).click()
  const row = (name: string) => page.locator('tr', { has: page.getByText(name, { exact: true }) })
  await row('餐次').getByText('晚餐').waitFor()
  await row('留样量').getByText('88 克').waitFor()
  expect(await row('冷藏存放').innerText()).toMatch(/是\s+否/)
  await look(page, 'audit-entry-desktop-zh')
  expect(await listAxeFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'English' }).click()
  await row('Amount').getByText('88 g').waitFor()
  await page.setViewportSize(WIDTHS.phone)
  await look(page, 'audit-entry-phone-en')
  expect(await overflow(page)).toBe(0)
  await page.context().close()
})
