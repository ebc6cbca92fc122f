import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const press = (page: Page, name: string): Promise<void> => button(page, name).last().click()

/** What every page and dialog owes: axe finds nothing, nothing sticks out sideways. */
async function inOrder(page: Page, name: string): Promise<void> {
  await look(page, name)
  expect([name, await listAxeFindings(page), await overflow(page)]).toEqual([name, [], 0])
}

describe('the county’s standards', () => {
  test('are set for days to come, with what they rest on, and taken back again', async () => {
    const bureau = await desk.signIn('anquangu')
    await bureau.goto('/drills')
    await bureau.getByRole('link', { name: '学期与演练标准' }).first().click()
    await bureau.getByText(/还有 \d 项采用默认标准，本县尚未确认/).waitFor()

    // By the keyboard alone: open, look, leave; the focus is back where it was.
    const change = button(bureau, '修改寄宿制学校每月演练次数')
    await change.focus()
    await bureau.keyboard.press('Enter')
    await bureau.getByLabel('新标准').waitFor()
    await bureau.keyboard.press('Escape')
    await bureau.getByLabel('新标准').waitFor({ state: 'detached' })
    expect(await change.evaluate(element => element === document.activeElement)).toBe(true)

    await bureau.keyboard.press('Enter')
    await bureau.getByLabel('新标准').fill('99')
    await press(bureau, '测算影响')
    await bureau.getByText('标准超出允许的范围，请修改后再保存。').waitFor()
    await bureau.getByLabel('新标准').fill('3')
    await press(bureau, '测算影响')
    await bureau.getByText('其中未达标').waitFor()
    await inOrder(bureau, 'standards-preview')
    await bureau.getByLabel('依据或理由').fill('县教育局校园安全工作意见')
    await press(bureau, '保存')
    await bureau.getByText(/自.+起改为 3 次/).waitFor()
    await inOrder(bureau, 'standards-ahead')

    const phone = await desk.signIn('anquangu', { width: 'phone', language: 'en' })
    await phone.goto('/drills/standards')
    await phone.getByText(/^from .+: 3 times/).waitFor()
    await inOrder(phone, 'standards-ahead-phone-en')
    await phone.getByRole('button', { name: 'Change: Drills a month, boarding schools' }).click()
    await inOrder(phone, 'standards-dialog-phone-en')
    await phone.keyboard.press('Escape')

    // A school reads them, with who set what, and has nothing to press.
    const school = await desk.signIn('xiaozhang017')
    await school.goto('/drills/standards')
    await school.getByText(/县教育局校园安全工作意见/).waitFor()
    expect(await school.getByRole('main').getByRole('button').count()).toBe(0)
    await school.goto('/drills/standards/2030')
    await school.waitForURL(url => !url.pathname.includes('standards'))

    const withdraw = bureau.getByRole('button', { name: /^撤回寄宿制学校每月演练次数自/ })
    await withdraw.click()
    await bureau.getByText(/尚未生效，撤回后不再生效/).waitFor()
    await inOrder(bureau, 'standards-withdraw')
    await press(bureau, '撤回')
    await withdraw.waitFor({ state: 'detached' })
  })

  test('know the county’s calendar: faults are told row by row, and two who save do not overwrite each other', async () => {
    const bureau = await desk.signIn('anquangu')
    await bureau.goto('/drills/standards/2030')
    await settled(bureau)
    await bureau.getByLabel('学期 1 结束').fill('2030-08-15')
    await press(bureau, '增加放假')
    await bureau.getByLabel('放假 1 名称').fill('国庆节')
    await bureau.getByLabel('放假 1 开始').fill('2030-10-01')
    await bureau.getByLabel('放假 1 结束').fill('2030-10-07')
    await press(bureau, '增加补课日')
    await bureau.getByLabel('补课日 1', { exact: true }).fill('2030-10-09')
    await press(bureau, '保存')
    await bureau.getByText('学期 1：结束日期早于开始日期。').waitFor()
    await bureau.getByText('放假 1：日期不在任何一个学期内。').waitFor()
    await bureau.getByText('补课日 1：不是星期六或星期日，本来就上课。').waitFor()
    await inOrder(bureau, 'school-year-faults')
    await bureau.getByLabel('学期 1 结束').fill('2031-01-20')
    await bureau.getByLabel('补课日 1', { exact: true }).fill('2030-10-12')
    await bureau
      .getByText(/：日期|：不是|：结束/)
      .first()
      .waitFor({ state: 'detached' })

    // What was typed is there again after a reload, and says that it is not saved.
    await bureau.reload()
    await bureau.getByText('这里是您上次没有保存的内容。').waitFor()
    expect(await bureau.getByLabel('放假 1 名称').inputValue()).toBe('国庆节')
    await press(bureau, '测算影响')
    await bureau.getByText('计入达标的月份或季度（各校合计）').waitFor()
    await inOrder(bureau, 'school-year-preview')

    const admin = await desk.signIn('xianadmin', { width: 'phone', language: 'en' })
    await admin.goto('/drills/standards/2030')
    await settled(admin)
    await admin.getByLabel('Basis of the calendar').fill('County calendar 2030')
    await inOrder(admin, 'school-year-phone-en')

    await bureau.getByLabel('校历依据').fill('县教育局 2030 年校历')
    await press(bureau, '保存')
    const card = bureau.getByRole('article').filter({ hasText: '2030—2031 学年' })
    await card.getByText('已录入校历').waitFor()
    await card.getByText(/依据：县教育局 2030 年校历 · .+录入/).waitFor()
    await inOrder(bureau, 'standards-years')

    await admin.getByRole('button', { name: 'Save' }).click()
    await admin.getByText('Somebody has just changed this record').first().waitFor()
    expect(await admin.getByLabel('Basis of the calendar').inputValue()).toBe('County calendar 2030')

    await bureau.getByRole('button', { name: '2030—2031 学年恢复默认' }).click()
    await bureau.getByText(/本学年录入的学期、放假和补课日都会删除/).waitFor()
    await inOrder(bureau, 'school-year-restore')
    await press(bureau, '恢复默认')
    await card.getByText(/吕敏于 .+ 恢复默认/).waitFor()
  })
})
