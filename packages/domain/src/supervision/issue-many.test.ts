import { expect, test } from 'vitest'
import { nextDocumentNumber } from './issue-many.ts'

test.each([
  ['安教督〔2026〕9号', '安教督〔2026〕10号'],
  ['安教督〔2026〕12号', '安教督〔2026〕13号'],
  ['督办第一号', null],
])('after %s comes %s', (number, next) => {
  expect(nextDocumentNumber(number)).toBe(next)
})
