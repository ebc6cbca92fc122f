import { cite, type SourceDocument } from '../kernel/rule.ts'

/** First judged day of documents we know only to be older than the governing plan of 2021. */
const OLDER = { from: '2021-01-01', dated: 'older' } as const

/**
 * The documents rules rest on. Titles and numbers as printed; a first day only where we have one, for a rule
 * must never judge a day before it was in force (see `DATED_BY`).
 */
export const DOCUMENTS = {
  'fire-law': { title: { zh: '《消防法》', en: 'Fire Protection Law' }, ...OLDER },
  'fire-order-61': {
    title: {
      zh: '《机关、团体、企业、事业单位消防安全管理规定》',
      en: 'Rules on Fire Safety Management of Institutions',
    },
    number: '公安部令第61号',
    ...OLDER,
  },
  'fire-ten-rules': {
    title: { zh: '学校消防安全十项规定（2024）', en: 'Ten Rules on School Fire Safety (2024)' },
    from: '2025-01-01',
    dated: 'year',
  },
  'extinguisher-standard': {
    title: { zh: 'GB 50444-2008', en: 'GB 50444-2008' },
    number: 'GB 50444-2008',
    from: '2009-01-01',
    dated: 'year',
  },
  'canteen-rules': {
    title: {
      zh: '《学校食品安全与营养健康管理规定》',
      en: 'Rules on Food Safety and Nutrition in Schools',
    },
    number: '教育部等令第45号',
    from: '2019-04-01',
    dated: 'day',
  },
  'food-law-regulation': {
    title: { zh: '《食品安全法实施条例》', en: 'Regulation on the Food Safety Law' },
    ...OLDER,
  },
  'bus-regulation': {
    title: { zh: '《校车安全管理条例》', en: 'School Bus Safety Regulation' },
    number: '国务院令第617号',
    ...OLDER,
  },
  'chemicals-regulation': {
    title: {
      zh: '《危险化学品安全管理条例》',
      en: 'Regulation on the Safety of Hazardous Chemicals',
    },
    ...OLDER,
  },
  'chemicals-storage': { title: { zh: 'GB 15603', en: 'GB 15603' }, number: 'GB 15603', ...OLDER },
  'precursor-regulation': {
    title: { zh: '《易制毒化学品管理条例》', en: 'Regulation on Drug Precursors' },
    ...OLDER,
  },
  'chemicals-campaign': {
    title: { zh: '危险化学品安全专项治理要求', en: 'Campaign on the Safety of Chemicals' },
    ...OLDER,
  },
  'net-cafe-regulation': {
    title: {
      zh: '《互联网上网服务营业场所管理条例》',
      en: 'Regulation on Internet Access Venues',
    },
    ...OLDER,
  },
  /** Cited by the numbering of its revision of 2021. */
  'minors-law': {
    title: { zh: '《未成年人保护法》', en: 'Law on the Protection of Minors' },
    from: '2022-01-01',
    dated: 'year',
  },
  /** Cited by the numbering of its revision of 2024. */
  'emergency-response-law': {
    title: { zh: '《突发事件应对法》', en: 'Emergency Response Law' },
    from: '2025-01-01',
    dated: 'year',
  },
  'accident-emergency-regulation': {
    title: {
      zh: '《生产安全事故应急条例》',
      en: 'Regulation on Emergency Response to Work Accidents',
    },
    ...OLDER,
  },
  'plan-management': {
    title: { zh: '《应急预案管理办法》', en: 'Measures on the Management of Emergency Plans' },
    ...OLDER,
  },
  'drowning-warning': {
    title: { zh: '教育部预防溺水预警', en: 'Drowning warnings of the Ministry of Education' },
    ...OLDER,
  },
  'building-safety-mechanism': {
    title: {
      zh: '中小学校舍安全保障长效机制的意见',
      en: 'Opinion on the Safety of School Buildings',
    },
    number: '国办发〔2013〕103号',
    from: '2014-01-01',
    dated: 'year',
  },
  /** Not a document: what counties do, or what a register needs in order to be one. */
  practice: {
    title: { zh: '工作惯例（县局可调整）', en: 'Common practice (the bureau may change it)' },
    ...OLDER,
  },
} as const satisfies Record<string, SourceDocument>

/** A rule that rests on practice alone. */
export const BY_PRACTICE = {
  effectiveFrom: DOCUMENTS.practice.from,
  basis: [cite(DOCUMENTS.practice, 'custom')],
} as const
