import {
  err,
  HAZARD_GRADES,
  HAZARD_STATES,
  ok,
  ASSIGNMENT_STATES,
  AREA_LABELS,
  type MatterFact,
  type NamedFact,
  type Result,
  type UnitId,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'

type FactRefusal = { code: 'unknown-fact' }
type Found = Promise<string | undefined>

/**
 * Puts facts into words as they stand today. What is on record is read from the record and not from who names it, and has to
 * be the unit's own.
 */
export async function frozenFacts(
  tx: Tx,
  unitId: UnitId,
  named: readonly NamedFact[],
): Promise<Result<MatterFact[], FactRefusal>> {
  const facts: MatterFact[] = []
  for (const each of named) {
    if (each.kind === 'text') {
      facts.push({ kind: 'text', subjectId: null, words: each.words })
      continue
    }
    const words = await WORDS[each.kind](tx, unitId, each.id)
    if (words === undefined) return err({ code: 'unknown-fact' })
    facts.push({ kind: each.kind, subjectId: each.id, words })
  }
  return ok(facts)
}

const WORDS: Readonly<
  Record<Exclude<NamedFact['kind'], 'text'>, (tx: Tx, unitId: UnitId, id: string) => Found>
> = { hazard: hazardWords, assignment: assignmentWords, inspection: inspectionWords }

/** What is on record of one hazard of the unit, in words. */
export async function hazardWords(tx: Tx, unitId: UnitId, id: string): Found {
  const row = await tx
    .selectFrom('hazards')
    .select(['number', 'place', 'description', 'grade', 'state', 'due_on'])
    .where('id', '=', id)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  if (!row) return undefined
  const grade = row.grade === null ? '隐患' : HAZARD_GRADES[row.grade].zh
  const due = row.due_on === null ? '' : `，整改期限${row.due_on}`
  return cut(
    `${grade}${row.number}（${row.place}）：${ended(row.description)}状态：${HAZARD_STATES[row.state].zh}${due}。`,
  )
}

/** What is on record of one assignment of the unit, in words. */
export async function assignmentWords(tx: Tx, unitId: UnitId, id: string): Found {
  const row = await tx
    .selectFrom('assignments')
    .innerJoin('tasks', 'tasks.id', 'assignments.task_id')
    .select(['tasks.title', 'assignments.due_on', 'assignments.state', 'assignments.reason'])
    .where('assignments.id', '=', id)
    .where('assignments.unit_id', '=', unitId)
    .executeTakeFirst()
  if (!row) return undefined
  const due = row.due_on === null ? '' : `，期限${row.due_on}`
  const why = row.reason === null ? '' : `，退回原因：${row.reason.replace(/。+$/, '')}`
  return cut(`任务“${row.title}”${due}，状态：${ASSIGNMENT_STATES[row.state].zh}${why}。`)
}

/** What is on record of one inspection of the unit, in words. */
export async function inspectionWords(tx: Tx, unitId: UnitId, id: string): Found {
  const row = await tx
    .selectFrom('inspection_runs')
    .select(['area', 'on_day', 'asked', 'failing'])
    .where('id', '=', id)
    .where('unit_id', '=', unitId)
    .executeTakeFirst()
  if (!row) return undefined
  return `${row.on_day}${AREA_LABELS[row.area].zh}检查：共${row.asked}项，不符合${row.failing}项。`
}

/** A sentence with its full stop, whether or not somebody wrote one. */
const ended = (text: string): string => `${text.replace(/。+$/, '')}。`
const cut = (words: string): string => (words.length > 500 ? `${words.slice(0, 499)}…` : words)
