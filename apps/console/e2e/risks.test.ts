import { listAxeFindings } from '@anlan/browser'
import { writeFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

test('a risk is graded on a phone, and its score shows while it is typed', async () => {
  const page = await desk.signIn('anquan017', { width: 'phone' })
  await page.goto('/risks/new')
  await page.getByLabel('风险点', { exact: true }).fill('体育馆看台')
  await page.getByLabel('建筑或场地').fill('体育馆')
  await page.getByLabel('责任部门').fill('体育组')
  await page.getByLabel('责任人').selectOption({ index: 1 })
  await page.getByLabel('因素类别 1').selectOption({ label: '环境因素' })
  await page.getByLabel('具体表现 1').fill('看台坡度大，集会时人员密集')
  await page.getByLabel('拥挤踩踏').check()
  await page.getByRole('button', { name: '增加一项措施' }).click()
  await page.getByLabel('类别', { exact: true }).selectOption({ label: '工程技术措施' })
  await page.getByLabel('措施内容').fill('增设中间护栏')
  await page.getByLabel('负责人或部门').fill('总务处')
  const values = page.locator('select:has(option:text-is("请选择取值"))')
  for (const [index, value] of ['4', '5', '2', '5'].entries()) await values.nth(index).selectOption(value)
  // Lower than without measures, and no measure named yet: it says so and is not sent.
  await page.getByText('取值低于固有风险的，须选出依据的措施。').waitFor()
  expect(await page.getByRole('button', { name: '评价并保存' }).isDisabled()).toBe(true)
  await page.getByLabel('增设中间护栏').first().check()
  await page.getByText('L4×S5＝20，分值20及以上的为重大风险（红色）。').waitFor()
  await page.getByText('L2×S5＝10，分值9及以上、不满15的为一般风险（黄色）。').waitFor()
  await look(page, 'risk-form-phone')
  expect(await listAxeFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: '评价并保存' }).click()
  await page.getByRole('heading', { name: '体育馆看台' }).waitFor()
  await settled(page)
  await look(page, 'risk-page-phone')
  // The measure stands on the list, and with each value that rests on it.
  await page.getByText('依据的措施：增设中间护栏').waitFor()
  await page.getByText('措施基本有效，过去偶有发生').waitFor()
  await page.context().close()
})

/** A floor as a drawing program writes it. */
const FLOOR = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="700" viewBox="0 0 1200 700">
    <rect width="1200" height="700" fill="#f7f9fc"/>
    <g fill="#fff" stroke="#5b6b80" stroke-width="4">
      <rect x="60" y="60" width="460" height="220"/><rect x="640" y="60" width="500" height="180"/>
      <rect x="60" y="420" width="360" height="220"/><rect x="560" y="360" width="580" height="280" rx="120"/>
    </g>
    <g font-size="34" fill="#16202e" text-anchor="middle">
      <text x="290" y="180">教学楼</text><text x="890" y="160">学生宿舍</text>
      <text x="240" y="540">食堂</text><text x="850" y="510">操场</text>
    </g>
  </svg>`,
)

test('points are placed on a plan by keyboard alone, and the sheet is printed', async () => {
  const page = await desk.signIn('anquan017')
  await page.goto('/risks/map')
  await page.getByText('上传底图').click()
  await page.getByLabel('图片').setInputFiles({
    ...{ name: '坏图.svg', mimeType: 'image/svg+xml' },
    buffer: Buffer.from(FLOOR.toString().replace('</svg>', '<script>alert(1)</script></svg>')),
  })
  await page.getByRole('button', { name: '上传', exact: true }).click()
  await page.getByText('这个 SVG 含有脚本、外部引用等不允许的内容').waitFor()
  await page.getByLabel('图片').setInputFiles({ name: '校园.svg', mimeType: 'image/svg+xml', buffer: FLOOR })
  await page.getByLabel('图名').fill('校园平面图')
  await page.getByRole('button', { name: '上传', exact: true }).click()
  const image = page.getByRole('img', { name: '底图：校园平面图' })
  await image.waitFor()
  await expect.poll(() => image.evaluate(each => (each as HTMLImageElement).naturalWidth)).toBe(1200)

  const put = page.getByRole('button', { name: /^(标到图上|改标到本图) 教学楼楼梯/ }).first()
  await put.focus()
  await page.keyboard.press('Enter')
  const marker = page.getByRole('button', { name: /^\d+ 教学楼楼梯$/ }).first()
  await marker.waitFor()
  const before = await marker.boundingBox()
  for (let press = 0; press < 6; press += 1) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await page.getByText('已保存', { exact: true }).waitFor()
  await page.reload()
  await settled(page)
  const after = await marker.boundingBox()
  expect((before?.x ?? 0) - (after?.x ?? 0)).toBeGreaterThan(50)
  for (const name of [
    /^(标到图上|改标到本图) 食品加工/,
    /^(标到图上|改标到本图) 校门口/,
    /^(标到图上|改标到本图) 操场/,
  ]) {
    await page.getByRole('button', { name }).first().click()
    for (let press = 0; press < 4; press += 1)
      await page.keyboard.press(name.source.includes('操场') ? 'Shift+ArrowRight' : 'Shift+ArrowDown')
  }
  await page.getByText('已保存', { exact: true }).waitFor()
  await look(page, 'risk-map-desktop')
  expect(await listAxeFindings(page)).toEqual([])

  await page.getByRole('link', { name: '打印公示' }).click()
  await page.getByRole('heading', { name: /安全风险四色分布图$/ }).waitFor()
  await settled(page)
  await look(page, 'risk-sheet-screen')
  for (const [paper, wide] of [
    ['A4', false],
    ['A3', true],
  ] as const) {
    await page.emulateMedia({ media: 'screen' })
    await page.getByLabel(paper).check()
    await page.emulateMedia({ media: 'print' })
    const [width, height, pages] = await sizeOfPrint(page, `risk-sheet-${paper}`)
    expect([paper, pages]).toEqual([paper, 1])
    expect([paper, width > height]).toEqual([paper, wide])
  }
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: '安全风险告知牌' }).click()
  await page.getByRole('heading', { name: '安全风险告知牌' }).first().waitFor()
  await look(page, 'risk-notices')
  await page.emulateMedia({ media: 'print' })
  const [narrow, long] = await sizeOfPrint(page, 'risk-notices')
  expect(long > narrow).toBe(true)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('button', { name: '应知应会卡' }).click()
  await page
    .getByRole('heading', { name: /应知应会卡$/ })
    .first()
    .waitFor()
  await page.emulateMedia({ media: 'print' })
  await sizeOfPrint(page, 'risk-cards')
  await page.emulateMedia({ media: 'screen' })
  await look(page, 'risk-cards')
  expect(await listAxeFindings(page)).toEqual([])
  await page.context().close()
})

/** The first page of a print, in points, and how many there are; the paper is kept when the run asks for pictures. */
async function sizeOfPrint(
  page: Page,
  name: string,
): Promise<[width: number, height: number, pages: number]> {
  const folder = process.env.ANLAN_SCREENSHOTS
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
  if (folder) writeFileSync(`${folder}/${name}.pdf`, pdf)
  const text = pdf.toString('latin1')
  const box = /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/.exec(text)
  return [Number(box?.[1]), Number(box?.[2]), text.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0]
}
