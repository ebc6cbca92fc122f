import type { CampaignId, Instant } from '@anlan/domain'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { TestCounty, UnitName } from './county.ts'

interface AskedCampaign {
  readonly id: CampaignId
  /** Its only phase, which ends it. */
  readonly reviewId: string
  readonly title: string
  readonly at: Instant
  /** The units whose summary it asks for by 20 December. */
  readonly units: readonly UnitName[]
}

/** A running campaign that asks units for the summary at its end. */
export const askForSummaries = (
  county: TestCounty,
  { id, reviewId, title, at, units }: AskedCampaign,
): Promise<void> =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    const task = newId<string>()
    await bulkInsert(tx, 'campaigns', [
      {
        ...{ id, title, year: 2026, issuer: null, document_number: null },
        ...{ issued_on: null, from_on: '2026-09-01', to_on: '2026-12-31', state: 'running', revision: 1 },
        ...{ document_id: null, draft: null, created_by: county.people.officer.accountId },
        ...{ created_at: at, dispatched_by: null, dispatched_at: '2026-09-01T00:00:00Z', reason: null },
      },
    ])
    await bulkInsert(tx, 'phases', [
      {
        ...{ id: reviewId, campaign_id: id, ordinal: 1, kind: 'review', name: '总结评估' },
        ...{ from_on: '2026-12-01', to_on: '2026-12-31', path: null },
      },
    ])
    await bulkInsert(tx, 'tasks', [
      {
        ...{ id: task, campaign_id: id, phase_id: reviewId, ordinal: 1, path: null },
        ...{ title: '报送工作总结', quote: '', span_start: null, span_end: null, area: null },
        ...{ addressees: {} as never, due_on: '2026-12-20', evidence: ['document'], milestone: 'summary' },
      },
    ])
    await bulkInsert(
      tx,
      'assignments',
      units.map(unit => ({
        ...{ id: newId<string>(), campaign_id: id, task_id: task, phase_id: reviewId },
        ...{ unit_id: county.units[unit], township: null, area: null, due_on: '2026-12-20' as const },
        state: 'pending' as const,
      })),
    )
  })
