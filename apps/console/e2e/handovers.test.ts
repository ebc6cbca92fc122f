import { listAxeFindings } from '@anlan/browser'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

test('a safety officer changes: handed over, sent back once, taken over; the gap shows and is gone', async () => {
  const admin = await desk.signIn('xianadmin')
  const director = await desk.signIn('anquan031', { width: 'phone' })
  const teacher = await desk.signIn('jiaoshi031', { width: 'phone' })
  const idOf = async (page: typeof admin): Promise<string> => {
    const answer = await page.request.get('/trpc/session.me')
    return ((await answer.json()) as { result: { data: { account: { id: string } } } }).result.data.account.id
  }
  const trpc = async (path: string, input: unknown): Promise<void> => {
    const answer = await admin.request.post(`/trpc/${path}`, {
      data: input,
      headers: { origin: new URL(admin.url()).origin },
    })
    expect([path, answer.status()]).toEqual([path, 200])
  }
  await admin.goto('/')
  const person = async (id: string) => {
    const answer = await admin.request.get(
      `/trpc/people.get?input=${encodeURIComponent(JSON.stringify({ id }))}`,
    )
    return ((await answer.json()) as { result: { data: Record<string, never> } }).result.data as unknown as {
      person: { revision: number; name: string; phone: string | null; role: string }
      appointments: { id: string; post: string; from: string; until: string | null }[]
    }
  }
  const [from, to] = [await idOf(director), await idOf(teacher)]
  const leaving = await person(from)
  const posts = leaving.appointments.filter(each => each.post === 'safety-director')
  const yesterday = new Date(Date.now() - 40 * 3600_000).toISOString().slice(0, 10)
  await trpc('people.change', {
    ...{ id: from, ...leaving.person, posts: posts.map(each => ({ ...each, until: yesterday })) },
  })
  await admin.goto('/handovers?view=gap')
  await settled(admin)
  await look(admin, 'handovers')
  const line = admin.getByRole('row', { name: new RegExp(leaving.person.name) }).first()
  await line.getByText('岗位空档').waitFor()
  await line.getByRole('link').first().click()
  // The address changes once the parts of the page are there.
  await admin.waitForURL(/\/handovers\/[\w-]+$/)
  await settled(admin)
  const path = new URL(admin.url()).pathname

  const coming = await person(to)
  await trpc('people.change', {
    ...{ id: to, ...coming.person },
    posts: [{ id: null, post: 'safety-director', from: new Date().toISOString().slice(0, 10), until: null }],
  })
  await director.goto(path)
  await settled(director)
  await director.getByLabel('移交的钥匙、印章和资料').fill('安全办公室钥匙')
  await look(director, 'handover-open-phone')
  expect(await listAxeFindings(director)).toEqual([])
  expect(await overflow(director)).toBe(0)
  await director.getByRole('button', { name: '确认移交' }).click()
  await director.getByText(/等待接收人/).waitFor()

  await teacher.goto(path)
  await settled(teacher)
  // It waits for him: he is not told that it waits for somebody.
  expect(await teacher.getByText(/等待接收人/).count()).toBe(0)
  await teacher.getByRole('button', { name: '退回补充' }).click()
  await teacher.getByLabel('需要补充什么').fill('缺值班电话登记本')
  // Who leaves the form finds his words again, also after a reload.
  await teacher.getByRole('button', { name: '取消' }).click()
  await teacher.reload()
  await settled(teacher)
  await teacher.getByRole('button', { name: '退回补充' }).click()
  expect(await teacher.getByLabel('需要补充什么').inputValue()).toBe('缺值班电话登记本')
  await teacher.getByRole('button', { name: '退回补充' }).click()
  await teacher.getByText('缺值班电话登记本').first().waitFor()

  await director.reload()
  await settled(director)
  await director.getByLabel('移交的钥匙、印章和资料').fill('安全办公室钥匙\n值班电话登记本')
  await director.getByRole('button', { name: '确认移交' }).click()
  await director.getByText(/等待接收人/).waitFor()

  await teacher.reload()
  await settled(teacher)
  await teacher.getByRole('button', { name: '确认接收' }).click()
  await teacher.getByText('还有事项没有核对，请逐项核对后再接收。').waitFor()
  await teacher.getByLabel('全部已核对').check()
  await look(teacher, 'handover-taking-phone')
  expect(await listAxeFindings(teacher)).toEqual([])
  await teacher.getByRole('button', { name: '确认接收' }).click()
  await teacher.getByText('已交接', { exact: true }).first().waitFor()
  await settled(teacher)
  expect(await teacher.getByText(/目前无人正式接手/).count()).toBe(0)
})
