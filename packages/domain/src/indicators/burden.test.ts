import { expect, test } from 'vitest'
import { listRoundItems, meterBurden, meterCampaign, readAsked } from './burden.ts'
import { findKnownValue, KNOWN_VALUES } from './known-values.ts'

test('a list is read as an office writes it, and what is named twice is asked once', () => {
  expect(
    readAsked('1. 学校名称\n（二）学生人数、隐患数\n③ 家长满意度；学生人数').map(({ text }) => text),
  ).toEqual([...['学校名称', '学生人数', '隐患数', '家长满意度']])
  expect(readAsked(' \n 、，')).toEqual([])
})

test('what the system has is found by the words offices use, and what it has not is not guessed', () => {
  expect(findKnownValue('在校生数（人）')).toBeNull()
  expect(findKnownValue('在校生数')?.path).toBe('/units')
  expect(findKnownValue(' 隐患整改率 ')).toMatchObject({
    from: 'indicator',
    path: '/indicators/hazards-closed',
  })
  expect(findKnownValue('校车数量')?.path).toBe('/registers/bus/bus-ledger')
  expect(findKnownValue('灭火器数')?.path).toBe('/registers/fire/extinguisher-ledger')
  expect(findKnownValue('家长满意度')).toBeNull()
})

test('a request is metered by its values, its schools and the people asked in each', () => {
  const values = readAsked('学校名称\n学生人数\n家长满意度')
  expect(meterBurden({ values, schools: 60, peopleEach: 1 })).toEqual({
    ...{ asked: 180, known: 120, left: 60, leftEach: 1 },
  })
  expect(meterBurden({ values, schools: 0, peopleEach: 3 })).toMatchObject({ asked: 0, left: 0 })
})

test('a campaign is metered by the pieces of evidence it asks, and a figure the system keeps need not be asked', () => {
  const burden = meterCampaign(
    [
      { title: '报送隐患数', evidence: ['statement'], units: 10 },
      { title: '召开动员会', evidence: ['statement', 'photo'], units: 10 },
      { title: '张贴标语', evidence: [], units: 10 },
    ],
    10,
  )
  expect(burden).toMatchObject({ pieces: 40, assignments: 30, perUnit: 4 })
  expect(burden.spared.map(({ title }) => title)).toEqual(['报送隐患数'])
})

test('a round is metered by the items of its checklists, and what stands in a register is known', () => {
  const items = listRoundItems(['fire'], '2026-10-15', 12)
  const { pieces, spared } = meterCampaign(items, 12)
  expect(pieces).toBe(items.length * 12)
  expect(spared.length).toBeGreaterThan(0)
  expect(spared.length).toBeLessThan(items.length)
  for (const { known } of spared) expect(known.path).toMatch(/^\/registers\/fire\//)
  expect(listRoundItems([], '2026-10-15', 12)).toEqual([])
})

test('nothing of a round that only few may read is offered as known', () => {
  const { spared } = meterCampaign(listRoundItems(['priority'], '2026-10-15', 1), 1)
  expect(spared.filter(({ known }) => known.path.includes('bullying-case'))).toEqual([])
})

test('nothing that only few may read is offered as known', () => {
  expect(KNOWN_VALUES.some(({ path }) => path.includes('bullying-case'))).toBe(false)
})
