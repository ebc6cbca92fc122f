import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { listRefusedByPolicy, look, overflow, useDesk } from './desk.ts'

const desk = useDesk()

/** A picture as a camera writes it, larger than is sent. */
const photo = async (page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> => {
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [2400, 1800]
    const pen = canvas.getContext('2d')
    if (pen) pen.fillStyle = `hsl(${Math.random() * 360} 50% 50%)`
    pen?.fillRect(0, 0, 2400, 1800)
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? ''
  })
  return { name: '现场.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(data, 'base64') }
}
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).last().click()

/** Prints a poster as the school's safety officer and gives the address its code leads to. */
async function printPoster(place: string): Promise<string> {
  const officer = await desk.signIn('anquan017')
  await officer.goto('/report-posters')
  await officer.getByLabel('部位（选填）').fill(place)
  await press(officer, '制作海报')
  await officer.getByRole('img', { name: '举报二维码' }).waitFor()
  const address = await officer.getByText(/\/report\/[\w-]{22}$/).innerText()
  await look(officer, `poster-1280-zh`)
  await officer.context().close()
  return new URL(address).pathname
}

/** What a reader with an axe to grind finds on a page, what sticks out of it, and what its own policy refused. */
const faults = async (page: Page) => ({
  axe: await listAxeFindings(page),
  overflow: await overflow(page),
  refused: await listRefusedByPolicy(page),
})
const NONE = { axe: [], overflow: 0, refused: [] }

describe('a parent’s report', () => {
  test('from a phone becomes a hazard that is listed, rectified, accepted by the bureau and looked back at', async () => {
    const path = await printPoster('教学楼三层走廊')

    const parent = await desk.open({ width: 'phone' })
    await parent.goto(path)
    await parent.getByRole('heading', { name: '校园隐患举报' }).waitFor()
    // The poster says where it hangs; nobody has to.
    expect(await parent.getByLabel('在哪里').inputValue()).toBe('教学楼三层走廊')
    await parent.getByLabel('什么情况').fill('走廊栏杆松动，孩子靠上去会晃')
    await parent.getByLabel(/^照片/).setInputFiles(await photo(parent))
    await parent.getByRole('img', { name: '照片 1' }).waitFor()
    await parent.getByLabel(/^联系方式/).fill('13800000000')
    await look(parent, 'public-report-390-zh')
    expect(await faults(parent)).toEqual(NONE)
    await press(parent, '提交')
    const code = await parent.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).innerText()
    await look(parent, 'public-report-sent-390-zh')
    const ask = async (): Promise<void> => {
      await parent.getByLabel('查询码', { exact: true }).fill(code.toLowerCase())
      await press(parent, '查询')
    }
    await ask()
    await parent.getByText(/收到。等待核实。$/).waitFor()
    expect(await faults(parent)).toEqual(NONE)

    const officer = await desk.signIn('anquan017', { width: 'phone' })
    await officer.goto('/')
    await officer.getByRole('link', { name: /待核实的扫码举报/ }).click()
    const card = officer.getByRole('article').filter({ hasText: '走廊栏杆松动，孩子靠上去会晃' }).first()
    await card.getByRole('img', { name: '举报照片 1' }).waitFor()
    // The school is what the report is about: it neither dismisses it nor learns who reported.
    expect(await card.getByRole('button', { name: '核实不属实' }).count()).toBe(0)
    expect(await card.getByRole('button', { name: '查看联系方式' }).count()).toBe(0)
    await look(officer, 'public-reports-390-zh')
    expect(await faults(officer)).toEqual(NONE)
    await card.getByRole('button', { name: '核实属实' }).click()
    await officer.getByLabel('领域').selectOption('emergency')
    await officer.getByLabel(/^临时防控措施/).fill('已拉警戒线，专人看守')
    await look(officer, 'public-report-verify-390-zh')
    await press(officer, '登记为隐患')
    await officer.getByRole('dialog').waitFor({ state: 'detached' })
    await officer.goto('/public-reports?state=verified')
    await officer
      .getByRole('article')
      .filter({ hasText: '走廊栏杆松动，孩子靠上去会晃' })
      .first()
      .getByRole('link', { name: /^隐患 / })
      .click()
    await officer.waitForURL(/\/hazards\//)
    await officer.getByRole('heading', { name: '教学楼三层走廊', level: 1 }).waitFor()
    const address = new URL(officer.url()).pathname
    await ask()
    await parent.getByText(/经核实属实/).waitFor()

    const leader = await desk.signIn('fenguan')
    await leader.goto(address)
    await leader.getByText('举报', { exact: true }).waitFor()
    await press(leader, '核实定级并派单')
    await leader.getByLabel('重大隐患').check()
    await leader.getByLabel('判定依据').fill('栏杆不能承受推力，现场检查')
    const lead = leader.getByLabel('整改责任人')
    const option = lead.locator('option', { hasText: '安全专干' }).first()
    await option.waitFor({ state: 'attached' })
    await lead.selectOption(await option.getAttribute('value'))
    await leader.getByLabel('整改措施').fill('更换栏杆并做推力试验')
    await leader.getByLabel('资金').fill('公用经费')
    await leader.getByLabel('应急预案').fill('封闭走廊，改走东侧楼梯')
    await press(leader, '核实定级并派单')
    await leader.getByRole('dialog').waitFor({ state: 'detached' })
    await press(leader, '挂牌督办')
    await leader.getByLabel('督办期限').fill('2099-12-31')
    await leader.getByLabel('原因').fill('学生每天经过，须局领导督办')
    await press(leader, '挂牌督办')
    await leader.getByRole('dialog').waitFor({ state: 'detached' })
    await leader
      .getByText(/期限2099/)
      .first()
      .waitFor()

    // It hangs on the school's list, by the post of whoever leads it and by nobody's name.
    await officer.goto('/hazards/public-list')
    await officer.getByRole('row').filter({ hasText: '教学楼三层走廊' }).getByText('挂牌督办').waitFor()
    await look(officer, 'public-list-390-zh')
    expect(await faults(officer)).toEqual(NONE)

    await officer.goto(address)
    await press(officer, '提请验收')
    await officer.getByLabel('整改结果').fill('已更换栏杆，推力试验合格')
    await officer.getByLabel('整改后照片').setInputFiles(await photo(officer))
    await officer.getByRole('button', { name: '移除 现场.jpg' }).waitFor()
    await press(officer, '提请验收')
    await officer.getByRole('dialog').waitFor({ state: 'detached' })

    const inspector = await desk.signIn('ducha')
    await inspector.goto(address)
    await press(inspector, '验收销号')
    await inspector.getByLabel('验收材料').setInputFiles({
      ...{ name: '推力试验报告.pdf', mimeType: 'application/pdf' },
      buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
    })
    await inspector.getByRole('button', { name: '移除 推力试验报告.pdf' }).waitFor()
    await press(inspector, '验收销号')
    await inspector.getByRole('dialog').waitFor({ state: 'detached' })
    await inspector.getByText(/须在.+前回头看/).waitFor()
    await press(inspector, '回头看')
    await inspector.getByLabel('看到的情况').fill('栏杆牢固，没有反弹')
    await press(inspector, '回头看')
    await inspector.getByRole('dialog').waitFor({ state: 'detached' })
    await inspector.getByText('这条隐患已经办结。').waitFor()
    await look(inspector, 'public-report-hazard-1280-zh')
    for (const page of [parent, officer, leader, inspector]) await page.context().close()
  })

  test('that is not so is dismissed by the bureau, which alone reads how to reach the reporter', async () => {
    const path = await printPoster('')
    const parent = await desk.open({ width: 'phone', language: 'en' })
    await parent.goto(path)
    await parent.getByLabel('Where').fill('后门外')
    await parent.getByLabel('What is wrong').fill('有人在后门外摆摊卖油炸食品')
    await parent.getByLabel(/^How to reach you/).fill('13900000009')
    await look(parent, 'public-report-390-en')
    await press(parent, 'Send')
    await parent.getByText('Received, thank you').waitFor()
    expect(await faults(parent)).toEqual(NONE)

    const officer = await desk.signIn('anquangu')
    await officer.goto('/public-reports')
    const card = officer.getByRole('article').filter({ hasText: '有人在后门外摆摊卖油炸食品' }).first()
    await card.getByRole('button', { name: '查看联系方式' }).click()
    await card.getByText('13900000009').waitFor()
    await look(officer, 'public-reports-1280-zh')
    await card.getByRole('button', { name: '核实不属实' }).click()
    await officer.getByLabel('不属实的依据').fill('督查组三次到场，后门外无摊点')
    await press(officer, '核实不属实')
    await officer.getByRole('dialog').waitFor({ state: 'detached' })
    await officer.goto('/public-reports?state=dismissed')
    await officer.getByText(/督查组三次到场/).waitFor()
    for (const page of [parent, officer]) await page.context().close()
  })
})

