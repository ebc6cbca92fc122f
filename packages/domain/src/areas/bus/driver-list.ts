import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { PersonName, Phone, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite, type Rule } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_BUS } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'
import { DRIVER_LIMITS, firstDayBehindWheel, lastDayByAge, nextReviewDue } from './driver-clocks.ts'

const { 'bus-regulation': REGULATION } = DOCUMENTS
const article = (number: string): Rule => ({
  effectiveFrom: REGULATION.from,
  basis: [cite(REGULATION, 'text', number)],
})

/** What keeps a person from driving pupils (Art. 23). */
const BARS = {
  'full-points': { zh: '最近三个记分周期内有记满分', en: 'Full points in the last three scoring cycles' },
  'grave-accident': { zh: '负有致人死亡或重伤的事故责任', en: 'Answers for a death or grave injury' },
  'drink-driving': { zh: '有酒后驾驶记录', en: 'Drove after drinking' },
  'overload-or-speeding': {
    zh: '最近一年内有超员、超速记录',
    en: 'Overload or speeding within a year',
  },
  crime: { zh: '有犯罪记录', en: 'Has a criminal record' },
  health: { zh: '身体条件不适合驾驶校车', en: 'Not fit to drive a school bus' },
} as const
type Bar = keyof typeof BARS
const BAR_IDS = Object.keys(BARS) as [Bar, ...Bar[]]

