import { listAxeFindings } from '@anlan/browser'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

test('the bureau issues letters to heads: one signs on screen, one on paper, one refuses and gets it again', async () => {
  const officer = await desk.signIn('anquangu')
  await officer.goto('/letters/new')
  await settled(officer)
  // The demonstration has given this year's letters to all heads but four; the secretaries are the same people.
  await officer.getByRole('checkbox', { name: '党组织书记' }).uncheck()
  await officer.getByLabel('编号代字').fill('安教责')
  await officer.getByRole('button', { name: '预览名单' }).click()
  await officer.getByText(/将发给4人/).waitFor()
  await look(officer, 'letters-preview')
  expect(await listAxeFindings(officer)).toEqual([])
  await officer.getByRole('button', { name: /发出（4份）/ }).click()
  await officer.getByRole('heading', { name: '已发出4份责任书' }).waitFor()
  // The batch goes on in the series in which the demonstration's letters were numbered.
  const range = await officer.getByText(/文号：安教责〔\d{4}〕\d+号至安教责〔\d{4}〕\d+号/).textContent()
  const [first = 0, last = 0] = [...(range ?? '').matchAll(/〕(\d+)号/g)].map(([, serial]) => Number(serial))
  expect(first).toBeGreaterThan(1)
  expect(last).toBe(first + 3)
  await look(officer, 'letters-issued')
  // Whoever issues next takes the office mark over, and sees from which number it goes on.
  const other = await desk.signIn('anquangu', { width: 'phone', language: 'en' })
  await other.goto('/letters/new')
  await settled(other)
  await other.getByRole('button', { name: '安教责', exact: true }).click()
  await other.getByText(new RegExp(`numbered from 安教责〔\\d{4}〕${last + 1}号 on`)).waitFor()
  const [hint] = await other.locator('.field__hint .whole').all()
  expect(await hint?.evaluate(each => each.getClientRects().length)).toBe(1)
  await look(other, 'letters-mark-phone-en')
  expect(await overflow(other)).toBe(0)
  expect(await listAxeFindings(other)).toEqual([])

  // On a telephone: re-read, tick, sign.
  const signer = await desk.signIn('xiaozhang021', { width: 'phone' })
  await signer.goto('/letters?mine=1')
  await settled(signer)
  await look(signer, 'letters-mine-phone')
  expect(await overflow(signer)).toBe(0)
  await signer.locator('td.table__main a').first().click()
  await signer.getByRole('button', { name: '签署', exact: true }).click()
  await signer.getByRole('checkbox', { name: /我已通读/ }).check()
  await look(signer, 'letters-sign-phone')
  expect(await listAxeFindings(signer)).toEqual([])
  await signer.getByRole('dialog').getByRole('button', { name: '签署', exact: true }).click()
  await signer
    .getByText(/在线签署/)
    .first()
    .waitFor()
  await settled(signer)
  await look(signer, 'letters-signed-phone')
  expect(await overflow(signer)).toBe(0)

  const refuser = await desk.signIn('xiaozhang022')
  await refuser.goto('/letters?mine=1&state=issued')
  await settled(refuser)
  await refuser.locator('td.table__main a').first().click()
  await refuser.getByRole('button', { name: '拒签', exact: true }).click()
  await refuser.getByLabel('拒签理由').fill('校车由县公司统一运营，有关条款与本校不符')
  await refuser.getByRole('dialog').getByRole('button', { name: '拒签', exact: true }).click()
  await refuser.getByText(/拒签：校车由县公司统一运营/).waitFor()
  const path = new URL(refuser.url()).pathname

  // The bureau sees the refusal, answers it, and the letter is to be signed again.
  await officer.goto('/letters?state=refused&level=bureau-school')
  await settled(officer)
  await look(officer, 'letters-refused')
  expect(await officer.locator(`a[href="${path}"]`).count()).toBe(1)
  await officer.goto(path)
  await officer.getByRole('button', { name: '重新发出', exact: true }).click()
  await officer.getByLabel('答复').fill('校车条款按县公司运营协议执行')
  await officer.getByRole('dialog').getByRole('button', { name: '重新发出', exact: true }).click()
  await officer.getByText(/对拒签意见的答复/).waitFor()
  await officer.getByText(new RegExp(`^安教责〔\\d{4}〕${last + 1}号$`)).waitFor()
  await look(officer, 'letters-reissued')

  // One has signed the paper: the bureau enters it with the scan.
  const third = await desk.signIn('xiaozhang023')
  await third.goto('/letters?mine=1&state=issued')
  await settled(third)
  const href = await third.locator('td.table__main a').first().getAttribute('href')
  await officer.goto(href ?? '')
  await officer.getByRole('button', { name: '登记纸质签署', exact: true }).click()
  await officer.getByLabel('扫描件或照片').setInputFiles({
    ...{ name: '签字文本.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') },
  })
  await officer.getByRole('dialog').getByText('签字文本.pdf').first().waitFor()
  await officer.getByRole('dialog').getByRole('button', { name: '登记纸质签署', exact: true }).click()
  await officer
    .getByText(/签署纸质文本/)
    .first()
    .waitFor()
  await settled(officer)
  await look(officer, 'letters-paper')
  expect(await listAxeFindings(officer)).toEqual([])

  await refuser.goto(path)
  await settled(refuser)
  await refuser.getByRole('button', { name: '签署', exact: true }).click()
  await refuser.getByRole('checkbox', { name: /我已通读/ }).check()
  await refuser.getByRole('dialog').getByRole('button', { name: '签署', exact: true }).click()
  await refuser
    .getByText(/在线签署/)
    .first()
    .waitFor()
})

test('a list of duties is read, changed as a draft and looked at for its holes, also on a telephone', async () => {
  for (const [path, who] of [
    ['/responsibility', 'anquan017'],
    ['/responsibility/coverage', 'anquan017'],
    ['/responsibility/coverage', 'anquangu'],
    ['/letters', 'anquangu'],
    ['/letters/templates', 'anquangu'],
  ] as const)
    for (const width of ['desktop', 'phone'] as const) {
      const page = await desk.signIn(who, { width })
      await page.goto(path)
      await settled(page)
      await look(page, `duties${path.replaceAll('/', '-')}-${who}-${width}`)
      expect(await overflow(page)).toBe(0)
      await page.close()
    }
  const keeper = await desk.signIn('anquan017')
  await keeper.goto('/responsibility')
  await settled(keeper)
  await keeper.getByRole('button', { name: '新增职责' }).click()
  await keeper.getByLabel('岗位', { exact: true }).selectOption({ label: '电工、消控室值班员' })
  await keeper.getByLabel('职责内容').fill('每周检查一次应急照明')
  await look(keeper, 'duties-dialog')
  expect(await listAxeFindings(keeper)).toEqual([])
  await keeper.getByRole('button', { name: '保存草稿' }).click()
  await keeper.getByText(/1条草稿尚未公布/).waitFor()
})