describe('the page for people without an account', () => {
  test('says in one sentence that a code was altered, or a poster is no longer in use', async () => {
    const path = await printPoster('旧海报')
    const officer = await desk.signIn('anquan017')
    await officer.goto('/report-posters')
    await officer.getByRole('button', { name: '停用海报：旧海报' }).click()
    await press(officer, '停用')
    await officer.getByRole('row').filter({ hasText: '旧海报' }).getByText('已停用').waitFor()
    await look(officer, 'posters-1280-zh')
    const anybody = await desk.open({ width: 'phone' })
    await anybody.goto(path)
    await anybody.getByText('这张海报已停用，请扫描学校新张贴的海报。').waitFor()
    await anybody.goto(`${path.slice(0, -2)}AA`)
    await anybody.getByText(/^找不到这张海报/).waitFor()
    await anybody.goto('/report')
    await anybody.getByText(/^找不到这张海报/).waitFor()
    expect(await faults(anybody)).toEqual(NONE)
    for (const page of [officer, anybody]) await page.context().close()
  })

  test('keeps what was written when the line is gone, and sends it once when it is back', async () => {
    const path = await printPoster('操场')
    const anybody = await desk.open({ width: 'phone' })
    await anybody.goto(path)
    await anybody.getByLabel('什么情况').fill('足球门没有固定，会倒')
    await anybody.route('**/api/report-posters/**', route => route.abort())
    await press(anybody, '提交')
    await anybody.getByText(/^没有连上，内容还在/).waitFor()
    await anybody.unroute('**/api/report-posters/**')
    // The report arrives and its answer is lost: it is sent again, and is one report.
    await anybody.route('**/api/report-posters/**', async route => {
      await route.fetch()
      await route.abort()
    })
    await press(anybody, '提交')
    await anybody.getByText(/^没有连上，内容还在/).waitFor()
    await anybody.unroute('**/api/report-posters/**')
    await press(anybody, '提交')
    await anybody.getByText('已收到，谢谢您').waitFor()
    const officer = await desk.signIn('anquan017')
    await officer.goto('/public-reports')
    await officer.getByRole('article').filter({ hasText: '足球门没有固定，会倒' }).first().waitFor()
    expect(await officer.getByRole('article').filter({ hasText: '足球门没有固定，会倒' }).count()).toBe(1)
    for (const page of [officer, anybody]) await page.context().close()
  })
})
