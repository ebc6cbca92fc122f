import type { Day, Unit } from '@anlan/domain'
import { makeReferrals, type Person } from '@anlan/seed'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'
import { toReferralRow } from '../supervision/referral/referral.table.ts'
import { bulkInsert } from './bulk-insert.ts'

/** Loads the demonstration county's letters to other departments, each at another step of its way; gives how many. */
export async function loadReferrals(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const letters = makeReferrals(units, people, today)
  await bulkInsert(
    tx,
    'referrals',
    letters.map(({ referral }) => {
      const { body, ...row } = toReferralRow(referral)
      return { ...row, body: JSON.parse(body) as never }
    }),
  )
  await bulkInsert(
    tx,
    'referral_events',
    letters.flatMap(({ referral, events }) =>
      events.map(({ at, by, event, note }, index) => ({
        // In the order in which they happened.
        id: `00000000-0000-8000-8001-${referral.number.slice(5).padStart(6, '0')}${String(index).padStart(6, '0')}`,
        ...{ referral_id: referral.id, unit_id: referral.unitId, at, event, note },
        ...{ actor_id: by.id, actor_name: by.name, actor_role: by.role },
      })),
    ),
  )
  // The next letter must get a number that is not taken yet.
  await sql`select max(nextval('referral_numbers')) from generate_series(1, ${letters.length}::int)`.execute(
    tx,
  )
  return letters.length
}
