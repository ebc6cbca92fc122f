import { CampaignDraft } from '@anlan/domain'
import { parsePlan } from '@anlan/plan-reader'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftFromPlan } from './draft-from-plan.ts'

const PIECES = [
  ...['一、实施步骤', '（一）', '1.', '第一阶段：', '一是', '\n', '。', '：', '　', ' '],
  ...['1995年5月15日前', '2150年', '（2026年2月30日至3月1日）', '至13月1日', '12月底前', '〔1987〕4号'],
  ...[
    '各学校',
    '要报送总结',
    '动员部署阶段',
    '（）',
    '《',
    '消防',
    '某县教育局',
    '方案',
    '😀',
    '长'.repeat(130),
    'a😀'.repeat(75),
  ],
]
const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map(pieces => pieces.join(''))

test('a draft of any text is one that can be kept, shown and saved again', () => {
  fc.assert(
    fc.property(texts, fc.string({ maxLength: 20 }), (text, name) => {
      const draft = draftFromPlan(parsePlan(text), name)
      expect(CampaignDraft.safeParse(draft).error).toBeUndefined()
      // Half a sign is written as an escape, which PostgreSQL refuses.
      expect(JSON.stringify(draft)).not.toMatch(/\\ud[89a-f]/)
    }),
    { numRuns: 500 },
  )
})

test('a text with more duties than a draft has room for asks about the rest', () => {
  const duties = Array.from({ length: 70 }, (_, index) => `${index + 1}.各学校要排查第${index + 1}处隐患。`)
  const sections = ['一、', '二、', '三、', '四、'].map(mark => `${mark}工作任务\n${duties.join('\n')}\n`)
  const plan = parsePlan(`校园安全专项整治方案\n${sections.join('')}`)
  expect(plan.tasks.length).toBeGreaterThan(200)
  const draft = draftFromPlan(plan, '方案')
  expect(draft.tasks).toHaveLength(200)
  expect(draft.questions[0]?.message.zh).toContain(`${plan.tasks.length}项任务`)
  expect(CampaignDraft.safeParse(draft).success).toBe(true)
})
