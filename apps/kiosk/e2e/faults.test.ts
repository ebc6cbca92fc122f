import { listAxeFindings } from '@anlan/browser'
import { ownProduct } from '@anlan/browser/testing'
import { badgeSchool, formatBadge } from '@anlan/domain/drills'
import type { Page } from 'playwright-core'
import { encode } from 'uqr'
import { beforeEach, expect, test } from 'vitest'
import { listRefusedByPolicy, look, shows, useScreens, type TouchScreen } from './screens.ts'
import { useSchool } from './school.ts'

const school = useSchool('034', [4])
const screens = useScreens()
const GRANTED_MS = 31_000
beforeEach(() =>
  school.sql(`update drills set state = 'cancelled' where unit_id = $1 and state = 'running'`, [school.id]),
)

async function beginDrill(screen: TouchScreen): Promise<void> {
  await screen.press(/开始演练/)
  await screen.press('消防疏散')
  await screen.press('操场东')
  await shows(screen.page, 'outstanding', 4)
}
const touch = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name: new RegExp(`^${name} `) }).click()

/** How many records lie in each of the browser's stores. */
const countStored = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('anlan-kiosk')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const names = [...opening.result.objectStoreNames]
          const tx = opening.result.transaction(names)
          const counts: Record<string, number> = {}
          for (const name of names) {
            const asked = tx.objectStore(name).count()
            asked.onsuccess = () => (counts[name] = asked.result)
          }
          tx.oncomplete = () => {
            opening.result.close()
            resolve(counts)
          }
        }
      }),
  )

test('a revoked screen says so and holds nothing of the school any more', async () => {
  const screen = await screens.pair(school, '要停用的')
  expect(await countStored(screen.page)).toMatchObject({ own: 3 })
  const [device] = await school.sql<{ id: string }>(`select id from devices where name = '要停用的'`)
  await school.call('devices.revoke', { id: device?.id })
  await screen.page.getByText('本屏已被停用').waitFor()
  expect(await countStored(screen.page)).toEqual({ drills: 0, facts: 0, own: 0, rosters: 0 })
  await screen.page.locator('[data-code]').waitFor()
  await screen.context.close()
})

test('a screen that hears nothing for a day has no names left, and keeps what it counted', async () => {
  const screen = await screens.pair(school, '丢失的')
  const { page } = screen
  await beginDrill(screen)
  await page.getByText('全部已上传').waitFor()
  await screen.cut(true)
  await screen.press(/三（1）班/)
  await touch(page, '赵一')
  await page.getByText('未上传 1 条').waitFor()
  await page.clock.setSystemTime(Date.now() + 25 * 3600_000)
  await page.getByText('本屏上的名册已按规定清除').waitFor()
  expect(await countStored(page)).toEqual({ drills: 1, facts: 2, own: 2, rosters: 0 })
  await screen.cut(false)
  await shows(page, 'outstanding', 3)
  await page.getByText('全部已上传').waitFor()
  await screen.context.close()
})

test('a clock that was set back keeps the names no longer', async () => {
  const screen = await screens.pair(school, '拨慢的')
  const { page } = screen
  await screen.cut(true)
  await page.clock.setSystemTime(Date.now() - 10 * 24 * 3600_000)
  // What it ran before the power was gone counts too.
  for (const hours of [20, 5]) {
    await page.reload()
    await page.getByRole('button', { name: /开始演练/ }).waitFor()
    expect(await countStored(page)).toMatchObject({ own: 3 })
    await page.clock.fastForward(hours * 3600_000)
    // Asked after whatever is being written.
    await countStored(page)
  }
  await expect.poll(() => countStored(page)).toMatchObject({ own: 2 })
  await screen.context.close()
})

