import { z } from 'zod'
import { addDays, Day } from '../../../kernel/day.ts'
import { PersonName, ShortText } from '../../../kernel/form.ts'
import { sumRates } from '../../../kernel/indicator.ts'
import { defineRegister } from '../../../kernel/register.ts'
import { cite } from '../../../kernel/rule.ts'
import { BY_PRACTICE } from '../../../kernel/practice.ts'
import { DOCUMENTS } from '../../documents.ts'
import { EVERY_SCHOOL } from '../../keepers.ts'
import { findDuplicates, groupBy } from '../../list-rules.ts'
import { BEFORE_SUMMER_WINDOW, listBeforeSummers } from '../summer.ts'
import { letterCopyOf, listReceipts } from './receipts.ts'

const { 'yueqing-drowning-notice': YUEQING, practice: PRACTICE } = DOCUMENTS

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
    'not-called-on': {
      label: { zh: '未回执家长尚未联系', en: 'Nobody called on the parents who did not answer' },
      severity: 'general',
      remedy: {
        zh: '班主任家访或电话联系后登记',
        en: 'Have the class teacher call on them, and enter the day',
      },
      fields: ['receipt', 'visitedOn'],
      limits: {
        days: {
          label: { zh: '发放后联系期限', en: 'Days after it was issued' },
          unit: 'day',
          default: 7,
          min: 1,
          max: 30,
        },
      },
      rule: BY_PRACTICE,
      due: ({ receipt, visitedOn, issuedOn }, { limits }) =>
        receipt === 'none' && visitedOn === undefined ? addDays(issuedOn, limits.days) : null,
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
          const reached = new Set(copies.map(({ entry }) => letterCopyOf(entry))).size
          if (reached >= unit.pupils) return []
          const detail = {
            zh: `${letter}：在校${unit.pupils}人，已发${reached}人`,
            en: `${letter}: ${unit.pupils} pupils, ${reached} reached`,
          }
          const since = copies.map(({ entry }) => entry.issuedOn).sort()[0] ?? today
          return { on: today, since, records: [], detail }
        }),
    },
    'too-few-letters-before-summer': {
      label: { zh: '暑假前致家长一封信次数不足', en: 'Too few letters before the summer' },
      severity: 'general',
      remedy: { zh: '补发并收回回执', en: 'Issue another letter and collect the receipts' },
      limits: {
        times: {
          label: { zh: '暑假前发放次数', en: 'Letters before the summer' },
          unit: 'time',
          default: 2,
          min: 1,
          max: 5,
        },
      },
      rule: { effectiveFrom: YUEQING.from, basis: [cite(YUEQING, 'excerpt'), cite(PRACTICE, 'custom')] },
      window: BEFORE_SUMMER_WINDOW,
      among: (entries, { from, to, today, limits }) =>
        listBeforeSummers(from, to, today).flatMap(({ first, last }) => {
          const letters = new Set(
            entries
              .filter(({ entry }) => first <= entry.issuedOn && entry.issuedOn <= last)
              .map(({ entry }) => entry.letter),
          )
          if (entries.length === 0 || letters.size >= limits.times) return []
          const detail = {
            zh: `应发放${String(limits.times)}次，已发放${String(letters.size)}次`,
            en: `${String(limits.times)} were due, ${String(letters.size)} were issued`,
          }
          return { on: last, records: [], detail }
        }),
    },
    'pupil-twice': {
      label: { zh: '同一学生同一封信登记两次', en: 'The same pupil twice for one letter' },
      severity: 'notice',
      remedy: { zh: '删除重复条目', en: 'Remove a line' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) =>
        findDuplicates(entries, letterCopyOf, today).map(({ on, since, records }) => ({
          on,
          records,
          ...(since && { since }),
        })),
    },
  },
  indicators: {
    'receipts-returned': {
      label: { zh: '家长回执率', en: 'Receipts returned' },
      numerator: { zh: '已收回回执的学生', en: 'Pupils whose receipt came back' },
      denominator: { zh: '已发放的学生（每封信分别计算）', en: 'Pupils it was issued to, letter by letter' },
      better: 'higher',
      counting: {
        of: 'count',
        count: entries => {
          const letters = listReceipts(entries.map(({ entry }) => entry))
          return sumRates(letters.map(({ signed, pupils }) => ({ numerator: signed, denominator: pupils })))
        },
      },
    },
  },
})
