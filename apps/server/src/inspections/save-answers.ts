import {
  err,
  itemsAsked,
  may,
  ok,
  type CheckAnswer,
  type FileId,
  type InspectionRunId,
  type Instant,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import { canonical } from '../audit/canonical.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles, type AttachableFile } from '../files/attach-files.ts'
import { unusedFiles } from '../files/unused-files.ts'
import type { Refusal } from '../refusal.ts'
import { showRestricted } from '../registers/restricted.ts'
import type { Context } from '../trpc.ts'
import { mayRecordRun } from './may-record-run.ts'
import { momentOf, versionOf, type KeptAnswer, type KeptRun } from './inspections.table.ts'
import { findRun, judgeKept, listAnswers, restrictedCodes } from './run.queries.ts'
import { tellPrincipals, waitsForPrincipal } from './waiting-run.ts'

/** An answer as a phone sends it. */
export interface SentAnswer {
  readonly answer: CheckAnswer
  /** When it was given, by the phone's clock. */
  readonly at: Instant
  /** The moments of the answers to the item that the phone knew of, its own that may have come through included. */
  readonly seen: readonly Instant[]
}

interface Input {
  readonly id: InspectionRunId
  readonly answers: readonly SentAnswer[]
}

export interface SavedAnswers {
  readonly revision: number
  /** True when anything was new; a phone that sends twice changes nothing the second time. */
  readonly changed: boolean
  /** The moment by which each of the items sent is kept now. */
  readonly at: Readonly<Record<string, Instant>>
  /** Items for which what was sent came too late to count and is kept aside. */
  readonly aside: readonly string[]
}

/** What is to be written: answers that count from now on, and those kept aside. */
interface Merged {
  readonly counting: KeptAnswer[]
  readonly aside: KeptAnswer[]
  readonly lost: string[]
}

/**
 * Keeps answers as they come. Phones merge by item, the later answer counts; what somebody answered without having seen
 * it, or sent after the run was handed in, is kept aside and lost for nobody.
 */
export function saveAnswers(context: Context, input: Input): Promise<Result<SavedAnswers, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<SavedAnswers, Refusal>> => {
    await showRestricted(tx)
    const run = await findRun(tx, input.id, true)
    if (!run) return err({ code: 'not-found' })
    if (!(await mayRecordRun(tx, actor, run))) return err({ code: 'not-permitted' })
    if (run.discardedAt !== null) return err({ code: 'run-over' })
    const version = versionOf(run)
    if (!version.ok) return version
    const asked = new Set(
      itemsAsked(version.value, run.profile, { ...run, every: [...run.every] }).map(({ code }) => code),
    )
    const strange = input.answers.map(({ answer }) => answer.code).filter(code => !asked.has(code))
    if (strange.length > 0) return err({ code: 'item-not-asked', items: strange })
    const restricted = restrictedCodes(version.value)
    if (
      input.answers.some(({ answer }) => restricted.has(answer.code)) &&
      !may(actor, 'bullying-case.record', run.unitId)
    )
      return err({ code: 'not-permitted' })

    const before = await listAnswers(tx, run.id)
    const merged = merge(context, run, before, input.answers)
    const files = await findPhotos(tx, run.unitId, [...merged.counting, ...merged.aside], restricted)
    if (!files.ok) return files
    const after = new Map(before.map(kept => [kept.answer.code, kept]))
    for (const kept of merged.counting) after.set(kept.answer.code, kept)
    const at = Object.fromEntries(
      input.answers.flatMap(({ answer: { code } }) => {
        const kept = after.get(code)
        return kept ? [[code, kept.at]] : []
      }),
    )
    if (merged.counting.length === 0 && merged.aside.length === 0)
      return ok({ revision: run.revision, changed: false, at, aside: merged.lost })

    await writeAnswers(tx, run, merged, restricted)
    await nameFiles(tx, run, files.value)
    const judged = judgeKept(version.value, run, [...after.values()])
    const waits = waitsForPrincipal(judged, restricted)
    const revision = run.revision + 1
    await tx
      .updateTable('inspection_runs')
      .set({ revision, answered: after.size, failing: judged.failing.length })
      .set({ waiting_since: waits ? sql`coalesce(waiting_since, ${context.now})` : null })
      .where('id', '=', run.id)
      .execute()
    if (waits) await tellPrincipals(tx, context, run)
    // Of items about single pupils the record says that they were answered; what was said stands with the run.
    const open = (answers: readonly KeptAnswer[]) =>
      answers.map(({ answer }) => (restricted.has(answer.code) ? { code: answer.code } : answer))
    const replaced = before.filter(({ answer }) =>
      merged.counting.some(kept => kept.answer.code === answer.code),
    )
    await recordAudit(tx, context, {
      ...{ action: 'inspection.save', subject: { kind: 'inspection', id: run.id }, unitId: run.unitId },
      before: replaced.length > 0 ? { answers: open(replaced) } : null,
      after: { area: run.area, answers: open(merged.counting), aside: open(merged.aside) },
    })
    return ok({ revision, changed: true, at, aside: merged.lost })
  })
}

