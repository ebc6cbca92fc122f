import type { LedgerKindId, Permission } from '@anlan/domain'
import { DRILL_LEDGER } from './drill-ledger.ts'
import { HAZARD_LEDGER } from './hazard-ledger.ts'
import { INDICATOR_LEDGER } from './indicator-ledger.ts'
import { LETTER_LEDGER } from './letter-ledger.ts'
import type { OpenedLedger } from './ledger-source.ts'
import { MEASURE_LEDGER } from './measure-ledger.ts'
import { REFERRAL_LEDGER } from './referral-ledger.ts'
import { RISK_LEDGER } from './risk-ledger.ts'
import { TRAINEE_LEDGER, TRAINING_LEDGER } from './training-ledger.ts'

interface LedgerDoor {
  readonly permission: Permission
  readonly open: (asked: unknown) => OpenedLedger | null
}

/** Every ledger with its source. Whoever adds one adds a line here; the route, the file and its test follow. */
export const LEDGERS = {
  hazards: HAZARD_LEDGER,
  risks: RISK_LEDGER,
  measures: MEASURE_LEDGER,
  referrals: REFERRAL_LEDGER,
  letters: LETTER_LEDGER,
  drills: DRILL_LEDGER,
  indicators: INDICATOR_LEDGER,
  trainings: TRAINING_LEDGER,
  trainees: TRAINEE_LEDGER,
} as const satisfies Record<LedgerKindId, LedgerDoor>
