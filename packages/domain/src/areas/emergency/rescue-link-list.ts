import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { Count, PersonName, Phone, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { EVERY_SCHOOL, OPEN } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

/** Who comes when a school calls. */
const RESCUERS = {
  police: { zh: '派出所', en: 'Police station' },
  fire: { zh: '消防救援站', en: 'Fire station' },
  hospital: { zh: '医院、卫生院', en: 'Hospital' },
  'disease-control': { zh: '疾控中心', en: 'Disease control' },
  'rescue-team': { zh: '社会救援队', en: 'Rescue team' },
  township: { zh: '乡镇、街道、村居', en: 'Township or village' },
  utility: { zh: '供水、供电、燃气', en: 'Water, power or gas supplier' },
} as const
type Rescuer = keyof typeof RESCUERS
const Rescuer = z.enum(Object.keys(RESCUERS) as [Rescuer, ...Rescuer[]])
/** The three the inspection list names. */
const NEEDED = ['police', 'fire', 'hospital'] as const satisfies readonly Rescuer[]

export const rescueLinkList = defineRegister({
  id: 'rescue-link-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '应急联动单位清单', en: 'Rescue links' },
  purpose: {
    zh: '每个联动单位一条，写明联系人、电话和协议，定期拨打核对。',
    en: 'One line for each unit that helps: whom to call, the agreement, and when the number was last tried.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: Rescuer,
    dutyPhone: Phone,
    contact: PersonName.optional(),
    contactPhone: Phone.optional(),
    minutesAway: Count.max(600).optional(),
    agreedOn: Day.optional(),
    agreedUntil: Day.optional(),
    verifiedOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '单位名称', en: 'Name' },
    kind: { zh: '类别', en: 'Kind', options: RESCUERS },
    dutyPhone: { zh: '值班电话', en: 'Duty telephone' },
    contact: { zh: '联系人', en: 'Contact' },
    contactPhone: { zh: '联系人电话', en: 'Contact’s telephone', personal: true },
    minutesAway: { zh: '预计到达时间', en: 'Gets here in', unit: { zh: '分钟', en: 'minutes' } },
    agreedOn: { zh: '协议签订日期', en: 'Agreement signed on' },
    agreedUntil: { zh: '协议有效期至', en: 'Agreement valid until', ahead: true },
    verifiedOn: { zh: '上次核对电话日期', en: 'Numbers last tried on', bulk: true },
    photos: { zh: '协议照片', en: 'Photos of the agreement' },
  },
  summary: ['name', 'kind', 'dutyPhone', 'contact', 'agreedUntil'],
  identity: ['name'],
  findings: {
    'no-agreement': {
      label: { zh: '未签联动协议', en: 'There is no agreement' },
      severity: 'general',
      remedy: { zh: '与派出所、消防、医院签订联动协议', en: 'Sign an agreement with the unit' },
      fields: ['agreedOn'],
      rule: BY_PRACTICE,
      when: ({ kind, agreedOn }) => (NEEDED as readonly Rescuer[]).includes(kind) && agreedOn === undefined,
    },
    'agreement-ran-out': {
      label: { zh: '联动协议过期', en: 'The agreement has run out' },
      severity: 'general',
      remedy: { zh: '续签协议并登记有效期', en: 'Renew the agreement and enter how long it holds' },
      fields: ['agreedUntil'],
      rule: BY_PRACTICE,
      due: ({ agreedUntil }) => agreedUntil ?? null,
    },
    'numbers-not-tried': {
      label: { zh: '联动电话逾期未核对', en: 'Nobody has tried the numbers for too long' },
      severity: 'general',
      remedy: { zh: '拨打核对后登记日期', en: 'Call them and enter the day' },
      fields: ['verifiedOn'],
      limits: {
        months: {
          label: { zh: '核对间隔', en: 'Between calls' },
          unit: 'month',
          default: 6,
          min: 1,
          max: 12,
        },
      },
      rule: BY_PRACTICE,
      due: ({ verifiedOn }, { limits }) => addMonths(verifiedOn, limits.months),
    },
  },
  lists: {
    'link-missing': {
      label: { zh: '缺少联动单位', en: 'Somebody who must be called is missing' },
      severity: 'general',
      remedy: { zh: '与该单位建立联动并登记', en: 'Agree with the unit and enter it' },
      rule: BY_PRACTICE,
      window: 'all',
      /** Where no unit is entered at all, the register itself says that nothing is known. */
      among: (entries, { today }) => {
        const there = new Set(entries.map(({ entry }) => entry.kind))
        const missing = entries.length === 0 ? [] : NEEDED.filter(kind => !there.has(kind))
        return missing.map(kind => ({ on: today, records: [], detail: RESCUERS[kind] }))
      },
    },
    'link-twice': {
      label: { zh: '同一单位登记两次', en: 'The same unit twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
