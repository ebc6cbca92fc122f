import type { PaperKindId } from '@anlan/domain'
import { ORDER_PAPER, VISIT_PAPER } from '../rounds/visit-papers.ts'
import { LETTER_PAPER } from '../responsibility/letter-papers.ts'
import { BULLETIN_PAPER, MINUTES_PAPER } from '../mechanisms/mechanism-papers.ts'
import { HAZARD_ORDER_PAPER } from '../prevention/hazard-order-paper.ts'
import { COMMITTEE_PAPER, REFERRAL_PAPER } from '../supervision/referral/referral-papers.ts'
import { MEASURE_PAPER, TALK_PAPER } from '../supervision/measure-papers.ts'
import { CERTIFICATE_PAPER } from '../training/certificates.ts'
import { COUNTY_SUMMARY_PAPER, SUMMARY_PAPER } from '../summaries/summary-papers.ts'
import type { PaperSource } from './paper-source.ts'

/** Every kind of paper with its source. Whoever adds a kind adds a line here, and the route, the code and the test follow. */
export const PAPER_SOURCES = {
  letter: LETTER_PAPER,
  measure: MEASURE_PAPER,
  certificate: CERTIFICATE_PAPER,
  talk: TALK_PAPER,
  order: ORDER_PAPER,
  'hazard-order': HAZARD_ORDER_PAPER,
  referral: REFERRAL_PAPER,
  committee: COMMITTEE_PAPER,
  visit: VISIT_PAPER,
  summary: SUMMARY_PAPER,
  'county-summary': COUNTY_SUMMARY_PAPER,
  minutes: MINUTES_PAPER,
  bulletin: BULLETIN_PAPER,
} as const satisfies Record<PaperKindId, PaperSource>
