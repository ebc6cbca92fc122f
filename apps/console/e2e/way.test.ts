import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, settled, useDesk } from './desk.ts'

const desk = useDesk()

const entryHere = (page: Page): Promise<string | null> => page.locator('.menu__entry--here').textContent()

describe('finding the way', () => {
  test('a list is found again with its filter and on its page', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/hazards?state=rectifying&page=2')
    await settled(page)
    await page.locator('.table__main a').first().click()
    await page.getByRole('link', { name: '返回列表' }).click()
    await page.waitForURL('**/hazards?state=rectifying&page=2')
    await page.context().close()
  })

  test('the menu says where a page belongs', async () => {
    const page = await desk.signIn('xianadmin')
    for (const [path, entry] of [
      ['/', '首页'],
      ['/people', '单位与人员'],
      ['/people/new', '单位与人员'],
      ['/campaigns', '专项行动'],
    ] as const) {
      await page.goto(path)
      await settled(page)
      expect([path, (await entryHere(page))?.trim()]).toEqual([path, entry])
    }
    await page.context().close()
  })

  test('whoever has judged one hand-in goes on to the next, and back to the list', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/')
    await page.getByRole('link', { name: /等我审核/ }).click()
    await page.waitForURL('**/assignments?state=submitted')
    await page.locator('.table__main a').first().click()
    await page.getByRole('button', { name: '审核通过' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '审核通过' }).click()
    const before = page.url()
    await page.getByRole('link', { name: /^审核下一份（还有 \d+ 份）$/ }).click()
    await page.waitForURL(url => url.pathname.startsWith('/tasks/') && url.href !== before)
    await page.getByRole('button', { name: '审核通过' }).waitFor()
    expect(await page.getByText('已办理。').count()).toBe(0)
    await page.getByRole('link', { name: '返回任务清单' }).click()
    await page.waitForURL('**/assignments?state=submitted')
    await page.context().close()
  })

  test('on a telephone what is not at hand is behind one button, under headings', async () => {
    const page = await desk.signIn('xiaozhang017', { width: 'phone' })
    const more = page.getByRole('button', { name: '更多' })
    await more.click()
    await page.getByRole('heading', { name: '双重预防' }).waitFor()
    await look(page, 'menu-phone-open')
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('heading', { name: '双重预防' }).isVisible()).toBe(false)
    expect(await more.evaluate(element => element === document.activeElement)).toBe(true)
    await more.click()
    await page
      .getByRole('navigation', { name: '主菜单' })
      .getByRole('link', { name: '风险', exact: false })
      .first()
      .click()
    await page.waitForURL('**/risks')
    await settled(page)
    expect(await page.getByRole('heading', { name: '双重预防' }).isVisible()).toBe(false)
    expect(await page.locator('.bar__entry--here').textContent()).toContain('更多')
    await page.context().close()
  })

  test('on a telephone every button is as high as a finger', async () => {
    const page = await desk.signIn('xiaozhang017', { width: 'phone' })
    for (const path of [
      ...['/', '/tasks', '/hazards', '/inbox', '/account', '/units'],
      ...['/drills', '/drills/new', '/county-drills', '/rosters', '/rosters/points', '/kiosks'],
    ]) {
      await page.goto(path)
      await settled(page)
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('.button, .menu__entry, .bar__entry, .top__button')]
          .map(element => element.getBoundingClientRect())
          .filter(box => box.width > 0 && (box.height < 43.5 || box.width < 43.5)),
      )
      expect([path, small]).toEqual([path, []])
    }
    await page.context().close()
  })
})

describe('what is not there', () => {
  test.each([
    ...['/hazards/00311', '/tasks/xyz', '/campaigns/nope', '/people/anquan017'],
    ...['/drills/xyz', '/drills/schools/017', '/county-drills/nope'],
  ])('a link cut short says so: %s', async path => {
    const page = await desk.signIn('anquangu')
    await page.goto(path)
    await page.getByText('没有找到这个页面，或您没有查看权限。').waitFor()
    await page.context().close()
  })

  test('a machine without a line says so at once, and the page comes when the line does', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/hazards')
    await settled(page)
    await page.context().setOffline(true)
    await page.getByText('连接不上服务器').waitFor()
    const asked = page.waitForEvent('requestfailed', request => request.url().endsWith('/health/live'))
    await page.locator('.table__main a').first().click()
    await asked
    await page.context().setOffline(false)
    await page.getByRole('heading', { name: '隐患情况' }).waitFor()
    await page.getByText('连接不上服务器').waitFor({ state: 'detached' })
    await page.context().close()
  })

  test('paper holds every unit of the matrix', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/campaigns')
    await page.getByRole('link', { name: '2026年度校园安全专项整治行动方案' }).click()
    await page.getByRole('button', { name: '单位×任务' }).click()
    await page.getByRole('grid').waitFor()
    const rows = page.locator('th[role=rowheader]')
    const all = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1
    expect(await rows.count()).toBeLessThan(all)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await expect.poll(() => rows.count()).toBe(all)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await expect.poll(() => rows.count()).toBeLessThan(all)
    await page.context().close()
  })
})
