import { listAxeFindings, startProduct, type Product } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeFor } from './authenticator.ts'
import { look, overflow, PASSWORD, settled, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()
const LANGUAGES = ['zh', 'en'] as const
const widths = Object.keys(WIDTHS) as (keyof typeof WIDTHS)[]
const VIEWS = widths.flatMap(width => LANGUAGES.map(language => ({ width, language })))

/** The page as it stands, in both languages and at both widths: nothing sticks out, axe finds nothing. */
async function inOrder(page: Page, name: string): Promise<void> {
  for (const { width, language } of VIEWS) {
    await page.setViewportSize(WIDTHS[width])
    await chooseLanguage(page, language)
    await look(page, `${name}-${width}-${language}`)
    expect([name, width, language, await listAxeFindings(page)]).toEqual([name, width, language, []])
    expect([name, width, language, await overflow(page)]).toEqual([name, width, language, 0])
  }
  await page.setViewportSize(WIDTHS.desktop)
  await chooseLanguage(page, 'zh')
}
/** Changes the language by the button every page has. */
async function chooseLanguage(page: Page, language: 'zh' | 'en'): Promise<void> {
  const button = page
    .getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true })
    .first()
  // By script, since a dialog keeps the pointer away from the page underneath.
  if ((await button.count()) > 0) await button.evaluate(element => (element as HTMLElement).click())
}

const password = (page: Page, label: string) => page.getByLabel(label, { exact: true })
async function enter(page: Page, username: string, word: string): Promise<void> {
  await page.locator('input[autocomplete=username]').fill(username)
  await password(page, '密码').fill(word)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}
const keyOn = async (page: Page): Promise<string> => (await page.locator('.secret code').textContent()) ?? ''

describe('at the door', () => {
  test('a wrong password is said plainly and what was typed stays', async () => {
    const page = await desk.open()
    await page.goto('/sign-in')
    await enter(page, 'ducha2', 'not the password')
    await page.getByText('用户名或密码不正确。').waitFor()
    expect(await page.locator('input[autocomplete=username]').inputValue()).toBe('ducha2')
    expect(await password(page, '密码').inputValue()).toBe('not the password')
    await page.getByRole('button', { name: '显示密码' }).click()
    expect(await password(page, '密码').getAttribute('type')).toBe('text')
    await inOrder(page, 'sign-in-wrong')

    await page.getByRole('button', { name: '隐藏密码' }).click()
    for (let each = 0; each < 5; each += 1) {
      const answered = page.waitForResponse('**/api/auth/sign-in/username')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await answered
    }
    await page.getByText(/该账号已暂时锁定。请在 (1 分钟|\d+ 秒)后再试/).waitFor()
    await inOrder(page, 'sign-in-locked')
    await page.context().close()
  })

  test('Enter alone signs in, and the page that was asked for opens', async () => {
    const page = await desk.open()
    await page.goto('/inbox')
    await page.waitForURL('**/sign-in?next=/inbox')
    await page.locator('input[autocomplete=username]').fill('xiaozhang017')
    await page.keyboard.press('Tab')
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname === '/inbox')
    await page.context().close()
  })

  test('a browser that keeps no cookies says so instead of standing still', async () => {
    const page = await desk.open()
    await page.route('**/api/auth/sign-in/username', async route => {
      const answer = await route.fetch()
      const headers = answer.headers()
      delete headers['set-cookie']
      await page.context().clearCookies()
      await route.fulfill({ status: answer.status(), headers, body: await answer.body() })
    })
    await page.goto('/sign-in')
    await enter(page, 'anquan020', PASSWORD)
    await page.getByText('浏览器没有保存登录状态').waitFor()
    await page.unrouteAll({ behavior: 'ignoreErrors' })
    await inOrder(page, 'sign-in-not-kept')
  })

  test('a link to another site that hides behind the sign-in page leads home', async () => {
    for (const next of ['//evil.example/', '/\\evil.example', 'https://evil.example']) {
      const page = await desk.open()
      await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
      await enter(page, 'anquan016', PASSWORD)
      await page.waitForURL(url => url.pathname === '/')
      expect(new URL(page.url()).hostname).toBe('127.0.0.1')
      await page.context().close()
    }
  })
})

