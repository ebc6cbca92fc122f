import { listAxeFindings } from '@anlan/browser'
import { badgeSchool, formatBadge } from '@anlan/domain/drills'
import { expect, test } from 'vitest'
import { listFrames, listRefusedByPolicy, look, shows, useScreens, type TouchScreen } from './screens.ts'
import { useSchool } from './school.ts'

const school = useSchool('031', [3, 2])
const screens = useScreens()
const badgeOf = (key: string): string => formatBadge({ school: badgeSchool(school.id), key })

/** One screen shows its facts, the other reads them. */
async function show(from: TouchScreen, to: TouchScreen): Promise<void> {
  await from.press('更多')
  await from.press('与另一台签到屏合并')
  const frames = await listFrames(from.page)
  for (const frame of frames) await to.scan(frame)
  await from.press('返回')
}

/** The hash a screen shows of what it holds. */
const hashOn = async ({ page }: TouchScreen): Promise<string> => {
  await page.locator('[data-receipt=same]').waitFor()
  return (await page.locator('[data-hash]').getAttribute('data-hash')) ?? ''
}

test('two screens count a drill with the cable out, merge by pictures, and prove it when the line is back', async () => {
  const [east, west] = [await screens.pair(school, '操场东'), await screens.pair(school, '操场西', 'tall')]
  await look(east.page, 'standby-zh-wide')
  await east.cut(true)
  await west.cut(true)
  // Cold starts without a network.
  await Promise.all([east.page.reload(), west.page.reload()])

  await east.press(/开始演练/)
  await east.press('消防疏散')
  await east.press('操场东')
  await shows(east.page, 'outstanding', 5)
  await east.press(/三（1）班/)
  for (const name of ['赵一', '赵二'])
    await east.page.getByRole('button', { name: new RegExp(`^${name} `) }).click()
  await shows(east.page, 'outstanding', 3)
  await east.page.getByText('未上传 3 条').waitFor()

  // The power is gone for a moment: not a tap is lost.
  await east.page.reload()
  await shows(east.page, 'outstanding', 3)

  // A screen that knows of nothing joins the drill it is shown.
  await west.press('与另一台签到屏合并')
  await show(east, west)
  await west.press('操场西')
  await shows(west.page, 'outstanding', 3)
  await west.scan(badgeOf('00010003'))
  await west.page.getByText('赵三 已到').waitFor()
  await west.scan(badgeOf('00010003'))
  await west.page.getByText('赵三 已经登记过').waitFor()
  await west.scan(formatBadge({ school: 'ZZZZZ', key: '00010003' }))
  await west.page.getByText('不是本校的胸牌').waitFor()
  await west.scan(badgeOf('99999999'))
  await west.page.getByText('本校胸牌，但不在名册上，请当场登记').waitFor()
  await west.scan(badgeOf('00010003').replace('0003', '0008'))
  await west.page.getByText('胸牌码有损坏').waitFor()
  await west.press('班级')
  await west.press(/三（2）班/)
  await west.press('按人数清点')
  await west.press('1')
  await west.press('确定')
  // The list of names says that by number one of the two is here; a touch leads back to the class.
  await west.press(/未到名单/)
  await west.press('三（2）班：按人数只缺 1 人，请在未点到的 2 人中核对是谁')
  await west.press('按人数清点')
  await west.press('全部 2 人')
  await shows(west.page, 'outstanding', 0)

  await east.press('更多')
  await east.press('与另一台签到屏合并')
  await east.press('扫描另一台')
  await show(west, east)
  await east.page.getByText('已合并，新增 3 条记录').waitFor()
  await east.press('返回')
  await shows(east.page, 'outstanding', 0)
  await east.press('解除警报')
  await east.press('全部到齐，解除警报')
  await east.page.getByRole('heading', { name: '已解除' }).waitFor()
  await east.page.locator('[data-receipt=waits]').waitFor()

  await east.cut(false)
  await west.cut(false)
  const [here, there] = [await hashOn(east), await hashOn(west)]
  await look(east.page, 'result-zh-wide')
  expect(here).toMatch(/^[0-9a-f]{64}$/)
  expect(there).toBe(here)
  // What is written down of an ended drill is drawn a moment after its last fact.
  await expect
    .poll(() =>
      school.sql(
        `select receipt, fact_count, state from drills
           where unit_id = $1 and type = 'fire' and started_at > now() - interval '1 hour'`,
        [school.id],
      ),
    )
    .toEqual([{ receipt: here, fact_count: 7, state: 'all-clear' }])
  // What the console says of the screens was told by the messages that emptied them.
  expect(
    await school.sql('select name, unsent from devices where unit_id = $1 order by name', [school.id]),
  ).toEqual(['操场东', '操场西'].map(name => ({ name, unsent: 0 })))
  for (const { page } of [east, west]) {
    expect(await listRefusedByPolicy(page)).toEqual([])
    expect(await listAxeFindings(page)).toEqual([])
  }
})

test('two screens that both gave the alarm without a line end with one drill', async () => {
  const [east, west] = [await screens.pair(school, '东二'), await screens.pair(school, '西二')]
  for (const screen of [east, west]) await screen.cut(true)
  for (const [screen, point] of [
    [east, '操场东'],
    [west, '操场西'],
  ] as const) {
    await screen.press(/开始演练/)
    await screen.press('地震避险')
    await screen.press(point)
  }
  await east.press(/三（1）班/)
  await east.page.getByRole('button', { name: /^赵一 / }).click()
  await west.press(/三（2）班/)
  await west.page.getByRole('button', { name: /^钱一 / }).click()
  await shows(west.page, 'outstanding', 4)

  // The younger alarm becomes part of the elder, whoever scans whom first.
  await west.press('更多')
  await west.press('与另一台签到屏合并')
  await west.press('扫描另一台')
  await show(east, west)
  await shows(west.page, 'outstanding', 3)
  await east.press('更多')
  await east.press('与另一台签到屏合并')
  await east.press('扫描另一台')
  await show(west, east)
  await east.press('返回')
  await shows(east.page, 'outstanding', 3)

  for (const screen of [east, west]) await screen.cut(false)
  await east.press('解除警报')
  await east.page.getByLabel('原因').fill('演练到此为止')
  await east.press('仍要解除')
  const [here, there] = [await hashOn(east), await hashOn(west)]
  expect(there).toBe(here)
  await expect
    .poll(() =>
      school.sql(
        `select fact_count, all_clear_note from drills
           where unit_id = $1 and type = 'earthquake' and started_at > now() - interval '1 hour'`,
        [school.id],
      ),
    )
    .toEqual([{ fact_count: 5, all_clear_note: '演练到此为止' }])
})
