import { describe, expect, test } from 'vitest'
import { NewRuleLimit } from '../areas/rule-limits.ts'
import { CampaignDraft } from '../campaign/draft.ts'
import { Phase } from '../campaign/phase.ts'
import { Task } from '../campaign/task.ts'
import { DrillReview, DrillRole } from '../drills/report.ts'
import { ClassFacts } from '../drills/school-class.ts'
import { SchoolYear } from '../drills/school-year.ts'
import { NewLimit } from '../drills/standards.ts'
import { Unit } from '../organisation/unit.ts'
import { Extension, Hazard, RectificationPlan } from '../prevention/hazard.ts'
import { Referral, ReferralReply } from '../supervision/referral/referral.ts'
import { GradingFactor, GradingScheme, RiskLevel } from '../prevention/risk/grading-scheme.ts'
import { RiskFacts } from '../prevention/risk/risk-point.ts'
import { LeaderEntry } from '../responsibility/leader-record.ts'
import { StudyRecord } from '../responsibility/study-record.ts'
import { Handover } from '../responsibility/handover.ts'
import { Material, TakeOver } from '../prevention/pilot/material.ts'
import { Pairing } from '../prevention/pilot/pairing.ts'
import { PilotCriterion } from '../prevention/pilot/pilot-criteria.ts'
import { Pilot } from '../prevention/pilot/pilot.ts'
import { Round, Team } from '../prevention/rounds/round.ts'
import { Objection, Visit, VisitRecord } from '../prevention/rounds/visit.ts'
import { Appeal, Measure, TalkRecord } from '../supervision/measure.ts'
import { PublicityActivity } from '../training/publicity-activity.ts'
import { Training } from '../training/training.ts'
import { TrainingSession } from '../training/training-session.ts'
import { listChanges } from './changes.ts'
import { compareFields, labelField, labelValue } from './fields.ts'

describe('a field of the record', () => {
  test.each([
    ['hazard', Hazard],
    ['hazard', RectificationPlan],
    ['hazard', Extension],
    ['campaign', CampaignDraft],
    ['campaign', Phase],
    ['campaign', Task],
    ['unit', Unit],
    ['drill', DrillReview],
    ['drill', DrillReview.shape.problems.element],
    ['drill', DrillReview.shape.actions.element],
    ['drill', DrillRole],
    ['drill-standard', SchoolYear],
    ['drill-standard', NewLimit],
    ['rule-limit', NewRuleLimit],
    ['roster', ClassFacts],
    ['referral', Referral],
    ['referral', ReferralReply],
    ['risk', RiskFacts],
    ['grading-scheme', GradingScheme],
    ['grading-scheme', GradingFactor],
    ['grading-scheme', GradingFactor.shape.values.element],
    ['grading-scheme', RiskLevel],
    ['pilot', Pilot],
    ['pilot', Pilot.shape.assessment.unwrap()],
    ['pilot', Pilot.shape.accepted.unwrap()],
    ['pilot', Pairing],
    ['pilot-criteria', PilotCriterion],
    ['handover', Handover],
    ['study', StudyRecord],
    ['leader-record', LeaderEntry],
    ['training', Training],
    ['training-session', TrainingSession],
    ['publicity', PublicityActivity],
    ['publicity', PublicityActivity.shape.report.unwrap()],
    ['material', Material],
    ['material', TakeOver],
    ['round', Round],
    ['round', Team],
    ['visit', Visit],
    ['visit', VisitRecord],
    ['visit', Objection],
    ['measure', Measure],
    ['measure', TalkRecord],
    ['measure', Appeal],
  ])('of a %s has words of its own', (noun, schema) => {
    for (const key of Object.keys(schema.shape)) {
      expect([key, labelField(noun, [key]).zh]).not.toEqual([key, key])
      expect(labelField(noun, [key]).en).not.toBe('')
    }
  })

  test('is called by its whole path, places counted from 1', () => {
    expect(labelField('hazard', ['plan', 'dueOn'])).toEqual({ zh: '整改方案 · 期限', en: 'Plan · Deadline' })
    expect(labelField('hazard', ['extensions', '1', 'until']).zh).toBe('延期 · 第2项 · 至')
  })

  test('is read in the order of the trade, whatever order it was kept in', () => {
    const kept = [
      ['id'],
      ['plan', 'dueOn'],
      ['weight'],
      ['posts', '10'],
      ['posts', '9'],
      ['plan', 'leadId'],
      ['place'],
      ['state'],
    ]
    expect(kept.toSorted(compareFields).map(path => path.join('.'))).toEqual([
      ...['state', 'place', 'plan.leadId', 'plan.dueOn', 'posts.9', 'posts.10', 'id', 'weight'],
    ])
  })

  test('of a later or older version stands as it was recorded', () => {
    expect(labelField('hazard', ['weight'])).toEqual({ zh: 'weight', en: 'weight' })
  })

  test('means by one word what its noun means by it', () => {
    expect(labelValue('hazard', ['state'], 'closed')?.zh).toBe('已销号')
    expect(labelValue('drill', ['state'], 'closed')?.zh).toBe('已归档')
    expect(labelValue('county-drill', ['mode'], 'real')?.zh).toBe('真实警情')
    expect(labelValue('campaign', ['state'], 'running')?.zh).toBe('进行中')
    expect(labelValue('campaign', ['phases', '0', 'kind'], 'review')?.zh).toBe('总结评估')
    expect(labelValue('person', ['posts', '0'], 'head')?.zh).toBe('校长（园长）')
    expect(labelValue('hazard', ['state'], 'constructor')).toBeUndefined()
    expect(labelValue('hazard', ['place'], 'closed')).toBeUndefined()
  })
})

describe('what an event says', () => {
  const told = (before: unknown, after: unknown) =>
    listChanges(before, after).flatMap(({ path, telling, ...values }) =>
      telling ? [[path.join('.'), values.before, values.after]] : [],
    )

  test('of a change is what differs, nested as deep as it lies', () => {
    const before = { state: 'open', place: '东楼', plan: { dueOn: '2026-10-20', funds: '' }, files: ['a'] }
    const after = {
      state: 'shut',
      place: '东楼',
      plan: { dueOn: '2026-10-25', funds: null },
      files: ['a', 'b'],
    }
    expect(told(before, after)).toEqual([
      ['state', 'open', 'shut'],
      ['plan.dueOn', '2026-10-20', '2026-10-25'],
      ['files', ['a'], ['a', 'b']],
    ])
  })

  test('of what came to be or went is what it held, but nothing empty', () => {
    expect(told(null, { name: '东楼', note: '', none: null, list: [], stop: false })).toEqual([
      ['name', undefined, '东楼'],
      ['stop', undefined, false],
    ])
    expect(told({ name: '东楼' }, null)).toEqual([['name', '东楼', undefined]])
    expect(listChanges(null, null)).toEqual([])
  })

  test('shows a row of a list by its place', () => {
    expect(told(null, { posts: [{ post: 'head' }, { post: 'class-teacher' }] })).toEqual([
      ['posts.0.post', undefined, 'head'],
      ['posts.1.post', undefined, 'class-teacher'],
    ])
  })

  test('takes a plan that came or went for its fields', () => {
    expect(told({ plan: null }, { plan: { leadId: 'x' } })).toEqual([['plan.leadId', undefined, 'x']])
  })
})
