import { ownProduct } from '@anlan/browser/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look, useScreens } from './screens.ts'
import { useSchool } from './school.ts'
import { openWeakLine, type WeakLine } from './weak-line.ts'

const school = useSchool('039', [3])
const held: { line?: WeakLine } = {}
const line = (): WeakLine => held.line ?? expect.fail('the line is open inside tests only')
beforeAll(async () => {
  held.line = await openWeakLine(ownProduct().origin)
})
afterAll(() => held.line?.close())
const screens = useScreens(() => line().origin)

test('people sign in to an open training without a line, once, and the server hears of it later', async () => {
  const [row] = await school.sql<{ today: string }>(
    `select (now() at time zone 'Asia/Shanghai')::date::text as today`,
  )
  const day = row?.today ?? ''
  const training = await school.call<{ id: string }>('trainings.plan', {
    ...{ id: randomUUID(), kind: 'rotation', title: '宿舍用电安全培训', content: '', basis: '', lessons: 1 },
    ...{ posts: ['class-teacher', 'safety-director'], from: day, to: day, film: null, test: null },
    among: { by: 'all' },
  })
  const session = randomUUID()
  const plan = { id: session, trainingId: training.id, heldOn: day, begins: '09:00', place: '会议室' }
  await school.call('trainingSessions.plan', { ...plan, isMakeUp: false })
  const turn = { id: session, revision: 1, event: 'open', reason: null }
  await school.call('trainingSessions.advance', turn)
  const [teacher] = await school.sql<{ id: string; name: string }>(
    `select id, name from accounts where username = 'jiaoshi039'`,
  )
  const screen = await screens.pair(school, '门厅')
  const { page } = screen
  await page.getByText('宿舍用电安全培训').waitFor()
  await look(page, 'kiosk-training-door')

  await line().cut()
  await page.reload()
  await page.getByRole('button', { name: '去签到' }).click()
  await page.getByRole('button', { name: teacher?.name ?? '' }).click()
  await page.getByRole('button', { name: '确认签到' }).click()
  await page.getByText('1 人待上传').waitFor()
  await page.getByRole('button', { name: teacher?.name ?? '' }).click()
  await page.getByText('已经签到，不必重复').waitFor()
  await look(page, 'kiosk-training')

  await line().reopen()
  await page.getByText('1 人待上传').waitFor({ state: 'detached' })
  const signed = await school.sql<{ means: string }>(
    'select means from training_sign_ins where session_id = $1 and account_id = $2',
    [session, teacher?.id],
  )
  expect(signed).toEqual([{ means: 'kiosk' }])
  await screen.context.close()
})
