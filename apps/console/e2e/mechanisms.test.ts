import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

/** Raises an event by its button, fills in what its dialog asks for and sends it. */
async function decide(page: Page, event: string, fields: Readonly<Record<string, string>> = {}) {
  await page.getByRole('button', { name: event, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text)
  await dialog.getByRole('button', { name: event, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
async function sound(page: Page): Promise<void> {
  await settled(page)
  expect(await overflow(page)).toBe(0)
  expect(await listAxeFindings(page)).toEqual([])
}

describe('the mechanisms of the bureau', () => {
  test('a bulletin is drafted from figures, approved, issued, read by a school, and its receipt is seen', async () => {
    const [officer, leader] = [await desk.signIn('anquangu'), await desk.signIn('fenguan')]
    const school = await desk.signIn('xiaozhang017', { width: 'phone' })
    await officer.goto('/bulletins/new')
    await settled(officer)
    await officer.getByLabel('名称').fill('关于冬季校园安全工作情况的通报')
    await officer.getByLabel(/^隐患整改率/).check()
    await look(officer, 'bulletin-new')
    await sound(officer)
    await officer.getByRole('button', { name: '生成草稿' }).click()
    await officer.getByRole('heading', { name: '关于冬季校园安全工作情况的通报', level: 1 }).waitFor()
    const path = new URL(officer.url()).pathname
    await decide(officer, '修改', { 经验做法: '各校晨检到位，㐂见成效。' })
    await look(officer, 'bulletin-draft')
    await sound(officer)
    await decide(officer, '送审')
    await leader.goto(path)
    await settled(leader)
    await leader.getByRole('button', { name: '批准', exact: true }).first().click()
    const dialog = leader.getByRole('dialog')
    // Other stories work on hazards meanwhile: figures that changed are let stand knowingly.
    const keep = dialog.getByRole('checkbox')
    if ((await keep.count()) > 0) await keep.check()
    await dialog.getByRole('button', { name: '批准', exact: true }).click()
    await leader.getByText('已批准，待印发').first().waitFor()
    await officer.goto(path)
    await decide(officer, '印发', { 发文字号: '安教通〔2026〕91号' })
    await officer.getByText('阅知回执').waitFor()

    await school.goto(path)
    await look(school, 'bulletin-phone')
    await sound(school)
    await school.getByRole('button', { name: '阅知' }).click()
    await school.getByRole('button', { name: '阅知' }).waitFor({ state: 'detached' })
    await officer.reload()
    await officer.getByText(/^1\/\d+个单位已阅知$/).waitFor()
    await look(officer, 'bulletin-issued')
    await officer.getByRole('link', { name: '通报文稿' }).click()
    const [document] = await Promise.all([
      officer.waitForEvent('download'),
      officer.getByRole('button', { name: '下载 Word 文书' }).click(),
    ])
    expect(await document.failure()).toBeNull()
    await look(officer, 'bulletin-paper')
    await sound(officer)
  })

  test('a consultation leads to a hazard, is not filed before it has, and the hazard says where it came from', async () => {
    const officer = await desk.signIn('anquangu')
    await officer.goto('/consultations/new')
    await settled(officer)
    await officer.getByRole('textbox', { name: '名称', exact: true }).fill('寒潮来临前安全会商')
    await officer.getByLabel('地点').fill('局会议室')
    await officer.getByLabel('主持人').fill('𠮷局长')
    await officer.getByLabel('参加单位和人员').fill('县消防救援大队')
    await officer.getByLabel('议题').fill('寒潮期间用火用电')
    await officer.getByLabel('研判意见').fill('取暖用电负荷上升，老旧线路风险升高。')
    await officer.getByLabel('结论内容').fill('更换宿舍老化线路')
    await look(officer, 'consultation-new')
    await sound(officer)
    await officer.getByRole('button', { name: '登记', exact: true }).click()
    await officer.getByRole('heading', { name: '寒潮来临前安全会商', level: 1 }).waitFor()
    await officer.getByRole('button', { name: '归档' }).click()
    await officer.getByText('还有事项没有明确去向').waitFor()
    await officer.getByRole('button', { name: '办理这一项' }).click()
    const dialog = officer.getByRole('dialog')
    await dialog.getByLabel('单位', { exact: true }).selectOption({ index: 3 })
    await dialog.getByLabel('隐患部位').fill('学生宿舍')
    await look(officer, 'consultation-handle')
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.waitFor({ state: 'detached' })
    await officer.getByRole('button', { name: '归档' }).click()
    await officer.getByText('已归档').first().waitFor()
    await look(officer, 'consultation-filed')
    await sound(officer)
    await officer.getByRole('link', { name: /学生宿舍/ }).click()
    await officer.getByText('来自会商研判：').waitFor()
  })
})
