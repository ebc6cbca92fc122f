import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { listRefusedByPolicy, look, useScreens, type TouchScreen } from './screens.ts'
import { useSchool } from './school.ts'

const school = useSchool('033', [26, 4, 3])
const screens = useScreens()
const LEAST_TARGET = 64

/** Words the pictures are taken by, in both languages. */
const WORDS = {
  zh: {
    ...{
      real: '真实警情',
      notADrill: '不是演练',
      notReal: '不是真实警情',
      fire: '消防疏散',
      test: '设备测试',
    },
    ...{
      open: '未到名单',
      more: '更多',
      add: '当场登记',
      clear: '解除警报',
      heads: '按人数清点',
      back: '返回',
    },
    ...{
      merge: '与另一台签到屏合并',
      settings: '设置',
      missing: '报告失联',
      classes: '班级',
      anyway: '仍要解除',
    },
    ...{
      reason: '原因',
      standby: '返回待机',
      drill: '演练',
      start: '开始演练',
      cancel: '取消这次演练',
      phoned: '其余人员已电话确认安全',
      timeUp: /时间已到/,
      cancelTest: '取消这次测试',
    },
    ...{ absent: '不在校', sick: '病假', noReason: '请填写原因', name: '姓名', scan: '扫码' },
  },
  en: {
    ...{
      real: 'Real emergency',
      notADrill: 'Not a drill',
      notReal: 'Not a real emergency',
      fire: 'Fire evacuation',
    },
    ...{
      test: 'Equipment test',
      open: 'Not yet here',
      more: 'More',
      add: 'Add a person',
      clear: 'All clear',
    },
    ...{ heads: 'Count heads', back: 'Back', merge: 'Merge with another screen', settings: 'Settings' },
    ...{ missing: 'Report missing', classes: 'Classes', anyway: 'All clear all the same', reason: 'Reason' },
    ...{
      standby: 'Back to stand-by',
      drill: 'Drill',
      start: 'Start a drill',
      cancel: 'Cancel this drill',
      phoned: 'The others are safe, by telephone',
      timeUp: /Time is up/,
      cancelTest: 'Cancel this test',
    },
    ...{
      absent: 'Not at school',
      sick: 'Sick',
      noReason: 'Please give a reason',
      name: 'Name',
      scan: 'Scan',
    },
  },
} as const

/** Everything that is pressed and smaller than a gloved finger. */
const listSmallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(
    least =>
      [...document.querySelectorAll<HTMLElement>('button, select, input, a[href]')]
        .filter(each => each.checkVisibility())
        .map(each => ({ each, box: each.getBoundingClientRect() }))
        .filter(({ box }) => box.width < least || box.height < least)
        .map(({ each, box }) => `${each.innerText.slice(0, 20)} ${box.width} × ${box.height}`),
    LEAST_TARGET,
  )
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

async function isSound({ page }: TouchScreen, name: string): Promise<void> {
  await page.locator('main').waitFor()
  await look(page, name)
  expect(await listAxeFindings(page), name).toEqual([])
  expect(await listSmallTargets(page), name).toEqual([])
  expect(await overflow(page), name).toBe(0)
}

