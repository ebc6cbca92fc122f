import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).last().click()
type Fields = Readonly<Record<string, string>>

/** Raises an event by its button, fills in what its dialog asks for and sends it. */
async function decide(page: Page, event: string, fields: Fields = {}): Promise<void> {
  await page.getByRole('button', { name: event, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text)
  await dialog.getByRole('button', { name: event, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}
/** The same, by somebody who first looks at the page as it stands now. */
async function onward(page: Page, path: string, event: string, fields: Fields = {}): Promise<void> {
  await page.goto(path)
  await decide(page, event, fields)
}

/** An officer proposes a measure to the unit of the people numbered 017; gives the matter's address. */
async function propose(page: Page, school: Page, title: string, kind: string): Promise<string> {
  const own = (await (await school.request.get('/trpc/session.me')).json()) as {
    result: { data: { unit: { id: string } } }
  }
  await page.goto(`/supervision/new?unit=${own.result.data.unit.id}`)
  await settled(page)
  await page.getByLabel('事项名称').fill(title)
  await page.getByLabel('其他事实').fill('宿舍一层安全出口夜间上锁，逾期八天未整改。')
  await page.getByLabel('措施', { exact: true }).selectOption({ label: kind })
  await page.getByLabel('越级理由').fill('涉及安全出口，情形严重')
  await page.getByLabel('提出理由').fill('逾期八天，电话提醒两次仍未整改')
  await page.getByLabel('办理要求').fill('三日内拆除门锁，安排夜间值守，由校长负责。')
  await look(page, 'supervision-new')
  await settled(page)
  expect(await listAxeFindings(page)).toEqual([])
  await press(page, '提交审批')
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  return new URL(page.url()).pathname
}

describe('supervision', () => {
  test('a supervision notice goes from proposal to closing', async () => {
    const [officer, leader] = [await desk.signIn('anquangu'), await desk.signIn('fenguan')]
    const school = await desk.signIn('xiaozhang017', { width: 'phone' })
    const matter = await propose(officer, school, '宿舍安全出口夜间上锁', '督办通知')
    await leader.goto(matter)
    await leader.getByRole('button', { name: '批准', exact: true }).click()
    // The officer changes what the leader has open: the leader is told, and nothing is decided.
    await officer.getByRole('button', { name: '修改', exact: true }).click()
    await officer
      .getByRole('dialog')
      .getByLabel('办理要求')
      .fill('二日内拆除门锁，安排夜间值守，由校长负责。')
    await look(officer, 'supervision-revise')
    await officer.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await officer.getByText('二日内拆除门锁，安排夜间值守，由校长负责。').first().waitFor()
    await leader.getByRole('dialog').getByRole('button', { name: '批准', exact: true }).click()
    await leader.getByText('这条记录刚被他人更新').waitFor()
    await leader.goto('/supervision?wait=proposed&heap=people.supervision-notice')
    await leader.getByRole('link', { name: '宿舍安全出口夜间上锁' }).first().waitFor()
    await look(leader, 'supervision-desk')
    await settled(leader)
    expect(await listAxeFindings(leader)).toEqual([])
    await onward(leader, matter, '批准')
    await onward(officer, matter, '发出', { 发文字号: '安教督〔2026〕901号' })
    await officer.getByText('已发出，待签收').first().waitFor()

    await school.goto('/supervision')
    await school.getByRole('link', { name: '宿舍安全出口夜间上锁' }).click()
    await decide(school, '签收')
    await decide(school, '反馈办理情况', { 办理情况: '已拆除门锁，夜间安排两人值守。' })
    await school.getByText('已反馈，待核验').first().waitFor()
    await look(school, 'supervision-matter-phone')
    await settled(school)
    expect(await overflow(school)).toBe(0)
    expect(await listAxeFindings(school)).toEqual([])

    await onward(officer, matter, '核验办结', { 核验意见: '现场核实，已整改。' })
    await officer.getByText('已办结').first().waitFor()
    await look(officer, 'supervision-closed')
    await officer.getByRole('link', { name: '打印文书' }).click()
    await officer.getByRole('heading', { name: '关于宿舍安全出口夜间上锁的督办通知' }).waitFor()
    await look(officer, 'supervision-paper')
    await settled(officer)
    expect(await listAxeFindings(officer)).toEqual([])
    // What the browser calls the file on disk depends on the machine's own locale: the answer says what it is called.
    const [paper] = await Promise.all([
      officer.waitForResponse(answer => answer.url().includes('/api/papers/measure/')),
      officer.waitForEvent('download'),
      officer.getByRole('button', { name: '下载 Word 文书' }).click(),
    ])
    expect(paper.status()).toBe(200)
    expect(decodeURIComponent(paper.headers()['content-disposition'] ?? '')).toContain(
      '关于宿舍安全出口夜间上锁的督办通知.docx',
    )
  })

  test('a leader decides several of the system’s proposals in one act', async () => {
    const [leader, phone] = [
      await desk.signIn('fenguan'),
      await desk.signIn('fenguan', { width: 'phone', language: 'en' }),
    ]
    // The system proposes in a job of its own, which may be later than the first page.
    const heap = leader.getByRole('link', { name: /任务逾期或材料多次退回/ }).first()
    await expect
      .poll(
        async () => {
          await leader.goto('/supervision?wait=proposed')
          await settled(leader)
          return heap.count()
        },
        { timeout: 60_000 },
      )
      .toBe(1)
    await heap.click()
    const boxes = leader.getByRole('checkbox')
    await boxes.nth(2).waitFor()
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await leader.getByText('已选2项').waitFor()
    await look(leader, 'supervision-proposals')
    await settled(leader)
    expect(await listAxeFindings(leader)).toEqual([])
    const names = await leader.locator('.proposal a').allTextContents()
    await press(leader, '批准')
    const dialog = leader.getByRole('dialog')
    await dialog.getByLabel('理由').fill('逾期属实，按建议办理。')
    await look(leader, 'supervision-proposals-act')
    await dialog.getByRole('button', { name: '批准' }).click()
    await dialog.getByText('已办理2项。').waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await leader.getByText('已选0项').waitFor()
    expect(await leader.locator('.proposal a').allTextContents()).not.toEqual(names)
    // What was approved together goes out together, each under a number of its own.
    const officer = await desk.signIn('anquangu')
    await officer.goto('/supervision?wait=approved')
    await officer.getByRole('button', { name: '全选2件' }).click()
    await officer.getByText('已选2项').waitFor()
    await look(officer, 'supervision-issue-many')
    await settled(officer)
    expect(await listAxeFindings(officer)).toEqual([])
    await officer.getByRole('button', { name: '发出所选督办通知' }).click()
    const act = officer.getByRole('dialog')
    await act.getByLabel('第一件的发文字号').fill('安教督〔2026〕910号')
    await act.getByRole('button', { name: '发出', exact: true }).click()
    await act.getByText('已办理2项。').waitFor()
    await officer.goto('/supervision?wait=issued')
    await officer.getByText('安教督〔2026〕911号').waitFor()

    await phone.goto('/supervision?wait=proposed')
    await phone.getByRole('checkbox').first().waitFor()
    await look(phone, 'supervision-proposals-phone')
    await settled(phone)
    expect(await overflow(phone)).toBe(0)
    expect(await listAxeFindings(phone)).toEqual([])
  })

  test('a talk is appealed, upheld by somebody else, held and closed', async () => {
    const [officer, director] = [await desk.signIn('anquangu'), await desk.signIn('juzhang')]
    const [leader, head] = [await desk.signIn('fenguan'), await desk.signIn('xiaozhang017')]
    const matter = await propose(officer, head, '逾期事项长期未整改', '约谈')
    await leader.goto(matter)
    await leader.getByText('待审批').first().waitFor()
    expect(await leader.getByRole('button', { name: '批准', exact: true }).count()).toBe(0)
    await onward(director, matter, '批准')
    await onward(officer, matter, '发出', { 发文字号: '安教督〔2026〕902号' })
    await onward(head, matter, '签收')
    await decide(head, '提出申诉', { 申诉理由: '逾期系校舍施工所致，已事先口头报告。' })
    await director.reload()
    await director.getByText('申诉办理中').first().waitFor()
    await director.getByText('可以作出决定的局领导：吴永康。').waitFor()
    expect(await director.getByRole('button', { name: '维持原决定' }).count()).toBe(0)
    await onward(leader, matter, '维持原决定', { 认定和理由: '未见书面报告，原决定事实清楚。' })
    await look(leader, 'supervision-upheld')

    await onward(officer, matter, '登记约谈记录', {
      ...{ 地点: '局会议室', 主谈人: '局长', 谈话对象: '校长' },
      ...{ 谈话内容: '通报逾期未整改的事实，提出限期整改要求。', 整改承诺: '十日内全部整改到位。' },
    })
    await onward(head, matter, '反馈办理情况', { 办理情况: '已按承诺全部整改到位。' })
    await onward(officer, matter, '核验办结', { 核验意见: '现场核实，整改到位。' })
    await officer.getByRole('link', { name: '打印约谈记录' }).click()
    await officer.getByRole('heading', { name: '约谈记录' }).waitFor()
    await look(officer, 'supervision-talk-paper')
  })

  test('whoever types a code that no paper has is told so, without an account', async () => {
    const anybody = await desk.open({ width: 'phone' })
    await anybody.goto('/verify/0000-0000-0000-0000')
    await anybody.getByText('没有这个核验码').waitFor()
    await look(anybody, 'verify-paper-phone')
    await settled(anybody)
    expect(await overflow(anybody)).toBe(0)
    expect(await listAxeFindings(anybody)).toEqual([])
    await press(anybody, 'English')
    await anybody.getByText('No paper has this code').waitFor()
  })

  test('a letter to another department is answered by its link, once', async () => {
    const [officer, leader] = [await desk.signIn('anquangu'), await desk.signIn('fenguan')]
    await officer.goto('/referrals/new')
    await settled(officer)
    const units = officer.getByLabel('单位', { exact: true })
    await units.selectOption({ index: 3 })
    await officer.getByLabel('主办部门').selectOption('water')
    await officer.getByLabel('收函单位').fill('安澜县水利局')
    await officer.getByLabel('事项名称').fill('校门外水塘没有警示设施')
    await officer.getByLabel('移送事项').fill('水塘距校门三十米，没有警示牌和救生设施。')
    await officer.getByLabel('证据', { exact: true }).fill('现场照片两张')
    await officer
      .getByLabel('证据材料')
      .setInputFiles({ name: '水塘现场.png', mimeType: 'image/png', buffer: await officer.screenshot() })
    await officer.getByRole('img', { name: '水塘现场.png' }).waitFor()
    await officer.getByLabel('依据').fill('安全管理职责分工')
    await officer.getByLabel('学校临时措施').fill('上下学安排教师值守')
    await look(officer, 'referral-new')
    await settled(officer)
    expect(await listAxeFindings(officer)).toEqual([])
    await press(officer, '提交审批')
    await officer.getByRole('heading', { name: '校门外水塘没有警示设施', level: 1 }).waitFor()
    const path = new URL(officer.url()).pathname
    await onward(leader, path, '审签')
    await onward(officer, path, '发出', { 发文字号: '安教函〔2026〕903号' })
    const link = await officer.getByText(/\/referral\/[\w-]{20,}/).textContent()
    await look(officer, 'referral-sent')

    const office = await desk.open({ width: 'phone' })
    await office.goto(new URL(link ?? '').pathname)
    await office.getByLabel('经办人姓名').fill('李明')
    await office.getByRole('img', { name: '水塘现场.png' }).waitFor()
    await look(office, 'referral-letter-phone')
    await settled(office)
    expect(await overflow(office)).toBe(0)
    expect(await listAxeFindings(office)).toEqual([])
    await press(office, '签收')
    await office.getByLabel('办理情况').fill('已设置警示牌和救生圈，并安排巡查。')
    await look(office, 'referral-answer-phone')
    await press(office, '提交回函')
    await office.getByText('回函已送达，谢谢。').waitFor()
    await office.reload()
    await office.getByText('已经回过函，本链接不再使用。').waitFor()
    await office.goto('/referral/not-a-token')
    await office.getByText('链接不正确').waitFor()

    await onward(officer, path, '核实', { 说明: '现场核实，警示牌已设置。' })
    await decide(officer, '办结', { 说明: '办结归档' })
    await officer.getByText('已办结').first().waitFor()
    await look(officer, 'referral-closed')
    await officer.goto('/referrals')
    await officer.getByText('移送回复率').waitFor()
    await look(officer, 'referrals')
    await officer.goto(`${path}/paper`)
    await officer.getByRole('heading', { name: '关于移送校门外水塘没有警示设施的函' }).waitFor()
    await look(officer, 'referral-paper')
    await settled(officer)
    expect(await listAxeFindings(officer)).toEqual([])
    await officer.goto('/referrals')
    await settled(officer)
    await settled(officer)
    expect(await listAxeFindings(officer)).toEqual([])
  })

  test('a hazard handed over leads to its letter, the letter back to it, and late it goes to the county committee', async () => {
    const [officer, leader] = [await desk.signIn('anquangu'), await desk.signIn('fenguan')]
    const input = encodeURIComponent(JSON.stringify({ filter: { state: ['rectifying'] } }))
    const found = (await (await officer.request.get(`/trpc/hazards.list?input=${input}`)).json()) as {
      result: { data: { rows: { id: string }[] } }
    }
    const hazard = `/hazards/${found.result.data.rows.at(-1)?.id}`
    await onward(officer, hazard, '移交有关部门', {
      ...{
        移交给: '安澜县公安局',
        移交事项: '校门口占道停车，请依职责整治。',
        临时防控措施: '安排护学岗值守',
      },
      商定的办理期限: '2030-01-31',
    })
    await officer.getByRole('link', { name: '草拟移送函' }).click()
    await officer.getByLabel('收函单位').waitFor()
    expect(await officer.getByLabel('收函单位').inputValue()).toBe('安澜县公安局')
    expect(await officer.getByLabel('移送事项').inputValue()).toContain('请依职责整治')
    await officer.getByLabel('主办部门').selectOption('police')
    await officer.getByLabel('事项名称').fill('校门口占道停车堵塞通道')
    await officer.getByLabel('依据').fill('安全管理职责分工')
    await press(officer, '提交审批')
    await officer.getByRole('heading', { name: '校门口占道停车堵塞通道', level: 1 }).waitFor()
    const path = new URL(officer.url()).pathname
    await officer.getByText('已移交部门').waitFor()
    await officer.goto(hazard)
    await officer.getByText('草拟，待审签').waitFor()
    expect(await officer.getByRole('link', { name: '草拟移送函' }).count()).toBe(0)
    await look(officer, 'hazard-letters')
    await officer.getByRole('link', { name: '校门口占道停车堵塞通道' }).click()
    await officer.waitForURL(`**${path}`)

    await onward(leader, path, '审签')
    await onward(officer, path, '发出', { 发文字号: '安教函〔2026〕904号' })
    await onward(officer, path, '催办', { 说明: '请尽快明确办理时限并回函。' })
    await onward(leader, path, '报县安委会协调', {
      ...{ 发文字号: '安教函〔2026〕905号', 提请事项: '请协调明确整治责任单位和完成时限。' },
    })
    await leader.getByText('已报县安委会协调').first().waitFor()
    await look(leader, 'referral-escalated')
    await settled(leader)
    expect(await listAxeFindings(leader)).toEqual([])
    await leader.getByRole('link', { name: '打印报告' }).click()
    await leader.getByRole('heading', { name: '关于提请协调办理校门口占道停车堵塞通道的报告' }).waitFor()
    await look(leader, 'committee-paper')
    await settled(leader)
    expect(await listAxeFindings(leader)).toEqual([])
  })

  test('praise is a page of the menu for whoever has no supervision to read, and a tab for the others', async () => {
    const [teacher, officer] = [await desk.signIn('jiaoshi017'), await desk.signIn('anquangu')]
    await teacher.goto('/')
    await teacher.getByRole('link', { name: '表扬和亮点' }).click()
    await teacher.getByRole('heading', { name: '值班带班制度落实好' }).waitFor()
    expect(await teacher.getByRole('navigation', { name: '督查督办各页' }).count()).toBe(0)
    expect(await teacher.getByRole('main').getByRole('button').count()).toBe(0)
    await look(teacher, 'honours')
    await settled(teacher)
    expect(await listAxeFindings(teacher)).toEqual([])
    await officer.goto('/honours')
    await officer.getByRole('navigation', { name: '督查督办各页' }).waitFor()
    expect(
      await officer
        .getByRole('navigation', { name: '主菜单' })
        .getByRole('link', { name: '表扬和亮点' })
        .count(),
    ).toBe(0)
  })
})
