import { z } from 'zod'
import { Day } from '../../../kernel/day.ts'
import { PersonName, ShortText } from '../../../kernel/form.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { BY_PRACTICE } from '../../documents.ts'
import { EVERY_SCHOOL } from '../../keepers.ts'
import { findDuplicates, groupBy } from '../../list-rules.ts'

/** One pupil of one letter, however many guardians signed. */
const copyOf = ({ letter, schoolClass, pupil }: { letter: string; schoolClass: string; pupil: string }) =>
  `${letter} ${schoolClass} ${pupil}`

export const parentLetter = defineRegister({
  id: 'parent-letter',
  version: 1,
  kind: 'ledger',
  label: { zh: '致家长一封信及回执', en: 'Letters to parents and receipts' },
  purpose: {
    zh: '每名学生每封信一条，收到回执后登记；未回执的由班主任联系家长。',
    en: 'One line for each pupil and letter; class teachers call on those whose receipt is missing.',
  },
  keptBy: EVERY_SCHOOL,
  whenEmpty: 'unknown',
  permissions: { read: 'register.read-pupils', record: 'register.record' },
  entry: z.object({
    letter: ShortText,
    schoolClass: ShortText,
    pupil: PersonName,
    issuedOn: Day,
    receipt: z.enum(['none', 'paper', 'e-signed']),
    receivedOn: Day.optional(),
    visitedOn: Day.optional(),
  }),
  fields: {
    letter: {
      zh: '信件名称',
      en: 'Letter',
      hint: { zh: '如：2026年暑假防溺水', en: 'e.g. summer 2026' },
      bulk: true,
    },
    schoolClass: { zh: '班级', en: 'Class', bulk: true },
    pupil: { zh: '学生姓名', en: 'Pupil', personal: true },
    issuedOn: { zh: '发放日期', en: 'Issued on', bulk: true },
    receipt: {
      zh: '回执',
      en: 'Receipt',
      bulk: true,
      options: {
        none: { zh: '未收到', en: 'Missing' },
        paper: { zh: '纸质', en: 'On paper' },
        'e-signed': { zh: '电子签名', en: 'Signed online' },
      },
    },
    receivedOn: { zh: '回执日期', en: 'Received on', bulk: true },
    visitedOn: { zh: '班主任家访（联系）日期', en: 'Class teacher called on' },
  },
  summary: ['pupil', 'schoolClass', 'letter', 'receipt', 'issuedOn'],
  identity: ['letter', 'schoolClass', 'pupil'],
  findings: {
    'receipt-missing': {
      label: { zh: '家长回执未收到', en: 'The receipt is missing' },
      severity: 'general',
      remedy: {
        zh: '班主任联系家长，收回回执后登记',
        en: 'The class teacher calls on the parents and enters the receipt',
      },
      fields: ['receipt'],
      rule: BY_PRACTICE,
      when: ({ receipt, issuedOn }) => receipt === 'none' && { since: issuedOn },
    },
  },
  lists: {
    'pupils-without-letter': {
      label: { zh: '信件未发放到每名学生', en: 'Not every pupil was given the letter' },
      severity: 'general',
      remedy: { zh: '补发并登记', en: 'Give it to the others and enter them' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { unit, today }) =>
        [...groupBy(entries, ({ entry }) => entry.letter)].flatMap(([letter, copies]) => {
          const reached = new Set(copies.map(({ entry }) => copyOf(entry))).size
          if (reached >= unit.pupils) return []
          const detail = {
            zh: `${letter}：在校${unit.pupils}人，已发${reached}人`,
            en: `${letter}: ${unit.pupils} pupils, ${reached} reached`,
          }
          const since = copies.map(({ entry }) => entry.issuedOn).sort()[0] ?? today
          return { on: today, since, records: [], detail }
        }),
    },
    'pupil-twice': {
      label: { zh: '同一学生同一封信登记两次', en: 'The same pupil twice for one letter' },
      severity: 'notice',
      remedy: { zh: '删除重复条目', en: 'Remove a line' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(entries, copyOf, today).map(({ on, since, records }) => ({
          on,
          records,
          ...(since && { since }),
        })),
    },
  },
})
