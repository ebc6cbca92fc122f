import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { allSent, answerTheRest, card, cut, inOrder, mend, PHOTO, say } from './checklist.ts'
import { look, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()
const TITLE = '校门周边秩序随机抽查'
/** Three pictures that are not the same one. */
const PHOTOS = [1, 2, 3].map(number => ({
  ...PHOTO,
  name: `place-${number}.png`,
  buffer: Buffer.concat([PHOTO.buffer, Buffer.from([number])]),
}))

interface Me {
  readonly account: { readonly name: string }
}
async function ask<Answer>(page: Page, procedure: string, input?: object): Promise<Answer> {
  const query = input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const answer = await page.request.get(`/trpc/${procedure}${query}`)
  return ((await answer.json()) as { result: { data: Answer } }).result.data
}
const nameOf = async (page: Page): Promise<string> => (await ask<Me>(page, 'session.me')).account.name
/** Who heads a school, whichever it is that was drawn. */
async function headOf(page: Page, unitId: string): Promise<string> {
  const filter = { unitId, role: 'principal' }
  const { rows } = await ask<{ rows: { username: string }[] }>(page, 'people.list', { page: 1, filter })
  return rows[0]?.username ?? ''
}

/** Plans an unannounced inspection of one school that is drawn; gives the notice's address. */
async function plan(officer: Page, recorder: string): Promise<string> {
  await officer.goto('/rounds')
  await officer.getByRole('link', { name: '安排检查' }).click()
  await officer.getByRole('heading', { name: '安排检查', level: 1 }).waitFor()
  await officer.getByLabel('检查方式').selectOption({ label: '四不两直' })
  await officer.getByLabel('检查名称').fill(TITLE)
  await officer.getByLabel('校园周边').check()
  const own = await nameOf(officer)
  const find = officer.getByLabel('检查组 输入名称查找')
  await find.fill('督查组成员')
  for (const box of await officer.getByRole('checkbox', { name: /督查组成员/ }).all()) await box.check()
  await find.fill(own)
  await officer
    .getByRole('checkbox', { name: new RegExp(`${own}.*股室经办`) })
    .first()
    .check()
  await officer.getByLabel('组长').selectOption({ label: own })
  await officer.getByLabel('召集人').selectOption({ label: own })
  await officer.getByLabel('记录人').selectOption({ label: own })
  await officer.getByText('组长与记录人不能是同一人。').waitFor()
  await officer.getByLabel('记录人').selectOption({ label: recorder })
  await officer.getByLabel('抽取学校数').fill('1')
  await inOrder(officer, 'round-plan')
  await officer.getByRole('button', { name: '抽取并保存' }).click()
  await officer.getByRole('heading', { name: TITLE }).waitFor()
  return new URL(officer.url()).pathname
}

/** Draws a line in a pad of signatures. */
async function sign(page: Page, who: string, name: string): Promise<void> {
  const field = page.getByRole('group', { name: who })
  await field.getByLabel('姓名', { exact: true }).fill(name)
  const pad = field.getByRole('img', { name: '请在框内手写签名' })
  await pad.scrollIntoViewIfNeeded()
  const box = await pad.boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 20, box.y + 20)
  await page.mouse.down()
  for (const step of [1, 2, 3, 4]) await page.mouse.move(box.x + 20 + step * 40, box.y + 20 + (step % 2) * 40)
  await page.mouse.up()
}

