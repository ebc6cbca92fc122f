import { z } from 'zod'
import { Day } from '../../../kernel/day.ts'
import { PersonName, Phone, ShortText } from '../../../kernel/form.ts'
import { defineRegister, type Recorded } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL, OPEN } from '../../keepers.ts'
import { findDuplicates } from '../../list-rules.ts'

const { 'minors-law': LAW, 'ziyun-bullying-notice': ZIYUN } = DOCUMENTS
const AS_COMPOSED = {
  effectiveFrom: LAW.from,
  basis: [cite(LAW, 'text', '39'), cite(ZIYUN, 'excerpt')],
} as const

/** Members from outside who are not parents. */
const OUTSIDERS: readonly string[] = ['legal-deputy', 'community', 'expert']

/** Those whose time is not over on that day. */
const seated = <Entry extends { readonly until?: Day | undefined }>(
  entries: readonly Recorded<Entry>[],
  today: Day,
): Entry[] => entries.map(({ entry }) => entry).filter(({ until }) => until === undefined || today <= until)

export const committeeList = defineRegister({
  id: 'committee-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '学生欺凌治理委员会名单', en: 'Committee against bullying' },
  purpose: {
    zh: '每名成员一条：校长任主任，有家长和校外成员。',
    en: 'One line for each member: the head presides, parents and people from outside belong to it.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: PersonName,
    comes: z.enum(['head', 'staff', 'parent', 'legal-deputy', 'community', 'expert', 'pupil']),
    seat: z.enum(['chair', 'member']),
    post: ShortText.optional(),
    phone: Phone.optional(),
    appointedOn: Day,
    until: Day.optional(),
  }),
  fields: {
    name: { zh: '姓名', en: 'Name' },
    comes: {
      zh: '身份',
      en: 'Comes as',
      options: {
        head: { zh: '校长（园长）', en: 'Head' },
        staff: { zh: '教职工', en: 'Staff' },
        parent: { zh: '家长代表', en: 'Parent' },
        'legal-deputy': { zh: '法治副校长', en: 'Legal deputy head' },
        community: { zh: '社区、村组代表', en: 'Community' },
        expert: { zh: '校外专家', en: 'Expert from outside' },
        pupil: { zh: '学生代表', en: 'Pupil' },
      },
    },
    seat: {
      zh: '职务',
      en: 'Seat',
      options: { chair: { zh: '主任', en: 'Chair' }, member: { zh: '成员', en: 'Member' } },
    },
    post: { zh: '单位及职务', en: 'Where from' },
    phone: { zh: '联系电话', en: 'Telephone' },
    appointedOn: { zh: '聘任日期', en: 'Appointed on', bulk: true },
    until: { zh: '任期至', en: 'Until', bulk: true, ahead: true },
  },
  summary: ['name', 'comes', 'seat', 'until'],
  identity: ['name'],
  findings: {
    'term-over': {
      label: { zh: '委员任期已满', en: 'The member’s time is over' },
      severity: 'notice',
      remedy: { zh: '续聘或调整成员', en: 'Appoint the member again, or another one' },
      fields: ['until'],
      rule: BY_PRACTICE,
      due: ({ until }) => until ?? null,
    },
  },
  lists: {
    'head-does-not-preside': {
      label: { zh: '校长未任委员会主任', en: 'The head does not preside' },
      severity: 'general',
      remedy: { zh: '调整委员会，由校长任主任', en: 'Have the head preside' },
      rule: AS_COMPOSED,
      window: 'all',
      among: (entries, { today }) =>
        entries.length === 0 ||
        seated(entries, today).some(({ comes, seat }) => comes === 'head' && seat === 'chair')
          ? []
          : [{ on: today, records: [] }],
    },
    'no-parent': {
      label: { zh: '委员会没有家长代表', en: 'No parent belongs to the committee' },
      severity: 'general',
      remedy: { zh: '增补家长代表', en: 'Appoint a parent' },
      rule: AS_COMPOSED,
      window: 'all',
      among: (entries, { today }) =>
        entries.length === 0 || seated(entries, today).some(({ comes }) => comes === 'parent')
          ? []
          : [{ on: today, records: [] }],
    },
    'nobody-from-outside': {
      label: { zh: '委员会没有校外成员', en: 'Nobody from outside belongs to the committee' },
      severity: 'general',
      remedy: { zh: '增补法治副校长、社区代表等校外成员', en: 'Appoint somebody from outside the school' },
      rule: AS_COMPOSED,
      window: 'all',
      among: (entries, { today }) =>
        entries.length === 0 || seated(entries, today).some(({ comes }) => OUTSIDERS.includes(comes))
          ? []
          : [{ on: today, records: [] }],
    },
    'member-twice': {
      label: { zh: '同一成员登记两次', en: 'The same member twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
