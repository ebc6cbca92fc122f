import {
  bindsUnit,
  formOf,
  listExamples,
  REGISTERS,
  type AreaId,
  type FormField,
  type Placed,
} from '@anlan/domain'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useDesk } from './desk.ts'

const desk = useDesk()
const HEAD = 'xiaozhang001'

/** A line that raises nothing, where its register has such an example without pictures. */
function lineOf(register: Placed): Readonly<Record<string, unknown>> | null {
  const shown = listExamples(register.area as AreaId, register.id).flatMap(example =>
    'entry' in example ? [example.entry] : 'entries' in example ? example.entries : [],
  )
  const found = shown.map(entry => register.entry.safeParse(entry)).find(read => read.success)
  return found?.success ? (found.data as Record<string, unknown>) : null
}

/** Types a value into its field, as its widget takes it. */
async function fill(page: Page, field: FormField, value: unknown): Promise<void> {
  const input = page.locator(`[id$="-${field.name}"].input`)
  const group = page.getByRole('group', {
    name: new RegExp(`^${field.label.zh.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(（选填）)?$`),
  })
  const text = String(value as string | number | boolean)
  switch (field.widget) {
    case 'photos':
      return
    case 'choice':
      await input.selectOption(text)
      return
    case 'choices':
      for (const { value: option, label } of field.options)
        await group.getByLabel(label.zh, { exact: true }).setChecked((value as string[]).includes(option))
      return
    case 'yes-no':
      await group.getByLabel(value === true ? '是' : '否', { exact: true }).check()
      return
    case 'instant':
      await input.fill(new Date(Date.parse(text) + 8 * 3600_000).toISOString().slice(0, 16))
      return
    default:
      await input.fill(text)
  }
}

const unitOf = (page: Page) =>
  page.evaluate(async () => {
    const me = (await (await fetch('/trpc/session.me')).json()) as {
      result: { data: { unit: { id: string } } }
    }
    const { id } = me.result.data.unit
    const input = encodeURIComponent(JSON.stringify({ id }))
    const unit = (await (await fetch(`/trpc/units.get?input=${input}`)).json()) as {
      result: { data: { unit?: object } }
    }
    return unit.result.data.unit ?? unit.result.data
  })

describe('the form of every register', () => {
  test('has all of its fields, takes its first example, and saves it where the school keeps the register', async () => {
    const page = await desk.signIn(HEAD)
    await page.goto('/areas')
    const unit = (await unitOf(page)) as Parameters<typeof bindsUnit>[1]
    const saved: string[] = []
    for (const register of REGISTERS) {
      await page.goto(`/registers/${register.key}/new`)
      await page.getByRole('heading', { level: 1, name: register.label.zh }).waitFor()
      const fields = formOf(register)
      for (const { label } of fields)
        expect([register.key, label.zh, await page.getByText(label.zh).count()]).not.toEqual([
          register.key,
          label.zh,
          0,
        ])
      const line = lineOf(register)
      const needsPicture = fields.some(({ widget, required }) => widget === 'photos' && required)
      if (!line || needsPicture || !bindsUnit(register.keptBy, unit)) continue
      for (const field of fields)
        if (line[field.name] !== undefined) await fill(page, field, line[field.name])
      await page.getByRole('button', { name: '保存', exact: true }).click()
      await Promise.race([
        page.waitForURL(/\/entries\//),
        page.locator('.field__error:not(:empty)').first().waitFor(),
      ])
      expect([
        register.key,
        new URL(page.url()).pathname.split('/')[1],
        (await page.locator('.field__error').allTextContents()).filter(text => text.trim() !== ''),
      ]).toEqual([register.key, 'entries', []])
      saved.push(register.key)
    }
    expect(saved.length).toBeGreaterThan(REGISTERS.length / 2)
  })
})
