import { leaderEntriesDueBefore, type UnitId } from '@anlan/domain'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'

/**
 * Takes away what leaders wrote of themselves about days long past. Their files are then evidence of nothing, and go with the
 * next clean-up; what the record says of it names no words.
 * @returns how many entries
 */
export function forgetLeaderEntries(app: App): Promise<number> {
  const [today, now] = [app.clock.today(), app.clock.now()]
  return app.db.transaction(SYSTEM, async tx => {
    const { value: overrides } = await readRuleLimits(tx)
    const due = await tx
      .selectFrom('leader_entries')
      .select('id')
      .where('on_day', '<', leaderEntriesDueBefore(today, overrides))
      .orderBy('id')
      .limit(500)
      .execute()
    if (due.length === 0) return 0
    const ids = due.map(({ id }) => id)
    await tx.deleteFrom('leader_entry_files').where('entry_id', 'in', ids).execute()
    // Of two servers at once the second waits here, and finds none left to count.
    const gone = await tx
      .deleteFrom('leader_entries')
      .where('id', 'in', ids)
      .returning(['account_id', 'unit_id'])
      .execute()
    for (const of of Map.groupBy(gone, ({ account_id, unit_id }) => `${account_id} ${unit_id}`).values()) {
      const [first] = of
      if (first)
        await recordAudit(
          tx,
          { actor: SYSTEM, now, requestId: null },
          {
            ...{ action: 'leader-record.forget', subject: { kind: 'person', id: first.account_id } },
            ...{ unitId: first.unit_id as UnitId, after: { count: of.length } },
          },
        )
    }
    return gone.length
  })
}
