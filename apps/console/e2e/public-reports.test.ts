import { listAxeFindings } from '@anlan/browser'
import { ownProduct } from '@anlan/browser/testing'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { look, overflow, useDesk } from './desk.ts'

const desk = useDesk()
const origin = ownProduct().origin

/** What somebody sends over and over from one poster. */
async function flood(path: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const form = new FormData()
    form.set('id', randomUUID())
    form.set('place', '操场')
    form.set('text', `随便写写看能不能发出去（${at + 1}）`)
    form.set('contact', '')
    const answer = await fetch(`${origin}/api/report-posters/${path.replace('/report/', '')}`, {
      ...{ method: 'POST', body: form },
    })
    expect(answer.status).toBe(201)
  }
}

test('a county that looks around finds reports in every state, and how long they have waited', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/public-reports')
  await page.getByText('已等6天').waitFor()
  expect(await page.getByRole('article').count()).toBeGreaterThanOrEqual(4)
  await look(page, 'reports-desktop')
  expect(await listAxeFindings(page)).toEqual([])
  await page.goto('/public-reports?state=dismissed')
  await page.getByText(/露出的是绿化灌溉水管/).waitFor()
  await page.context().close()
})

test('a flood is dismissed together: chosen by page, one reason, the number asked for and told', async () => {
  const school = await desk.signIn('anquan033')
  await school.goto('/report-posters')
  await school.getByLabel('部位（选填）').fill('操场')
  await school.getByRole('button', { name: '制作海报', exact: true }).click()
  const address = await school.getByText(/\/report\/[\w-]{22}$/).innerText()
  await flood(new URL(address).pathname, 6)
  await school.goto('/public-reports')
  await school.getByText('随便写写看能不能发出去（6）').waitFor()
  // What is told of a school is not for the school to dismiss, be it one or many.
  expect(await school.getByRole('checkbox').count()).toBe(0)
  await school.context().close()

  const page = await desk.signIn('anquangu', { width: 'phone' })
  await page.goto('/public-reports')
  await page.getByLabel('学校', { exact: true }).selectOption({ label: '柳汀中学' })
  await page.getByRole('article').nth(5).waitFor()
  expect(await page.getByRole('button', { name: '一并办结为不属实' }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: '全选本页' }).click()
  await page.getByText('已选6件').waitFor()
  await page.getByRole('checkbox', { name: '选择 操场' }).last().uncheck()
  await page.getByText('已选5件').waitFor()
  await look(page, 'reports-chosen-phone')
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: '一并办结为不属实' }).click()
  await page.getByRole('heading', { name: '5件举报一并办结为不属实' }).waitFor()
  await page.getByText('涉及：柳汀中学5件').waitFor()
  await page.getByLabel('不属实的依据').fill('同一人反复提交，无具体内容，到校查看未发现问题')
  await look(page, 'reports-dismiss-many-phone')
  expect(await listAxeFindings(page)).toEqual([])
  await page.getByRole('button', { name: '确认办结5件' }).click()
  await page.getByText('已办结5件。').waitFor()
  await expect.poll(() => page.getByRole('article').count()).toBe(1)
  const unit = new URL(page.url()).searchParams.get('unit') ?? ''
  await page.context().close()

  const record = await desk.signIn('shenji')
  await record.goto(`/audit?action=public-report.dismiss&unit=${unit}`)
  await expect.poll(() => record.locator('tbody tr').count()).toBe(5)
  await record.context().close()
})

test('a poster is one sheet of A4, whatever is printed with it', async () => {
  const page = await desk.signIn('anquan017')
  await page.goto('/report-posters')
  await page
    .getByRole('link', { name: /^打印海报/ })
    .or(page.getByRole('link', { name: '打印' }))
    .first()
    .click()
  await page.getByRole('img', { name: '举报二维码' }).waitFor()
  await page.emulateMedia({ media: 'print' })
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  if (process.env.ANLAN_SCREENSHOTS) writeFileSync(`${process.env.ANLAN_SCREENSHOTS}/poster.pdf`, pdf)
  await look(page, 'poster-print')
  const text = pdf.toString('latin1')
  expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  const box = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(text)
  expect([Math.round(Number(box?.[1])), Math.round(Number(box?.[2]))]).toEqual([595, 842])
  await page.context().close()
})
