import { sql } from 'kysely'
import type { App } from '../app.ts'
import { SYSTEM } from '../db/scope.ts'
import { addUpTallies, correctTallies } from '../prevention/hazard-tallies.queries.ts'

/**
 * Compares the kept counts of hazards with a recount, puts right what differs and adds up the day's rows. A difference is
 * a fault of the system's and is logged as one: the counts are kept in the transactions of what they count.
 */
export async function keepTallies(app: App): Promise<{ wrong: number }> {
  const wrong = await app.db.unrecorded(SYSTEM, 'hazard-tally', async tx => {
    // Two at once would both put right the same.
    await sql`select pg_advisory_xact_lock(hashtext('hazard-tallies'))`.execute(tx)
    const corrected = await correctTallies(tx)
    await addUpTallies(tx)
    return corrected
  })
  if (wrong > 0) app.log.error({ wrong }, 'counts of hazards differed from a recount')
  return { wrong }
}
