import { listAxeFindings } from '@anlan/browser'
import { ownProduct } from '@anlan/browser/testing'
import { createHmac } from 'node:crypto'
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

test('the bureau adds a platform, sees the alarm nobody has a bus for, puts it aside and revokes the platform', async () => {
  const bureau = await desk.signIn('anquangu')
  await bureau.goto('/areas')
  await bureau.getByRole('link', { name: '校车平台' }).click()
  await press(bureau, '新增接入')
  await bureau.getByLabel('平台名称').fill('安运监控平台')
  await press(bureau, '新增接入')
  await bureau.getByText('请至少选择或填写一个服务提供者。').waitFor()
  await bureau.getByLabel('其他名称').fill('安运校车公司')
  await inOrder(bureau, 'platforms-make')
  await press(bureau, '新增接入')
  await bureau.getByText(/密钥只显示这一次/).waitFor()
  await inOrder(bureau, 'platforms-secret')
  const [, id = '', secret = ''] = await bureau.locator('dialog code').allTextContents()
  await press(bureau, '已妥善保存，关闭')

  const send = (body: string, key: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', key).update(`${timestamp}\n${body}`).digest('hex')
    const headers = {
      ...{ 'x-anlan-platform': id, 'x-anlan-timestamp': timestamp, 'x-anlan-signature': signature },
    }
    return fetch(`${ownProduct().origin}/api/bus/alarms`, { method: 'POST', headers, body })
  }
  const body = JSON.stringify({
    alarms: [{ id: 'GPS-1', plate: '湘F99999', at: new Date().toISOString(), kind: 'speeding', speed: 91 }],
  })
  expect((await send(body, secret)).status).toBe(200)
  expect((await send(body, 'another')).status).toBe(401)
  expect((await send('{}', secret)).status).toBe(400)
  await bureau.reload()
  await bureau.getByText('校车台账中没有这个号牌').waitFor()
  await bureau.getByText(/拒收：内容无法读取/).waitFor()
  await bureau.locator('summary', { hasText: '报警的字段和示例' }).click()
  await inOrder(bureau, 'platforms-held')
  const phone = await desk.signIn('anquangu', { width: 'phone', language: 'en' })
  await phone.goto('/bus-platforms')
  await phone.getByText('No bus ledger has this plate').waitFor()
  await inOrder(phone, 'platforms-held-phone-en')

  await press(bureau, '重新匹配')
  await bureau.getByText('已登记 0 条。').waitFor()
  await press(bureau, '不登记报警GPS-1')
  await bureau.getByLabel('原因').fill('不是校车')
  await inOrder(bureau, 'platforms-dismiss')
  await press(bureau, '不登记')
  await bureau.getByText('没有暂存的报警。').waitFor()
  const late = body.replace('GPS-1', 'GPS-2')
  expect((await send(late, secret)).status).toBe(200)
  await press(bureau, '停用安运监控平台')
  await press(bureau, '停用')
  await bureau.getByText('已停用', { exact: true }).waitFor()
  await bureau.getByRole('heading', { name: '未能登记的报警' }).waitFor()
  await bureau.getByRole('cell', { name: 'GPS-2' }).waitFor()
  await inOrder(bureau, 'platforms-given-up')
  expect((await send(body, secret)).status).toBe(401)
})
