import { listAxeFindings } from '@anlan/browser'
import { MAX_FILE_BYTES } from '@anlan/domain'
import { expect, test } from 'vitest'
import { listRefusedByPolicy, look, overflow, useDesk } from './desk.ts'

const desk = useDesk()
const CASES = [
  ['zh', '照片和文件', '完成情况说明', '已逐层检查', '这个文件不是照片，或已经损坏。', '文件超过 10 MB'],
  [
    'en',
    'Photos and documents',
    'What was done',
    'Every floor was checked',
    'This file is not a photo, or it is damaged.',
    'The file is larger than 10 MB',
  ],
] as const

test.each(CASES)(
  'a photo that is none is refused in a sentence, and what was typed stays (%s)',
  async (language, files, statement, typed, notAPhoto, tooLarge) => {
    const page = await desk.signIn('anquan021', { width: 'phone', language })
    await page.goto('/tasks')
    const task = page.locator('a[href^="/tasks/"]').first()
    await task.click()
    await page.getByLabel(statement).fill(typed)

    const field = page.getByLabel(files)
    await field.setInputFiles({ name: '合影.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('不是照片') })
    await page.getByText(notAPhoto).waitFor()
    expect(await page.getByLabel(statement).inputValue()).toBe(typed)
    expect([await listAxeFindings(page), await overflow(page)]).toEqual([[], 0])
    await look(page, `file-refused-${language}`)

    await field.setInputFiles({
      ...{ name: '总结.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(MAX_FILE_BYTES + 1) },
    })
    await page.getByText(tooLarge).waitFor()
    expect(await page.getByText(notAPhoto).count()).toBe(0)
    await page.reload()
    await page.getByLabel(statement).waitFor()
    expect(await page.getByLabel(statement).inputValue()).toBe(typed)
    expect(await listRefusedByPolicy(page)).toEqual([])
    await page.context().close()
  },
)
