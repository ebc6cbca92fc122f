import type { BodyOf, ExamplesOf } from '../../kernel/example.ts'
import type { cabinetList } from './cabinet-list.ts'
import type { chemicalList } from './chemical-list.ts'
import type { doubleLockLedger } from './double-lock-ledger.ts'
import type { chemicals } from './index.ts'
import type { policeFilingList } from './police-filing-list.ts'
import type { stockTake } from './stock-take.ts'
import type { wasteList } from './waste-list.ts'

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
  supplier: '县教育装备公司',
  permit: 'BA-2026-12',
  signerA: '张丽',
  signerB: '陈勇',
}
const issued: BodyOf<typeof doubleLockLedger> = {
  ...received,
  on: '2026-09-07',
  voucher: '2026-002',
  movement: 'issued',
  purpose: '酸的性质实验',
  schoolClass: '九（3）班',
}

const poison: BodyOf<typeof doubleLockLedger> = {
  ...received,
  voucher: '2026-003',
  chemical: '氯化汞',
  quantity: 25,
  measure: 'g',
}
const poisonCabinet: BodyOf<typeof cabinetList> = {
  name: '剧毒柜',
  kind: 'toxic',
  room: '药品室',
  locks: 2,
  keyHolderA: '张丽',
  keyHolderB: '陈勇',
  ventilated: true,
  guarded: true,
  checkedOn: '2026-09-01',
}
const acidCabinet: BodyOf<typeof cabinetList> = {
  ...poisonCabinet,
  name: '腐蚀柜',
  kind: 'acid',
  locks: 1,
  keyHolderB: undefined,
}
const count: BodyOf<typeof stockTake> = {
  on: '2026-09-07',
  chemical: '硫酸',
  counted: 500,
  measure: 'mL',
  counterA: '张丽',
  counterB: '陈勇',
}
const wasteAcid: BodyOf<typeof wasteList> = {
  collectedOn: '2026-09-07',
  container: '废液桶3',
  kind: 'acid',
  code: '900-047-49',
  quantity: 2000,
  measure: 'mL',
  place: '废液暂存间',
  collector: '张丽',
}
const gone: BodyOf<typeof wasteList> = {
  ...wasteAcid,
  handedOverOn: '2026-10-12',
  disposer: '某环保科技有限公司',
  licence: '湘环（危）字第1号',
  manifest: '2026430600001',
}
const filing: BodyOf<typeof policeFilingList> = {
  kind: 'precursor-filing',
  chemical: '硫酸',
  filedOn: '2026-08-25',
  number: 'BA-2026-12',
  handler: '张丽',
}
const permit: BodyOf<typeof policeFilingList> = {
  ...filing,
  kind: 'toxic-permit',
  chemical: '氯化汞',
  validUntil: '2026-09-30',
  number: 'XK-2026-1',
}
const flow: BodyOf<typeof policeFilingList> = {
  ...permit,
  kind: 'flow-filing',
  voucher: '2026-003',
  filedOn: '2026-09-06',
  validUntil: undefined,
  number: 'LX-2026-1',
}
const lost: BodyOf<typeof doubleLockLedger> = {
  ...received,
  on: '2026-09-07',
  voucher: '2026-004',
  movement: 'lost',
  quantity: 20,
  purpose: '瓶口渗漏',
}
const writtenOff: BodyOf<typeof doubleLockLedger> = {
  ...received,
  on: '2026-09-07',
  voucher: '2026-005',
  movement: 'waste',
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
      name: 'alcohol beside the poison',
      today: '2026-09-10',
      entries: [mercuricChloride, { ...alcohol, cabinet: '剧毒柜' }],
      raisesTogether: ['toxic-not-apart'],
    },
    {
      name: 'two poisons in the poison cabinet',
      today: '2026-09-10',
      entries: [mercuricChloride, { ...mercuricChloride, name: '氰化钾', cas: '151-50-8' }, alcohol],
      raisesTogether: [],
    },
    {
      name: 'acid and base in two cabinets',
      today: '2026-09-10',
      entries: [acid, { ...base, cabinet: '碱柜' }],
      raisesTogether: [],
    },
  ],
  'cabinet-list': [
    { name: 'two locks, two keepers', today: '2026-10-01', entry: poisonCabinet, raises: [] },
    { name: 'an acid cabinet needs one lock', today: '2026-09-10', entry: acidCabinet, raises: [] },
    {
      name: 'poisons behind one lock, both keys with one person',
      today: '2026-09-10',
      entry: { ...poisonCabinet, locks: 1, keyHolderB: '张 丽' },
      raises: ['second-lock-missing', 'keys-with-one-person'],
    },
    {
      name: 'a cabinet anybody can open, in a corridor',
      today: '2026-09-10',
      entry: { ...acidCabinet, locks: 0, ventilated: false, guarded: false },
      raises: ['unlocked', 'not-ventilated', 'not-guarded'],
    },
    {
      name: 'nobody looked at it for a month and a day',
      today: '2026-10-02',
      entry: poisonCabinet,
      raises: ['check-overdue'],
    },
    {
      name: 'one cabinet, written down twice',
      today: '2026-09-10',
      entries: [poisonCabinet, acidCabinet, { ...acidCabinet, room: '准备室' }],
      raisesTogether: ['cabinet-twice'],
    },
  ],
  'stock-take': [
    { name: 'two people counted', today: '2026-09-07', entry: count, raises: [] },
    { name: 'nothing was left', today: '2026-09-07', entry: { ...count, counted: 0 }, raises: [] },
    {
      name: 'one person counted and signed twice',
      today: '2026-09-07',
      entry: { ...count, counterB: '张丽' },
      raises: ['counted-by-one-person'],
    },
    {
      name: 'two results for one day',
      today: '2026-09-07',
      entries: [count, { ...count, counted: 480 }, { ...count, measure: 'bottle', counted: 1 }],
      raisesTogether: ['counted-twice'],
    },
  ],
  'waste-list': [
    { name: 'a container waiting for the disposer', today: '2027-03-06', entry: wasteAcid, raises: [] },
    { name: 'handed over with its manifest', today: '2028-01-01', entry: gone, raises: [] },
    {
      name: 'poured out for whoever came',
      today: '2026-10-12',
      entry: { ...gone, disposer: undefined, licence: undefined, manifest: undefined },
      raises: ['disposer-not-licensed', 'no-manifest'],
    },
    {
      name: 'an old bottle without a label',
      today: '2026-09-07',
      entry: { ...wasteAcid, kind: 'unknown', code: undefined },
      raises: ['nobody-knows-what', 'no-waste-code'],
    },
    {
      name: 'half a year in the corner',
      today: '2027-03-07',
      entry: wasteAcid,
      raises: ['kept-too-long'],
    },
    {
      name: 'the same bucket twice, one of them long gone',
      today: '2026-11-02',
      entries: [gone, { ...wasteAcid, collectedOn: '2026-10-20' }],
      raisesTogether: [],
    },
    {
      name: 'the same bucket twice',
      today: '2026-11-02',
      entries: [wasteAcid, { ...wasteAcid, collectedOn: '2026-10-20' }],
      raisesTogether: ['container-twice'],
    },
  ],
  'police-filing-list': [
    { name: 'filed before buying', today: '2026-09-10', entry: filing, raises: [] },
    {
      name: 'the yearly report names a year and no chemical',
      today: '2027-04-10',
      entry: { ...filing, kind: 'yearly-report', chemical: undefined, year: 2026, filedOn: '2027-03-20' },
      raises: [],
    },
    {
      name: 'a yearly report on no year, without a receipt',
      today: '2027-04-10',
      entry: { ...filing, kind: 'yearly-report', number: undefined },
      raises: ['not-said-for-what', 'no-receipt'],
    },
    {
      name: 'one number for two filings of one chemical',
      today: '2026-09-10',
      entries: [filing, { ...filing, filedOn: '2026-08-26' }, permit, { ...filing, number: undefined }],
      raisesTogether: ['number-twice'],
    },
  ],
  'double-lock-ledger': [
    { name: 'half a litre came in', today: '2026-09-01', entry: received, raises: [] },
    { name: 'issued for a lesson', today: '2026-09-07', entry: issued, raises: [] },
    {
      name: 'nobody knows where it came from',
      today: '2026-09-01',
      entry: { ...received, supplier: undefined },
      raises: ['no-supplier'],
    },
    {
      name: 'a line from before suppliers and classes were kept',
      today: '2026-09-07',
      version: 1,
      body: { ...issued, supplier: undefined, permit: undefined, schoolClass: undefined },
    },
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
    { name: 'a shortage written off with its reason', today: '2026-09-07', entry: lost, raises: [] },
    {
      name: 'the book was made to fit',
      today: '2026-09-07',
      entry: { ...lost, movement: 'found', purpose: undefined },
      raises: ['correction-unexplained'],
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
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, issued],
        'police-filing-list': [filing],
      },
      raises: [],
    },
    {
      name: 'a bottle nobody listed',
      today: '2026-09-07',
      books: { 'chemical-list': [base], 'double-lock-ledger': [received, issued] },
      raises: ['moved-but-not-listed'],
    },
    {
      name: 'each chemical in a cabinet that is listed',
      today: '2026-09-07',
      books: { 'chemical-list': [acid, mercuricChloride], 'cabinet-list': [acidCabinet, poisonCabinet] },
      raises: [],
    },
    {
      name: 'a poison among the acids, alcohol in a cabinet nobody knows',
      today: '2026-09-07',
      books: {
        'chemical-list': [alcohol, { ...mercuricChloride, cabinet: '腐蚀柜' }],
        'cabinet-list': [acidCabinet],
      },
      raises: ['toxic-in-another-cabinet', 'cabinet-not-listed'],
    },
    {
      name: 'no cabinet is listed yet: that register says so itself',
      today: '2026-09-07',
      books: { 'chemical-list': [alcohol] },
      raises: [],
    },
    {
      name: 'counted, and everything is there',
      today: '2026-09-07',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received],
        'stock-take': [count],
        'police-filing-list': [filing],
      },
      raises: [],
    },
    {
      name: 'twenty millilitres of a drug precursor are missing',
      today: '2026-09-07',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received],
        'stock-take': [{ ...count, counted: 480 }],
        'police-filing-list': [filing],
      },
      raises: ['count-differs', 'loss-not-reported'],
    },
    {
      name: 'written off, and the police still do not know',
      today: '2026-09-07',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, lost],
        'stock-take': [{ ...count, counted: 480 }],
        'police-filing-list': [filing],
      },
      raises: ['loss-not-reported'],
    },
    {
      name: 'written off and reported',
      today: '2026-09-07',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, lost],
        'stock-take': [{ ...count, counted: 480, policeReportedOn: '2026-09-07' }],
        'police-filing-list': [filing],
      },
      raises: [],
    },
    {
      name: 'a lye that is short is no matter for the police',
      today: '2026-09-07',
      books: {
        'chemical-list': [base],
        'double-lock-ledger': [{ ...received, chemical: '氢氧化钠' }],
        'stock-take': [{ ...count, chemical: '氢氧化钠', counted: 480 }],
      },
      raises: ['count-differs'],
    },
    {
      name: 'what seemed missing was there at the next count',
      today: '2026-09-09',
      books: {
        'chemical-list': [base],
        'double-lock-ledger': [{ ...received, chemical: '氢氧化钠' }],
        'stock-take': [
          { ...count, chemical: '氢氧化钠', counted: 480 },
          { ...count, chemical: '氢氧化钠', on: '2026-09-09' },
        ],
      },
      raises: [],
    },
    {
      name: 'the fifteenth day after it came, not yet counted',
      today: '2026-09-16',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received],
        'police-filing-list': [filing],
      },
      raises: [],
    },
    {
      name: 'the sixteenth',
      today: '2026-09-17',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received],
        'police-filing-list': [filing],
      },
      raises: ['count-overdue'],
    },
    {
      name: 'a stock that is used up need not be counted',
      today: '2026-12-31',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, issued],
        'police-filing-list': [filing],
      },
      raises: [],
    },
    {
      name: 'bought with a permit, filed on the fifth day',
      today: '2026-09-08',
      books: {
        'chemical-list': [mercuricChloride],
        'double-lock-ledger': [poison],
        'police-filing-list': [permit, flow],
      },
      raises: [],
    },
    {
      name: 'there is still time to file it',
      today: '2026-09-06',
      books: {
        'chemical-list': [mercuricChloride],
        'double-lock-ledger': [poison],
        'police-filing-list': [permit],
      },
      raises: [],
    },
    {
      name: 'filed a day late, under a permit that had run out',
      today: '2026-09-08',
      books: {
        'chemical-list': [mercuricChloride],
        'double-lock-ledger': [poison],
        'police-filing-list': [
          { ...permit, validUntil: '2026-08-31' },
          { ...flow, filedOn: '2026-09-07' },
        ],
      },
      raises: ['bought-without-filing', 'purchase-not-filed-in-time'],
    },
    {
      name: 'two purchases, and the filing is for the other one',
      today: '2026-09-09',
      books: {
        'chemical-list': [mercuricChloride],
        'double-lock-ledger': [poison, { ...poison, on: '2026-09-03', voucher: '2026-006' }],
        'police-filing-list': [permit, flow],
      },
      raises: ['purchase-not-filed-in-time'],
    },
    {
      name: 'an acid bought first and filed later',
      today: '2026-09-08',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received],
        'police-filing-list': [{ ...filing, filedOn: '2026-09-02' }],
      },
      raises: ['bought-without-filing'],
    },
    {
      name: 'the last day for the yearly report',
      today: '2027-03-31',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, issued],
        'police-filing-list': [filing],
      },
      raises: [],
    },
    {
      name: 'the day after it',
      today: '2027-04-01',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, issued],
        'police-filing-list': [filing],
      },
      raises: ['year-not-reported'],
    },
    {
      name: 'bought long ago and kept all year: it is reported on too',
      today: '2027-04-01',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [{ ...received, on: '2025-09-01' }],
        'stock-take': [{ ...count, on: '2027-03-30' }],
      },
      raises: ['year-not-reported'],
    },
    {
      name: 'used up the year before: there is nothing to report on',
      today: '2027-04-01',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [
          { ...received, on: '2025-09-01' },
          { ...issued, on: '2025-09-07' },
        ],
      },
      raises: [],
    },
    {
      name: 'reported in March',
      today: '2027-04-01',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, issued],
        'police-filing-list': [
          filing,
          { ...filing, kind: 'yearly-report', year: 2026, filedOn: '2027-03-20' },
        ],
      },
      raises: [],
    },
    {
      name: 'poured away without a trace',
      today: '2026-09-07',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, writtenOff],
        'police-filing-list': [filing],
      },
      raises: ['written-off-without-waste'],
    },
    {
      name: 'poured into the waste bucket',
      today: '2026-09-07',
      books: {
        'chemical-list': [acid],
        'double-lock-ledger': [received, writtenOff],
        'waste-list': [{ ...wasteAcid, voucher: '2026-005' }],
        'police-filing-list': [filing],
      },
      raises: [],
    },
  ],
} satisfies ExamplesOf<typeof chemicals>
