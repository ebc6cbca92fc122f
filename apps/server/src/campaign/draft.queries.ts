import {
  listDraftProblems,
  resolveAddressees,
  type CampaignDraft,
  type CampaignId,
  type CampaignState,
  type Day,
  type DraftProblem,
  type Task,
  type TaskId,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { toUnit } from '../organisation/organisation.table.ts'

/** How many names of a task's units travel with a draft; the rest is asked for by `previewAddressees`. */
const SAMPLE = 5

export interface OutlineNode {
  readonly marker: string
  readonly level: number
  readonly path: string
  readonly title: string
  readonly start: number
  readonly end: number
  readonly children: OutlineNode[]
}

/** Whom a task would reach on a day. */
export interface Resolved {
  readonly count: number
  readonly sample: { id: UnitId; name: string }[]
}

export interface DraftReading {
  readonly problems: DraftProblem[]
  readonly resolved: Record<TaskId, Resolved>
}

export interface DraftDetail extends DraftReading {
  readonly campaignId: CampaignId
  readonly revision: number
  readonly state: CampaignState
  readonly document: { readonly name: string; readonly encoding: string } | null
  readonly text: string
  readonly outline: OutlineNode[]
  readonly draft: CampaignDraft
  /** Other campaigns made from the same text, newest first: importing twice is allowed and said. */
  readonly sameDocument: { id: CampaignId; title: string; state: CampaignState }[]
}

/** Every unit of the county in the order of its list. */
export async function listUnits(tx: Tx): Promise<Unit[]> {
  return (await tx.selectFrom('units').selectAll().orderBy('ordinal').execute()).map(toUnit)
}

/**
 * What stands between a draft and its confirmation on a day, and whom each task reaches. A task whose addressees are
 * nobody that day (a group without units, a school that closed) is as good as one without addressees.
 */
export function readDraft(draft: CampaignDraft, units: readonly Unit[], today: Day): DraftReading {
  const reached = draft.tasks.map(task => [task, resolveAddressees(units, task.addressees, today)] as const)
  const problems = listDraftProblems(draft)
  const named = new Set(
    problems.flatMap(problem => (problem.code === 'task-without-addressees' ? [problem.task] : [])),
  )
  const nobody = reached
    .filter(([task, to]) => to.length === 0 && !named.has(task.id))
    .map(([task]): DraftProblem => reachesNobody(task))
  return {
    problems: [...problems, ...nobody],
    resolved: Object.fromEntries(reached.map(([task, to]) => [task.id, toResolved(to)])),
  }
}

const reachesNobody = (task: Task): DraftProblem => ({
  code: 'task-without-addressees',
  blocking: true,
  task: task.id,
})

const toResolved = (units: readonly Unit[]): Resolved => ({
  count: units.length,
  sample: units.slice(0, SAMPLE).map(({ id, name }) => ({ id, name })),
})

/** A draft beside the text it was read from, or nothing. */
export async function findDraft(tx: Tx, id: CampaignId, today: Day): Promise<DraftDetail | undefined> {
  const row = await tx
    .selectFrom('campaigns')
    .leftJoin('plan_documents', 'plan_documents.id', 'campaigns.document_id')
    .select(['campaigns.revision', 'campaigns.state', 'campaigns.draft'])
    .select(['plan_documents.name', 'plan_documents.encoding', 'plan_documents.text'])
    .select(['plan_documents.outline', 'plan_documents.sha256'])
    .where('campaigns.id', '=', id)
    .executeTakeFirst()
  if (!row?.draft) return undefined
  const [units, sameDocument] = await Promise.all([
    listUnits(tx),
    row.sha256 === null ? [] : listCampaignsOfText(tx, row.sha256, id),
  ])
  return {
    ...{ campaignId: id, revision: row.revision, state: row.state, draft: row.draft },
    document: row.name === null ? null : { name: row.name, encoding: row.encoding ?? '' },
    text: row.text ?? '',
    outline: (row.outline ?? []) as OutlineNode[],
    sameDocument,
    ...readDraft(row.draft, units, today),
  }
}

/** Campaigns made from a text, newest first, without the one that asks. */
export async function listCampaignsOfText(
  tx: Tx,
  sha256: string,
  except: CampaignId,
): Promise<DraftDetail['sameDocument']> {
  const rows = await tx
    .selectFrom('campaigns')
    .innerJoin('plan_documents', 'plan_documents.id', 'campaigns.document_id')
    .select(['campaigns.id', 'campaigns.title', 'campaigns.state'])
    .where('plan_documents.sha256', '=', sha256)
    .where('campaigns.id', '<>', except)
    .where('campaigns.state', '<>', 'discarded')
    .orderBy('campaigns.created_at', 'desc')
    .limit(5)
    .execute()
  return rows.map(row => ({ id: row.id as CampaignId, title: row.title, state: row.state }))
}