export const driverList = defineRegister({
  id: 'driver-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '校车驾驶人台账', en: 'Bus drivers' },
  purpose: {
    zh: '每名校车驾驶人一条，资格、驾驶证、年龄和审验到期由系统提醒。',
    en: 'One line for each driver; qualification, licence, age and review are watched.',
  },
  keptBy: WITH_BUS,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: PersonName,
    phone: Phone,
    provider: ShortText.optional(),
    bornOn: Day,
    licenceClass: z.enum(['A1', 'A2', 'A3', 'B1', 'other']),
    classSince: Day,
    firstLicensedOn: Day,
    licenceUntil: Day,
    qualifiedOn: Day.optional(),
    reviewedOn: Day.optional(),
    bars: z.array(z.enum(BAR_IDS)),
    recordsSeenOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '姓名', en: 'Name' },
    phone: { zh: '电话', en: 'Telephone', personal: true },
    provider: { zh: '所属校车服务提供者', en: 'Provider', offers: 'bus/provider-list.name', bulk: true },
    bornOn: { zh: '出生日期', en: 'Born on', personal: true },
    licenceClass: {
      zh: '准驾车型',
      en: 'Licence class',
      options: {
        A1: { zh: 'A1（大型客车）', en: 'A1 (large bus)' },
        A2: { zh: 'A2（牵引车）', en: 'A2 (tractor)' },
        A3: { zh: 'A3（城市公交车）', en: 'A3 (city bus)' },
        B1: { zh: 'B1（中型客车）', en: 'B1 (medium bus)' },
        other: { zh: '其他车型', en: 'Another class' },
      },
    },
    classSince: { zh: '取得准驾车型日期', en: 'Class held since' },
    firstLicensedOn: { zh: '初次领证日期', en: 'First licensed on' },
    licenceUntil: { zh: '驾驶证有效期至', en: 'Licence valid until', ahead: true },
    qualifiedOn: { zh: '取得校车驾驶资格日期', en: 'Qualified for school buses on' },
    reviewedOn: { zh: '上次年度审验日期', en: 'Last yearly review on' },
    bars: {
      zh: '不得驾驶校车的情形',
      en: 'What keeps the driver from driving',
      options: BARS,
      hint: { zh: '没有的不选', en: 'Choose none when there is nothing' },
    },
    recordsSeenOn: { zh: '上次核查违法记录日期', en: 'Records last looked at on', bulk: true },
    photos: { zh: '证件照片', en: 'Photos of the papers' },
  },
  summary: ['name', 'provider', 'licenceClass', 'licenceUntil', 'reviewedOn'],
  identity: ['name', 'firstLicensedOn'],
  findings: {
    'not-qualified': {
      label: { zh: '驾驶人未取得校车驾驶资格', en: 'The driver is not qualified for school buses' },
      severity: 'major',
      remedy: { zh: '立即停止其驾驶校车', en: 'Stop the driver from driving at once' },
      fields: ['qualifiedOn'],
      rule: article('25'),
      when: ({ qualifiedOn }) => qualifiedOn === undefined,
    },
    'licence-expired': {
      label: { zh: '驾驶证已过期', en: 'The driver’s licence has run out' },
      severity: 'major',
      remedy: {
        zh: '立即停止其驾驶校车，换证后登记',
        en: 'No driving until the licence is renewed and entered',
      },
      fields: ['licenceUntil'],
      rule: article('23'),
      due: ({ licenceUntil }) => licenceUntil,
    },
    'too-old': {
      label: { zh: '驾驶人超过规定年龄', en: 'The driver is too old' },
      severity: 'major',
      remedy: { zh: '立即更换驾驶人', en: 'Find another driver at once' },
      fields: ['bornOn'],
      limits: { oldest: DRIVER_LIMITS.oldest },
      rule: article('23'),
      due: (driver, { limits }) => lastDayByAge(driver, limits),
    },
    'too-new': {
      label: { zh: '驾驶人年龄或驾龄未达到规定', en: 'The driver is too young or new to the class' },
      severity: 'major',
      remedy: { zh: '立即更换驾驶人', en: 'Find another driver at once' },
      fields: ['bornOn', 'classSince'],
      limits: { youngest: DRIVER_LIMITS.youngest, heldYears: DRIVER_LIMITS.heldYears },
      rule: article('23'),
      when: (driver, { today, limits }) => today < firstDayBehindWheel(driver, limits),
    },
    barred: {
      label: { zh: '驾驶人有不得驾驶校车的情形', en: 'Something keeps the driver from driving pupils' },
      severity: 'major',
      remedy: { zh: '立即停止其驾驶校车', en: 'Stop the driver from driving at once' },
      fields: ['bars'],
      rule: article('23'),
      when: ({ bars, recordsSeenOn }) => bars.length > 0 && { since: recordsSeenOn },
    },
    'review-overdue': {
      label: { zh: '校车驾驶人年度审验逾期', en: 'The yearly review is overdue' },
      severity: 'major',
      remedy: { zh: '审验合格前停止其驾驶校车', en: 'No driving until the review is passed' },
      fields: ['reviewedOn', 'firstLicensedOn'],
      limits: {
        days: {
          label: { zh: '记分周期结束后审验期限', en: 'Review after the end of a scoring cycle, within' },
          unit: 'day',
          default: 30,
          min: 1,
          max: 30,
        },
      },
      rule: article('26'),
      due: ({ firstLicensedOn, qualifiedOn, reviewedOn }, { limits }) => {
        const last = reviewedOn ?? qualifiedOn
        return last === undefined ? null : nextReviewDue(firstLicensedOn, last, limits.days)
      },
    },
    'records-not-seen': {
      label: { zh: '驾驶人违法记录核查逾期', en: 'The driver’s records were not looked at' },
      severity: 'general',
      remedy: { zh: '向公安交警核查并登记日期', en: 'Ask the traffic police and enter the day' },
      fields: ['recordsSeenOn'],
      limits: {
        months: {
          label: { zh: '核查间隔', en: 'Between looks' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 6,
        },
      },
      rule: BY_PRACTICE,
      due: ({ recordsSeenOn }, { limits }) => addMonths(recordsSeenOn, limits.months),
    },
  },
  lists: {
    'driver-twice': {
      label: { zh: '同名驾驶人登记两次', en: 'The same name twice' },
      severity: 'notice',
      remedy: {
        zh: '合并重复条目；确系同名的在姓名后加注区别',
        en: 'Merge the lines; tell two people of one name apart in the name',
      },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
