import { listAxeFindings } from '@anlan/browser'
import { readTableFile, type SheetCell } from '@anlan/documents'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { look, overflow, settled, useDesk, WIDTHS } from './desk.ts'

const desk = useDesk()
const LEDGER = '灭火器台账'
const PATROL = '生命通道巡查记录'

async function inOrder(page: Page, name: string): Promise<void> {
  for (const width of Object.keys(WIDTHS) as (keyof typeof WIDTHS)[])
    for (const language of ['zh', 'en'] as const) {
      await page.setViewportSize(WIDTHS[width])
      const button = page.getByRole('button', { name: language === 'zh' ? '中文' : 'English', exact: true })
      if ((await button.count()) > 0) await button.first().evaluate(each => (each as HTMLElement).click())
      await look(page, `${name}-${width}-${language}`)
      expect([name, width, language, await listAxeFindings(page)]).toEqual([name, width, language, []])
      expect([name, width, language, await overflow(page)]).toEqual([name, width, language, 0])
    }
  await page.setViewportSize(WIDTHS.desktop)
  const back = page.getByRole('button', { name: '中文', exact: true })
  if ((await back.count()) > 0) await back.first().evaluate(each => (each as HTMLElement).click())
}

/** Writes lines into the own unit's register behind the page's back. */
const record = (page: Page, register: string, bodies: readonly object[]): Promise<void> =>
  page.evaluate(
    async ([key, lines]) => {
      const me = (await (await fetch('/trpc/session.me')).json()) as {
        result: { data: { unit: { id: string } } }
      }
      for (const body of lines)
        await fetch('/trpc/registers.record', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ unitId: me.result.data.unit.id, entry: { register: key, body } }),
        })
    },
    [register, bodies] as const,
  )
const bottle = (number: string, gauge: string) => ({
  ...{ number, location: '教学楼一层', type: 'powder', madeOn: '2025-03-01' },
  ...{ lastCheckedOn: '2025-09-01', gauge },
})

const TEAM = {
  ...{ name: '夜间看护组', task: 'evacuation', leader: '王安', leaderPhone: '13812340000', size: 2 },
  ...{ members: '李平、赵宁', duties: '各守一个出口' },
}

describe('letters to parents', () => {
  test('are shown with who has not answered, class by class', async () => {
    const page = await desk.signIn('anquan033')
    await page.goto('/registers/priority/parent-letter')
    const letter = (pupil: string, receipt: string) => ({
      ...{ letter: '2026年寒假防溺水', schoolClass: '三（2）班', issuedOn: '2025-11-20', pupil, receipt },
    })
    await record(page, 'priority/parent-letter', [
      ...[letter('李平安', 'none'), letter('王小安', 'e-signed'), letter('赵宁', 'none')],
    ])
    await page.reload()
    await page.getByRole('link', { name: '回执情况' }).click()
    const card = page.locator('section', { has: page.getByRole('heading', { name: '2026年寒假防溺水' }) })
    await card.getByText('已收回 1 份，应收 3 份').waitFor()
    expect(await card.getByRole('row').count()).toBe(1 + 2)
    await inOrder(page, 'letter-receipts')
    await page.context().close()
  })
})

