import { PRACTICE } from '../kernel/practice.ts'
import type { SourceDocument } from '../kernel/rule.ts'

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
  'major-hazard-guide': {
    title: { zh: '《教育系统重大事故隐患判定指南》', en: 'Guide to Major Hazards in Education' },
    number: '教发厅函〔2024〕20号',
    from: '2025-01-01',
    dated: 'year',
  },
  'extinguisher-standard': {
    title: { zh: 'GB 50444-2008', en: 'GB 50444-2008' },
    number: 'GB 50444-2008',
    from: '2009-01-01',
    dated: 'year',
  },
  'extinguisher-scrap-standard': { title: { zh: 'XF 95', en: 'XF 95' }, number: 'XF 95', ...OLDER },
  'gas-code': {
    title: { zh: 'GB 55009', en: 'GB 55009' },
    number: 'GB 55009',
    from: '2022-01-01',
    dated: 'year',
  },
  'food-law': { title: { zh: '《食品安全法》', en: 'Food Safety Law' }, ...OLDER },
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
  'catering-hygiene-standard': {
    title: { zh: 'GB 31654', en: 'GB 31654' },
    number: 'GB 31654',
    from: '2022-01-01',
    dated: 'year',
  },
  'school-hygiene-regulation': {
    title: { zh: '《学校卫生工作条例》', en: 'Regulation on School Hygiene' },
    ...OLDER,
  },
  'drinking-water-standard': { title: { zh: 'GB 5749', en: 'GB 5749' }, number: 'GB 5749', ...OLDER },
  'symptom-monitoring-standard': {
    title: { zh: 'WS/T 773-2020', en: 'WS/T 773-2020' },
    number: 'WS/T 773-2020',
    from: '2021-01-01',
    dated: 'year',
  },
  'infectious-disease-law': { title: { zh: '《传染病防治法》', en: 'Infectious Diseases Law' }, ...OLDER },
  'outbreak-reporting-rules': {
    title: { zh: '学校传染病疫情报告工作规范', en: 'Rules on Reporting Infectious Diseases in Schools' },
    ...OLDER,
  },
  'health-emergency-regulation': {
    title: { zh: '《突发公共卫生事件应急条例》', en: 'Regulation on Public Health Emergencies' },
    ...OLDER,
  },
  'vaccine-law': { title: { zh: '《疫苗管理法》', en: 'Vaccine Administration Law' }, ...OLDER },
  'bus-regulation': {
    title: { zh: '《校车安全管理条例》', en: 'School Bus Safety Regulation' },
    number: '国务院令第617号',
    ...OLDER,
  },
  'traffic-law-regulation': {
    title: { zh: '《道路交通安全法实施条例》', en: 'Regulation on the Road Traffic Safety Law' },
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
  'solid-waste-law': { title: { zh: '《固体废物污染环境防治法》', en: 'Solid Waste Law' }, ...OLDER },
  'school-design-code': { title: { zh: 'GB 50099', en: 'GB 50099' }, number: 'GB 50099', ...OLDER },
  'school-laboratory-rules': {
    title: {
      zh: '学校实验室管理制度（他校做法）',
      en: 'Laboratory rules of schools (as other schools have them)',
    },
    ...OLDER,
  },
  'compulsory-education-law': { title: { zh: '《义务教育法》', en: 'Compulsory Education Law' }, ...OLDER },
  /** 双人保管、双人领取、双人使用、双把锁、双本账. */
  'five-doubles': {
    title: { zh: '剧毒化学品“五双”管理制度', en: '“Five doubles” for highly toxic chemicals' },
    ...OLDER,
  },
  'net-cafe-regulation': {
    title: {
      zh: '《互联网上网服务营业场所管理条例》',
      en: 'Regulation on Internet Access Venues',
    },
    ...OLDER,
  },
  'internal-security-regulation': {
    title: {
      zh: '《企业事业单位内部治安保卫条例》',
      en: 'Regulation on the Internal Security of Institutions',
    },
    ...OLDER,
  },
  'security-guards-regulation': {
    title: { zh: '《保安服务管理条例》', en: 'Regulation on Security Guard Services' },
    ...OLDER,
  },
  'four-hundred-percent': {
    title: {
      zh: '中小学幼儿园安全防范“四个100%”要求',
      en: 'Four full-coverage requirements on school security',
    },
    ...OLDER,
  },
  'campus-safety-campaign': {
    title: { zh: '“护校安园”专项工作要求', en: 'Campaign for safe campuses' },
    ...OLDER,
  },
  /** Another province’s: not binding here, cited for what it asks. */
  'shandong-school-safety': {
    title: {
      zh: '山东省学校安全规定（外省，供参考）',
      en: 'School safety rules of Shandong (another province)',
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
  'work-accident-regulation': {
    title: { zh: '《生产安全事故报告和调查处理条例》', en: 'Regulation on Work Accidents' },
    ...OLDER,
  },
  'plan-management': {
    title: { zh: '《应急预案管理办法》', en: 'Measures on the Management of Emergency Plans' },
    ...OLDER,
  },
  'evacuation-drill-guide': {
    title: { zh: '《中小学幼儿园应急疏散演练指南》', en: 'Guide to Evacuation Drills in Schools' },
    number: '教基一厅〔2014〕2号',
    from: '2015-01-01',
    dated: 'year',
  },
  'ministry-accident-notices': {
    title: { zh: '教育部事故通报', en: 'Accident notices of the Ministry of Education' },
    ...OLDER,
  },
  'weather-regulation': {
    title: { zh: '气象灾害防御条例', en: 'Regulation on Weather Disasters' },
    ...OLDER,
  },
  'drowning-warning': {
    title: { zh: '教育部预防溺水预警', en: 'Drowning warnings of the Ministry of Education' },
    ...OLDER,
  },
  'yueqing-drowning-notice': {
    title: {
      zh: '乐清市防溺水工作要求（外地，供参考）',
      en: 'Drowning prevention in Yueqing (another place)',
    },
    ...OLDER,
  },
  'bullying-plan-2017': {
    title: { zh: '加强中小学生欺凌综合治理方案', en: 'Plan against Bullying among Pupils' },
    from: '2018-01-01',
    dated: 'year',
  },
  'bullying-campaign': {
    title: { zh: '学生欺凌防治专项通知', en: 'Notice of the campaign against bullying' },
    ...OLDER,
  },
  'ziyun-bullying-notice': {
    title: {
      zh: '紫云县学生欺凌防治要求（外地，供参考）',
      en: 'Bullying prevention in Ziyun (another place)',
    },
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
  'huaibei-accident-notice': {
    title: {
      zh: '淮北事故通报（外地，供参考）',
      en: 'Accident notice from Huaibei (another place)',
    },
    ...OLDER,
  },
  'geohazard-regulation': {
    title: { zh: '《地质灾害防治条例》', en: 'Regulation on Geological Hazards' },
    ...OLDER,
  },
  'lightning-measures': {
    title: { zh: '《防雷减灾管理办法》', en: 'Measures on Lightning Protection' },
    ...OLDER,
  },
  'special-equipment-law': {
    title: { zh: '《特种设备安全法》', en: 'Special Equipment Safety Law' },
    ...OLDER,
  },
  /** The county’s own plan of the campaign; of its first day only the month is known. */
  'campaign-plan': {
    title: { zh: '安全专项整治年度方案', en: 'The plan of the safety campaign' },
    from: '2021-06-01',
    dated: 'day',
  },
  practice: PRACTICE,
} as const satisfies Record<string, SourceDocument>
