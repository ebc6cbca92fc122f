import { describe, expect, test } from 'vitest'
import type { Placed } from '../kernel/area.ts'
import { formOf } from '../kernel/form.ts'
import { anActor } from '../testing/builders.ts'
import { findRegister, REGISTERS } from './index.ts'
import { maskEntry, personalFields, readsPersonal } from './personal.ts'

const registerOf = (key: string): Placed => findRegister(key) as Placed
const riders = registerOf('bus/rider-list')

describe('what is personal', () => {
  test('is shown to others only so far that two lines can be told apart', () => {
    const entry = { pupil: '张小明', guardian: '张大明', guardianPhone: '13812340000', line: '一号线' }
    expect(maskEntry(riders, entry)).toEqual({
      ...{ pupil: '张*', guardian: '张*', guardianPhone: '138****0000', line: '一号线' },
    })
    expect(maskEntry(registerOf('bus/driver-list'), { bornOn: '1980-05-06', phone: '5512345' })).toEqual({
      ...{ bornOn: '1980-**-**', phone: '****' },
    })
  })
  test('stays empty where nothing is written, and says nothing of choices', () => {
    const sick = registerOf('food/sick-leave-log')
    expect(maskEntry(sick, { diagnosis: undefined, infectious: true, syndrome: 'fever' })).toEqual({
      ...{ diagnosis: undefined, infectious: '***', syndrome: '***' },
    })
  })
  test.each(REGISTERS.filter(each => personalFields(each).length > 0).map(each => [each.key, each] as const))(
    'of %s leaves no more than the beginning',
    (_key, register) => {
      const days = formOf(register).flatMap(({ name, widget }) => (widget === 'day' ? [name] : []))
      const entry = Object.fromEntries(
        personalFields(register).map(name => [name, days.includes(name) ? '1980-小二' : '王小二的私事']),
      )
      expect(JSON.stringify(maskEntry(register, entry))).not.toContain('小二')
    },
  )
  test('is read by the school itself, not by those above it, need to know aside', () => {
    expect(readsPersonal(anActor('safety-officer'), riders)).toBe(true)
    for (const role of ['section-officer', 'auditor', 'township-coordinator', 'county-admin'] as const)
      expect(readsPersonal(anActor(role), riders)).toBe(false)
    expect(readsPersonal(anActor('bureau-leader'), registerOf('priority/case-file'))).toBe(true)
  })
})