describe('the list of a register', () => {
  test('shows the chosen columns, keeps filters, and many lines are changed and retired together', async () => {
    const page = await desk.signIn('anquan024')
    await page.goto('/registers/fire/extinguisher-ledger?search=批-')
    await page.getByText('没有符合条件的记录').waitFor()
    await record(page, 'fire/extinguisher-ledger', [
      ...[bottle('批-1', 'red'), bottle('批-2', 'red'), bottle('批-3', 'green')],
    ])
    await page.reload()
    await page.getByRole('link', { name: '批-3' }).waitFor()

    await page.getByRole('button', { name: '显示的列' }).click()
    await inOrder(page, 'register-columns')
    await page.getByRole('dialog').getByLabel('出厂日期').check()
    await page.getByRole('dialog').getByLabel('压力表').uncheck()
    await page.getByRole('dialog').getByRole('button', { name: '确定' }).click()
    await page.reload()
    await page.getByRole('columnheader', { name: '出厂日期' }).waitFor()
    expect(await page.getByRole('columnheader', { name: '压力表' }).count()).toBe(0)
    await page.getByRole('button', { name: '显示的列' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '恢复默认' }).click()
    await page.getByRole('columnheader', { name: '压力表' }).waitFor()

    await page.getByLabel('压力表', { exact: true }).selectOption('red')
    await page.getByText('共 2 条').first().waitFor()
    await page.getByRole('button', { name: '保存为常用条件' }).click()
    await page.getByRole('dialog').getByLabel('名称').fill('压力不足的')
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '清除条件' }).click()
    await page.getByRole('link', { name: '批-3' }).waitFor()
    await page.getByRole('button', { name: '压力不足的', exact: true }).click()
    await page.waitForURL(/f\.gauge=red/)
    await page.getByRole('link', { name: '批-3' }).waitFor({ state: 'detached' })

    await page.getByLabel('选择 批-1').check()
    await page.getByRole('button', { name: '选择全部 2 条' }).click()
    await page.getByText('已选 2 条').waitFor()
    await inOrder(page, 'register-chosen')
    await page.getByRole('button', { name: '批量修改' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('上次检查日期').check()
    await dialog.locator('input[type=date]').fill('2025-11-20')
    await inOrder(page, 'register-change-many')
    await dialog.getByRole('button', { name: '修改 2 条' }).click()
    await dialog.getByText('已完成 2 条').waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await page.getByLabel('选择 批-2').check()
    await page.getByRole('button', { name: '批量停用' }).click()
    await dialog.getByRole('button', { name: '停用 1 条' }).click()
    await dialog.getByText('已完成 1 条').waitFor()
    await dialog.getByRole('button', { name: '关闭' }).last().click()
    await page.getByRole('link', { name: '批-2' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: '批-1' }).click()
    await page.getByText('上次检查日期：').waitFor()
    await page.context().close()
  })

  test('is narrowed by one of several choices, a part of a text and a range, in an address that another reader opens', async () => {
    const page = await desk.signIn('anquan028')
    const point = (name: string, distance: number, problems: readonly string[]) => ({
      ...{ name, distance, problems, place: '校门东侧', kind: 'vendor', surveyedOn: '2025-09-10' },
    })
    await page.goto('/registers/surroundings/surroundings-point-list')
    await record(page, 'surroundings/surroundings-point-list', [
      ...[
        point('筛甲', 20, ['noise']),
        point('筛乙', 180, ['noise', 'traffic']),
        point('他丙', 180, ['traffic']),
      ],
    ])
    await page.reload()
    const line = (name: string) => page.getByRole('link', { name, exact: true })
    await page.getByLabel('存在的问题', { exact: true }).selectOption('traffic')
    await line('筛甲').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '更多条件' }).click()
    await page.getByLabel('点位名称包含').fill('筛')
    await page.getByLabel('点位名称包含').press('Enter')
    await line('他丙').waitFor({ state: 'detached' })
    await page.getByLabel('距校门距离不小于（米）').fill('100')
    await page.getByLabel('距校门距离不小于（米）').press('Enter')
    await page.waitForURL(/r\.distance\.from=100/)
    await line('筛乙').waitFor()
    await inOrder(page, 'register-narrowed')

    await page.getByLabel('距校门距离不小于（米）').fill('181')
    await page.getByLabel('距校门距离不小于（米）').press('Enter')
    await page.getByText('没有符合条件的记录').waitFor()
    const head = await desk.signIn('xiaozhang028')
    await head.goto(page.url().replace('from=181', 'from=180'))
    await head.getByRole('link', { name: '筛乙', exact: true }).waitFor()
    expect(await head.getByLabel('距校门距离不小于（米）').inputValue()).toBe('180')
    await Promise.all([page, head].map(each => each.context().close()))
  })
  test('masks what is personal for those above the school, and shows it when it is asked for', async () => {
    const school = await desk.signIn('anquan021')
    await school.goto('/')
    await record(school, 'emergency/team-list', [TEAM])
    await school.goto('/registers/emergency/team-list')
    await school.getByRole('link', { name: '夜间看护组' }).waitFor()
    const address = await school.getByRole('link', { name: '夜间看护组' }).getAttribute('href')
    await school.goto(address ?? '')
    expect(await school.getByLabel('队长电话').inputValue()).toBe('13812340000')
    const officer = await desk.signIn('anquangu')
    await officer.goto(address ?? '')
    await officer.getByText('138****0000').waitFor()
    await inOrder(officer, 'entry-masked')
    await officer.getByRole('button', { name: '查看完整信息' }).click()
    await officer.getByText('13812340000').waitFor()
    for (const page of [school, officer]) await page.context().close()
  })
})