describe('an unannounced inspection', () => {
  test('goes from draw to notice, by two inspectors at a school that did not know of it', async () => {
    const [officer, clerk] = [await desk.signIn('anquangu'), await desk.signIn('xianadmin')]
    const first = await desk.signIn('ducha', { width: 'phone' })
    const second = await desk.signIn('ducha2', { width: 'phone' })
    const notice = await plan(officer, await nameOf(first))

    // Anybody repeats the draw from its seed, in his own browser.
    await officer.getByRole('button', { name: '重新验算' }).click()
    await officer.getByText('抽取结果与受检学校一致').waitFor()
    // No notice goes to the school: what is printed is the team's own plan.
    await officer.getByRole('button', { name: '打印工作安排' }).waitFor()
    expect(await officer.getByText('现将有关事项通知如下').count()).toBe(0)
    await officer.getByText('占全部候选学校权重的').waitFor()
    await inOrder(officer, 'round-notice')
    await officer.getByRole('button', { name: /全部候选学校及权重/ }).click()
    await officer.getByRole('button', { name: /^再显示20所/ }).click()
    await expect.poll(() => officer.getByRole('table').last().getByRole('row').count()).toBe(40)
    await officer.getByLabel('按校名或标识码查找').fill('望澜')
    await inOrder(officer, 'round-candidates')
    await officer.setViewportSize(WIDTHS.desktop)
    await officer.emulateMedia({ media: 'print' })
    await look(officer, 'round-notice-print')
    await officer.emulateMedia({ media: null })
    const { visits } = await ask<{ visits: { id: string; unit: { id: string; name: string } }[] }>(
      ...([officer, 'rounds.get', { id: notice.slice('/rounds/'.length) }] as const),
    )
    const [visit] = visits
    if (!visit || visits.length > 1) throw new Error('one school was to be drawn')

    // The school does not know.
    const head = await desk.signIn(await headOf(clerk, visit.unit.id), { width: 'phone' })
    await head.goto(notice)
    await head.getByText('没有找到').first().waitFor()
    await head.goto('/rounds')
    await head.getByRole('heading', { name: '检查安排' }).waitFor()
    expect(await head.getByText(TITLE).count()).toBe(0)

    // At its gate, on a telephone.
    await first.goto('/visits')
    await inOrder(first, 'visits')
    const mine = first.getByRole('listitem').filter({ hasText: TITLE })
    await mine.getByRole('link', { name: '到校检查' }).click()
    await first.getByText('学校现在看不到这次检查').waitFor()
    await inOrder(first, 'visit-planned')
    await first.getByRole('button', { name: '已到校，开始检查' }).click()
    await first.getByRole('button', { name: '检查校园周边' }).click()
    await first.getByText('已完成 0/').waitFor()
    expect(await first.locator('main').getByText('自查').count()).toBe(0)
    const checklist = new URL(first.url()).pathname

    // Both answer one item; the one without a line is told, and what he wrote is there.
    await second.goto('/visits')
    await second
      .getByRole('listitem')
      .filter({ hasText: TITLE })
      .getByRole('link', { name: '继续检查' })
      .click()
    await card(second, 'SU01').waitFor()
    await cut(second)
    await say(second, 'SU01', '不适用')
    await card(second, 'SU01').getByLabel('不适用的原因').fill('校门外没有道路')
    await second.getByText('1 项未上传').waitFor()
    await say(first, 'SU01', '不符合')
    await card(first, 'SU01').getByLabel('部位').fill('正门外机动车道')
    await card(first, 'SU01').getByLabel('具体情况').fill('放学时段没有护学岗')
    await card(first, 'SU01').locator('input[type=file]').setInputFiles(PHOTO)
    await allSent(first)
    mend(second)
    await second.getByText('以较晚的为准').waitFor()
    await card(second, 'SU01').getByText('其他填写').click()
    await card(second, 'SU01').getByText('校门外没有道路').waitFor()
    expect(await card(second, 'SU01').getByLabel('部位').inputValue()).toBe('正门外机动车道')
    await inOrder(second, 'visit-two')

    // What fails becomes a hazard.
    await first.goto(checklist)
    await answerTheRest(first)
    await first.getByRole('button', { name: '提交清单' }).click()
    await first.getByRole('dialog').getByRole('button', { name: '提交清单' }).click()
    await first.getByRole('button', { name: '登记为隐患' }).click()
    await first.getByRole('dialog').getByRole('button', { name: '登记为隐患' }).click()
    await first.getByRole('link', { name: /已登记隐患/ }).waitFor()
    await inOrder(first, 'visit-result')

    // Record, both signatures on the screen, closed.
    await first.getByRole('link', { name: '返回到校检查' }).click()
    await first.locator('input[type=file]').setInputFiles(PHOTOS)
    await first.getByRole('button', { name: '保存照片' }).click()
    await first.getByRole('img', { name: '现场照片3' }).waitFor()
    await first.getByLabel('检查情况和发现的问题').fill('放学时段正门外没有护学岗，家长车辆占用机动车道。')
    await first.getByLabel('整改要求').fill('三日内落实护学岗，划定家长等候区。')
    await first.getByLabel('学校陪同人员').fill('分管安全副校长')
    await first.getByRole('button', { name: '提交检查记录' }).click()
    await sign(first, '检查人员签字', '检查组')
    await sign(first, '学校负责人签字', '负责人')
    await inOrder(first, 'visit-sign')
    await first.getByRole('button', { name: '确认签字' }).click()
    await first.getByRole('img', { name: '负责人的签名' }).waitFor()
    await officer.goto(`/visits/${visit.id}`)
    await officer.getByRole('button', { name: '办结' }).click()
    await officer.getByText('已办结').waitFor()
    await officer.getByRole('link', { name: '打印检查记录表' }).click()
    await officer.getByRole('img', { name: '检查组的签名' }).waitFor()
    await officer.getByText('放学时段没有护学岗').waitFor()
    await inOrder(officer, 'visit-sheet')
    await officer.setViewportSize(WIDTHS.desktop)
    await officer.emulateMedia({ media: 'print' })
    await look(officer, 'visit-sheet-print')

    // The order is a paper of its own.
    await officer.emulateMedia({ media: null })
    await officer.goto(`/visits/${visit.id}`)
    await officer.getByRole('link', { name: '整改通知书' }).click()
    await officer.getByRole('heading', { name: '责令整改通知书' }).waitFor()
    await officer.getByText('发现1项不符合要求').waitFor()
    await officer.getByText('正门外机动车道').waitFor()
    await inOrder(officer, 'visit-order')
    await officer.setViewportSize(WIDTHS.desktop)
    await officer.emulateMedia({ media: 'print' })
    await look(officer, 'visit-order-print')

    // Now the school reads all of it, and repeats the draw too.
    await head.goto(notice)
    await head.getByRole('button', { name: '重新验算' }).click()
    await head.getByText('您所在学校确在抽中之列').waitFor()
    await head.getByRole('link', { name: visit.unit.name }).click()
    await head
      .getByRole('link', { name: /^AQ|\d{4}/ })
      .first()
      .click()
    await head.getByRole('heading', { name: '正门外机动车道' }).waitFor()
    await head.getByText('检查不符合（SU01）').first().waitFor()
    for (const page of [officer, clerk, first, second, head]) await page.context().close()
  })
})