/** Decides, item by item, what counts. */
function merge(
  { actor, now }: Context,
  run: KeptRun,
  before: readonly KeptAnswer[],
  sent: readonly SentAnswer[],
): Merged {
  const known = new Map(before.map(kept => [kept.answer.code, kept]))
  const merged: Merged = { counting: [], aside: [], lost: [] }
  for (const { answer, at: said, seen } of sent) {
    const at = momentOf(said)
    const was = known.get(answer.code)
    if (was && canonical(was.answer) === canonical(answer)) continue
    // A clock that is ahead would be right for ever.
    const given: KeptAnswer = {
      ...{ answer, at: at > now ? now : at, byId: actor.accountId, byName: actor.name },
    }
    const isKnown = was !== undefined && seen.some(each => momentOf(each) === was.at)
    if (run.handedInAt !== null || (was && !isKnown && given.at <= was.at)) {
      merged.aside.push(given)
      merged.lost.push(answer.code)
      continue
    }
    if (was && !isKnown) merged.aside.push(was)
    // Whoever saw an answer and gave another one is later than it, whatever his clock says.
    merged.counting.push(was && given.at <= was.at ? { ...given, at: justAfter(was.at) } : given)
    known.set(answer.code, given)
  }
  return merged
}

const justAfter = (at: Instant): Instant => new Date(Date.parse(at) + 1).toISOString() as Instant

/**
 * The pictures some answers name: the unit's own, and pictures. Those of items about single pupils are hidden from now on;
 * a picture that is evidence of something else cannot be one of them, nor the other way round.
 */
async function findPhotos(
  tx: Tx,
  unitId: UnitId,
  answers: readonly KeptAnswer[],
  restricted: ReadonlySet<string>,
): Promise<Result<readonly AttachableFile[], Refusal>> {
  const photosOf = (isRestricted: boolean): FileId[] =>
    answers.flatMap(({ answer }) => (restricted.has(answer.code) === isRestricted ? answer.photos : []))
  const hidden = new Set<string>(photosOf(true))
  if (hidden.size > 0) await hideFiles(tx, unitId, [...hidden])
  const files = await findOwnFiles(tx, unitId, [...photosOf(true), ...photosOf(false)])
  if (!files.ok) return files
  const isMixed = files.value.some(file => file.restricted !== hidden.has(file.id))
  if (isMixed || photosOf(false).some(id => hidden.has(id))) return err({ code: 'unknown-file' })
  return files.value.every(file => file.media_type.startsWith('image/'))
    ? files
    : err({ code: 'not-a-photo' })
}

/** Hides files that are evidence of nothing yet; others stay as they are. */
async function hideFiles(tx: Tx, unitId: UnitId, ids: readonly string[]): Promise<void> {
  await tx
    .updateTable('files')
    .set({ restricted: true })
    .where('unit_id', '=', unitId)
    .where('id', 'in', unusedFiles(tx).select('id').where('id', 'in', ids))
    .execute()
}

async function writeAnswers(
  tx: Tx,
  run: KeptRun,
  { counting, aside }: Merged,
  restricted: ReadonlySet<string>,
): Promise<void> {
  const rowOf = ({ answer, at, byId, byName }: KeptAnswer) => ({
    ...{ run_id: run.id, code: answer.code, unit_id: run.unitId, body: JSON.stringify(answer) },
    ...{ answered_at: at, answered_by: byId, answered_by_name: byName },
    restricted: restricted.has(answer.code),
  })
  if (aside.length > 0)
    await tx
      .insertInto('inspection_other_answers')
      .values(aside.map(rowOf))
      .onConflict(conflict => conflict.doNothing())
      .execute()
  if (counting.length > 0)
    await tx
      .insertInto('inspection_answers')
      .values(counting.map(rowOf))
      .onConflict(conflict =>
        conflict.columns(['run_id', 'code']).doUpdateSet(eb => ({
          body: eb.ref('excluded.body'),
          answered_at: eb.ref('excluded.answered_at'),
          answered_by: eb.ref('excluded.answered_by'),
          answered_by_name: eb.ref('excluded.answered_by_name'),
        })),
      )
      .execute()
}

async function nameFiles(tx: Tx, run: KeptRun, files: readonly AttachableFile[]): Promise<void> {
  if (files.length === 0) return
  await tx
    .insertInto('inspection_files')
    .values(
      files.map(({ id, restricted }) => ({ run_id: run.id, file_id: id, unit_id: run.unitId, restricted })),
    )
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
