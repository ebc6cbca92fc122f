import { ownProduct } from '@anlan/browser/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { look, useScreens } from './screens.ts'
import { useSchool } from './school.ts'
import { openWeakLine, type WeakLine } from './weak-line.ts'

const school = useSchool('038', [3])
const held: { line?: WeakLine } = {}
const line = (): WeakLine => held.line ?? expect.fail('the line is open inside tests only')
beforeAll(async () => {
  held.line = await openWeakLine(ownProduct().origin)
})
afterAll(() => held.line?.close())
const screens = useScreens(() => line().origin)

test('a school that chose so sees its list on stand-by, also without a line, and never in a drill', async () => {
  await school.sql(
    `update hazards set state = 'rectifying', grade = 'general', area = 'fire', place = '教学楼三层走廊', due_on = '2099-12-31'
      where id = (select id from hazards where unit_id = $1 order by id limit 1)`,
    [school.id],
  )
  const screen = await screens.pair(school, '大厅')
  const { page } = screen
  expect(await page.getByText('隐患公示').count()).toBe(0)
  await school.call('hazardDisplay.show', { unitId: school.id, shown: true })
  await page.reload()
  const list = page.getByRole('region', { name: '隐患公示' })
  await list.getByText('教学楼三层走廊').waitFor()
  await look(page, 'kiosk-public-list')

  await line().cut()
  await page.reload()
  await list.getByText('教学楼三层走廊').waitFor()
  await screen.press(/开始演练/)
  await screen.press('消防疏散')
  await screen.press('操场东')
  await page.locator('.class').first().waitFor()
  expect(await page.getByText('隐患公示').count()).toBe(0)
  await screen.context.close()
})
