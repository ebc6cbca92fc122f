import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PASSWORD, useDesk } from './desk.ts'

const desk = useDesk()
const FAR = 80
const SUMMARY = { name: '总结.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }

/** What has the focus, as a person who cannot see it would hear it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    // A page that has just come gives the focus to nothing: its body, whose words are all there are.
    if (!(element instanceof HTMLElement) || element === document.body) return ''
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    const label = isField ? (element.labels?.[0]?.textContent ?? '') : ''
    return (element.getAttribute('aria-label') ?? (label || element.innerText || '')).trim()
  })

/** Presses Tab until something of that name has the focus; a page where it cannot be reached fails. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < FAR; presses += 1) {
    await page.keyboard.press('Tab')
    const here = await focused(page)
    if (name.test(here)) return
    passed.push(here)
  }
  throw new Error(`Tab never reached ${String(name)}; it passed ${passed.join(' | ')}`)
}

/** The focus must be seen: an outline or a shadow is drawn round whatever has it. */
const isFocusVisible = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (!element) return false
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
  })

describe('without a mouse', () => {
  test('a safety officer signs in, finds a task and hands it in', async () => {
    const page = await desk.open()
    await page.goto('/sign-in')
    await tabTo(page, /用户名|账号/)
    await page.keyboard.type('anquan019')
    await tabTo(page, /密码/)
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '首页' }).waitFor()

    await tabTo(page, /我的任务/)
    expect(await isFocusVisible(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '我的任务', level: 1 }).waitFor()
    const open = page.getByRole('link', { name: '报送工作总结' }).first()
    await open.waitFor()
    await tabTo(page, /^报送工作总结/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '历次提交' }).waitFor()
    await tabTo(page, /完成情况说明/)
    await page.keyboard.type('已完成自查')
    await tabTo(page, /照片和文件/)
    // What Enter opens here is the machine's own window for choosing a file.
    await page.getByLabel('照片和文件').setInputFiles(SUMMARY)
    await page.getByRole('button', { name: '移除 总结.pdf' }).waitFor()
    await tabTo(page, /^提交材料$/)
    expect(await isFocusVisible(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByText('已提交，等待审核。').waitFor()
    await page.context().close()
  })

  test('an auditor finds an event, reads it and has the record verified', async () => {
    const page = await desk.signIn('shenji')
    await page.goto('/')
    await page.getByRole('link', { name: '审计记录' }).waitFor()
    await tabTo(page, /审计记录/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '审计记录', level: 1 }).waitFor()
    await tabTo(page, /^人员$/)
    await page.keyboard.type('系统')
    await page.keyboard.press('Enter')
    // The system has done much since; which choice a key finds in a list is the machine's own business.
    await tabTo(page, /演示县（全部操作）/)
    await page.getByLabel('操作').selectOption('demo')
    await page.getByRole('link', { name: '演示县：载入' }).waitFor()
    await tabTo(page, /^演示县：载入$/)
    expect(await isFocusVisible(page)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '演示县：载入' }).waitFor()
    await tabTo(page, /返回审计记录/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '审计记录', level: 1 }).waitFor()
    await tabTo(page, /^核验$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '核验审计记录' }).waitFor()
    await tabTo(page, /^核验$/)
    await page.keyboard.press('Enter')
    await page.getByText(/^记录完整/).waitFor()
    await page.context().close()
  })

  test('a dialog takes the focus, keeps it and gives it back', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/campaigns')
    await page
      .getByRole('link', { name: /年度校园安全专项整治行动方案/ })
      .first()
      .click()
    await page.getByRole('heading', { name: '总体进展' }).waitFor()
    await tabTo(page, /^中止$/)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab')
      const inside = await page.evaluate(() => {
        const element = document.activeElement
        return element === document.body || element?.closest('dialog, [role=dialog]') !== null
      })
      expect(inside).toBe(true)
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('中止')
    await page.context().close()
  })

  test('the matrix of units and tasks is walked with the arrows and opened with Enter', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/campaigns')
    await page
      .getByRole('link', { name: /年度校园安全专项整治行动方案/ })
      .first()
      .click()
    await page.getByRole('heading', { name: '总体进展' }).waitFor()
    await tabTo(page, /单位×任务/)
    await page.keyboard.press('Enter')
    await page.getByRole('grid').waitFor()
    await tabTo(page, /法制安全股，召开动员部署会议/)
    for (let rows = 0; rows < 60; rows += 1) await page.keyboard.press('ArrowDown')
    const below = await focused(page)
    expect(below).toMatch(/，召开动员部署会议，/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '召开动员部署会议' }).waitFor()
    await page
      .getByText(below.split('，')[0] ?? '')
      .first()
      .waitFor()
    await page.context().close()
  })

  test('a safety officer starts a drill, reads the board and ends it', async () => {
    // Of a school so small that everybody who is not there yet stands on the board by name.
    const page = await desk.signIn('anquan046')
    await page.goto('/drills')
    await page.getByRole('heading', { name: '达标情况' }).first().waitFor()
    await tabTo(page, /^立即开始$/)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await tabTo(page, /^演练：按计划练习$/)
    expect(await isFocusVisible(page)).toBe(true)
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('ArrowDown')
    await tabTo(page, /^开始设备测试$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '未到人员' }).waitFor()
    // The list of people scrolls by itself, so the keyboard has to get into it.
    await tabTo(page, /^未到人员$/)
    expect(await isFocusVisible(page)).toBe(true)
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Shift+Tab')
      if (/^取消测试$/.test(await focused(page))) break
    }
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    await tabTo(page, /^原因$/)
    await page.keyboard.type('测试完毕')
    await tabTo(page, /^取消测试$/)
    await page.keyboard.press('Enter')
    await page.getByText('已取消：测试完毕').waitFor()
    await page.context().close()
  })
})
