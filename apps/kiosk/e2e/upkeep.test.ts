import { ownProduct } from '@anlan/browser/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shows, useScreens } from './screens.ts'
import { useSchool } from './school.ts'
import { openWeakLine, type WeakLine } from './weak-line.ts'

const school = useSchool('036', [3])
const held: { line?: WeakLine } = {}
const line = (): WeakLine => {
  if (!held.line) throw new Error('the line is open inside tests only')
  return held.line
}
beforeAll(async () => {
  held.line = await openWeakLine(ownProduct().origin)
})
afterAll(() => held.line?.close())
const screens = useScreens(() => line().origin)

test('a server that goes away and comes back is found again by itself, with everything that waited', async () => {
  const screen = await screens.pair(school, '操场')
  const { page } = screen
  await screen.press(/开始演练/)
  await screen.press('消防疏散')
  await screen.press('操场东')
  await page.getByText('全部已上传').waitFor()
  await line().cut()
  await screen.press(/三（1）班/)
  for (const name of ['赵一', '赵二'])
    await page.getByRole('button', { name: new RegExp(`^${name} `) }).click()
  await shows(page, 'outstanding', 1)
  await page.getByText('未连接，可继续点名').waitFor()
  await page.getByText('未上传 2 条').waitFor()
  await line().reopen()
  await page.getByText('全部已上传').waitFor()
  await page.getByText('已连接').waitFor()
  await screen.press('解除警报')
  await page.getByLabel('原因').fill('一人已由家长接走')
  await screen.press('仍要解除')
  await page.locator('[data-receipt=same]').waitFor()
  await screen.context.close()
})

test('a pairing whose answer is lost on the line is collected again, by the same kiosk', async () => {
  line().lose('"state":"paired"')
  const screen = await screens.pair(school, '后门')
  expect(line().hasLost).toBe(true)
  const devices = await school.sql<{ seen: boolean }>(
    `select seen_at is not null as seen from devices where unit_id = $1 and name = '后门'`,
    [school.id],
  )
  expect(devices).toEqual([{ seen: true }])
  await screen.press(/开始演练/)
  await screen.context.close()
})

test('a new version is offered on stand-by, never in a drill, and takes over when somebody wants it', async () => {
  const screen = await screens.pair(school, '操场')
  const { page } = screen
  // The first version takes hold of the page with its next start.
  await page.reload()
  await page.locator('.start--drill:enabled').click()
  await screen.press('消防疏散')
  await screen.press('操场东')
  await page.locator('.class').first().waitFor()
  line().append('/kiosk/sw.js', '\n// a newer version')
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
    while (!registration.waiting) await new Promise(resolve => setTimeout(resolve, 50))
  })
  expect(await page.getByText('有新版本').count()).toBe(0)
  await screen.press('更多')
  const cancel = await page.getByRole('button', { name: /取消这次演练/ }).boundingBox()
  await page.mouse.move((cancel?.x ?? 0) + 20, (cancel?.y ?? 0) + 20)
  await page.mouse.down()
  await page.getByRole('heading', { name: '已取消' }).waitFor()
  await page.mouse.up()
  await screen.press('返回待机')
  await page.getByText('有新版本').waitFor()
  await Promise.all([page.waitForEvent('load'), screen.press('更新')])
  await page.locator('.start--drill:enabled').waitFor()
  expect(await page.getByText('有新版本').count()).toBe(0)
  await screen.context.close()
})
test('what a screen installs comes from its own folder, and WebAssembly is allowed there alone', async () => {
  const ask = (path: string): Promise<Response> => fetch(ownProduct().origin + path)
  const manifest = await ask('/kiosk/manifest.webmanifest')
  expect(manifest.headers.get('content-type')).toContain('manifest+json')
  expect(await manifest.json()).toMatchObject({
    start_url: '/kiosk/',
    scope: '/kiosk/',
    display: 'fullscreen',
  })
  const worker = await ask('/kiosk/sw.js')
  expect(worker.headers.get('content-type')).toContain('javascript')
  expect(worker.headers.get('cache-control')).toBe('no-cache')
  const policy = async (path: string): Promise<string> =>
    (await ask(path)).headers.get('content-security-policy') ?? ''
  expect(await policy('/kiosk/')).toContain(`script-src 'self' 'wasm-unsafe-eval'`)
  for (const path of ['/', '/kiosks', '/api/kiosk/state']) expect(await policy(path)).not.toContain('wasm')
  for (const path of ['/kiosk/package.json', '/kiosk/vite.config.ts'])
    expect((await ask(path)).headers.get('content-type')).toContain('text/html')
})
