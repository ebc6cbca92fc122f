import { listAxeFindings } from '@anlan/browser'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { look, overflow, settled, useDesk } from './desk.ts'

const desk = useDesk()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const press = (page: Page, name: string): Promise<void> => button(page, name).last().click()
const row = (page: Page, name: RegExp) => page.getByRole('row', { name })

/** What every page and dialog owes: axe finds nothing, nothing sticks out sideways. */
async function inOrder(page: Page, name: string): Promise<void> {
  await look(page, name)
  expect([name, await listAxeFindings(page), await overflow(page)]).toEqual([name, [], 0])
}

test('a village school keeps its classes from one school year to the next', async () => {
  const school = await desk.signIn('anquan019')
  await school.goto('/rosters')
  await row(school, /^六年级1班 22\/22/).waitFor()

  // The class that graduates: nothing goes before somebody said where its pupils go.
  await press(school, '撤销 六年级1班')
  await school.getByText('“六年级1班”有学生 22 人。学生到哪里去？').waitFor()
  await press(school, '撤销班级')
  expect(
    await school
      .getByLabel('转入本校另一个班')
      .evaluate((input: HTMLInputElement) => input.validity.valueMissing),
  ).toBe(true)
  await school.getByLabel('毕业、转出或离校，一并移出名册').check()
  await inOrder(school, 'class-close')
  await press(school, '撤销班级')
  await school.getByText('“六年级1班”已撤销。').waitFor()
  await row(school, /^六年级1班/).waitFor({ state: 'detached' })

  // A child who stays a year longer is brought back, into a class there is.
  await school.getByRole('search').getByLabel('班级').selectOption({ label: '已移出名册' })
  await school.getByText('移出名册的学生保留 30 天，过后自动删除；移错的可以恢复。').waitFor()
  await school
    .getByRole('button', { name: /^恢复 / })
    .first()
    .click()
  await school.getByRole('dialog').getByLabel('班级').selectOption({ label: '五年级1班' })
  await inOrder(school, 'pupil-return')
  await press(school, '保存')
  await row(school, /^五年级1班 22\/21 比登记人数多 1 人/).waitFor()
  await school.getByRole('search').getByLabel('班级').selectOption({ label: '全部班级' })

  // All others go up; each finds the name the next one leaves.
  await press(school, '班级升级')
  await school.getByLabel('五年级1班 的新名称').waitFor()
  await school.getByLabel('一年级1班 升级').uncheck()
  await press(school, '升级 4 个班')
  await school.getByText('4 个班已升级。').waitFor()
  await press(school, '班级升级')
  await school.getByLabel('一年级1班 的新名称').fill('三年级1班')
  await school.getByText('毕业年级，请撤销').waitFor()
  for (const other of ['三年级1班', '四年级1班', '五年级1班'])
    await school.getByLabel(`${other} 升级`).uncheck()
  await press(school, '升级 1 个班')
  // What was typed stays where it was refused.
  await school.getByText('这个名称已经用过，请换一个。').waitFor()
  await inOrder(school, 'class-promote')
  await school.getByLabel('一年级1班 的新名称').fill('二年级1班')
  await press(school, '升级 1 个班')
  await school.getByText('1 个班已升级。').waitFor()
  await row(school, /^六年级1班 22\/21/).waitFor()
  await row(school, /^二年级1班 21\/21/).waitFor()

  await press(school, '新增班级')
  await school.getByLabel('班级名称').fill('二年级1班')
  await school.getByLabel('学生人数').fill('2')
  await press(school, '保存')
  await school.getByText('这个名称已经用过，请换一个。').waitFor()
  await school.getByLabel('班级名称').fill('一年级1班')
  await inOrder(school, 'class-new')
  await press(school, '保存')
  await row(school, /^一年级1班 0\/2 未录姓名/).waitFor()

  // A pupil, by the keyboard alone.
  const add = button(school, '增加学生')
  await add.focus()
  await school.keyboard.press('Enter')
  await school.getByLabel('姓名', { exact: true }).fill('木新生')
  await school.getByLabel('班级', { exact: true }).last().selectOption({ label: '一年级1班' })
  await inOrder(school, 'pupil-add')
  await school.getByLabel('姓名', { exact: true }).press('Enter')
  await school.getByText('已增加 木新生。').waitFor()
  await row(school, /^一年级1班 1\/2 少录 1 人/).waitFor()

  await press(school, '修改 一年级1班')
  await school.getByLabel('班级名称').fill('一年级甲班')
  await press(school, '保存')
  await row(school, /^一年级甲班/).waitFor()
  await inOrder(school, 'classes')

  const phone = await desk.signIn('anquan019', { width: 'phone', language: 'en' })
  await phone.goto('/rosters')
  await settled(phone)
  await phone.getByRole('button', { name: 'Close 一年级甲班' }).click()
  await phone.getByLabel('Into another class of the school').check()
  await phone.getByLabel('Class they move to').selectOption({ label: '二年级1班' })
  await inOrder(phone, 'class-close-phone-en')
  await phone.getByRole('button', { name: 'Close the class' }).click()
  await phone.getByText('“一年级甲班” is closed.').waitFor()
  await phone.getByText('22/23').waitFor()
  await phone.getByRole('button', { name: 'Move classes up' }).click()
  await inOrder(phone, 'class-promote-phone-en')
  await phone.keyboard.press('Escape')
  await inOrder(phone, 'classes-phone-en')

  // The other page still shows the class: it says that it is closed, and nothing happens.
  await press(school, '撤销 一年级甲班')
  await school.getByLabel('毕业、转出或离校，一并移出名册').check()
  await press(school, '撤销班级')
  await school.getByText('这个班已经撤销。').waitFor()

  // A teacher looks at the roster and has nothing to change.
  const teacher = await desk.signIn('jiaoshi017')
  await teacher.goto('/rosters')
  await row(teacher, /^七年级1班/).waitFor()
  expect(await teacher.getByRole('button', { name: /^(修改|撤销|新增班级|班级升级|增加学生)/ }).count()).toBe(
    0,
  )
})
