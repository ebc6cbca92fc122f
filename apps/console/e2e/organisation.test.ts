import { listAxeFindings } from '@anlan/browser'
import { readFileSync } from 'node:fs'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { look, overflow, PASSWORD, settled, useDesk } from './desk.ts'

const desk = useDesk()
const SCHOOL = '望澜镇新河小学'
/** 姓名,单位,角色,用户名 with 韦一民 and somebody called =1+1, both of 安澜县第一中学, in GB18030. */
const GB18030 = [
  'd0d5c3fb2cb5a5cebb2cbdc7c9ab2cd3c3bba7c3fb0d0acea4d2bbc3f12cb0b2c0bdcfd8b5dad2bbd6d0d1a72cbdccd6',
  'b0b9a42c7765692e79696d696e0d0a3d312b312cb0b2c0bdcfd8b5dad2bbd6d0d1a72cbdccd6b0b9a42c7765692e6572',
  '6d696e0d0a',
].join('')
const HEAD = { name: '孟新河', username: 'meng.xinhe' }

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).last().click()
const pick = async (page: Page, label: string, option: string): Promise<void> => {
  await page.getByLabel(label, { exact: true }).selectOption({ label: option })
}

/** What every page and dialog owes: axe finds nothing, nothing sticks out sideways. */
async function inOrder(page: Page, name: string): Promise<void> {
  await look(page, name)
  expect([name, await listAxeFindings(page), await overflow(page)]).toEqual([name, [], 0])
}

async function readDownload(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8')
}