describe('the own account', () => {
  test('a second factor is switched on, asked for at sign-in, and replaced by a backup code once', async () => {
    const page = await desk.open()
    await page.goto('/sign-in')
    await enter(page, 'ducha', PASSWORD)
    await page.waitForURL(url => url.pathname === '/')
    await page.goto('/account')
    await page.getByRole('button', { name: '开启两步验证' }).click()
    await password(page, '当前密码').fill('wrong')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('原密码不正确。').waitFor()
    await password(page, '当前密码').fill(PASSWORD)
    await page.getByRole('button', { name: '下一步' }).click()
    const key = await keyOn(page)
    await page.getByRole('img', { name: '两步验证的二维码' }).waitFor()
    await inOrder(page, 'account-enrol')
    await page.getByLabel('输入验证器上显示的六位数字').fill('000000')
    await page.getByRole('button', { name: '确认开启' }).click()
    await page.getByText('验证码不正确或已使用过').waitFor()
    await page.getByLabel('输入验证器上显示的六位数字').fill(codeFor(key))
    await page.getByRole('button', { name: '确认开启' }).click()
    await page.getByText('两步验证已开启。').waitFor()
    const codes = await page.locator('.codes li code').allTextContents()
    expect(codes).toHaveLength(10)
    await inOrder(page, 'account-codes')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText(codes[9] ?? '').isVisible()).toBe(true)
    expect(await page.getByText('登录的设备').isVisible()).toBe(false)
    await page.emulateMedia({ media: 'screen' })
    const sheet = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载' }).click()
    expect((await sheet).suggestedFilename()).toBe('anlan-ducha.txt')
    expect(await page.getByRole('button', { name: '完成' }).isDisabled()).toBe(true)
    await page.getByLabel('我已打印或保存好备用验证码').check()
    await page.getByRole('button', { name: '完成' }).click()
    await page.getByText('还有 10 个备用验证码可用').waitFor()
    await inOrder(page, 'account-two-factor')

    const other = await desk.open()
    await other.goto('/sign-in')
    await enter(other, 'ducha', PASSWORD)
    await inOrder(other, 'sign-in-code')
    await other.getByLabel('动态验证码').fill(codeFor(key, 1))
    await other.getByRole('button', { name: '验证并登录' }).click()
    await other.waitForURL(url => url.pathname === '/')
    await other.context().close()

    const third = await desk.open()
    await third.goto('/sign-in')
    await enter(third, 'ducha', PASSWORD)
    await third.getByRole('button', { name: '手机不在身边，使用备用验证码' }).click()
    await third.getByLabel('备用验证码').fill((codes[0] ?? '').replace('-', ' '))
    await third.getByRole('button', { name: '验证并登录' }).click()
    await third.waitForURL(url => url.pathname === '/')
    await third.context().close()

    await page.request.post('/api/auth/sign-out', { data: {} })
    const dialog = page.getByRole('dialog', { name: '登录已过期' })
    await dialog.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await dialog.getByRole('button', { name: '登录', exact: true }).click()
    await dialog.getByRole('button', { name: '手机不在身边，使用备用验证码' }).click()
    await dialog.getByLabel('备用验证码').fill(codes[1] ?? '')
    await inOrder(page, 'session-dialog-code')
    await dialog.getByRole('button', { name: '验证并登录' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('还有 8 个备用验证码可用').waitFor()
    await page.getByRole('button', { name: '关闭两步验证' }).click()
    await password(page, '当前密码').fill(PASSWORD)
    await page.getByRole('button', { name: '关闭两步验证' }).click()
    await page.getByText('未开启。').waitFor()
    await page.context().close()
  })

  test('a password is changed; a new one that is too simple is said to be so, and nothing typed is lost', async () => {
    const page = await desk.open()
    await page.goto('/sign-in')
    await enter(page, 'xiaozhang014', PASSWORD)
    await page.waitForURL(url => url.pathname === '/')
    await page.goto('/account')
    await page.getByRole('button', { name: '修改密码' }).click()
    await password(page, '当前密码').fill('not mine 2026')
    await password(page, '新密码').fill('password123')
    await password(page, '再次输入新密码').fill('password124')
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByText('密码不能是常见密码').waitFor()
    await page.getByText('两次输入的密码不一致').waitFor()
    await inOrder(page, 'account-password')
    await password(page, '新密码').fill('qing-he-zhen-9')
    await password(page, '再次输入新密码').fill('qing-he-zhen-9')
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByText('原密码不正确。').waitFor()
    expect(await password(page, '新密码').inputValue()).toBe('qing-he-zhen-9')
    await password(page, '当前密码').fill(PASSWORD)
    await page.getByRole('button', { name: '修改密码' }).click()
    await page.getByText('密码已修改。').waitFor()
    await page.context().close()
  })

  test('sessions are listed, one is ended, and signing out everywhere ends them all', async () => {
    const pages = [await desk.open(), await desk.open({ width: 'phone' })] as const
    for (const page of pages) {
      await page.goto('/sign-in')
      await enter(page, 'huizong03', PASSWORD)
      await page.waitForURL(url => url.pathname === '/')
    }
    const [page, phone] = pages
    await page.goto('/account')
    await page.getByText('本机', { exact: true }).waitFor()
    await inOrder(page, 'account-sessions')
    await page.getByRole('button', { name: '退出这台设备' }).click()
    // Nobody touches the other screen: its stream ends and it says why.
    await phone.getByRole('dialog', { name: '登录已过期' }).waitFor()
    await inOrder(phone, 'session-dialog')
    await page.getByRole('button', { name: '退出所有设备' }).click()
    await page.getByRole('button', { name: '全部退出' }).click()
    await page.waitForURL('**/sign-in')
    for (const each of pages) await each.context().close()
  })
})

describe('a first password', () => {
  /** What an administrator hands out after a reset. */
  async function resetPassword(username: string): Promise<string> {
    const administrator = await desk.signIn('xianadmin')
    const { request } = administrator
    const input = encodeURIComponent(JSON.stringify({ page: 1, pageSize: 10, filter: { search: username } }))
    const list = (await (await request.get(`/trpc/people.list?input=${input}`)).json()) as {
      result: { data: { rows: { id: string }[] } }
    }
    const id = list.result.data.rows[0]?.id ?? ''
    const one = encodeURIComponent(JSON.stringify({ id }))
    const person = (await (await request.get(`/trpc/people.get?input=${one}`)).json()) as {
      result: { data: { person: { revision: number } } }
    }
    const data = { id, revision: person.result.data.person.revision }
    const reset = (await (await request.post('/trpc/people.resetPassword', { data })).json()) as {
      result: { data: { password: string } }
    }
    await administrator.context().close()
    return reset.result.data.password
  }
  async function choose(page: Page, first: string, next: string): Promise<void> {
    await password(page, '初始密码').fill(first)
    await password(page, '新密码').fill(next)
    await password(page, '再次输入新密码').fill(next)
    await page.getByRole('button', { name: '修改密码' }).click()
  }

  test('leads to the page that asks for an own one, whatever page was asked for, and then on to that', async () => {
    const first = await resetPassword('jiaoshi016')
    const page = await desk.open()
    await page.goto('/inbox')
    await enter(page, 'jiaoshi016', first)
    await page.waitForURL('**/first-password?next=/inbox')
    for (const path of ['/', '/account', '/hazards/new', '/second-factor']) {
      await page.goto(path)
      await page.waitForURL('**/first-password**')
    }
    await page.goto('/inbox')
    await choose(page, first, first)
    await page.getByText('新密码不能与原密码相同').waitFor()
    await inOrder(page, 'first-password')
    await choose(page, first, 'qing-he-zhen-9')
    await page.waitForURL(url => url.pathname === '/inbox')
    await page.goto('/first-password')
    await page.waitForURL(url => url.pathname === '/')
    await page.context().close()
  })

  test('that comes while somebody works is asked for where he works', async () => {
    const page = await desk.open()
    await page.goto('/sign-in')
    await enter(page, 'jiaoshi015', PASSWORD)
    await page.waitForURL(url => url.pathname === '/')
    await page.goto('/hazards/new')
    const text = page.locator('textarea').first()
    await text.fill('操场北侧围栏破损')
    const first = await resetPassword('jiaoshi015')
    const ended = page.getByRole('dialog', { name: '登录已过期' })
    await ended.getByLabel('密码', { exact: true }).fill(first)
    await ended.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByRole('dialog', { name: '请设置您自己的密码' }).waitFor()
    await inOrder(page, 'session-dialog-first-password')
    await choose(page, first, 'qing-he-zhen-9')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await text.inputValue()).toBe('操场北侧围栏破损')
    await page.context().close()
  })
})

