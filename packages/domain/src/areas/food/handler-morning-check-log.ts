import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, PersonName } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { pastSchoolDays } from '../list-rules.ts'

const { 'food-law': FOOD_LAW } = DOCUMENTS
const ARTICLE_45 = { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'text', '45')] } as const

export const handlerMorningCheckLog = defineRegister({
  id: 'handler-morning-check-log',
  version: 1,
  kind: 'log',
  label: { zh: '食堂从业人员晨检记录', en: 'Morning check of food handlers' },
  purpose: {
    zh: '从业人员每日上岗前检查，一人一条，有症状的不得上岗。',
    en: 'One line for each handler before work; whoever has symptoms does not start.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    handler: PersonName,
    symptoms: z.array(z.enum(['fever', 'diarrhoea', 'vomiting', 'skin', 'jaundice', 'throat'])),
    clean: z.boolean(),
    admitted: z.boolean(),
    handling: LongText.optional(),
    checkedBy: PersonName,
  }),
  fields: {
    on: { zh: '日期', en: 'Day' },
    handler: { zh: '从业人员', en: 'Handler', offers: 'food/food-handler-list.name' },
    symptoms: {
      zh: '症状',
      en: 'Symptoms',
      personal: true,
      hint: { zh: '没有的不选', en: 'Choose none when there is nothing' },
      options: {
        fever: { zh: '发热', en: 'Fever' },
        diarrhoea: { zh: '腹泻', en: 'Diarrhoea' },
        vomiting: { zh: '呕吐', en: 'Vomiting' },
        skin: { zh: '皮肤伤口、感染', en: 'A wound or infection of the skin' },
        jaundice: { zh: '黄疸', en: 'Jaundice' },
        throat: { zh: '咽部炎症', en: 'A sore throat' },
      },
    },
    clean: { zh: '个人卫生和工作衣帽合格', en: 'Clean, in clean working clothes', bulk: true },
    admitted: { zh: '准予上岗', en: 'Started work', bulk: true },
    handling: { zh: '处理情况', en: 'What was done' },
    checkedBy: { zh: '检查人', en: 'Checked by', bulk: true },
  },
  summary: ['handler', 'on', 'admitted', 'checkedBy'],
  identity: ['on', 'handler'],
  happenedOn: 'on',
  findings: {
    'worked-while-ill': {
      label: { zh: '有症状的从业人员未调离岗位', en: 'A handler with symptoms started work' },
      severity: 'major',
      remedy: { zh: '立即调离，就医痊愈后上岗', en: 'Take the person off at once until well again' },
      fields: ['symptoms', 'admitted'],
      rule: ARTICLE_45,
      when: ({ symptoms, admitted }) => admitted && symptoms.length > 0,
    },
    'worked-unclean': {
      label: { zh: '个人卫生不合格仍上岗', en: 'A handler started work unclean' },
      severity: 'notice',
      remedy: { zh: '整改合格后上岗', en: 'No work until it is put right' },
      fields: ['clean', 'admitted'],
      rule: ARTICLE_45,
      when: ({ clean, admitted }) => admitted && !clean,
    },
  },
  lists: {
    'day-without-check': {
      label: { zh: '当日无从业人员晨检记录', en: 'A day without a check of the handlers' },
      severity: 'general',
      remedy: { zh: '每日上岗前逐人晨检并登记', en: 'Check everybody before work and enter it' },
      rule: ARTICLE_45,
      window: 30,
      among: (entries, at) => {
        const checked = new Set(entries.map(({ entry }) => entry.on))
        return pastSchoolDays(at)
          .filter(day => !checked.has(day))
          .map(on => ({ on, records: [] }))
      },
    },
  },
})