test('a full disk is said plainly, counting goes on, and nothing is lost once there is room', async () => {
  const screen = await screens.pair(school, '存满的')
  const { page } = screen
  await beginDrill(screen)
  await page.getByText('全部已上传').waitFor()
  await screen.cut(true)
  await screen.press(/三（1）班/)
  const devtools = await screen.context.newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: ownProduct().origin, quotaSize: 1 })
  // The browser grants a database room ahead; what it granted before runs out with time.
  await page.waitForTimeout(GRANTED_MS)
  await touch(page, '赵一')
  await touch(page, '赵二')
  await page.getByText(/存储已满：\d+ 条只在内存中/).waitFor()
  await shows(page, 'outstanding', 2)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: ownProduct().origin })
  await page.getByText(/存储已满/).waitFor({ state: 'detached' })
  await page.reload()
  await shows(page, 'outstanding', 2)
  await page.getByText('未上传 2 条').waitFor()
  await screen.context.close()
})

test('the console’s alarm is on the screen without anybody’s touch, and so is its end', async () => {
  const screen = await screens.pair(school, '操场')
  const { page } = screen
  const { id } = await school.call<{ id: string }>('drills.start', {
    ...{ unitId: school.id, type: 'earthquake', mode: 'real' },
  })
  await page.getByRole('heading', { name: '真实警情 · 地震避险' }).waitFor()
  await screen.press('操场西')
  await screen.press(/三（1）班/)
  await touch(page, '赵一')
  await shows(page, 'outstanding', 3)
  const [drill] = await school.sql<{ revision: number }>('select revision from drills where id = $1', [id])
  const end = { id, event: 'all-clear', revision: drill?.revision, reason: '其余学生在校外' }
  await school.call('drills.advance', end)
  await page.getByRole('heading', { name: '已解除' }).waitFor()
  await page.locator('[data-receipt=same]').waitFor()
  // A child who turns up after the end is still counted, and the receipts agree again.
  await screen.press('继续补录')
  await screen.press(/三（1）班/)
  await touch(page, '赵二')
  await shows(page, 'outstanding', 2)
  await screen.press('已解除')
  await page.locator('[data-receipt=same]').waitFor()
  await screen.context.close()
})

test('real danger in the middle of an exercise is two touches away, and everybody is looked for anew', async () => {
  const [screen, other] = [await screens.pair(school, '起火的'), await screens.pair(school, '另一台')]
  const { page } = screen
  await beginDrill(screen)
  await screen.press(/三（1）班/)
  await touch(page, '赵一')
  await shows(page, 'outstanding', 3)
  await other.page.locator('[data-mode=drill]').waitFor()
  await screen.press('更多')
  await look(page, 'more-in-a-drill')
  expect(await listAxeFindings(page)).toEqual([])
  await screen.press(/^真实警情/)
  // A touch is not enough for the real thing.
  await screen.press('消防疏散')
  const type = page.getByRole('button', { name: '消防疏散' })
  await type.hover()
  await page.mouse.down()
  await page.getByRole('heading', { name: '真实警情 · 消防疏散' }).waitFor()
  await page.mouse.up()
  await screen.press('操场东')
  await shows(page, 'outstanding', 4)
  await other.page.getByRole('heading', { name: '真实警情 · 消防疏散' }).waitFor()
  const states = await school.sql<{ mode: string; state: string }>(
    `select mode, state from drills where unit_id = $1 and started_at is not null order by started_at desc limit 2`,
    [school.id],
  )
  expect(states).toEqual([
    { mode: 'real', state: 'running' },
    { mode: 'drill', state: 'cancelled' },
  ])
  for (const each of [screen, other]) await each.context.close()
})

test('what was touched by mistake is taken back, and a contradiction is shown and not decided', async () => {
  const [east, west] = [await screens.pair(school, '东'), await screens.pair(school, '西')]
  await beginDrill(east)
  await west.press('操场西')
  for (const screen of [east, west]) await screen.press(/三（1）班/)
  await touch(east.page, '赵一')
  await shows(west.page, 'outstanding', 3)
  await east.press('撤销')
  await shows(west.page, 'outstanding', 4)
  await touch(east.page, '赵二')
  await shows(west.page, 'outstanding', 3)
  await west.press('赵二：其他情况')
  await west.press('报告失联')
  await east.page.locator('.person--conflict').waitFor()
  // Whoever knows better takes the wrong word back; both were on the screen.
  await touch(east.page, '赵二')
  await east.page.getByRole('dialog').getByText('其他设备').waitFor()
  await east.page.getByRole('dialog').getByRole('button', { name: '撤回' }).last().click()
  await east.page.getByRole('dialog').getByRole('button', { name: '返回' }).click()
  await shows(west.page, 'outstanding', 3)
  await Promise.all([east.context.close(), west.context.close()])
})

