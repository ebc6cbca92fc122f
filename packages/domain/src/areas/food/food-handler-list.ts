import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_CANTEEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'food-law': FOOD_LAW } = DOCUMENTS
const ARTICLE_45 = { effectiveFrom: FOOD_LAW.from, basis: [cite(FOOD_LAW, 'text', '45')] } as const

export const foodHandlerList = defineRegister({
  id: 'food-handler-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '食堂从业人员健康证台账', en: 'Food handlers and health certificates' },
  purpose: {
    zh: '食堂每名从业人员一条，健康证到期由系统提醒。',
    en: 'One line for each food handler; the health certificate is watched.',
  },
  keptBy: WITH_CANTEEN,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: PersonName,
    post: z.enum(['cook', 'preparation', 'serving', 'washing', 'store', 'manager', 'other']),
    touchesFood: z.boolean(),
    certificate: ShortText.optional(),
    certificateUntil: Day.optional(),
    taughtOn: Day.optional(),
    leftOn: Day.optional(),
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '姓名', en: 'Name' },
    post: {
      zh: '岗位',
      en: 'Post',
      options: {
        cook: { zh: '厨师', en: 'Cook' },
        preparation: { zh: '切配', en: 'Preparation' },
        serving: { zh: '分餐、售餐', en: 'Serving' },
        washing: { zh: '洗消、保洁', en: 'Washing and cleaning' },
        store: { zh: '采购、保管', en: 'Buying and store' },
        manager: { zh: '食品安全管理员', en: 'Food safety manager' },
        other: { zh: '其他', en: 'Other' },
      },
    },
    touchesFood: { zh: '接触直接入口食品', en: 'Touches ready-to-eat food', bulk: true },
    certificate: { zh: '健康证号', en: 'Health certificate', personal: true },
    certificateUntil: { zh: '健康证有效期至', en: 'Certificate valid until', bulk: true, ahead: true },
    taughtOn: { zh: '上次培训日期', en: 'Last trained on', bulk: true },
    leftOn: { zh: '离岗日期', en: 'Left on' },
    photos: { zh: '健康证照片', en: 'Photos of the certificate' },
  },
  summary: ['name', 'post', 'certificateUntil', 'taughtOn'],
  identity: ['name', 'post'],
  findings: {
    'no-certificate': {
      label: { zh: '接触直接入口食品的人员无健康证', en: 'Touches food and has no health certificate' },
      severity: 'general',
      remedy: { zh: '立即调离岗位，体检取证后上岗', en: 'Take the person off until examined and certified' },
      fields: ['certificate', 'certificateUntil'],
      rule: ARTICLE_45,
      when: ({ touchesFood, certificate, certificateUntil, leftOn }) =>
        touchesFood && leftOn === undefined && (certificate === undefined || certificateUntil === undefined),
    },
    'certificate-expired': {
      label: { zh: '健康证已过期', en: 'The health certificate has run out' },
      severity: 'general',
      remedy: { zh: '立即调离岗位，重新体检取证', en: 'Take the person off until examined again' },
      fields: ['certificateUntil'],
      rule: ARTICLE_45,
      due: ({ touchesFood, certificateUntil, leftOn }) =>
        touchesFood && leftOn === undefined ? (certificateUntil ?? null) : null,
    },
    'training-overdue': {
      label: { zh: '从业人员培训逾期', en: 'The handler’s training is overdue' },
      severity: 'notice',
      remedy: { zh: '组织食品安全培训并登记日期', en: 'Train the person and enter the day' },
      fields: ['taughtOn'],
      limits: {
        months: {
          label: { zh: '培训间隔', en: 'Between trainings' },
          unit: 'month',
          default: 12,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ taughtOn, leftOn }, { limits }) =>
        taughtOn === undefined || leftOn !== undefined ? null : addMonths(taughtOn, limits.months),
    },
  },
  lists: {
    'certificate-twice': {
      label: { zh: '健康证号重复', en: 'Two handlers with one certificate' },
      severity: 'notice',
      remedy: { zh: '核对原件后更正', en: 'Look at the papers and correct it' },
      rule: BY_PRACTICE,
      window: 'all',
      /** The number itself is personal, so the names say which. */
      among: (entries, { today }) =>
        findDuplicates(entries, ({ certificate }) => certificate ?? '', today).map(verdict => {
          const names = entries
            .filter(({ id }) => verdict.records.includes(id))
            .map(({ entry }) => entry.name)
          return { ...verdict, detail: { zh: names.join('、'), en: names.join(', ') } }
        }),
    },
  },
  indicators: {
    'certificates-valid': {
      label: { zh: '健康证有效率', en: 'Valid health certificates' },
      numerator: { zh: '健康证在有效期内的人员', en: 'Handlers whose certificate is valid' },
      denominator: {
        zh: '接触直接入口食品的在岗人员',
        en: 'Handlers at work who touch food that is eaten as it is',
      },
      better: 'higher',
      counting: {
        of: 'entries',
        counts: ({ touchesFood, leftOn }) => touchesFood && leftOn === undefined,
        without: ['no-certificate', 'certificate-expired'],
      },
    },
  },
})
