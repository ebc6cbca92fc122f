import { z } from 'zod'
import { addMonths, Day } from '../../kernel/day.ts'
import { Count, PersonName, Photos, ShortText } from '../../kernel/form.ts'
import { defineRegister } from '../../kernel/register.ts'
import { cite } from '../../kernel/rule.ts'
import { BY_PRACTICE } from '../../kernel/practice.ts'
import { DOCUMENTS } from '../documents.ts'
import { OPEN, WITH_LAB } from '../keepers.ts'
import { findDuplicates } from '../list-rules.ts'

const { 'chemicals-regulation': REGULATION, 'five-doubles': FIVE_DOUBLES } = DOCUMENTS
const ARTICLE_24 = { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'text', '24')] } as const
/** Ventilation and guarding: the inspection list asks for them, no source of ours names the article. */
const BY_REGULATION = { effectiveFrom: REGULATION.from, basis: [cite(REGULATION, 'memory')] } as const

export const cabinetList = defineRegister({
  id: 'cabinet-list',
  version: 1,
  kind: 'ledger',
  label: { zh: '药品储存柜清单', en: 'Chemical cabinets' },
  purpose: {
    zh: '每个药品柜一条，写明用途、锁和管钥匙的人，每次检查后更新。',
    en: 'One line for each cabinet: what it is for, its locks and who holds the keys, renewed at each check.',
  },
  keptBy: WITH_LAB,
  whenEmpty: 'unknown',
  permissions: OPEN,
  entry: z.object({
    name: ShortText,
    kind: z.enum(['toxic', 'controlled', 'flammable', 'acid', 'base', 'oxidiser', 'general', 'waste']),
    room: ShortText,
    locks: Count.max(9),
    keyHolderA: PersonName,
    keyHolderB: PersonName.optional(),
    ventilated: z.boolean(),
    guarded: z.boolean(),
    checkedOn: Day,
    photos: Photos.optional(),
  }),
  fields: {
    name: { zh: '柜名（编号）', en: 'Cabinet' },
    kind: {
      zh: '用途',
      en: 'What it is for',
      options: {
        toxic: { zh: '剧毒品专柜', en: 'Highly toxic chemicals alone' },
        controlled: { zh: '易制毒、易制爆品柜', en: 'Drug or explosive precursors' },
        flammable: { zh: '易燃品柜', en: 'Flammables' },
        acid: { zh: '酸柜', en: 'Acids' },
        base: { zh: '碱柜', en: 'Bases' },
        oxidiser: { zh: '氧化剂柜', en: 'Oxidisers' },
        general: { zh: '普通试剂柜', en: 'Other chemicals' },
        waste: { zh: '废弃物暂存柜', en: 'Waste' },
      },
    },
    room: { zh: '所在房间', en: 'Room', bulk: true, place: true },
    locks: { zh: '锁', en: 'Locks', unit: { zh: '把', en: 'locks' } },
    keyHolderA: { zh: '钥匙保管人甲', en: 'First key holder', bulk: true },
    keyHolderB: { zh: '钥匙保管人乙', en: 'Second key holder', bulk: true },
    ventilated: { zh: '通风良好', en: 'Ventilated', bulk: true },
    guarded: { zh: '有防盗、监控报警', en: 'Burglar-proof, with an alarm', bulk: true },
    checkedOn: { zh: '上次检查日期', en: 'Last checked on', bulk: true },
    photos: { zh: '照片', en: 'Photos' },
  },
  summary: ['name', 'kind', 'room', 'keyHolderA', 'checkedOn'],
  identity: ['name'],
  findings: {
    'second-lock-missing': {
      label: { zh: '剧毒品专柜不是双锁', en: 'The poison cabinet has no second lock' },
      severity: 'major',
      remedy: { zh: '加装第二把锁，两人各管一把', en: 'Fit a second lock; each keeper holds one key' },
      fields: ['locks'],
      rule: {
        effectiveFrom: FIVE_DOUBLES.from,
        basis: [cite(FIVE_DOUBLES, 'memory'), cite(REGULATION, 'text', '24')],
      },
      when: ({ kind, locks }) => kind === 'toxic' && locks < 2,
    },
    'keys-with-one-person': {
      label: { zh: '剧毒品专柜钥匙由一人保管', en: 'One person holds all keys of the poison cabinet' },
      severity: 'major',
      remedy: { zh: '确定两名不同的保管人，钥匙分别保管', en: 'Give the keys to two different keepers' },
      fields: ['keyHolderA', 'keyHolderB'],
      rule: ARTICLE_24,
      when: ({ kind, keyHolderA, keyHolderB }) =>
        kind === 'toxic' && (keyHolderB === undefined || keyHolderA === keyHolderB),
    },
    unlocked: {
      label: { zh: '药品柜没有锁', en: 'The cabinet has no lock' },
      severity: 'major',
      remedy: { zh: '立即加锁，由专人保管钥匙', en: 'Lock it at once and give somebody the key' },
      fields: ['locks'],
      rule: ARTICLE_24,
      when: ({ kind, locks }) => kind !== 'toxic' && locks === 0,
    },
    'not-ventilated': {
      label: { zh: '药品存放处通风不良', en: 'The cabinet is not ventilated' },
      severity: 'major',
      remedy: { zh: '加装通风设施，整改前减少存量', en: 'Ventilate it, and keep less in it until then' },
      fields: ['ventilated'],
      rule: BY_REGULATION,
      when: ({ ventilated }) => !ventilated,
    },
    'not-guarded': {
      label: { zh: '药品存放处无防盗、监控报警', en: 'No protection against theft, no alarm' },
      severity: 'major',
      remedy: { zh: '加装防盗门窗和监控报警', en: 'Fit secure doors and windows and an alarm' },
      fields: ['guarded'],
      rule: BY_REGULATION,
      when: ({ guarded }) => !guarded,
    },
    'check-overdue': {
      label: { zh: '药品柜检查逾期', en: 'The check of the cabinet is overdue' },
      severity: 'general',
      remedy: { zh: '检查柜体、锁、通风和摆放后登记日期', en: 'Check the cabinet and enter the day' },
      fields: ['checkedOn'],
      limits: {
        months: {
          label: { zh: '检查间隔', en: 'Between checks' },
          unit: 'month',
          default: 1,
          min: 1,
          max: 6,
        },
      },
      rule: BY_PRACTICE,
      due: ({ checkedOn }, { limits }) => addMonths(checkedOn, limits.months),
    },
  },
  lists: {
    'cabinet-twice': {
      label: { zh: '同一药品柜登记两次', en: 'The same cabinet twice' },
      severity: 'notice',
      remedy: { zh: '合并或删除重复条目', en: 'Merge the lines or remove one' },
      rule: BY_PRACTICE,
      window: 'all',
      among: (entries, { today }) => findDuplicates(entries, ({ name }) => name, today),
    },
  },
})
