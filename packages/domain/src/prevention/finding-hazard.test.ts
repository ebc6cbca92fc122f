import { describe, expect, test } from 'vitest'
import { findRegister } from '../areas/index.ts'
import { cite } from '../kernel/rule.ts'
import { DOCUMENTS } from '../areas/documents.ts'
import type { Finding } from '../kernel/judge.ts'
import type { EntryId } from '../kernel/ids.ts'
import { anId } from '../testing/builders.ts'
import { findingKey, proposeHazard } from './finding-hazard.ts'

const RECORD = anId<EntryId>(7)
const aFinding = (change: Partial<Finding> = {}): Finding => ({
  ...{ code: 'route-not-clear', rule: 'fire/exit-patrol-log#route-not-clear', detail: null },
  ...{ label: { zh: '通道不畅通', en: 'Not clear' }, severity: 'major' },
  ...{ basis: [cite(DOCUMENTS['fire-law'], 'text', '28')], inForceFrom: '2021-04-29', limits: {} },
  ...{ on: '2026-10-14', since: '2026-10-14', records: [RECORD], fields: [] },
  remedy: { zh: '立即清除', en: 'Clear it' },
  ...change,
})
const patrol = findRegister('fire/exit-patrol-log')
const AT = { area: 'fire', today: '2026-10-15', source: 'self-inspection', confidential: false } as const
const records = (place: string) =>
  patrol ? [{ id: RECORD, register: patrol, entry: { place, on: '2026-10-14' } }] : []

describe('a finding', () => {
  test('keeps its name while it stands, whatever the day', () => {
    const standing = aFinding({ records: [], on: '2026-10-15' })
    expect(findingKey(standing, '2026-10-15')).toBe(
      findingKey({ ...standing, on: '2026-10-16' }, '2026-10-16'),
    )
    expect(findingKey(aFinding(), '2026-10-15')).toBe(findingKey(aFinding(), '2026-11-01'))
    const missing = aFinding({ records: [] })
    expect(findingKey(missing, '2026-10-15')).not.toBe(
      findingKey({ ...missing, on: '2026-10-13' }, '2026-10-15'),
    )
  })
  test('proposes a hazard that says what, by which rule, which records and where', () => {
    const proposed = proposeHazard([aFinding()], records('教学楼东侧出口'), AT)
    expect(proposed).toMatchObject({
      ...{ place: '教学楼东侧出口', grade: 'major', discoveredOn: '2026-10-15', area: 'fire' },
    })
    expect(proposed.description.zh).toBe(
      `台账核查发现：通道不畅通。有关记录：教学楼东侧出口。依据：${DOCUMENTS['fire-law'].title.zh}第28条。整改办法：立即清除。`,
    )
  })
  test('several times found is one hazard, and one of no weight is a general one', () => {
    const found = aFinding({ severity: 'general', detail: { zh: '一班', en: 'Class 1' } })
    const proposed = proposeHazard([found, { ...found, detail: { zh: '二班', en: 'Class 2' } }], [], AT)
    expect(proposed).toMatchObject({ grade: 'general', place: '' })
    expect(proposed.description.zh).toContain('共2次（一班；二班）')
  })
  test('of a register that few read takes nothing along that was written there', () => {
    const found = aFinding({ detail: { zh: '甲生', en: 'Pupil A' } })
    const proposed = proposeHazard([found], records('甲生的座位'), { ...AT, confidential: true })
    expect(JSON.stringify(proposed)).not.toMatch(/甲生|Pupil A/)
    expect(proposed.place).toBe('')
  })
})
