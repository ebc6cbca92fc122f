import type { Label } from '../kernel/label.ts'

/** Ledgers as an office files them; each has its source on the server. Their names are the ones that stand on paper. */
export const LEDGER_KINDS = {
  hazards: { label: { zh: '隐患排查治理台账', en: 'Ledger of hazards' } },
  risks: { label: { zh: '安全风险分级管控台账', en: 'Ledger of risk points' } },
  measures: { label: { zh: '督查督办台账', en: 'Ledger of supervision' } },
  referrals: { label: { zh: '问题移送台账', en: 'Ledger of referrals' } },
  letters: { label: { zh: '安全责任书签订台账', en: 'Ledger of letters of responsibility' } },
  drills: { label: { zh: '应急演练台账', en: 'Ledger of drills' } },
  trainings: { label: { zh: '安全培训台账', en: 'Ledger of trainings' } },
  indicators: { label: { zh: '校园安全工作指标统计表', en: 'Table of indicators' } },
  trainees: { label: { zh: '培训花名册', en: 'Roster of trainings' } },
} as const satisfies Record<string, { readonly label: Label }>

export type LedgerKindId = keyof typeof LEDGER_KINDS
export const LEDGER_KIND_IDS = Object.keys(LEDGER_KINDS) as [LedgerKindId, ...LedgerKindId[]]