describe('the coverage of inspections', () => {
  test('shows one mark a school, and each kind of mark leads to its list', async () => {
    const page = await desk.signIn('anquangu')
    await page.goto('/coverage')
    const never = page.getByRole('link', { name: /^从未检查 \d+所$/ })
    await never.waitFor()
    const count = Number(/\d+/.exec(await never.innerText())?.[0])
    const rows = page.getByRole('table').locator('tbody tr:visible')
    const all = await page.getByRole('table').locator('tbody tr').count()
    expect(await rows.count()).toBe(40)
    expect([count > 0, count < all]).toEqual([true, true])
    await never.press('Enter')
    await page.getByRole('heading', { name: `从未检查（${count}所）` }).waitFor()
    await page.getByRole('button', { name: /^再显示40所/ }).click()
    await expect.poll(() => rows.count()).toBe(80)
    const town = page.getByRole('link', { name: /^望澜镇 从未检查 \d+所$/ })
    const inTown = Number(/\d+/.exec((await town.getAttribute('aria-label')) ?? '')?.[0])
    await town.click()
    await page.getByRole('heading', { name: `望澜镇、从未检查（${inTown}所）` }).waitFor()
    expect(await rows.count()).toBe(inTown)
    await inOrder(page, 'coverage')
    // Counted from long ago whoever was visited at all is in the period, and the rate follows.
    await page.getByLabel('统计起始日期').fill('2020-01-01')
    await page.getByLabel('统计起始日期').press('Tab')
    await page.getByRole('link', { name: '显示全部学校' }).click()
    await page.getByRole('link', { name: `本期已检查 ${all - count}所` }).waitFor()
    expect(await page.getByRole('link', { name: /超过一年未检查/ }).count()).toBe(0)
    await page.context().close()
  })
})