test('a session that ends in the middle of a form leaves the form as it is', async () => {
  const page = await desk.open()
  await page.goto('/sign-in')
  await enter(page, 'xiaoguan01', PASSWORD)
  await page.waitForURL(url => url.pathname === '/')
  await page.goto('/hazards/new')
  const text = page.locator('textarea').first()
  await text.fill('二楼东侧楼梯扶手松动')
  await page.request.post('/api/auth/sign-out', { data: {} })
  await page.getByRole('dialog', { name: '登录已过期' }).waitFor()
  expect(await page.locator('dialog input[autocomplete=username]').inputValue()).toBe('xiaoguan01')
  await page.locator('dialog').getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.locator('dialog').getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await text.inputValue()).toBe('二楼东侧楼梯扶手松动')
  await page.context().close()
})

describe('a system nobody has set up', () => {
  const held: { product?: Product } = {}
  beforeAll(async () => {
    held.product = await startProduct({ ANLAN_DEMO: '0' })
  })
  afterAll(() => held.product?.stop())
  const product = (): Product => {
    if (!held.product) throw new Error('the product runs inside tests only')
    return held.product
  }
  const linkOf = (): string => /http\S+\/set-up#\S+/.exec(product().said())?.[0] ?? ''

  test('is set up by its link once, and its administrator begins with the second factor', async () => {
    const page = await desk.open()
    await page.goto(`${product().origin}/sign-in`)
    await page.getByText('系统还没有管理员。').waitFor()
    await inOrder(page, 'sign-in-empty')

    await page.goto(`${linkOf()}x`)
    await page.getByText('这个链接不能使用').waitFor()
    await inOrder(page, 'set-up-invalid')

    await page.goto('about:blank')
    await page.goto(linkOf())
    await page.getByLabel('名称', { exact: true }).fill('测试县')
    expect(await page.getByLabel('教育局名称').inputValue()).toBe('测试县教育局')
    await page.getByLabel('行政区划代码').fill('439902')
    await page.getByLabel('姓名').fill('王敏')
    await page.getByLabel('用户名').fill('xianguan')
    await password(page, '密码').fill('xianguan-2026')
    await password(page, '再次输入密码').fill('xianguan-2026')
    await page.getByRole('button', { name: '完成设置' }).click()
    await page.getByText('密码不能包含用户名').waitFor()
    await inOrder(page, 'set-up')
    await password(page, '密码').fill('lan-shan-yu-7')
    await password(page, '再次输入密码').fill('lan-shan-yu-7')
    await page.getByRole('button', { name: '完成设置' }).click()

    await page.waitForURL('**/second-factor')
    await settled(page)
    await inOrder(page, 'second-factor')
    for (const path of ['/', '/account', '/hazards', '/first-password']) {
      await page.goto(product().origin + path)
      await page.waitForURL('**/second-factor**')
    }
    await password(page, '当前密码').fill('lan-shan-yu-7')
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByLabel('输入验证器上显示的六位数字').fill(codeFor(await keyOn(page)))
    await page.getByRole('button', { name: '确认开启' }).click()
    await page.getByLabel('我已打印或保存好备用验证码').check()
    await page.getByRole('button', { name: '完成' }).click()
    await page.waitForURL(url => url.pathname === '/')
    await page.getByRole('link', { name: /王敏/ }).waitFor()

    await page.goto('about:blank')
    await page.goto(linkOf())
    await page.getByText('这个链接不能使用').waitFor()
    await page.context().close()
  })
})
