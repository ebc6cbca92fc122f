import { listAxeFindings } from '@anlan/browser'
import { addMonths, PILOT_LIMITS, type Day } from '@anlan/domain'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()
type Fields = Readonly<Record<string, string>>

/** Raises an event by its button on a page read anew, fills in what its dialog asks for and sends it. */
async function decide(page: Page, path: string, event: string, fields: Fields): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: event, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  for (const [label, text] of Object.entries(fields)) await dialog.getByLabel(label).fill(text)
  await dialog.getByRole('button', { name: event, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** The unit of whoever is signed in. */
async function unitOf(page: Page): Promise<{ id: string; name: string }> {
  const answer = await page.request.get('/trpc/session.me')
  return ((await answer.json()) as { result: { data: { unit: { id: string; name: string } } } }).result.data
    .unit
}

test('a school becomes a pilot, is accepted, shares what it has, and another one takes it over', async () => {
  const officer = await desk.signIn('anquangu')
  const head = await desk.signIn('xiaozhang005', { width: 'phone' })
  const school = await unitOf(head)

  await officer.goto('/pilots')
  await settled(officer)
  const building = officer.getByRole('link', { name: /建设中/ }).first()
  const before = Number((await building.textContent())?.match(/\d+/)?.[0])
  await officer.getByRole('link', { name: '确定试点学校' }).click()
  await officer.getByLabel('学校', { exact: true }).selectOption({ label: school.name })
  await officer.getByLabel('确定理由').fill('寄宿制学校，风险点类型齐全')
  await look(officer, 'pilot-name')
  await officer.getByRole('button', { name: '确定为试点' }).click()
  await officer.getByRole('heading', { name: school.name, level: 1 }).waitFor()
  const path = new URL(officer.url()).pathname
  await officer.goto('/pilots?stage=building')
  await settled(officer)
  expect(Number((await building.textContent())?.match(/\d+/)?.[0])).toBe(before + 1)
  expect(await officer.getByRole('link', { name: school.name }).count()).toBe(1)

  // On a phone: what no figure shows is answered, the rest stands there with the lists behind it.
  await head.goto(path)
  await settled(head)
  await head.getByRole('button', { name: '提交自评', exact: true }).click()
  const dialog = head.getByRole('dialog')
  await dialog.getByLabel(/领导小组/).fill('校长任组长，分工到人')
  await dialog.getByLabel(/两项制度/).fill('两项制度已经校务会审议')
  await dialog.getByLabel(/教职工知晓/).fill('已培训两次，告知卡发放到人')
  await dialog.getByLabel('自评结论').fill('已按标准完成建设，申请验收')
  await look(head, 'pilot-assess-phone')
  expect(await listAxeFindings(head)).toEqual([])
  await dialog.getByRole('button', { name: '提交自评', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await settled(head)
  await look(head, 'pilot-assessed-phone')
  expect(await overflow(head)).toBe(0)

  const inspector = await desk.signIn('ducha')
  await inspector.goto(path)
  await inspector.getByRole('link', { name: '已评价的风险点' }).click()
  await inspector.waitForURL(url => url.searchParams.get('unit') === school.id)
  // The map of this school is not drawn yet: whoever accepts it all the same says why.
  await decide(inspector, path, '验收合格', {
    ...{ 意见: '制度健全，现场核查属实', 指标未达标仍予通过的理由: '四色图底图正在测绘，一月内补齐' },
  })
  await decide(await desk.signIn('juzhang'), path, '命名为示范学校', { 意见: '做法可推广' })

  await head.goto(path)
  await settled(head)
  await head.getByRole('link', { name: '提交资料' }).click()
  await head.getByLabel('标题').fill('楼梯口错峰放学清单')
  await head.getByLabel('类别').selectOption({ label: '清单' })
  await head.getByLabel('内容').fill('一、低年级先走，间隔三分钟。\n二、楼梯转角安排值周教师。')
  await head.getByLabel('附件').setInputFiles({
    ...{ name: '错峰放学安排.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') },
  })
  await head.getByRole('button', { name: /错峰放学安排/ }).waitFor()
  await look(head, 'pilot-share-phone')
  expect(await overflow(head)).toBe(0)
  await head.getByRole('button', { name: '提交审核' }).click()
  await head.getByRole('heading', { name: '楼梯口错峰放学清单', level: 1 }).waitFor()
  const material = new URL(head.url()).pathname

  const other = await desk.signIn('anquan006', { width: 'phone' })
  await other.goto('/shared?search=错峰')
  await other.getByText('没有符合条件的资料').waitFor()
  await officer.goto('/shared?state=submitted')
  await officer.getByRole('link', { name: '楼梯口错峰放学清单' }).click()
  await officer.getByRole('button', { name: '同意发布' }).click()
  await officer.getByText('已发布', { exact: true }).waitFor()

  await other.reload()
  await other.getByRole('link', { name: '楼梯口错峰放学清单' }).click()
  const file = other.getByRole('link', { name: '错峰放学安排.pdf' })
  expect((await other.request.get((await file.getAttribute('href')) ?? '')).status()).toBe(200)
  await other.getByRole('button', { name: '登记参考' }).click()
  await other.getByRole('dialog').getByLabel('本校怎样使用').fill('按本校楼梯情况修订后执行')
  await other.getByRole('dialog').getByRole('button', { name: '登记参考' }).click()
  await other.getByText('本校已登记参考这份资料。').waitFor()
  await settled(other)
  await look(other, 'material-phone')
  expect(await listAxeFindings(other)).toEqual([])
  expect(await other.getByRole('button', { name: '登记参考' }).count()).toBe(0)
  await head.goto(material)
  await head.getByText('1所学校参考').waitFor()

  await officer.goto(path)
  await officer.getByRole('button', { name: '安排结对' }).click()
  const helped = await unitOf(other)
  await officer
    .getByRole('dialog')
    .getByLabel('被帮扶学校', { exact: true })
    .selectOption({ label: helped.name })
  await officer.getByRole('dialog').getByLabel('帮扶目标').fill('帮助完成风险点辨识评价')
  await officer.getByRole('dialog').getByRole('button', { name: '安排结对' }).click()
  await officer.getByText('目标：帮助完成风险点辨识评价').waitFor()
  await look(officer, 'pilot-demonstration')
  await officer.emulateMedia({ media: 'print' })
  await look(officer, 'pilot-print')
  await officer.emulateMedia({ media: 'screen' })
  await other.goto('/pilots')
  await other.getByText('目标：帮助完成风险点辨识评价').waitFor()
})

test('whoever takes up an application finds the county’s own period filled in', async () => {
  const officer = await desk.signIn('anquangu')
  const answer = await officer.request.get('/trpc/session.me')
  const { today } = ((await answer.json()) as { result: { data: { today: Day } } }).result.data
  await officer.goto('/pilots?stage=applied')
  await officer.locator('tbody a').first().click()
  await officer.getByRole('button', { name: '确定为试点', exact: true }).click()
  const target = officer.getByRole('dialog').getByLabel('完成期限')
  await settled(officer)
  expect(await target.inputValue()).toBe(addMonths(today, PILOT_LIMITS['build-months'].default))
})

test('the county writes its own criteria, for schools it names from then on', async () => {
  const officer = await desk.signIn('anquangu')
  await officer.goto('/pilot-criteria')
  await officer.getByText('这套标准是系统提供的默认值').waitFor()
  await officer.getByRole('button', { name: '修改标准' }).click()
  await officer.getByRole('button', { name: '增加一项' }).click()
  await officer.getByLabel('标准（中文）').last().fill('食堂风险点均已张贴告知牌。')
  await look(officer, 'criteria-form')
  expect(await listAxeFindings(officer)).toEqual([])
  await officer.getByRole('button', { name: '保存为新版本' }).click()
  await officer.getByText('食堂风险点均已张贴告知牌。').waitFor()
  const school = await desk.signIn('anquan017')
  await school.goto('/pilots')
  await school.getByRole('table').getByRole('link').first().click()
  await school.getByRole('heading', { name: '对照验收标准' }).waitFor()
  expect(await school.getByText('食堂风险点均已张贴告知牌。').count()).toBe(0)
})