async function signInAs(username: string, password: string): Promise<Page> {
  const page = await desk.open()
  await page.goto('/sign-in')
  await page.locator('input[autocomplete=username]').fill(username)
  await page.locator('input[type=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
  return page
}

describe('the county sets a school up', () => {
  const held: { admin?: Page; password?: string } = {}
  const admin = (): Page => {
    if (!held.admin) throw new Error('the administrator signs in first')
    return held.admin
  }
  beforeAll(async () => {
    held.admin = await desk.signIn('xianadmin')
  })
  afterAll(() => held.admin?.context().close())

  test('a school hangs in the tree where its kind belongs', async () => {
    const page = admin()
    await page.goto('/units')
    await page.getByRole('link', { name: '新增单位', exact: true }).click()
    await page.getByLabel('上级单位 · 按名称筛选单位').fill('望澜中学')
    await pick(page, '上级单位', '望澜中学')
    expect(await page.getByLabel('乡镇', { exact: true }).locator('option:checked').textContent()).toContain(
      '望澜镇',
    )
    await pick(page, '类别', '中心小学')
    await page.getByLabel('名称', { exact: true }).fill(SCHOOL)
    await page.getByLabel(/^学校（机构）标识码/).fill('21439')
    await page.getByText('应为10位，现为5位').waitFor()
    await inOrder(page, 'organisation-new-unit')
    await page.getByLabel(/^学校（机构）标识码/).fill('2143999001')
    await page.getByLabel('有食堂').check()
    await press(page, '新增')
    await page.getByRole('heading', { name: SCHOOL, level: 1 }).waitFor()
    await page.getByText('还没有人员账号。').waitFor()
  })

  test('its head gets a first password that is shown once', async () => {
    const page = admin()
    await page.getByRole('link', { name: '添加人员' }).click()
    await settled(page)
    expect(await page.getByLabel('单位', { exact: true }).locator('option:checked').textContent()).toBe(
      SCHOOL,
    )
    await pick(page, '角色', '校长（园长）')
    await page.getByLabel('姓名', { exact: true }).fill(HEAD.name)
    await page.getByLabel('用户名', { exact: true }).fill('xiaozhang017')
    await page.getByLabel(/^职务/).selectOption({ label: '校长（园长）' })
    await press(page, '添加')
    await page.getByText('这个用户名已被使用。').waitFor()
    await inOrder(page, 'organisation-username-taken')

    await page.getByLabel('用户名', { exact: true }).fill(HEAD.username)
    await press(page, '添加')
    const shown = page.locator('[data-first-password]')
    held.password = (await shown.textContent()) ?? ''
    expect(held.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/)
    await inOrder(page, 'organisation-first-password')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText('账号交接条').isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: '打印交接条' }).isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    await press(page, '已交给本人，关闭')
    await page.getByRole('heading', { name: HEAD.name, level: 1 }).waitFor()
    await page.getByText('待首次登录').first().waitFor()
    expect(await page.content()).not.toContain(held.password)
    await page.goBack()
    await settled(page)
    expect(await page.content()).not.toContain(held.password)
  })

  test('the head signs in with it and is asked for a password of his own', async () => {
    const page = await signInAs(HEAD.username, held.password ?? '')
    await page.waitForURL('**/first-password')
    await page.context().close()
  })

  test('a forgotten password is replaced, and Escape does not lose the new one', async () => {
    const page = admin()
    await page.goto('/people?search=jiaoshi160')
    await page.locator('tbody a').click()
    await press(page, '重置密码')
    await inOrder(page, 'organisation-reset')
    await press(page, '重置密码')
    const shown = page.locator('[data-first-password]')
    const password = (await shown.textContent()) ?? ''
    await page.keyboard.press('Escape')
    expect(await shown.textContent()).toBe(password)
    await inOrder(page, 'organisation-reset-done')
    await press(page, '已交给本人，关闭')
    const teacher = await signInAs('jiaoshi160', password)
    await teacher.waitForURL('**/first-password')
    await teacher.context().close()
  })

  test('somebody moves to the new school and the hazards in his name are shown before', async () => {
    const page = admin()
    await page.goto('/people?search=anquan164')
    await page.locator('tbody a').click()
    await page.getByText(/条隐患的整改责任人仍是其本人/).waitFor()
    await press(page, '调动单位')
    await page.getByText(/条隐患由.+负责整改/).waitFor()
    await page.getByText(/是本单位唯一的“安全专干”/).waitFor()
    await page.getByLabel('调到 · 按名称筛选单位').fill('新河')
    await pick(page, '调到', SCHOOL)
    await inOrder(page, 'organisation-move')
    await press(page, '调动单位')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.locator('dl a', { hasText: SCHOOL }).waitFor()
    await page.locator('.timeline').getByText('调动单位').waitFor()
  })

  test('whoever is disabled is out at his next step, and what he typed stays', async () => {
    const page = admin()
    const officer = await signInAs('anquan165', PASSWORD)
    await officer.goto('/hazards/new')
    await officer.getByLabel('部位').fill('实验楼一层')
    await page.goto('/people?search=anquan165')
    await page.locator('tbody a').click()
    await press(page, '停用账号')
    await page.getByLabel('原因').fill('已退休')
    await inOrder(page, 'organisation-disable')
    await press(page, '停用账号')
    await page.getByText('账号已停用，原因：已退休').waitFor()
    await inOrder(page, 'organisation-disabled')
    await officer.getByLabel('情况').fill('通风柜不工作')
    await press(officer, '登记')
    await officer.getByRole('heading', { name: '登录已过期' }).waitFor()
    expect(await officer.getByLabel('部位').inputValue()).toBe('实验楼一层')
    await officer.context().close()
  })

  test('a unit with people below is closed only together with them', async () => {
    const page = admin()
    await page.goto(`/units?search=${encodeURIComponent(SCHOOL)}`)
    await page.getByRole('link', { name: new RegExp(SCHOOL) }).click()
    await press(page, '停办、撤并')
    await page.getByText(/还有 2 个在用账号/).waitFor()
    await page.getByLabel('原因').fill('并入望澜镇中心小学')
    await inOrder(page, 'organisation-close')
    await press(page, '停办、撤并')
    await expect.poll(() => page.locator('dialog').count()).toBe(1)
    await page.getByLabel(/同时停用这 2 个账号/).check()
    await press(page, '停办、撤并')
    await page.getByText(/不再接收新任务，历史记录仍可查看/).waitFor()
    await inOrder(page, 'organisation-closed')
    await press(page, '恢复')
    await page.getByLabel('原因').fill('恢复办学')
    await press(page, '恢复')
    await page.getByText('在办', { exact: true }).waitFor()
  })
})

