import { z } from 'zod'
import { Day } from '../../kernel/day.ts'
import { LongText, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { OPEN, WITH_LAB } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'
import { Measure, MEASURES, stockOf } from './stock.ts'

export const stockTake = defineRegister({
  id: 'stock-take',
  version: 1,
  kind: 'log',
  label: { zh: '药品盘点记录', en: 'Stock-takes' },
  purpose: {
    zh: '每次盘点每种药品一条，只填实盘数，与账面的差额由系统推算。',
    en: 'One line for each chemical counted; the difference from the book is worked out.',
  },
  keptBy: WITH_LAB,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    on: Day,
    chemical: ShortText,
    specification: ShortText.optional(),
    counted: z.number().min(0).max(1_000_000),
    measure: Measure,
    counterA: PersonName,
    counterB: PersonName,
    policeReportedOn: Day.optional(),
    handling: LongText.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    on: { zh: '盘点日期', en: 'Counted on', bulk: true },
    chemical: { zh: '品名', en: 'Chemical', offers: 'chemicals/chemical-list.name' },
    specification: { zh: '规格', en: 'Specification', offers: 'chemicals/chemical-list.specification' },
    counted: { zh: '实盘数', en: 'Counted', hint: { zh: '当日收工后的数', en: 'At the end of the day' } },
    measure: { zh: '单位', en: 'Measured in', options: MEASURES },
    counterA: { zh: '盘点人甲', en: 'Counted by', bulk: true },
    counterB: { zh: '盘点人乙', en: 'Counted again by', bulk: true },
    policeReportedOn: {
      zh: '向公安机关报告日期',
      en: 'Reported to the police on',
      hint: { zh: '剧毒、易制爆、易制毒品短少时填写', en: 'When a controlled chemical is missing' },
    },
    handling: { zh: '差额原因和处理', en: 'Why it differs, and what was done' },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['chemical', 'on', 'counted', 'measure', 'counterA'],
  identity: ['on', 'chemical', 'specification', 'measure'],
  happenedOn: 'on',
  findings: {
    'counted-by-one-person': {
      label: { zh: '盘点人是同一人', en: 'One person counted twice' },
      severity: 'general',
      remedy: { zh: '由另一人重新盘点', en: 'Have somebody else count again' },
      fields: ['counterA', 'counterB'],
      rule: BY_PRACTICE,
      when: ({ counterA, counterB }) => counterA === counterB,
    },
  },
  lists: {
    'counted-twice': {
      label: { zh: '同一药品同日盘点登记两次', en: 'The same chemical twice on one day' },
      severity: 'notice',
      remedy: { zh: '核实后删除一条', en: 'Find out which is right and remove the other' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(entries, entry => `${entry.on} ${stockOf(entry)}`, today).map(verdict => {
          const first = entries.find(({ id }) => verdict.records.includes(id))?.entry
          return first === undefined
            ? verdict
            : {
                ...verdict,
                detail: { zh: `${first.on} ${first.chemical}`, en: `${first.on} ${first.chemical}` },
              }
        }),
    },
  },
})
