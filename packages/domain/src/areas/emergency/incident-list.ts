import { z } from 'zod'
import { Day, Instant } from '../../kernel/day.ts'
import { Count, LongText, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'
import { INCIDENT_KINDS, IncidentKind } from './incident-kind.ts'

const { 'work-accident-regulation': REGULATION } = DOCUMENTS

export const incidentList = defineRegister({
  id: 'incident-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '突发事件台账', en: 'Incidents' },
  purpose: {
    zh: '每起突发事件一条，情况和伤亡变化后及时更新，报送情况另行登记。',
    en: 'One line for each incident, brought up to date as it goes on; reports are entered by themselves.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'nothing-to-report',
  permissions: OPEN,
  entry: z.object({
    title: ShortText,
    kind: IncidentKind,
    happenedAt: Instant,
    place: ShortText,
    headToldAt: Instant.optional(),
    course: LongText,
    deaths: Count.max(9999),
    seriouslyInjured: Count.max(9999),
    injured: Count.max(9999),
    casualtiesChangedOn: Day.optional(),
    loss: z.number().min(0).max(10_000_000).optional(),
    measures: LongText.optional(),
    lessons: LongText.optional(),
    closedOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    title: { zh: '事件名称', en: 'Title', hint: { zh: '不写学生姓名', en: 'Without names of pupils' } },
    kind: { zh: '类别', en: 'Kind', options: INCIDENT_KINDS },
    happenedAt: { zh: '发生时间', en: 'Happened at' },
    place: { zh: '地点', en: 'Place', place: true },
    headToldAt: { zh: '校长（园长）接报时间', en: 'Head was told at' },
    course: {
      zh: '简要经过',
      en: 'What happened',
      hint: { zh: '写班级和人数，不写学生姓名', en: 'Classes and numbers, no names of pupils' },
    },
    deaths: { zh: '死亡', en: 'Dead', unit: { zh: '人', en: 'people' } },
    seriouslyInjured: { zh: '重伤', en: 'Seriously injured', unit: { zh: '人', en: 'people' } },
    injured: { zh: '轻伤（发病）', en: 'Slightly injured or ill', unit: { zh: '人', en: 'people' } },
    casualtiesChangedOn: { zh: '伤亡人数变化日期', en: 'Numbers changed on' },
    loss: { zh: '直接经济损失', en: 'Direct loss', unit: { zh: '万元', en: '10,000 yuan' } },
    measures: { zh: '已采取的措施', en: 'What was done' },
    lessons: { zh: '原因和整改', en: 'Causes and what will change' },
    closedOn: { zh: '处置完毕日期', en: 'Closed on' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['title', 'kind', 'happenedAt', 'place', 'closedOn'],
  identity: ['title', 'happenedAt'],
  findings: {
    'head-not-told': {
      label: { zh: '未记录校长接报时间', en: 'Nothing says when the head was told' },
      severity: 'general',
      remedy: { zh: '立即报告校长并登记时间', en: 'Tell the head at once and enter the time' },
      fields: ['headToldAt'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '9')] },
      when: ({ headToldAt }) => headToldAt === undefined,
    },
    'nothing-done': {
      label: { zh: '未登记应急措施', en: 'Nothing says what was done' },
      severity: 'general',
      remedy: { zh: '补写已采取的救援和控制措施', en: 'Enter what was done to help and to contain it' },
      fields: ['measures'],
      rule: { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '12')] },
      when: ({ measures }) => measures === undefined,
    },
    'closed-without-lessons': {
      label: { zh: '处置完毕未写原因和整改', en: 'Closed, and nothing was learnt from it' },
      severity: 'notice',
      remedy: { zh: '补写原因分析和整改措施', en: 'Enter the causes and what will change' },
      fields: ['lessons'],
      rule: BY_PRACTICE,
      when: ({ closedOn, lessons }) => closedOn !== undefined && lessons === undefined && { since: closedOn },
    },
  },
  lists: {
    'title-twice': {
      label: { zh: '两起事件同名', en: 'Two incidents have one title' },
      severity: 'notice',
      remedy: { zh: '合并重复条目，或在名称中写明日期', en: 'Merge them, or put the day into the title' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ title }) => title, today),
    },
  },
})
