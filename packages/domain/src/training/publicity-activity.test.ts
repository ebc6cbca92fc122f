import { expect, test } from 'vitest'
import type { PublicityActivityId } from '../kernel/ids.ts'
import { anActor, anId, OTHER_SCHOOL } from '../testing/builders.ts'
import { certificatePaper, certificateText } from './certificate.ts'
import { advanceActivity, copyToYear, decideActivity } from './publicity-activity.ts'

const NOW = '2026-11-09T02:00:00.000Z'
const plan = {
  ...{ id: anId<PublicityActivityId>(1), day: 'fire-day' as const, title: '消防宣传', content: '' },
  ...{ place: '', plannedOn: '2026-11-09' as const },
}
const report = { heldOn: '2026-11-09', participants: 300, summary: '全校参加' } as const

test('an activity is planned by whoever trains, reported once its day has come, and by nobody of another school', () => {
  const actor = anActor('safety-officer')
  const planned = decideActivity(actor, plan)
  if (!planned.ok) throw new Error('may be planned')
  expect(decideActivity(anActor('staff-member'), plan)).toMatchObject({ error: { code: 'role-not-allowed' } })
  const command = { event: 'report', report } as const
  expect(advanceActivity(planned.value, command, { actor, now: NOW })).toMatchObject({
    value: { state: 'done' },
  })
  expect(advanceActivity(planned.value, command, { actor, now: '2026-11-08T02:00:00.000Z' })).toMatchObject({
    error: { code: 'day-in-the-future' },
  })
  const elsewhere = { ...planned.value, unitId: OTHER_SCHOOL }
  expect(advanceActivity(elsewhere, command, { actor, now: NOW })).toMatchObject({
    error: { code: 'outside-scope' },
  })
  const cancelled = advanceActivity(
    planned.value,
    { event: 'cancel', reason: '另行安排' },
    { actor, now: NOW },
  )
  expect(cancelled.ok && advanceActivity(cancelled.value, command, { actor, now: NOW })).toMatchObject({
    error: { code: 'event-not-allowed' },
  })
})

test('an activity of last year falls as far from its day this year, and a leap day on the day before', () => {
  expect(copyToYear({ day: 'safety-education-day', plannedOn: '2025-04-01' }, 2026)).toBe('2026-03-31')
  expect(copyToYear({ day: null, plannedOn: '2024-02-29' }, 2025)).toBe('2025-02-28')
})

test('a certificate says who did what, with rare characters as they are, and the score where there was a test', () => {
  const certificate = {
    ...{ number: '培证〔2026〕00012号', name: '李𠮷𬭎㐂', unit: '青禾镇中心小学', title: '安全管理人员轮训' },
    issuer: '安澜县教育局',
    lessons: 8,
    from: '2026-10-10',
    to: '2026-10-30',
    issuedOn: '2026-11-02',
  } as const
  expect(certificateText({ ...certificate, score: 90 })).toContain('李𠮷𬭎㐂（青禾镇中心小学）')
  expect(certificateText({ ...certificate, score: 90 })).toContain('测试成绩90分，考核合格')
  expect(certificateText({ ...certificate, score: null })).toContain('完成全部学习内容')
  expect(certificatePaper({ ...certificate, score: null } as never)).toMatchObject({
    number: '培证〔2026〕00012号',
    signature: { issuer: '安澜县教育局', day: '2026-11-02' },
  })
})
