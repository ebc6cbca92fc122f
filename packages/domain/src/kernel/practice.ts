import { cite, type SourceDocument } from './rule.ts'

/** Not a document: what counties do, or what a register needs in order to be one. Judged from 2021, like what is older. */
export const PRACTICE = {
  title: { zh: '工作惯例（县教育局可调整）', en: 'Common practice (the bureau may change it)' },
  ...{ from: '2021-01-01', dated: 'older' },
} as const satisfies SourceDocument

/** A rule that rests on practice alone. */
export const BY_PRACTICE = {
  effectiveFrom: PRACTICE.from,
  basis: [cite(PRACTICE, 'custom')],
} as const
