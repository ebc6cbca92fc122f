import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).last().click()
/** Raises an event by its button, fills in what its dialog asks for and sends it. */
async function decide(page: Page, event: string, reason?: string): Promise<void> {
  await page.getByRole('button', { name: event, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  if (reason !== undefined) await dialog.getByRole('textbox').fill(reason)
  await dialog.getByRole('button', { name: event, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

test('a school’s summary goes from a draft out of the data to acceptance', async () => {
  const [writer, head] = [
    await desk.signIn('anquan041'),
    await desk.signIn('xiaozhang041', { width: 'phone' }),
  ]
  await writer.goto('/summaries')
  await settled(writer)
  await press(writer, '按数据起草')
  const fields = writer.locator('[contenteditable=true]')
  await fields.first().waitFor()
  const address = new URL(writer.url()).pathname
  await look(writer, 'summary-draft')
  await settled(writer)
  expect(await listAxeFindings(writer)).toEqual([])
  // A draft that is not filled in does not go to the head.
  expect(await writer.getByRole('button', { name: '送审签' }).isDisabled()).toBe(true)
  for (let at = 0; at < (await fields.count()); at += 1) {
    const text = (await fields.nth(at).textContent()) ?? ''
    if (text.includes('请补充')) await fields.nth(at).fill('学校按方案逐项落实，责任到人。')
  }
  await press(writer, '送审签')
  await writer.getByText('待校长审签').first().waitFor()

  await head.goto(address)
  await settled(head)
  await look(head, 'summary-head-phone')
  expect(await overflow(head)).toBe(0)
  expect(await listAxeFindings(head)).toEqual([])
  await press(head, '审签并报送')
  await head.getByLabel('发文字号').fill('东中发[2026]3号')
  await look(head, 'summary-sign-phone')
  expect(await overflow(head)).toBe(0)
  expect(await listAxeFindings(head)).toEqual([])
  await head.getByRole('dialog').getByRole('button', { name: '审签并报送', exact: true }).click()
  await head.getByText('已报送').first().waitFor()

  const officer = await desk.signIn('anquangu')
  await officer.goto(address)
  await decide(officer, '退回补充', '请补充夜间值班情况')
  await writer.goto(address)
  await writer.getByText('教育局退回，理由：请补充夜间值班情况').waitFor()
  await decide(writer, '重新编写')
  await fields.first().waitFor()
  await fields.last().fill('夜间值班已逐日记录。')
  await press(writer, '送审签')
  await writer.getByText('待校长审签').first().waitFor()
  await head.goto(address)
  // It is the same paper, and keeps its number.
  await decide(head, '审签并报送')
  await officer.goto(address)
  await settled(officer)
  expect(await officer.getByText('东中发〔2026〕3号', { exact: true }).count()).toBe(2)
  await officer.getByRole('button', { name: '与上一稿比较' }).click()
  await officer.getByText('夜间值班已逐日记录。').first().waitFor()
  await look(officer, 'summary-compared')
  await settled(officer)
  expect(await listAxeFindings(officer)).toEqual([])
  await decide(officer, '接收')
  await officer.getByText('已接收').first().waitFor()
})

test('the county’s summary is gathered in the background', async () => {
  const officer = await desk.signIn('anquangu')
  await officer.goto('/summaries')
  await settled(officer)
  await officer.getByRole('link', { name: '全县总结' }).click()
  await press(officer, '汇总各校数据')
  await officer.locator('[contenteditable=true]').first().waitFor()
  await officer.getByRole('button', { name: '从各校总结中选用' }).last().click()
  await officer.getByRole('button', { name: /^选用/ }).first().click()
  await press(officer, '保存')
  await officer.getByText('已保存。').waitFor()
  await look(officer, 'county-summary')
  await settled(officer)
  expect(await listAxeFindings(officer)).toEqual([])
  const phone = await desk.signIn('fenguan', { width: 'phone', language: 'en' })
  await phone.goto(new URL(officer.url()).pathname + new URL(officer.url()).search)
  await settled(phone)
  await look(phone, 'county-summary-phone')
  expect(await overflow(phone)).toBe(0)
  expect(await listAxeFindings(phone)).toEqual([])
  // What is still to be filled in is filled in by the leader himself; then he signs.
  const parts = phone.locator('[contenteditable=true]')
  for (let at = 0; at < (await parts.count()); at += 1) {
    const text = (await parts.nth(at).textContent()) ?? ''
    if (text.includes('请补充')) await parts.nth(at).fill('全县压实责任，逐项推进。')
  }
  await press(phone, 'Save')
  await phone.getByText('Saved.').waitFor()
  await press(phone, 'Sign')
  await phone.getByText('It is signed.').waitFor()
  await look(phone, 'county-signed-phone')
  await officer.reload()
  await officer.getByText('已签发').first().waitFor()
  await look(officer, 'county-signed')
  expect(await listAxeFindings(officer)).toEqual([])
})
