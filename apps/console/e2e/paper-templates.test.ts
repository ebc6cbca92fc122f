import { listAxeFindings } from '@anlan/browser'
import { writePaper } from '@anlan/documents'
import { describe, expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()

/** A page of the bureau's own for the record of a visit. */
const template = (more: string): Promise<Uint8Array> =>
  writePaper({
    ...{ mark: null, number: null, title: '{标题}', addressee: null, note: null, record: null },
    body: [
      { kind: 'text', text: '{正文}' },
      { kind: 'text', text: more },
    ],
    ...{ attachments: [], signature: null },
    proof: { lines: ['{二维码}', '{核验码}', '{审计封存号}'], picture: null },
  })

describe('templates of papers', () => {
  test('a broken one is refused with its tag, a sound one is used, and the built-in page comes back', async () => {
    const admin = await desk.signIn('xianadmin')
    await admin.goto('/paper-templates')
    const card = admin.getByRole('region', { name: '检查现场记录表' })
    await card.getByText('现用：系统版式').waitFor()
    const send = async (more: string): Promise<void> =>
      card.locator('input[type=file]').setInputFiles({
        ...{ name: '记录表.docx', buffer: Buffer.from(await template(more)) },
        mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      })
    await send('{#附件}{附件名称}')
    await card.getByText('标签 {#附件} 开了头没有结尾').waitFor()
    await look(admin, 'paper-template-refused')
    await settled(admin)
    expect(await listAxeFindings(admin)).toEqual([])
    await send('本局自定版式')
    await card.getByText('新模板已启用').waitFor()
    await card.getByText('现用：本局模板“记录表.docx”，第 1 版').waitFor()
    const [sample] = await Promise.all([
      admin.waitForResponse(answer => answer.url().includes('of=sample')),
      card.getByRole('button', { name: '看样张' }).click(),
    ])
    expect(sample.status()).toBe(200)
    await card.getByRole('button', { name: '恢复系统版式' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '恢复系统版式' }).click()
    await card.getByText('现用：系统版式').waitFor()
  })

  test('are looked after on a telephone as well', async () => {
    const admin = await desk.signIn('xianadmin', { width: 'phone', language: 'en' })
    await admin.goto('/paper-templates')
    await admin.getByText('Tags that may be used').waitFor()
    await settled(admin)
    await look(admin, 'paper-templates-phone')
    expect(await overflow(admin)).toBe(0)
  })
})