test('one version behind it works on; further behind it says so and keeps everything', async () => {
  const screen = await screens.pair(school, '旧版')
  const { page } = screen
  const serve = async (version: string): Promise<void> => {
    await page.unrouteAll()
    await page.route(/\/api\/kiosk\/(?!live)/, async route => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'x-anlan-api': version } })
    })
  }
  await serve('2')
  await page.reload()
  await page.getByText('已连接').waitFor()
  expect(await page.getByText('系统已升级').count()).toBe(0)
  await serve('3')
  await page.reload()
  await page.getByText('系统已升级，本屏版本过旧').waitFor()
  await beginDrill(screen)
  await page.getByText('未上传 1 条').waitFor()
  await serve('1')
  await page.reload()
  await page.getByText('全部已上传').waitFor()
  // What is still under way when the screen goes belongs to nobody.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await screen.context.close()
})

test('a wrong clock is shown, and a second window stands aside', async () => {
  const screen = await screens.pair(school, '钟慢')
  const { page } = screen
  const second = await screen.context.newPage()
  await second.goto('/kiosk/')
  await second.getByText('签到屏已在另一个窗口打开').waitFor()
  await second.close()
  await page.clock.setSystemTime(Date.now() - 90_000)
  await page.reload()
  await page.getByText(/本机时钟慢 (8\d|9\d) 秒/).waitFor()
  await screen.context.close()
})

/** A camera is a moving picture: from now on this one shows a code. */
async function holdBefore(page: Page, text: string): Promise<void> {
  const { data, size } = encode(text, { ecc: 'M' })
  await page.evaluate(
    ({ rows, side }) => {
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = (side + 8) * 8
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('no pen')
      const draw = (): void => {
        pen.fillStyle = '#fff'
        pen.fillRect(0, 0, canvas.width, canvas.height)
        pen.fillStyle = '#000'
        for (const [y, row] of rows.entries())
          for (const [x, dark] of row.entries()) if (dark) pen.fillRect((x + 4) * 8, (y + 4) * 8, 8, 8)
      }
      draw()
      setInterval(draw, 50)
      navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(10))
    },
    { rows: data, side: size },
  )
}

test('the camera reads a badge and another screen’s code, with the reader of our own and under our own policy', async () => {
  const [one, other] = [await screens.pair(school, '摄像头'), await screens.pair(school, '另一台')]
  const { page } = one
  await holdBefore(page, formatBadge({ school: badgeSchool(school.id), key: '00010003' }))
  await beginDrill(one)
  await one.press('扫码')
  await page.getByText('赵三 已到').first().waitFor()
  await shows(page, 'outstanding', 3)

  await other.press('操场西')
  for (const screen of [one, other]) await screen.cut(true)
  await other.press(/三（1）班/)
  for (const name of ['赵一', '赵二']) await touch(other.page, name)
  await other.press('更多')
  await other.press('与另一台签到屏合并')
  const frame = await other.page.locator('[data-frame]').getAttribute('data-frame')
  await holdBefore(page, frame ?? '')
  await one.press('更多')
  await one.press('与另一台签到屏合并')
  await one.press('扫描另一台')
  await page.getByText('已合并，新增 2 条记录').waitFor()
  await one.press('返回')
  await shows(page, 'outstanding', 1)
  expect(await listRefusedByPolicy(page)).toEqual([])
  await Promise.all([one.context.close(), other.context.close()])
})
