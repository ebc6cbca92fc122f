import { expect, test } from 'vitest'
import type { PaperPart } from '../papers/official-paper.ts'
import { aMeasure, anId } from '../testing/builders.ts'
import { writeMeasurePaper, writeTalkPaper } from './measure-paper.ts'
import { SUPERVISION_KIND_IDS, asksReply } from './supervision-kind.ts'
import type { AccountId } from '../kernel/ids.ts'

const matter = { title: '逾期未整改', number: '2026-0007' }
const deed = { by: anId<AccountId>(1), name: '某某', at: '2026-10-10T17:00:00.000Z' } as const
const write = (over: Parameters<typeof aMeasure>[0]) =>
  writeMeasurePaper({
    ...{ matter, measure: aMeasure(over), unit: '东镇中学', bureau: '安澜县教育局', appealDays: 10 },
    facts: ['隐患逾期八天', '已电话提醒两次。'],
  })
const textOf = (parts: readonly PaperPart[]): string =>
  parts.map(part => ('text' in part ? part.text : '')).join('\n')

test('every kind has a title, and asks for an answer by its day where one is owed', () => {
  for (const kind of SUPERVISION_KIND_IDS) {
    const paper = write({ kind, replyDueOn: '2026-10-20' })
    expect(paper.title).toContain('逾期未整改')
    expect(textOf(paper.body).includes('2026年10月20日前')).toBe(asksReply(kind))
  }
})

test('facts stand in their order, each ended once, and the demand by its paragraphs', () => {
  const { body } = write({ demand: '立即整改\n\n安排值守。' })
  expect(textOf(body)).toContain('隐患逾期八天。\n已电话提醒两次。')
  expect(textOf(body)).toContain('立即整改。\n安排值守。')
})

test('its day is the day of issue in the county’s time; before that it has neither day nor number', () => {
  const issued = write({ issued: { ...deed, documentNumber: '安教督〔2026〕1号' } })
  expect(issued).toMatchObject({ number: '安教督〔2026〕1号', signature: { day: '2026-10-11' } })
  expect(write({ issued: null })).toMatchObject({ number: null, signature: { day: null } })
})

test('the record of a talk leaves the places of its signatures empty', () => {
  const paper = writeTalkPaper(matter, '东镇中学', {
    ...{ heldOn: '2026-10-09', place: '局会议室', ledBy: '局长', talkedTo: '校长' },
    ...{ said: '通报了逾期未整改的事实，要求限期完成。', commitments: '十日内完成整改' },
  })
  const signatures = paper.body.find(part => part.kind === 'signatures')
  expect(signatures?.places.map(({ name }) => name)).toEqual([null, null, null])
})
