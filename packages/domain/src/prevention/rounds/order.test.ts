import { expect, test } from 'vitest'
import { AREA } from '../../areas/index.ts'
import { findChecklistVersion, listCheckItems } from '../../kernel/checklist.ts'
import { anId } from '../../testing/builders.ts'
import { CheckAnswer } from '../inspection.ts'
import { listOrderItems, type OrderedHazard } from './order.ts'

const ON = '2026-10-15'
const versionOf = (area: 'fire' | 'priority') => {
  const { checklist } = AREA[area]
  const version = checklist && findChecklistVersion(checklist, ON)
  if (!version) throw new Error(area)
  return version
}
const answers = [
  CheckAnswer.parse({ code: 'FI03', verdict: 'no', place: '北楼梯' }),
  CheckAnswer.parse({ code: 'FI02', verdict: 'no', place: '西门', note: '上锁' }),
]
const failing = answers.map(({ code }) => ({ code, whys: ['answered-no'] as const }))
const hazard: OrderedHazard = { id: anId(1), number: '2026-00001', grade: 'general', dueOn: '2026-10-18' }

test('an order names each failing item once, in the order of the list, with its hazard, its basis and its day', () => {
  const items = listOrderItems(
    ...([versionOf('fire'), { area: 'fire', on: ON }, { failing: [...failing] }, answers] as const),
    ...([new Map([['FI02', hazard]]), '2026-10-30'] as const),
  )
  expect(items).toMatchObject([
    { code: 'FI02', place: '西门', note: '上锁', hazard: { number: '2026-00001' }, dueOn: '2026-10-18' },
    { code: 'FI03', place: '北楼梯', note: null, hazard: null, dueOn: '2026-10-30' },
  ])
  expect(items.every(({ basis }) => basis.length > 0)).toBe(true)
})

test('an order says nothing of single pupils', () => {
  const version = versionOf('priority')
  const restricted = listCheckItems(version).filter(item => item.restricted)
  expect(restricted.length).toBeGreaterThan(0)
  const found = restricted.map(({ code }) => ({ code, whys: ['answered-no'] as const }))
  const run = { area: 'priority', on: ON } as const
  expect(listOrderItems(version, run, { failing: found }, [], new Map(), null)).toEqual([])
})