describe('a county with two hundred schools and six hundred people', () => {
  test('pastes its units, and none is made until all are clean', async () => {
    const page = await desk.signIn('xianadmin')
    await page.goto('/units')
    await page.getByRole('link', { name: '批量导入', exact: true }).click()
    const heading = ['单位名称', '类别', '上级单位', '学生数', '校长'].join('\t')
    const rows = [
      '桃坪白杨小学\t村小\t桃坪镇新中心小学\t60\t甲',
      '桃坪镇新中心小学\t中心小学\t桃坪中学\t三百\t乙',
    ]
    await page.getByLabel('粘贴表格').fill([heading, ...rows].join('\n'))
    await press(page, '检查')
    await page.getByText('发现 1 处错误').waitFor()
    expect(await page.locator('tbody tr').innerText()).toMatch(/第 3 行\s+学生数\s+三百\s+应为整数/)
    await page.getByText('以下列不用导入，已忽略：校长').waitFor()
    await inOrder(page, 'organisation-import-faults')
    await page.getByLabel('粘贴表格').fill([heading, ...rows].join('\n').replace('三百', '300'))
    await press(page, '检查')
    await press(page, '导入 2 个单位')
    await page.getByText('已导入 2 个单位。').waitFor()
    await page.goto(`/units?search=${encodeURIComponent('桃坪白杨小学')}`)
    await page.getByText('桃坪中学 › 桃坪镇新中心小学').waitFor()
    await page.context().close()
  })

  test('uploads its people and gets their first passwords once, as a file no spreadsheet can be tricked by', async () => {
    const page = await desk.signIn('xianadmin')
    await page.goto('/people/import')
    const template = page.waitForEvent('download')
    await press(page, '下载模板')
    const headings = (await readDownload(await template)).replace('\ufeff', '').trim()
    expect(headings.split(',')).toEqual(['姓名', '单位', '角色', '用户名', '电话', '职务'])
    // As a spreadsheet of an office saves it: GB18030, found out by the server.
    const gb18030 = Buffer.from(GB18030, 'hex')
    await page.getByLabel('或选择 CSV 文件').setInputFiles({
      ...{ name: '人员.csv', mimeType: 'text/csv', buffer: gb18030 },
    })
    await press(page, '检查')
    await press(page, '为 2 人建立账号')
    await page.getByText('已建立 2 个账号。').waitFor()
    await inOrder(page, 'organisation-imported')
    const password = await page.locator('tbody tr').first().locator('td').last().innerText()

    page.once('dialog', dialog => void dialog.dismiss())
    await page.getByRole('link', { name: '返回人员列表', exact: true }).first().click()
    await expect.poll(() => page.locator('tbody tr').count()).toBe(2)
    const download = page.waitForEvent('download')
    await press(page, '下载初始密码表')
    const csv = await readDownload(await download)
    expect(csv).toContain(`安澜县第一中学,韦一民,wei.yimin,${password}`)
    expect(csv).toContain("'=1+1")
    const person = await signInAs('wei.yimin', password)
    await person.waitForURL('**/first-password')
    await person.context().close()
    await page.context().close()
  })
})

describe('a school administrator', () => {
  test('manages the people of his schools and nobody else', async () => {
    const page = await desk.signIn('xiaoguan02')
    await page.goto('/people/new')
    await settled(page)
    const units = await page.getByLabel('单位', { exact: true }).locator('option').allTextContents()
    expect(units.length).toBeGreaterThan(3)
    expect(units.filter(name => name.includes('望澜'))).toEqual([])
    await page.getByLabel('单位', { exact: true }).selectOption({ index: 1 })
    const roles = await page.getByLabel('角色', { exact: true }).locator('option').allTextContents()
    expect(roles.map(role => role.trim())).toEqual(['请选择角色', '校长（园长）', '安全专干', '教职工'])
    await page.goto('/units')
    await settled(page)
    expect(await page.getByRole('link', { name: '新增单位' }).count()).toBe(0)
    await page.context().close()
  })

  test('finds two hundred units by the keyboard alone', async () => {
    const page = await desk.signIn('xianadmin')
    await page.goto('/units')
    await settled(page)
    const rows = page.locator('tbody tr')
    const before = await rows.count()
    const toggle = page.getByRole('button', { name: '展开 古渡中学' })
    await toggle.focus()
    await page.keyboard.press('Enter')
    expect(await toggle.getAttribute('aria-expanded')).toBe('true')
    expect(await rows.count()).toBeGreaterThan(before)
    await page.keyboard.press('Enter')
    await expect.poll(() => rows.count()).toBe(before)
    await press(page, '全部展开')
    await expect.poll(() => rows.count()).toBeGreaterThan(200)
    await inOrder(page, 'organisation-tree')
    await page.context().close()
  })
})
