import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, PersonName, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { pastSchoolDays } from '../list-rules.ts'
import { Meal, MEALS } from './meal.ts'

const { 'symptom-monitoring-standard': MONITORING } = DOCUMENTS

export const disinfectionLog = defineRegister({
  id: 'disinfection-log',
  version: 1,
  kind: 'log',
  label: { zh: '通风消毒记录', en: 'Airing and disinfection log' },
  purpose: {
    zh: '每次餐饮具消毒、场所通风消毒后填写。',
    en: 'Written each time tableware is disinfected or a place is aired and disinfected.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    what: z.enum(['tableware', 'kitchen', 'classroom', 'dormitory', 'isolation-room', 'other']),
    place: ShortText,
    meal: Meal.optional(),
    method: z.enum(['steam', 'cabinet', 'chemical', 'ultraviolet', 'airing']),
    minutes: z.number().int().min(1).max(1440),
    satisfactory: z.boolean().default(true),
    handling: LongText.optional(),
    doneBy: PersonName,
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    what: {
      zh: '消毒对象',
      en: 'What',
      options: {
        tableware: { zh: '餐饮具', en: 'Tableware' },
        kitchen: { zh: '食堂加工场所', en: 'Kitchen' },
        classroom: { zh: '教室', en: 'Classroom' },
        dormitory: { zh: '宿舍', en: 'Dormitory' },
        'isolation-room': { zh: '隔离观察室', en: 'Isolation room' },
        other: { zh: '其他场所', en: 'Another place' },
      },
    },
    place: { zh: '部位', en: 'Place', bulk: true, place: true },
    meal: {
      zh: '餐次',
      en: 'Meal',
      options: MEALS,
      hint: {
        zh: '餐饮具逐餐填写；不填表示全天各餐',
        en: 'For tableware; left empty, it is for the whole day',
      },
    },
    method: {
      zh: '方式',
      en: 'How',
      options: {
        steam: { zh: '煮沸、蒸汽', en: 'Boiling or steam' },
        cabinet: { zh: '消毒柜', en: 'Disinfecting cabinet' },
        chemical: { zh: '消毒剂', en: 'Chemical' },
        ultraviolet: { zh: '紫外线', en: 'Ultraviolet light' },
        airing: { zh: '开窗通风', en: 'Airing' },
      },
      bulk: true,
    },
    minutes: { zh: '时长', en: 'For', unit: { zh: '分钟', en: 'minutes' }, bulk: true },
    satisfactory: { zh: '效果合格', en: 'Done well' },
    handling: { zh: '不合格处理情况', en: 'What was done when it was not' },
    doneBy: { zh: '操作人', en: 'Done by', bulk: true },
  },
  summary: ['place', 'on', 'what', 'method', 'doneBy'],
  identity: ['on', 'what', 'place', 'meal', 'method'],
  happenedOn: 'on',
  findings: {
    'tableware-only-aired': {
      label: { zh: '餐饮具仅通风未消毒', en: 'Tableware was aired and not disinfected' },
      severity: 'general',
      remedy: { zh: '按规定方式重新消毒', en: 'Disinfect it in a proper way' },
      fields: ['what', 'method'],
      rule: BY_PRACTICE,
      when: ({ what, method }) => what === 'tableware' && method === 'airing',
    },
    'not-done-again': {
      label: { zh: '消毒不合格没有处理记录', en: 'Done badly, and nobody said it was done again' },
      severity: 'general',
      remedy: { zh: '重新消毒并登记', en: 'Do it again and enter it' },
      fields: ['satisfactory', 'handling'],
      rule: BY_PRACTICE,
      when: ({ satisfactory, handling }) => !satisfactory && handling === undefined,
    },
  },
  lists: {
    'day-without-airing': {
      label: { zh: '当日无教室通风消毒记录', en: 'A day on which no classroom was aired' },
      severity: 'general',
      remedy: { zh: '每日通风消毒并登记', en: 'Air and disinfect every day, and enter it' },
      rule: { effectiveFrom: MONITORING.from, basis: [cite(MONITORING, 'excerpt')] },
      window: 30,
      among: (entries, at) => {
        const done = new Set(
          entries.filter(({ entry }) => entry.what === 'classroom').map(({ entry }) => entry.on),
        )
        return pastSchoolDays(at)
          .filter(day => !done.has(day))
          .map(on => ({ on, records: [] }))
      },
    },
  },
})
