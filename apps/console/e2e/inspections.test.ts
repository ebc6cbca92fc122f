import type { Page, Request } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { allSent, answerTheRest, card, chosen, cut, inOrder, mend, PHOTO, say } from './checklist.ts'
import { look, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()
const namesPicture = (request: Request): boolean => /"photos":\["/.test(request.postData() ?? '')

async function begin(page: Page, area: string): Promise<void> {
  await page.goto(`/inspections/new?area=${area}`)
  await page.getByText('本次共查').waitFor()
  await page.getByRole('button', { name: '开始自查' }).click()
  await page.getByText('已完成 0/').waitFor()
}

describe('a checklist on a phone', () => {
  test('is gone through while the line drops, and a failing item becomes a hazard', async () => {
    const page = await desk.signIn('anquan031', { width: 'phone' })
    await page.goto('/areas')
    await page.getByRole('link', { name: /消防/ }).first().click()
    await page.getByText('尚未自查').waitFor()
    await page.getByRole('link', { name: '开始自查' }).click()
    await page.getByText('本次共查').waitFor()
    await inOrder(page, 'inspection-new')
    await page.getByRole('button', { name: '开始自查' }).click()
    await page.getByText('已完成 0/').waitFor()
    await say(page, 'FI01', '符合')
    await allSent(page)

    // The line drops; everything typed now is on the telephone only, and says so.
    await cut(page)
    await say(page, 'FI02', '不符合')
    await card(page, 'FI02').getByLabel('部位').fill('教学楼东侧楼梯')
    await card(page, 'FI02').getByLabel('具体情况').fill('一层门上锁')
    await card(page, 'FI02').locator('input[type=file]').setInputFiles(PHOTO)
    await card(page, 'FI02').getByText('未上传', { exact: true }).waitFor()
    await say(page, 'FI03', '不适用')
    await card(page, 'FI03').getByLabel('不适用的原因').fill('没有楼梯间')
    await page.getByText('2 项未上传').waitFor()
    await inOrder(page, 'inspection-run-offline')

    // The page is loaded anew before the line is back: it waits, and nothing is gone.
    await page.reload()
    mend(page)
    await allSent(page)
    expect(await chosen(page, 'FI01', '符合')).toBe(true)
    expect(await chosen(page, 'FI02', '不符合')).toBe(true)
    expect(await card(page, 'FI02').getByLabel('部位').inputValue()).toBe('教学楼东侧楼梯')
    expect(await card(page, 'FI02').getByLabel('具体情况').inputValue()).toBe('一层门上锁')
    expect(await card(page, 'FI02').getByRole('img').count()).toBe(1)
    expect(await card(page, 'FI02').getByText('未上传', { exact: true }).count()).toBe(0)
    expect(await card(page, 'FI03').getByLabel('不适用的原因').inputValue()).toBe('没有楼梯间')

    await page.getByRole('button', { name: '提交自查' }).click()
    await page.getByText('项未完成').waitFor()
    await inOrder(page, 'inspection-lacking')
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
    await answerTheRest(page)
    await page.getByRole('button', { name: '提交自查' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '提交自查' }).click()
    await page.getByRole('button', { name: '登记为隐患' }).waitFor()
    await inOrder(page, 'inspection-result')
    // Nothing about the run stays on the telephone once it is handed in.
    expect(await page.evaluate(countHeld)).toBe(0)

    await page.getByRole('button', { name: '登记为隐患' }).click()
    await inOrder(page, 'inspection-hazard')
    await page.getByRole('dialog').getByRole('button', { name: '登记为隐患' }).click()
    await page.getByRole('link', { name: /已登记隐患/ }).click()
    await page.getByRole('heading', { name: '教学楼东侧楼梯' }).waitFor()
    await page.getByText('自查不符合（FI02）').waitFor()
    await page.getByText('一层门上锁').waitFor()
    await page.getByRole('link', { name: /FI02/ }).waitFor()
    expect(await page.getByRole('img', { name: /exit/ }).count()).toBe(1)
    await page.goto('/hazards')
    await page.getByText('教学楼东侧楼梯').first().waitFor()
    await page.goto('/inspections')
    await page.getByRole('table').getByText('已提交').waitFor()
    await inOrder(page, 'inspections')
    await page.context().close()
  })

  test('open in two pages is written by both, and neither takes away what the other wrote', async () => {
    const first = await desk.signIn('anquan032', { width: 'phone' })
    await begin(first, 'surroundings')
    const codes = await first.locator('article').evaluateAll(all => all.map(each => each.id.slice(5)))
    const [one = '', two = '', three = ''] = codes
    await say(first, one, '不适用')
    const second = await first.context().newPage()
    await second.goto(first.url())
    await card(second, two).waitFor()
    await cut(first)
    await cut(second)
    await say(second, two, '不适用')
    await card(second, two).getByLabel('不适用的原因').fill('第二页')
    await say(first, three, '不适用')
    await card(first, three).getByLabel('不适用的原因').fill('第一页')
    await expect.poll(() => chosen(first, two, '不适用')).toBe(true)
    await second.close()
    mend(first)
    await allSent(first)
    await first.reload()
    await card(first, two).waitFor()
    expect(await card(first, two).getByLabel('不适用的原因').inputValue()).toBe('第二页')
    expect(await card(first, three).getByLabel('不适用的原因').inputValue()).toBe('第一页')
    await first.context().close()
  })

  test('left in the middle goes on sending, and where it cannot the list of runs says so', async () => {
    const page = await desk.signIn('anquan034', { width: 'phone' })
    await begin(page, 'surroundings')
    const address = page.url()
    await say(page, 'SU01', '不适用')
    await allSent(page)
    await page.context().setOffline(true)
    await card(page, 'SU01').getByLabel('不适用的原因').fill('校门外没有道路')
    await page.getByText('1 项未上传').waitFor()
    await page.context().setOffline(false)
    await cut(page)
    await page.reload()
    mend(page)
    await allSent(page)
    await cut(page)
    await say(page, 'SU02', '符合')
    await page.getByText('1 项未上传').waitFor()
    await page.goto('/inspections')
    mend(page)
    await page.getByText('有内容只存在本机').waitFor()
    await inOrder(page, 'inspections-unsent')
    await page
      .locator(`a[href="${new URL(address).pathname}"]`)
      .first()
      .click()
    await allSent(page)
    expect(await chosen(page, 'SU02', '符合')).toBe(true)
    await page.context().close()
  })

  test('keeps a picture until an answer names it, though the picture itself is through', async () => {
    const page = await desk.signIn('anquan036', { width: 'phone' })
    await begin(page, 'surroundings')
    // Answers come through, but for those that name a picture.
    await cut(page, request => /inspections\.save/.test(request.url()) && namesPicture(request))
    await say(page, 'SU02', '不符合')
    const through = page.waitForResponse(answer => answer.url().includes('/api/files?'))
    await card(page, 'SU02').locator('input[type=file]').setInputFiles(PHOTO)
    await through
    await page.reload()
    await card(page, 'SU02').getByRole('img').waitFor()
    mend(page)
    await allSent(page)
    expect(await card(page, 'SU02').getByRole('img').count()).toBe(1)
    expect(await card(page, 'SU02').getByText('未上传', { exact: true }).count()).toBe(0)
    await page.context().close()
  })

  test('filled in by two people meets item by item; what is about single pupils is the principal’s', async () => {
    const officer = await desk.signIn('anquan035', { width: 'phone' })
    await begin(officer, 'priority')
    const principal = await desk.signIn('xiaozhang035', { width: 'phone' })
    await principal.goto(officer.url())
    await card(principal, 'DR01').waitFor()
    await cut(officer)
    await say(officer, 'DR01', '不适用')
    await card(officer, 'DR01').getByLabel('不适用的原因').fill('学校附近没有水域')
    await officer.getByText('1 项未上传').waitFor()
    // The principal answers the same item after him, and has seen nothing of it.
    await say(principal, 'DR01', '符合')
    await say(principal, 'DR04', '符合')
    await allSent(principal)
    mend(officer)
    await officer.getByText('以较晚的为准').waitFor()
    expect(await chosen(officer, 'DR01', '符合')).toBe(true)
    await card(officer, 'DR01').getByText('其他填写').click()
    await card(officer, 'DR01').getByText('学校附近没有水域').waitFor()
    expect(await card(officer, 'DR04').getByRole('radio').count()).toBe(0)
    await card(officer, 'DR04').getByText('已填写').waitFor()
    await inOrder(officer, 'inspection-two')

    // Whoever only reads sees what was sent so far, as it is printed.
    const reader = await desk.signIn('anquangu')
    await reader.goto(officer.url())
    await reader.getByText('尚未提交').waitFor()
    await inOrder(reader, 'inspection-reader')
    await reader.setViewportSize(WIDTHS.desktop)
    await reader.emulateMedia({ media: 'print' })
    await look(reader, 'inspection-print')
    for (const page of [officer, principal, reader]) await page.context().close()
  })

  test('is taken off the telephone by whoever signs out, and he is told what is lost', async () => {
    const page = await desk.signIn('anquan033', { width: 'phone' })
    await begin(page, 'emergency')
    await allSent(page)
    await cut(page)
    const [code = ''] = await page.locator('article').evaluateAll(all => all.map(each => each.id.slice(5)))
    await say(page, code, '符合')
    await page.getByText('1 项未上传').waitFor()
    await page.getByRole('button', { name: '退出登录' }).first().click()
    await page.getByText('退出后将从本机清除').waitFor()
    await inOrder(page, 'inspection-leave')
    mend(page)
    await page.getByRole('button', { name: '清除并退出' }).click()
    await page.waitForURL(/sign-in/)
    expect(await page.evaluate(countHeld)).toBe(0)
    await page.context().close()
  })
})

/** What of inspections lies on the device, counted in the page. */
const countHeld = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('anlan-inspections')
    opening.onerror = () => reject(new Error('no store'))
    opening.onsuccess = () => {
      const db = opening.result
      const stores = [...db.objectStoreNames]
      const counts = stores.map(
        store =>
          new Promise<number>(done => {
            const asked = db.transaction(store).objectStore(store).count()
            asked.onsuccess = () => done(asked.result)
          }),
      )
      void Promise.all(counts).then(each => {
        db.close()
        resolve(each.reduce((sum, count) => sum + count, 0))
      })
    }
  })