const hold = async ({ page }: TouchScreen, name: string): Promise<void> => {
  const box = await page.getByRole('button', { name }).first().boundingBox()
  if (!box) throw new Error(`nothing to hold: ${name}`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.waitForTimeout(1_200)
  await page.mouse.up()
}

const CASES = [
  ['zh', 'wide'],
  ['zh', 'tall'],
  ['en', 'wide'],
  ['en', 'tall'],
] as const

describe('every screen', () => {
  test.each(CASES)(
    'is sound, and a real emergency is one on each of them (%s, %s)',
    async (language, size) => {
      const words = WORDS[language]
      const suffix = `${language}-${size}`
      const fresh = await screens.unpack(size, language)
      await fresh.page.locator('[data-code]').waitFor()
      await isSound(fresh, `pair-${suffix}`)
      await fresh.context.close()

      const screen = await screens.pair(school, '操场', size, language)
      const { page } = screen
      await isSound(screen, `standby-${suffix}`)
      await screen.press(words.settings)
      await isSound(screen, `settings-${suffix}`)
      await screen.press(words.back)
      await page.locator('.start--drill').click()
      await isSound(screen, `start-drill-${suffix}`)
      await page.getByRole('button').last().click()
      await page.locator('.start--real').click()
      await isSound(screen, `start-real-${suffix}`)
      // A touch is not enough for the real thing.
      await screen.press(words.fire)
      expect(await page.locator('[data-mode]').count()).toBe(0)
      await hold(screen, words.fire)

      /** Each screen says in words, colour and frame that it is real. */
      const isReal = async (name: string): Promise<void> => {
        await isSound(screen, `${name}-${suffix}`)
        const frame = page.locator('[data-mode=real]')
        expect(await frame.locator('.mode__bar').innerText()).toContain(words.real)
        expect(await frame.locator('.mode__bar').innerText()).toContain(words.notADrill)
        expect(await page.locator('.mode__bar').isVisible()).toBe(true)
        const { border, colour } = await frame.evaluate(each => ({
          border: Number.parseFloat(getComputedStyle(each).borderLeftWidth),
          colour: getComputedStyle(each).borderLeftColor,
        }))
        expect([border, colour]).toEqual([20, 'rgb(179, 0, 27)'])
      }
      await page.getByRole('heading', { name: words.real }).waitFor()
      await isReal('alarm')
      await screen.press('操场东')
      await page.getByRole('button', { name: /三（3）班/ }).click()
      const people = page.locator('.person__main')
      for (let at = 0; at < 3; at += 1) await people.nth(at).click()
      await screen.press(words.classes)
      await page.getByRole('button', { name: /三（1）班/ }).click()
      for (let at = 0; at < 9; at += 1) await people.nth(at).click()
      await page.locator('.person__more').nth(9).click()
      await isReal('person')
      await screen.press(words.missing)
      await page.locator('.person__more').nth(10).click()
      await screen.press(words.absent)
      await screen.press(words.sick)
      await page.locator('.person--absent').waitFor()
      await isReal('roster')
      await screen.press(words.heads)
      await isReal('heads')
      await screen.press(words.classes)
      await page.locator('.class--done').waitFor()
      await isReal('classes')
      await screen.press(words.scan)
      await page.locator('.notice').waitFor()
      await isReal('scan')
      await page.getByRole('button', { name: words.open }).click()
      await isReal('open')
      await screen.press(words.more)
      await isReal('more')
      await screen.press(words.add)
      await isReal('add')
      await page.getByLabel(words.name).fill('张妈妈')
      await page.locator('button[type=submit]').click()
      await page.locator('.class').first().waitFor()
      await screen.press(words.more)
      await screen.press(words.merge)
      await page.locator('[data-frame]').waitFor()
      await isReal('merge')
      await screen.press(words.back)
      await screen.press(words.clear)
      await screen.press(words.anyway)
      await page.getByText(words.noReason).waitFor()
      await isReal('clear')
      // With gloves on nobody types; in an emergency there is no time that would be up.
      expect(await page.getByRole('button', { name: words.timeUp }).count()).toBe(0)
      await screen.press(words.phoned)
      expect(await page.getByLabel(words.reason).inputValue()).toBe(words.phoned)
      await screen.press(words.anyway)
      await page.locator('[data-receipt=same]').waitFor()
      await isReal('result')
      await screen.press(words.standby)
      await page.locator('.start--test').waitFor()

      // A drill and a test say the opposite, and have no red frame.
      await page.locator('.start--test').click()
      await screen.press('操场东')
      await isSound(screen, `test-${suffix}`)
      const test = page.locator('[data-mode=test]')
      expect(await test.locator('.mode__bar').innerText()).toContain(words.test)
      expect(await page.locator('body').innerText()).toContain(words.notReal)
      await screen.press(words.more)
      await hold(screen, words.cancelTest)
      await page.locator('[data-receipt=same]').waitFor()
      await screen.press(words.standby)
      await page.locator('.start--drill').click()
      await screen.press(words.fire)
      await isSound(screen, `alarm-drill-${suffix}`)
      await screen.press('操场西')
      await page.locator('.class').first().waitFor()
      await isSound(screen, `drill-${suffix}`)
      const drill = page.locator('[data-mode=drill]')
      expect(await drill.locator('.mode__bar').innerText()).toContain(words.notReal)
      await screen.press(words.more)
      await hold(screen, words.cancel)
      await page.locator('[data-receipt=same]').waitFor()
      expect(await listRefusedByPolicy(page)).toEqual([])
      await screen.context.close()
    },
  )
})
