import {
  addFigures,
  err,
  listChangedFigures,
  ok,
  placesToFillIn,
  type Rate,
  type Result,
} from '@anlan/domain'
import { sql } from 'kysely'
import { SYSTEM } from '../db/scope.ts'
import { isNumberUsed } from '../papers/numbers/document-number.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { changeCountySummary, type CountyOccasion } from './county-summary.ts'
import { listSchools, withSummaryRates } from './gather-county.ts'
import { countFigures } from './unit-figures.ts'

interface Signing {
  readonly revision: number
  readonly documentNumber: string | null
  /** Why figures that changed since they were gathered stand as they were; the leader has seen them. */
  readonly asStated: string | null
}

/**
 * Signs the county's summary, and takes the schools' accepted ones into it. Figures that changed since the gathering are shown
 * to whoever signs, who says why they stand or has the schools gathered anew; nothing is brought up to date by itself.
 */
export async function signCountySummary(
  context: Context,
  of: CountyOccasion,
  { revision, documentNumber, asStated }: Signing,
): Promise<Result<null, Refusal>> {
  const { actor, now } = context
  const present = await countCountyNow(context, of)
  return changeCountySummary(
    context,
    of,
    'sign',
    revision,
    async (row, tx) => {
      if (row.gathering !== 'done') return err({ code: 'not-gathered' })
      const open = row.sections.filter(({ text }) => placesToFillIn(text).length > 0)
      if (open.length > 0)
        return err({ code: 'summary-unfilled', headings: open.map(({ heading }) => heading) })
      const changed = listChangedFigures(row, present)
      if (changed.length > 0 && asStated === null) return err({ code: 'figures-changed', figures: changed })
      if (documentNumber !== null && (await isNumberUsed(tx, documentNumber)))
        return err({ code: 'number-taken' })
      await sql`
        with merged as (
          update summaries set state = 'merged', revision = summaries.revision + 1
          from county_summary_units units
          where units.county_summary_id = ${row.id} and units.summary_id = summaries.id
            and summaries.state = 'accepted'
          returning summaries.id, summaries.unit_id, summaries.version)
        insert into summary_events (id, summary_id, unit_id, version, at, actor_id, actor_name, actor_role, event)
        select uuidv7(), id, unit_id, version, ${now}, ${actor.accountId}, ${actor.name}, ${actor.role}, 'merge'
        from merged`.execute(tx)
      return ok({
        ...{ state: 'signed' as const, document_number: documentNumber, signed_at: now },
        ...{ signed_by: actor.accountId, signed_by_name: actor.name },
        ...{ standing: changed.length > 0 ? asStated : null, changed: JSON.stringify(changed) },
      })
    },
    { reason: asStated, documentNumber },
  )
}

/** The county's figures as the data say now, counted as a gathering counts them. */
function countCountyNow({ app }: Context, of: CountyOccasion): Promise<Map<string, Rate>> {
  const today = app.clock.today()
  return app.db.read(SYSTEM, async tx => {
    const schools = await listSchools(tx, of, today)
    const figures = await countFigures(
      tx,
      { today, accountId: SYSTEM.accountId, scope: SYSTEM.scope },
      of.campaignId,
      schools.map(({ unit_id }) => unit_id),
    )
    return withSummaryRates(
      addFigures([...figures.values()]),
      schools.map(each => ({ ...each, summary_id: each.id })),
    )
  })
}
