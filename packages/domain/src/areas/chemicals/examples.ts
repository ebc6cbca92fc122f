import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { chemicalList } from './chemical-list.ts'
import type { doubleLockLedger } from './double-lock-ledger.ts'
import type { chemicals } from './index.ts'

const alcohol: BodyOf<typeof chemicalList> = {
  name: '乙醇',
  cas: '64-17-5',
  classes: ['flammable'],
  nature: 'neutral',
  cabinet: '易燃柜1',
  keeperA: '张丽',
  dataSheet: true,
}
const mercuricChloride: BodyOf<typeof chemicalList> = {
  ...alcohol,
  name: '氯化汞',
  cas: '7487-94-7',
  classes: ['toxic'],
  cabinet: '剧毒柜',
  keeperB: '陈勇',
  policeFiledOn: '2026-03-01',
}
const acid: BodyOf<typeof chemicalList> = {
  ...alcohol,
  name: '硫酸',
  cas: '7664-93-9',
  classes: ['drug-precursor-3', 'corrosive'],
  nature: 'acid',
  cabinet: '腐蚀柜',
  policeFiledOn: '2026-03-01',
}
const base: BodyOf<typeof chemicalList> = {
  ...alcohol,
  name: '氢氧化钠',
  cas: '1310-73-2',
  classes: ['corrosive'],
  nature: 'base',
  cabinet: '腐蚀柜',
}
const received: BodyOf<typeof doubleLockLedger> = {
  on: '2026-09-01',
  voucher: '2026-001',
  chemical: '硫酸',
  movement: 'received',
  quantity: 500,
  measure: 'mL',
  signerA: '张丽',
  signerB: '陈勇',
}
const issued: BodyOf<typeof doubleLockLedger> = {
  ...received,
  on: '2026-09-07',
  voucher: '2026-002',
  movement: 'issued',
  purpose: '九（3）班酸的性质实验',
}

export const chemicalsExamples = {
  'chemical-list': [
    { name: 'alcohol in the flammables cabinet', today: '2026-09-10', entry: alcohol, raises: [] },
    { name: 'a poison with two keepers, filed', today: '2026-09-10', entry: mercuricChloride, raises: [] },
    {
      name: 'a poison kept by one person under two names',
      today: '2026-09-10',
      entry: { ...mercuricChloride, keeperB: '张 丽' },
      raises: ['one-keeper-only'],
    },
    {
      name: 'a precursor nobody told the police about',
      today: '2026-09-10',
      entry: { ...acid, policeFiledOn: undefined },
      raises: ['not-filed-with-police'],
    },
    {
      name: 'a bottle without its sheet, past its date',
      today: '2026-09-10',
      entry: { ...alcohol, dataSheet: false, bestBefore: '2026-09-09' },
      raises: ['no-data-sheet', 'past-its-date'],
    },
    {
      name: 'acid and base on one shelf',
      today: '2026-09-10',
      entries: [acid, base, alcohol],
      raisesTogether: ['enemies-in-one-cabinet'],
    },
    {
      name: 'a drug precursor beside an explosive precursor',
      today: '2026-09-10',
      entries: [acid, { ...acid, name: '硝酸', cas: '7697-37-2', classes: ['explosive-precursor'] }],
      raisesTogether: ['enemies-in-one-cabinet'],
    },
    {
      name: 'acid and base in two cabinets',
      today: '2026-09-10',
      entries: [acid, { ...base, cabinet: '碱柜' }],
      raisesTogether: [],
    },
  ],
  'double-lock-ledger': [
    { name: 'half a litre came in', today: '2026-09-01', entry: received, raises: [] },
    { name: 'issued for a lesson', today: '2026-09-07', entry: issued, raises: [] },
    {
      name: 'one person signed twice',
      today: '2026-09-07',
      entry: { ...issued, signerB: ' 张丽' },
      raises: ['same-keeper'],
    },
    {
      name: 'nobody knows what for',
      today: '2026-09-07',
      entry: { ...issued, purpose: undefined },
      raises: ['no-purpose'],
    },
    {
      name: 'everything that came in went out',
      today: '2026-09-07',
      entries: [issued, received],
      raisesTogether: [],
    },
    {
      name: 'more went out than ever came in',
      today: '2026-09-07',
      entries: [received, { ...issued, quantity: 500.1 }],
      raisesTogether: ['balance-negative'],
    },
    {
      name: 'grams do not make up for millilitres',
      today: '2026-09-07',
      entries: [{ ...received, measure: 'g' }, issued],
      raisesTogether: ['balance-negative'],
    },
  ],
  cross: [
    {
      name: 'what is moved is on the list',
      today: '2026-09-07',
      books: { 'chemical-list': [acid], 'double-lock-ledger': [received, issued] },
      raises: [],
    },
    {
      name: 'a bottle nobody listed',
      today: '2026-09-07',
      books: { 'chemical-list': [base], 'double-lock-ledger': [received, issued] },
      raises: ['moved-but-not-listed'],
    },
  ],
} satisfies ExamplesOf<typeof chemicals>
