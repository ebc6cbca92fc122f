import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listAxeFindings } from '@anlan/browser'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, useDesk } from './desk.ts'

const desk = useDesk()

/** The document of the trade, where this machine has it; else the sample the project brings. */
const REAL = join(import.meta.dirname, '../../../../shared/plans/huarong-2021.txt')
const SAMPLE = join(import.meta.dirname, 'sample-plan.txt')
const isReal = existsSync(REAL)

/** One red pixel, a true picture. */
const PHOTO = {
  name: '现场.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).last().click()

/** What a clerk writes where the reader asks for a line of the document's head. */
const WORDS: Partial<Record<string, string>> = {
  ...{ 发文字号: '安教体发〔2026〕8号', 发文单位: '安澜县教育体育局', 印发日期: '2026-04-20' },
}
async function openQuestion(page: Page): Promise<Locator | null> {
  const next = page.locator('li', { has: page.locator('input.answer') }).first()
  return (await next.count()) > 0 ? next : null
}

/** Carries a draft from the text to the schools and gives the campaign's address. */
async function importAndDispatch(page: Page): Promise<string> {
  await page.goto('/campaigns/import')
  await page.getByLabel('选择文件').setInputFiles(isReal ? REAL : SAMPLE)
  await press(page, '读取方案')
  await page.getByRole('heading', { name: '核对方案草稿' }).waitFor()
  await look(page, 'story-draft')
  expect(await listAxeFindings(page)).toEqual([])

  const foreign = page.getByText(/济源/).first()
  await foreign.waitFor()
  // Every question is answered in the clerk's words; one is waived, and not without a reason.
  const strange = page
    .getByRole('listitem')
    .filter({ hasText: /济源[^“]*”，不在本地辖区内/ })
    .last()
  await strange.getByRole('button', { name: '不需处理' }).click()
  await strange.getByText('请先写明不需处理的原因，至少两个字。').waitFor()
  await strange.getByPlaceholder('答复或说明').fill('与本县无关，已核对')
  await strange.getByRole('button', { name: '不需处理' }).click()
  await page.getByText('不需处理：与本县无关，已核对').waitFor()
  for (let next = await openQuestion(page); next; next = await openQuestion(page)) {
    const box = next.locator('input')
    const asked = (await box.getAttribute('placeholder')) ?? ''
    await box.fill(WORDS[asked] ?? '是')
    await next.getByRole('button', { name: /^(答复|填入)$/ }).click()
  }
  // What the document's head lacked was typed once and stands in its place.
  expect(await page.getByLabel('发文字号', { exact: true }).inputValue()).toBe(WORDS.发文字号)
  await page.getByText('没有责任单位').first().waitFor()
  await page.getByLabel('没有责任单位的任务，统一发给').selectOption('all-schools')
  await press(page, '应用')
  await page.getByText('可以确认').waitFor()
  await look(page, 'story-draft-ready')
  await press(page, '确认草稿')
  await press(page, '确认草稿')
  await page.getByText('草稿已确认').waitFor()
  await press(page, '下发')
  await look(page, 'story-dispatch')
  await press(page, '下发')
  await page.getByRole('heading', { name: '总体进展' }).waitFor()
  expect(await listAxeFindings(page)).toEqual([])
  return new URL(page.url()).pathname
}

async function handIn(page: Page, words: string): Promise<void> {
  await page.getByLabel('完成情况说明').fill(words)
  await press(page, '提交材料')
  await page.getByText('已提交，等待审核。').waitFor()
}

describe('the whole story', () => {
  test('from the document to the accepted hand-in, live', async () => {
    const bureau = await desk.signIn('anquangu')
    const board = await importAndDispatch(bureau)

    const school = await desk.signIn('anquan017', { width: 'phone' })
    await school.goto('/tasks')
    const task = school.getByRole('link', { name: /推进消防安全标准化管理/ }).first()
    await task.click()
    await school.getByRole('heading', { name: '历次提交' }).waitFor()
    const address = new URL(school.url()).pathname
    const legend = bureau.getByText(/^待审核 \d+$/)
    expect(await legend.textContent()).toBe('待审核 0')
    await handIn(school, '已逐层检查灭火器')
    await look(school, 'story-handed-in')

    // Nobody reloads the board.
    await bureau.getByText('待审核 1', { exact: true }).waitFor()

    const reviewer = await desk.signIn('anquangu')
    await reviewer.goto(address)
    await press(reviewer, '退回')
    await reviewer.getByLabel('原因').fill('请补充照片')
    await press(reviewer, '退回')
    await reviewer.getByText('已退回：请补充照片').waitFor()

    await school.reload()
    await school.getByText('已退回：请补充照片').waitFor()
    await school.getByLabel('照片和文件').setInputFiles(PHOTO)
    await school.getByRole('button', { name: '移除 现场.png' }).waitFor()
    await handIn(school, '已逐层检查灭火器，照片附后')

    await reviewer.reload()
    await press(reviewer, '审核通过')
    await press(reviewer, '审核通过')
    await reviewer.getByText('已办理。').waitFor()
    await look(reviewer, 'story-accepted')
    await bureau.getByText('已通过 1', { exact: true }).waitFor()
    expect(new URL(bureau.url()).pathname).toBe(board)
  })

  test('a hazard is found, rectified and accepted by somebody else', async () => {
    const teacher = await desk.signIn('jiaoshi017', { width: 'phone' })
    await teacher.goto('/hazards/new')
    await teacher.getByLabel('领域').selectOption('fire')
    await teacher.getByLabel('部位').fill('实验楼三层东侧')
    await teacher.getByLabel('情况').fill('疏散指示灯不亮')
    await press(teacher, '登记')
    await teacher.getByRole('heading', { name: '实验楼三层东侧' }).waitFor()
    const address = new URL(teacher.url()).pathname

    const head = await desk.signIn('xiaozhang017')
    await head.goto(address)
    await press(head, '核实定级并派单')
    await head.getByLabel('判定依据').fill('现场检查')
    const lead = head.getByLabel('整改责任人')
    await lead.locator('option', { hasText: '安全专干' }).first().waitFor({ state: 'attached' })
    const option = await lead.locator('option', { hasText: '安全专干' }).first().getAttribute('value')
    await lead.selectOption(option)
    await head.getByLabel('整改措施').fill('更换指示灯并试用')
    await press(head, '核实定级并派单')
    await head.getByRole('dialog').waitFor({ state: 'detached' })

    const officer = await desk.signIn('anquan017')
    await officer.goto(address)
    await press(officer, '提请验收')
    await officer.getByLabel('整改结果').fill('已更换，断电测试正常')
    await officer.getByLabel('整改后照片').setInputFiles(PHOTO)
    await officer.getByRole('button', { name: '移除 现场.png' }).waitFor()
    await press(officer, '提请验收')
    await officer.getByRole('dialog').waitFor({ state: 'detached' })
    // Whoever rectified it is not offered to accept it.
    expect(await officer.getByRole('button', { name: '验收销号' }).count()).toBe(0)

    await head.reload()
    await press(head, '验收销号')
    await press(head, '验收销号')
    await head.getByText('这条隐患已经办结。').waitFor()
  })
})

test('an inspector puts what he found on record at the school he visits', async () => {
  const page = await desk.signIn('ducha')
  await page.goto('/hazards/new')
  await page.getByLabel('领域').selectOption('emergency')
  await page.getByLabel('部位').fill('门卫室')
  await page.getByLabel('情况').fill('防暴器材锁在柜内，钥匙不在岗')
  await press(page, '登记')
  // He sits at the bureau and visits schools: none is taken for granted.
  expect(new URL(page.url()).pathname).toBe('/hazards/new')
  await page.getByRole('combobox', { name: '单位' }).selectOption({ index: 30 })
  const school = await page.getByRole('combobox', { name: '单位' }).locator('option:checked').innerText()
  await page.getByLabel('现场照片').setInputFiles(PHOTO)
  await page.getByRole('button', { name: '移除 现场.png' }).waitFor()
  await press(page, '登记')
  await page.getByRole('heading', { name: '门卫室' }).waitFor()
  await page.getByText(school).first().waitFor()
  await page.context().close()
})

describe('the audit', () => {
  test('holds what happened, and is verified whole', async () => {
    const auditor = await desk.signIn('shenji')
    /** Chooses a deed on the page and waits for a line that holds the words. */
    const holds = async (deed: string, ...words: string[]): Promise<void> => {
      await auditor.goto('/audit')
      await auditor.getByLabel('操作', { exact: true }).selectOption(deed)
      const line = words.reduce((rows, hasText) => rows.filter({ hasText }), auditor.locator('tbody tr'))
      await line.first().waitFor()
    }
    await holds('campaign.import', '专项行动：导入方案', '股室经办')
    await holds('campaign.dispatch', '专项行动：下发')
    await holds('assignment', '任务：退回', '请补充照片', '推进消防安全标准化管理')
    await holds('assignment.accept', '任务：审核通过', '推进消防安全标准化管理')
    await holds('hazard.report', '隐患：登记', '实验楼三层东侧', '教职工')
    await holds('hazard', '隐患：验收销号', '实验楼三层东侧', '校长（园长）')
    await look(auditor, 'story-audit')

    await auditor.getByRole('link', { name: '隐患：验收销号' }).first().click()
    await auditor.getByRole('heading', { name: '改动' }).waitFor()
    await auditor.getByRole('row', { name: '状态 待验收 已销号' }).waitFor()
    await look(auditor, 'story-audit-event')
    expect(await listAxeFindings(auditor)).toEqual([])

    await auditor.goto('/audit')
    await auditor.getByRole('link', { name: '核验' }).click()
    await press(auditor, '核验')
    await auditor.getByText(/^记录完整：\d+ 条记录、\d+ 次封存全部相符。$/).waitFor()
    await auditor.getByRole('row', { name: /完整/ }).first().waitFor()
    await look(auditor, 'story-audit-verified')
    expect(await listAxeFindings(auditor)).toEqual([])
    await holds('audit', '审计记录：核验', '审计（只读）')
  })
})

describe('what goes wrong on the way', () => {
  test.each([
    ['an empty file', '空.txt', Buffer.alloc(0), /文件是空的/],
    ['a picture', '照片.docx', PHOTO.buffer, /不是可以读取的文档/],
    ['an old Word file', '方案.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /另存为 .docx/],
    ['eleven megabytes', '大.txt', Buffer.alloc(11 * 1024 * 1024, 'a'), /超过 10 MB/],
  ])('%s is refused in plain words', async (_what, name, buffer, words) => {
    const page = await desk.signIn('anquangu')
    await page.goto('/campaigns/import')
    await page.getByLabel('选择文件').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await press(page, '读取方案')
    await page.getByText(words).last().waitFor()
    await page.context().close()
  })

  test('a session that ends in the middle of a form loses nothing typed', async () => {
    const page = await desk.signIn('xiaozhang017')
    await page.goto('/hazards/new')
    await page.getByLabel('领域').selectOption('food')
    await page.getByLabel('部位').fill('食堂后门')
    await page.getByLabel('情况').fill('门锁损坏')
    await page.context().clearCookies()
    await press(page, '登记')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('登录已过期').waitFor()
    await dialog.locator('input[autocomplete=username]').fill('xiaozhang017')
    await dialog.locator('input[type=password]').fill('anlan-demo-2026')
    await dialog.locator('button[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.getByLabel('部位').inputValue()).toBe('食堂后门')
    await press(page, '登记')
    await page.getByRole('heading', { name: '食堂后门' }).waitFor()
    await page.context().close()
  })

  test('a session that ends over a draft loses nothing of it', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/campaigns/import')
    await page.getByLabel('选择文件').setInputFiles(SAMPLE)
    await press(page, '读取方案')
    await page.getByText('已保存', { exact: true }).waitFor()
    await page.context().clearCookies()
    await page.getByLabel('行动名称').fill('会话中断后仍在的专项行动')
    await page.getByLabel('行动名称').blur()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('登录已过期').waitFor()
    await dialog.locator('input[type=password]').fill('anlan-demo-2026')
    await dialog.locator('button[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('已保存', { exact: true }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '核对方案草稿' }).waitFor()
    expect(await page.getByLabel('行动名称').inputValue()).toBe('会话中断后仍在的专项行动')
    await page.context().close()
  })

  test('a page opened while nobody answers says so, and opens for the same person when somebody does', async () => {
    const page = await desk.signIn('xiaozhang017')
    await page.route(/\/(trpc|health)\//, route => route.abort())
    await page.goto('/hazards')
    await page.getByText('连接不上服务器').waitFor()
    expect(new URL(page.url()).pathname).toBe('/hazards')
    await page.unroute(/\/(trpc|health)\//)
    await page.getByRole('heading', { name: '隐患', level: 1 }).waitFor()
    await page.getByText('连接不上服务器').waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe('/hazards')
    await page.context().close()
  })

  test('a page that misses its rows while the database is away gets them by itself afterwards', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/campaigns')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.route(/\/(trpc|health)\//, route => route.fulfill({ status: 503, body: '{}' }))
    await page.getByRole('link', { name: '隐患', exact: true }).first().click()
    await page.getByText('连接不上服务器').first().waitFor()
    await page.unroute(/\/(trpc|health)\//)
    await page.locator('tbody tr').first().waitFor()
    await page.context().close()
  })

  test('an address that was cut off leads to a page that says so', async () => {
    const page = await desk.signIn('anquangu')
    const whole = '0199a4c2-7a1e-7c55-8d2e-9f7c11d0aa10'
    for (const path of ['/campaigns', '/tasks', '/hazards', '/units', '/people']) {
      await page.goto(`${path}/${whole.slice(0, 20)}`)
      await page.getByRole('heading', { name: '找不到页面' }).waitFor()
    }
    // A whole one that names nothing is the server's to answer.
    await page.goto(`/campaigns/${whole}`)
    await page.getByText('没有找到这条记录').waitFor()
    await page.context().close()
  })

  test('a page that is older than the server says so', async () => {
    const page = await desk.signIn('anquangu')
    await page.route('**/trpc/**', async route => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'x-anlan-api': '999' } })
    })
    await page.goto('/campaigns')
    await page.getByText('系统已升级，请刷新页面').waitFor()
    await page.context().close()
  })
})
