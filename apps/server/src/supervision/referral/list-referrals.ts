import {
  Day,
  Department,
  HazardId,
  isReferralLate,
  ReferralState,
  referralDays,
  referralsAnswered,
  UnitId,
  WAITING_REFERRAL_STATES,
  type Rate,
  type ReferralId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../db/scope.ts'
import { isWithin } from '../../indicators/counter.ts'
import { readPage, TOTAL, type Page, type Paging } from '../../paging.ts'

export const ReferralFilter = z.object({
  state: z.array(ReferralState).max(20).optional(),
  department: Department.optional(),
  unitId: UnitId.optional(),
  hazardId: HazardId.optional(),
  /** Only those whose answer is late. */
  late: z.boolean().optional(),
  /** What a rate of referrals counts: those that went out and were not taken back, or of these the answered ones. */
  counted: z.enum(['sent', 'answered']).optional(),
  /** The days on which they went out, both included. */
  from: Day.optional(),
  to: Day.optional(),
})
export type ReferralFilter = z.infer<typeof ReferralFilter>

export interface ReferralRow {
  readonly id: ReferralId
  readonly number: string
  readonly documentNumber: string | null
  readonly title: string
  readonly unit: string
  readonly department: Department
  readonly state: ReferralState
  readonly dueOn: Day | null
  readonly late: boolean
}

/** One page of letters within the scope, the earliest due first, with the filter's total. */
export async function listReferrals(
  tx: Tx,
  filter: ReferralFilter,
  paging: Paging,
  today: Day,
): Promise<Page<ReferralRow>> {
  let found = tx.selectFrom('referrals').innerJoin('units', 'units.id', 'referrals.unit_id')
  if (filter.state && filter.state.length > 0) found = found.where('state', 'in', filter.state)
  if (filter.department) found = found.where('department', '=', filter.department)
  if (filter.unitId) found = found.where('referrals.unit_id', '=', filter.unitId)
  if (filter.hazardId) found = found.where('hazard_id', '=', filter.hazardId)
  if (filter.late)
    found = found.where('state', 'in', [...WAITING_REFERRAL_STATES]).where('due_on', '<', today)
  if (filter.counted) found = found.where('sent_at', 'is not', null).where('state', '<>', 'withdrawn')
  if (filter.counted === 'answered') found = found.where(sql<boolean>`body ->> 'reply' is not null`)
  if (filter.from || filter.to) found = found.where(isWithin(filter, 'referrals.sent_at'))
  return readPage(
    paging,
    found
      .select(['referrals.id', 'number', 'document_number as documentNumber', 'title', 'department'])
      .select(['units.name as unit', 'state', 'due_on as dueOn'])
      .orderBy(sql`due_on nulls last`)
      .orderBy('drafted_at', 'desc')
      .orderBy('referrals.id'),
    found.select(TOTAL),
    row => ({ ...row, id: row.id as ReferralId, late: isReferralLate(row, today) }),
  )
}

export interface ReferralNumbers {
  readonly answered: Rate
  /** Days over the letters answered. */
  readonly days: Rate
}

/** Of every letter within the scope what its rates are counted from. */
export const selectCounted = (tx: Tx) =>
  tx
    .selectFrom('referrals')
    .select(['state', sql<never>`body -> 'sent'`.as('sent'), sql<never>`body -> 'reply'`.as('reply')])

/** The share of letters answered and the days it took, within the scope. */
export async function rateReferrals(tx: Tx): Promise<ReferralNumbers> {
  const rows = await selectCounted(tx).execute()
  return { answered: referralsAnswered.count(rows), days: referralDays(rows) }
}
