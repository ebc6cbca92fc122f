import {
  addDays,
  err,
  ok,
  publicReportLimit,
  startOfDay,
  type PublicReportId,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../../app.ts'
import { recordAudit } from '../../audit/record-audit.ts'
import { SYSTEM } from '../../db/scope.ts'
import type { Refusal } from '../../refusal.ts'
import { readRuleLimits } from '../../registers/rule-limits.queries.ts'
import type { Context } from '../../trpc.ts'

/** How whoever reported may be reached; that somebody looked goes on the record. Nothing where none was left, or it is gone. */
export function readContact(
  context: Context,
  id: PublicReportId,
): Promise<Result<{ contact: string }, Refusal>> {
  return context.app.db.transaction(
    context.actor,
    async (tx): Promise<Result<{ contact: string }, Refusal>> => {
      const row = await tx
        .selectFrom('public_report_contacts')
        .select(['contact', 'unit_id'])
        .where('report_id', '=', id)
        .executeTakeFirst()
      if (!row) return err({ code: 'not-found' })
      await recordAudit(tx, context, {
        ...{ action: 'public-report.read-contact', subject: { kind: 'public-report', id } },
        unitId: row.unit_id as UnitId,
      })
      return ok({ contact: row.contact })
    },
  )
}

/** Takes away contacts of reports that were settled a while ago; the record says how many of which school. */
export function forgetContacts(app: App): Promise<number> {
  const [today, now] = [app.clock.today(), app.clock.now()]
  return app.db.transaction(SYSTEM, async tx => {
    const { value: overrides } = await readRuleLimits(tx)
    const before = startOfDay(addDays(today, 1 - publicReportLimit('contact-days', overrides, today)))
    const { rows } = await sql<{ unit_id: UnitId }>`
      delete from public_report_contacts using public_reports
      where public_reports.id = report_id and settled_at < ${before}
      returning public_report_contacts.unit_id`.execute(tx)
    for (const [unitId, gone] of Map.groupBy(rows, row => row.unit_id))
      await recordAudit(
        tx,
        { actor: SYSTEM, now, requestId: null },
        {
          ...{ action: 'public-report.forget-contact', subject: { kind: 'unit', id: unitId }, unitId },
          after: { count: gone.length },
        },
      )
    return rows.length
  })
}
