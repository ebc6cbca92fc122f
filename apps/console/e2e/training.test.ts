import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()
const TITLE = '总务人员用电安全轮训'

/** Looks at a page as it stands: nothing sticks out, nothing is hidden from whoever hears it. */
async function inOrder(page: Page, name: string): Promise<void> {
  await settled(page)
  await look(page, name)
  expect(await listAxeFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
}
async function ask<Answer>(page: Page, procedure: string, input: object): Promise<Answer> {
  const answer = await page.request.get(
    `/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`,
  )
  return ((await answer.json()) as { result: { data: Answer } }).result.data
}

/** A batch from its dialog, opened for signing in; gives its path. */
async function hold(page: Page, training: string, button: string): Promise<string> {
  await page.goto(training)
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByRole('dialog').getByLabel('地点').fill('学校多功能厅')
  await look(page, 'training-batch')
  await page.getByRole('dialog').getByRole('button', { name: '安排并通知' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page
    .getByRole('link', { name: button === '安排补训' ? /补训/ : '第1批', exact: false })
    .last()
    .click()
  await page.getByRole('button', { name: '开始签到' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '开始签到' }).click()
  await page.getByRole('link', { name: '签到二维码' }).waitFor()
  return new URL(page.url()).pathname
}
async function close(page: Page, session: string): Promise<void> {
  await page.goto(session)
  await page.getByRole('button', { name: '结束签到' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '结束签到' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Answers the test as it stands on the telephone: the one right answer of this story, or a wrong one. */
async function answer(page: Page, isRight: boolean): Promise<void> {
  await page.getByLabel(isRight ? /断开电源/ : /用水浇灭/).check()
  await page.getByRole('button', { name: '提交', exact: true }).click()
}

test('a rotation training reaches everybody: by code, by list, with a test that is failed first, and by a make-up', async () => {
  // A school trains three of its own; two of them come to the first batch.
  const head = await desk.signIn('xiaozhang060')
  const teacher = await desk.signIn('jiaoshi060', { width: 'phone', touch: true })
  const safety = await desk.signIn('anquan060', { width: 'phone', touch: true })
  await head.goto('/trainings')
  await inOrder(head, 'trainings')
  await head.getByRole('link', { name: '发布培训计划' }).click()
  await head.getByLabel('培训名称').fill(TITLE)
  await head.getByLabel('参加岗位 输入名称查找').fill('总务')
  await head.getByRole('checkbox', { name: '总务主任' }).check()
  await head.getByRole('button', { name: '加入安全管理人员' }).click()
  await head.getByLabel('培训后进行测试').check()
  await head.getByRole('button', { name: '增加题目' }).click()
  await head.getByLabel('题目', { exact: true }).fill('电器起火时应当首先怎么做？')
  await head.getByLabel('选项A', { exact: true }).fill('断开电源')
  await head.getByLabel('选项B', { exact: true }).fill('用水浇灭')
  await head.getByText('还需填写：每题的正确答案。').waitFor()
  await head.getByLabel('A为正确答案').check()
  await inOrder(head, 'training-plan')
  await head.getByRole('button', { name: '发布', exact: true }).click()
  await head.getByRole('heading', { name: TITLE, level: 1 }).waitFor()
  const training = new URL(head.url()).pathname
  await head.getByText('0/2').first().waitFor()

  // The teacher scans the code on the wall with the phone.
  const session = await hold(head, training, '安排批次')
  const { token } = await ask<{ token: string }>(head, 'trainingSessions.code', {
    id: session.slice('/sessions/'.length),
  })
  await head.getByRole('link', { name: '签到二维码' }).click()
  await head.getByText('已签到0人，应到2人').waitFor()
  await inOrder(head, 'training-code')
  await teacher.goto('/trainings')
  await teacher.getByText('项培训尚未完成').waitFor()
  await teacher.goto(`/attend/${token}`)
  await inOrder(teacher, 'training-attend-phone')
  await teacher.getByRole('button', { name: '签到', exact: true }).click()
  await teacher.getByText('签到成功').waitFor()
  await look(teacher, 'training-attended-phone')
  await teacher.reload()
  await teacher.getByRole('button', { name: '签到', exact: true }).click()
  await teacher.getByText('您已签到').waitFor()

  // The test: failed, looked at, passed.
  await teacher.getByRole('link', { name: '查看我的培训' }).click()
  const card = teacher.getByRole('article').filter({ hasText: TITLE })
  await card.getByText('已参加，测试未合格').waitFor()
  await card.getByRole('link', { name: '开始测试' }).click()
  await teacher.getByText('电器起火时应当首先怎么做？').waitFor()
  await inOrder(teacher, 'training-test-phone')
  await answer(teacher, false)
  await teacher.getByText('正确答案：断开电源').waitFor()
  await inOrder(teacher, 'training-test-failed-phone')
  await teacher.getByRole('button', { name: '重新测试' }).click()
  await answer(teacher, true)
  await teacher.getByText('测试合格，得分100分。').waitFor()

  // Who is missing is named; after closing the code lets nobody in.
  await close(head, session)
  await safety.goto(`/attend/${token}`)
  await safety.getByRole('button', { name: '签到', exact: true }).click()
  await safety.getByText('本批次签到已结束，请参加补训。').waitFor()
  await head.goto(training)
  await head.getByText('1/2').first().waitFor()
  await inOrder(head, 'training-half')
  const missing = head.locator('#training-people')
  expect(await missing.locator('tbody tr').count()).toBe(1)

  // One act makes the make-up; the organiser ticks who came.
  const makeUp = await hold(head, training, '安排补训')
  await head.getByText('已参加其他批次').waitFor()
  await inOrder(head, 'training-session')
  await head.locator('tbody').getByRole('checkbox').last().check()
  await head.getByRole('button', { name: '登记到场（1人）' }).click()
  await head.getByText('名单登记').waitFor()
  await close(head, makeUp)
  await safety.goto('/trainings/mine')
  await inOrder(safety, 'training-mine-phone')
  await safety.getByRole('article').filter({ hasText: TITLE }).getByRole('link', { name: '开始测试' }).click()
  await answer(safety, true)
  await safety.getByText('测试合格').waitFor()
  await head.goto(training)
  await head.getByText('2/2').first().waitFor()
  await head.getByText('没有未完成的人员').waitFor()
  await head.getByRole('button', { name: '发放结业证书' }).click()
  await head.getByRole('dialog').getByRole('button', { name: '发放结业证书' }).click()
  await head.getByText('已发放2份证书').waitFor()
  await inOrder(head, 'training-whole')

  await teacher.goto('/trainings/mine')
  await teacher.getByRole('link', { name: TITLE }).click()
  await teacher.getByText('准予结业，特发此证。').waitFor()
  await inOrder(teacher, 'training-certificate-phone')
  for (const page of [head, teacher, safety]) await page.context().close()
})

test('a school plans an activity on a day of the calendar and reports it', async () => {
  const page = await desk.signIn('anquan060', { width: 'phone', touch: true })
  await page.goto('/publicity?year=2025&day=aids-day')
  await inOrder(page, 'publicity-phone')
  await page.getByRole('link', { name: '安排活动' }).click()
  expect(await page.getByLabel('计划日期').inputValue()).toBe('2025-12-01')
  await page.getByLabel('活动名称').fill('预防艾滋病主题讲座')
  await page.getByRole('button', { name: '保存安排' }).click()
  await page.getByRole('button', { name: '登记开展情况' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('开展日期').fill('2025-12-01')
  await dialog.getByLabel('参加人数').fill('260')
  await dialog.getByLabel('开展情况').fill('邀请校医讲解预防知识。')
  await dialog.getByRole('button', { name: '登记开展情况' }).click()
  await page.getByText('260人参加').waitFor()
  await inOrder(page, 'publicity-done-phone')
  await page.context().close()
})
