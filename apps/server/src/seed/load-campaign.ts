import { idFrom, type DemoCampaign } from '@anlan/seed'
import { createHash } from 'node:crypto'
import type { Tx } from '../db/scope.ts'
import { bulkInsert } from './bulk-insert.ts'

/** The campaign of the demonstration with its phases and tasks, and what the units have handed in. */
export async function loadCampaign(tx: Tx, campaign: DemoCampaign): Promise<void> {
  const { author, dispatchedAt } = campaign
  const documentId = idFrom<string>('plan document')
  await bulkInsert(tx, 'plan_documents', [
    {
      ...{ id: documentId, name: `${campaign.title}.txt`, encoding: 'utf-8', text: campaign.text },
      sha256: createHash('sha256').update(campaign.text).digest('hex'),
      outline: [] as never,
      ...{ created_by: author.id, created_at: dispatchedAt },
    },
  ])
  await bulkInsert(tx, 'campaigns', [
    {
      ...{ id: campaign.id, title: campaign.title, year: Number(campaign.from.slice(0, 4)) },
      ...{ issuer: '安澜县教育体育局', document_number: null, issued_on: null },
      ...{
        from_on: campaign.from,
        to_on: campaign.to,
        state: 'running',
        revision: 3,
        document_id: documentId,
      },
      draft: null,
      ...{
        created_by: author.id,
        created_at: dispatchedAt,
        dispatched_by: author.id,
        dispatched_at: dispatchedAt,
      },
    },
  ])
  await bulkInsert(
    tx,
    'phases',
    campaign.phases.map((phase, index) => ({
      ...{ id: phase.id, campaign_id: campaign.id, ordinal: index + 1, kind: phase.kind, name: phase.name },
      ...{ from_on: phase.from, to_on: phase.to, path: phase.path },
    })),
  )
  await bulkInsert(
    tx,
    'tasks',
    campaign.tasks.map((task, index) => ({
      ...{ id: task.id, campaign_id: campaign.id, phase_id: task.phaseId ?? '', ordinal: index + 1 },
      ...{ path: task.path, title: task.title, quote: task.quote, area: task.area, due_on: task.dueOn },
      ...{ span_start: task.span?.start ?? null, span_end: task.span?.end ?? null },
      ...{ addressees: task.addressees as never, evidence: task.evidence, milestone: task.milestone },
    })),
  )
  await insertAssignments(tx, campaign)
}

async function insertAssignments(tx: Tx, campaign: DemoCampaign): Promise<void> {
  await bulkInsert(
    tx,
    'assignments',
    campaign.assignments.map(({ id, task, unit, state, submissions }) => {
      const last = submissions.at(-1)
      return {
        ...{ id, campaign_id: campaign.id, task_id: task.id, phase_id: task.phaseId ?? '', unit_id: unit.id },
        ...{ township: unit.township, area: task.area, due_on: task.dueOn, state },
        ...{ revision: 1 + submissions.length * 2, versions: submissions.length },
        ...{ submitted_by: last?.by.id ?? null, submitted_at: last?.at ?? null },
        ...{ decided_by: last?.decision?.by.id ?? null, decided_at: last?.decision?.at ?? null },
        reason: last?.decision?.reason ?? null,
      }
    }),
  )
  await bulkInsert(
    tx,
    'submissions',
    campaign.assignments.flatMap(({ id, unit, submissions }) =>
      submissions.map(each => ({
        ...{
          id: each.id,
          assignment_id: id,
          unit_id: unit.id,
          version: each.version,
          statement: each.statement,
        },
        ...{ submitted_by: each.by.id, submitted_by_name: each.by.name, submitted_at: each.at },
        ...{ decision: each.decision?.kind ?? null, decided_by: each.decision?.by.id ?? null },
        ...{ decided_by_name: each.decision?.by.name ?? null, decided_at: each.decision?.at ?? null },
        reason: each.decision?.reason ?? null,
      })),
    ),
  )
}