const SHEET = ['编号', '放置位置', '类型', '出厂日期', '上次检查日期', '压力表']
const csv = (rows: readonly (readonly SheetCell[])[]) => ({
  ...{ name: '灭火器.csv', mimeType: 'text/csv' },
  buffer: Buffer.from(rows.map(row => row.map(cell => String(cell ?? '')).join(',')).join('\r\n')),
})

describe('a table', () => {
  test('that is dirty is imported in part, put right, imported again, and nothing is double', async () => {
    const page = await desk.signIn('anquan024', { width: 'phone' })
    await page.goto('/registers/fire/extinguisher-ledger?search=导-')
    await page.getByText('没有符合条件的记录').waitFor()
    await page.getByRole('link', { name: '批量导入' }).click()
    await page.getByRole('heading', { name: '批量导入：灭火器台账' }).waitFor()
    await page.getByRole('heading', { name: '导入记录' }).waitFor()
    await inOrder(page, 'imports')
    await page.setViewportSize(WIDTHS.phone)
    const send = (rows: readonly (readonly SheetCell[])[]): Promise<void> =>
      page.locator('input[type=file]').setInputFiles(csv(rows))
    await send([
      SHEET,
      ['导-1', '教学楼', '干粉', '2025.3.1', '２０２６年１１月１日', '绿区'],
      ['导-2', '食堂', '干粉', '去年', '2025-11-01', '绿区'],
      ['导-3', '操场', '泡沫箱', '2025-03-01', '2025-11-01', '绿区'],
    ])
    await page.getByText('等待确认').waitFor()
    await page.getByText('去年').waitFor()
    await inOrder(page, 'import-checked')
    await page.setViewportSize(WIDTHS.phone)
    // Whoever leaves finds it again among the register's imports.
    await page.getByRole('link', { name: '返回批量导入' }).click()
    await page.getByRole('link', { name: '灭火器.csv' }).click()
    await page.getByRole('button', { name: '只导入正确的 1 行' }).click()
    await page.getByText('已写入 1 行').waitFor()
    await inOrder(page, 'import-done')
    const fetching = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载有误的 2 行' }).click()
    const rows: (readonly SheetCell[])[] = []
    await readTableFile(await (await fetching).path(), ({ cells }) => void rows.push(cells))
    const [headings = [], ...rejected] = rows
    expect(rejected.map(row => row[0])).toEqual(['导-2', '导-3'])
    const put = (cell: SheetCell): SheetCell =>
      cell === '去年' ? '2025-03-01' : cell === '泡沫箱' ? '干粉' : cell
    await page.getByRole('link', { name: '再导入一个文件' }).click()
    await send([headings, ...rejected.map(row => row.map(put))])
    await page.getByRole('button', { name: '导入 2 行', exact: true }).click()
    await page.getByText('已写入 2 行').waitFor()
    await page.getByRole('link', { name: '再导入一个文件' }).click()
    await send([headings, ...rejected.map(row => row.map(put))])
    await page.getByText('都已在台账中').waitFor()
    await page.getByRole('button', { name: '放弃导入' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃导入' }).click()
    await page.getByText('这次导入已放弃').waitFor()

    await page.goto('/registers/fire/extinguisher-ledger?search=导-')
    await page.getByText('共 3 条').waitFor()
    const exporting = page.waitForEvent('download')
    await page.getByRole('link', { name: '导出 CSV' }).click()
    const lines: (readonly SheetCell[])[] = []
    await readTableFile(await (await exporting).path(), ({ cells }) => void lines.push(cells))
    expect(lines.map(row => row[0]).toSorted()).toEqual(['导-1', '导-2', '导-3', '编号'].toSorted())
    await page.getByRole('link', { name: '导-1' }).first().click()
    await page.getByText('导入自“灭火器.csv”，第 2 行').waitFor()
    await inOrder(page, 'entry-imported')
    await page.context().close()
  })
})

test('the county’s page leads from the areas to townships, schools, and what is wrong there', async () => {
  const page = await desk.signIn('anquangu')
  await page.goto('/areas')
  await page.getByRole('button', { name: '消防安全', exact: true }).click()
  await page.waitForURL(/area=fire/)
  await inOrder(page, 'county-township')
  await page.getByLabel('查看方式').getByRole('button', { name: '按单位' }).click()
  await page.getByLabel('乡镇').selectOption({ index: 1 })
  await page.getByLabel('达标情况', { exact: true }).selectOption('not-met')
  await page
    .getByRole('link', { name: /不达标/ })
    .first()
    .waitFor()
  await inOrder(page, 'county-schools')
  const shared = page.url()
  await page
    .getByRole('link', { name: /不达标/ })
    .first()
    .click()
  await page.getByRole('heading', { name: '达标概况' }).waitFor()
  await inOrder(page, 'area-of-school')
  await page.goto(shared)
  expect(await page.getByLabel('达标情况', { exact: true }).inputValue()).toBe('not-met')
  await page.context().close()
})

describe('a register', () => {
  test('is filled in on a phone, judged at once, corrected, and an entry taken out', async () => {
    const page = await desk.signIn('anquan021', { width: 'phone' })
    await page.goto('/areas')
    await page.getByRole('link', { name: /消防/ }).first().click()
    await page.getByRole('heading', { name: LEDGER }).waitFor()
    await page
      .locator('section', { has: page.getByRole('heading', { name: LEDGER }) })
      .getByRole('link', { name: '登记' })
      .click()
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('处需要修改').waitFor()
    await inOrder(page, 'entry-new-faults')
    await page.setViewportSize(WIDTHS.phone)
    await page.getByLabel('编号').fill('Ｍ-7')
    await page.getByLabel('放置位置').fill('食堂后厨')
    await page.getByLabel('类型').selectOption('powder')
    await page.getByLabel('出厂日期').fill('2025-03-01')
    await page.getByLabel('上次检查日期').fill(new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10))
    await page.getByLabel('压力表').selectOption('red')
    // A page that is left in the middle keeps what was typed.
    await page.reload()
    expect(await page.getByLabel('放置位置').inputValue()).toBe('食堂后厨')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('已登记。').waitFor()
    // What the rules say of it stands on the entry itself, with the way to a hazard.
    await page.locator('.finding', { hasText: '灭火器压力不在绿区' }).waitFor()
    await inOrder(page, 'entry')
    const address = page.url()

    await page.getByRole('link', { name: LEDGER }).click()
    await page.getByRole('link', { name: 'Ｍ-7' }).waitFor()
    await inOrder(page, 'register')
    await page.getByRole('link', { name: '重点领域' }).first().click()
    await page.getByRole('link', { name: /消防/ }).first().click()
    const finding = page.locator('.finding', { hasText: '灭火器压力不在绿区' })
    await finding.waitFor()
    expect(await finding.innerText()).toContain('立即更换或送修')
    await page.getByText('新发现： 灭火器压力不在绿区').waitFor()
    await inOrder(page, 'area')

    await page.goto(address)
    await page.getByLabel('压力表').selectOption('green')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('压力表：红区').waitFor()
    await page.locator('.finding').waitFor({ state: 'detached' })
    // A change that was begun and left is there again, and can be taken back.
    await page.getByLabel('放置位置').fill('食堂前厅')
    await page.reload()
    await page.getByText('已恢复您上次没有保存的修改').waitFor()
    expect(await page.getByLabel('放置位置').inputValue()).toBe('食堂前厅')
    await page.getByRole('button', { name: '放弃修改' }).click()
    expect(await page.getByLabel('放置位置').inputValue()).toBe('食堂后厨')
    await page.getByRole('button', { name: '停用' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '停用' }).click()
    await page.getByText('不参与判定').waitFor()
    await page.getByRole('button', { name: '恢复' }).click()
    await page.getByLabel('编号').waitFor()
    await page.context().close()
  })

  test('leads from what its rules find to the hazard, and shows how far that is', async () => {
    const page = await desk.signIn('anquan023', { width: 'phone' })
    await page.goto('/areas')
    await page.getByRole('link', { name: /消防/ }).first().click()
    await page
      .locator('section', { has: page.getByRole('heading', { name: PATROL }) })
      .getByRole('link', { name: '登记' })
      .click()
    await page.getByLabel('巡查日期').fill(new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10))
    await page.getByLabel('时段').selectOption('day')
    await page.getByLabel('巡查部位').fill('教学楼东侧出口')
    await page.getByLabel('通道状况').selectOption('locked')
    await page.getByLabel('巡查人').fill('王安')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByText('登记后没有修改过。').waitFor()
    await page.goto('/areas')
    await page.getByRole('link', { name: /消防/ }).first().click()
    const finding = page.locator('.finding', { hasText: '疏散通道或安全出口不畅通' })
    await finding.getByRole('button', { name: '登记为隐患' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('重大隐患').waitFor()
    expect(await dialog.getByLabel('部位').inputValue()).toBe('教学楼东侧出口')
    expect(await dialog.getByLabel('情况').inputValue()).toContain('有关记录：教学楼东侧出口')
    await inOrder(page, 'finding-to-hazard')
    await dialog.getByRole('button', { name: '登记为隐患' }).click()
    await finding.getByText('待核实').waitFor()
    await inOrder(page, 'finding-with-hazard')
    await finding.getByRole('link', { name: /隐患 \d{4}-\d+/ }).click()
    await page.getByRole('heading', { name: '教学楼东侧出口' }).waitFor()
    await page.context().close()
  })

  test('that two people change at once shows the second what changed, and loses nothing he typed', async () => {
    const first = await desk.signIn('anquan022')
    await first.goto('/areas')
    await first.getByRole('link', { name: /消防/ }).first().click()
    await first
      .locator('section', { has: first.getByRole('heading', { name: LEDGER }) })
      .getByRole('link', { name: '登记' })
      .click()
    await first.getByLabel('编号').fill('两人-1')
    await first.getByLabel('放置位置').fill('一楼')
    await first.getByLabel('类型').selectOption('powder')
    await first.getByLabel('出厂日期').fill('2025-03-01')
    await first.getByLabel('上次检查日期').fill('2025-11-01')
    await first.getByLabel('压力表').selectOption('green')
    await first.getByRole('button', { name: '保存' }).click()
    await first.getByText('登记后没有修改过。').waitFor()
    const second = await desk.signIn('xiaozhang022')
    await second.goto(first.url())
    await second.getByLabel('放置位置').fill('二楼东')
    await first.getByLabel('放置位置').fill('三楼')
    await first.getByLabel('压力表').selectOption('yellow')
    await first.getByRole('button', { name: '保存' }).click()
    await first.getByText('压力表：绿区').waitFor()

    await second.getByRole('button', { name: '保存' }).click()
    await second.getByText('刚刚修改了这条记录').waitFor()
    await second.getByText('现为：三楼').waitFor()
    expect(await second.getByLabel('放置位置').inputValue()).toBe('二楼东')
    // What the second did not touch is not taken back by saving.
    expect(await second.getByLabel('压力表').inputValue()).toBe('yellow')
    await inOrder(second, 'entry-stale')
    await second.getByRole('button', { name: '保存' }).click()
    await second.getByText('放置位置：三楼').waitFor()
    expect(await second.getByLabel('压力表').inputValue()).toBe('yellow')
    await settled(second)
    for (const page of [first, second]) await page.context().close()
  })
})
