import type { Label } from '../kernel/label.ts'

/**
 * The kinds of official paper that go out of the system. Each has a source on the server, which loads what it says; a kind
 * without one does not compile there.
 */
export const PAPER_KINDS = {
  measure: { label: { zh: '督办文书', en: 'Paper of a measure' } },
  certificate: { label: { zh: '培训结业证书', en: 'Certificate of a training' } },
  order: { label: { zh: '责令整改通知书', en: 'Rectification order' } },
  'hazard-order': { label: { zh: '责令整改通知书（单项隐患）', en: 'Rectification order for one hazard' } },
  referral: { label: { zh: '移送函', en: 'Letter to another department' } },
  committee: { label: { zh: '提请协调报告', en: 'Report to the county committee' } },
  visit: { label: { zh: '检查现场记录表', en: 'Record of a visit' } },
  letter: { label: { zh: '责任书', en: 'Letter of responsibility' } },
  talk: { label: { zh: '约谈记录', en: 'Record of a talk' } },
  summary: { label: { zh: '学校总结', en: 'Summary of a school' } },
  'county-summary': { label: { zh: '全县总结', en: 'Summary of the county' } },
  minutes: { label: { zh: '会议纪要', en: 'Minutes' } },
  bulletin: { label: { zh: '情况通报', en: 'Bulletin' } },
} as const satisfies Record<string, { readonly label: Label }>

export type PaperKindId = keyof typeof PAPER_KINDS
export const PAPER_KIND_IDS = Object.keys(PAPER_KINDS) as readonly PaperKindId[]
