import type { measuresClosed, referralsAnswered, UnitId } from '@anlan/domain'
import type { Tx } from '../../db/scope.ts'
import { selectCounted } from '../../supervision/referral/list-referrals.ts'
import { isAsked, isWithin, type Asked } from '../counter.ts'

type MeasureFacts = Parameters<typeof measuresClosed.count>[0]

/** The measures that went out to the units asked for, on the days asked for. */
export async function measureFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, MeasureFacts>> {
  const rows = await tx
    .selectFrom('supervision_measures')
    .select(['unit_id', 'kind', 'state', 'issued_at as issued'])
    .where('issued_at', 'is not', null)
    .where(isAsked(asked, 'supervision_measures.unit_id'))
    .where(isWithin(asked, 'supervision_measures.issued_at'))
    .execute()
  return Map.groupBy(rows, row => row.unit_id as UnitId)
}

type ReferralFacts = Parameters<typeof referralsAnswered.count>[0]

/** The letters about the units asked for that were sent on the days asked for. */
export async function referralFacts(tx: Tx, asked: Asked): Promise<ReadonlyMap<UnitId, ReferralFacts>> {
  const rows = await selectCounted(tx)
    .select('unit_id')
    .where('sent_at', 'is not', null)
    .where(isAsked(asked, 'referrals.unit_id'))
    .where(isWithin(asked, 'referrals.sent_at'))
    .execute()
  return Map.groupBy(rows, row => row.unit_id as UnitId)
}
