import { expect, test } from 'vitest'
import type { MeasureId } from '../kernel/ids.ts'
import { anId } from '../testing/builders.ts'
import { ManyIssues, nextDocumentNumber } from './issue-many.ts'

test.each([
  ['安教督〔2026〕9号', '安教督〔2026〕10号'],
  ['安教督〔2026〕12号', '安教督〔2026〕13号'],
  ['督办第一号', null],
])('after %s comes %s', (number, next) => {
  expect(nextDocumentNumber(number)).toBe(next)
})

test('nothing goes out twice in one act', () => {
  const item = (n: number) => ({ id: anId<MeasureId>(n), revision: 2 })
  const act = { firstNumber: '安教督〔2026〕9号', replyDueOn: '2026-10-25' }
  expect(ManyIssues.safeParse({ ...act, items: [item(1), item(2)] }).success).toBe(true)
  expect(ManyIssues.safeParse({ ...act, items: [item(1), { ...item(1), revision: 3 }] }).success).toBe(false)
})
