import { addDays, LAST_DAYS_FOLLOWED, NEVER_HANDED_OVER } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { lockEndedTerms } from '../organisation/locks.ts'
import { followAppointments, type AppointmentRow } from './follow-posts.ts'

/**
 * Makes the handovers of posts whose term ran out by itself: a last day that was entered from the beginning comes without
 * anybody changing anything. Running it again, or on two servers at once, makes nothing twice; a handover that a leader
 * cancelled, and one that went on to the next since, stay as they are.
 * @returns how many terms it followed
 */
export function followEndedTerms(app: App): Promise<number> {
  const today = app.clock.today()
  return app.db.transaction(SYSTEM, async tx => {
    await lockEndedTerms(tx)
    const { rows } = await sql<AppointmentRow>`
      select a.account_id, a.unit_id, a.post, a.from_on, a.until_on
      from appointments a join units u on u.id = a.unit_id and u.open_until is null
      where a.until_on between ${addDays(today, -LAST_DAYS_FOLLOWED)}::date and ${today}::date - 1
        and a.post <> all (${[...NEVER_HANDED_OVER]}::text[])
        and not exists (select from appointments b where b.account_id = a.account_id and b.unit_id = a.unit_id
          and b.post = a.post and (b.until_on is null or b.until_on > a.until_on))
        and not exists (select from handovers h where h.unit_id = a.unit_id and h.post = a.post
          and ((h.from_id = a.account_id and h.until_on >= a.from_on)
            or (h.body->'passedOver' @> jsonb_build_array(jsonb_build_object('accountId', a.account_id))
              and exists (select from jsonb_array_elements(h.body->'steps') s where s->>'event' = 'again'
                and ((s->>'at')::timestamptz at time zone 'Asia/Shanghai')::date >= a.from_on))))
      order by a.until_on, a.id
      for update of a`.execute(tx)
    await followAppointments(
      tx,
      { actor: SYSTEM, now: app.clock.now(), requestId: null },
      rows.map(after => ({ before: { ...after, until_on: null }, after })),
    )
    return rows.length
  })
}
