import {
  decideVisit,
  err,
  mayInspect,
  ok,
  roundLimitsOn,
  type FileId,
  type Result,
  type Round,
  type Signature,
  type Visit,
  type VisitCommand,
  type VisitId,
  type VisitOccasion,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import type { Refusal } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import type { Context } from '../trpc.ts'
import { findRound } from './round.queries.ts'
import { tellTurn } from './tell-visit.ts'
import { countPhotos, findVisit, listVisitRuns, saveVisit, type VisitPhoto } from './visit.queries.ts'

interface Input {
  readonly id: VisitId
  readonly revision: number
  readonly command: VisitCommand
}

/** Carries one command on a visit: the domain decides, this loads, saves and records. */
export function advanceVisit(context: Context, input: Input): Promise<Result<Visit, Refusal>> {
  const { app, actor } = context
  const { id, command } = input
  return app.db.transaction(actor, async (tx): Promise<Result<Visit, Refusal>> => {
    const before = await findVisit(tx, id, true)
    const round = before && (await findRound(tx, before.roundId))
    if (!before || !round) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const decision = decideVisit(before, command, await occasionOf(tx, context, before, round))
    if (!decision.ok) return decision
    const after = decision.value
    await saveVisit(tx, after)
    if (command.event === 'sign') {
      const kept = await keepFiles(tx, after, picturesOf(command.inspector, command.school), 'signature')
      if (!kept.ok) return kept
    }
    if (command.event === 'arrive' || command.event === 'cancel') await revealRound(tx, round)
    await recordAudit(tx, context, {
      ...{ action: `visit.${command.event}`, subject: { kind: 'visit', id } },
      // A visit the school never knew of is none of its records either.
      ...{ unitId: after.announced ? after.unitId : null, before, after },
    })
    await tellTurn(tx, context, round, after, command.event)
    return ok(after)
  })
}

async function occasionOf(
  tx: Tx,
  { app, actor, now }: Context,
  { id }: Visit,
  round: Round,
): Promise<VisitOccasion> {
  const [runs, photos, { value }] = await Promise.all([
    listVisitRuns(tx, id),
    countPhotos(tx, id),
    readRuleLimits(tx),
  ])
  return {
    ...{ actor, now, round, photos, limits: roundLimitsOn(value, app.clock.today()) },
    openRuns: runs.filter(({ state }) => state === 'open').length,
    areasSeen: runs.filter(({ state }) => state === 'handed-in').map(({ area }) => area),
  }
}

const picturesOf = (...signatures: readonly Signature[]): FileId[] =>
  signatures.flatMap(signature => ('fileId' in signature ? [signature.fileId] : []))

/** Ties pictures to a visit; they lie with the school that is visited, as all its evidence. */
async function keepFiles(
  tx: Tx,
  { id, unitId }: Visit,
  ids: readonly FileId[],
  purpose: VisitPhoto['purpose'],
): Promise<Result<null, Refusal>> {
  const files = await findOwnFiles(tx, unitId, ids)
  if (!files.ok) return files
  if (files.value.some(({ media_type }) => !media_type.startsWith('image/')))
    return err({ code: 'not-a-photo' })
  if (files.value.length === 0) return ok(null)
  await tx
    .insertInto('visit_files')
    .values(files.value.map(file => ({ visit_id: id, file_id: file.id, unit_id: unitId, purpose })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return ok(null)
}

/** Photos the team takes of the place as a whole, beside those of the checklists. */
export function addVisitPhotos(
  context: Context,
  { id, files }: { readonly id: VisitId; readonly files: readonly FileId[] },
): Promise<Result<null, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<null, Refusal>> => {
    const visit = await findVisit(tx, id, true)
    const round = visit && (await findRound(tx, visit.roundId))
    if (!visit || !round) return err({ code: 'not-found' })
    if (!mayInspect(visit, round, actor.accountId)) return err({ code: 'not-on-team' })
    const kept = await keepFiles(tx, visit, files, 'photo')
    if (!kept.ok) return kept
    await recordAudit(tx, context, {
      ...{ action: 'visit.add-photos', subject: { kind: 'visit', id }, unitId: visit.unitId },
      after: { photos: files.length },
    })
    return ok(null)
  })
}

/** Once no visit of a round is hidden any more, its schools see the draw they came from. */
async function revealRound(tx: Tx, { id }: Pick<Round, 'id'>): Promise<void> {
  await tx
    .updateTable('inspection_rounds')
    .set({ revealed: true })
    .where('id', '=', id)
    .where('revealed', '=', false)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inspection_visits')
            .select('id')
            .whereRef('round_id', '=', 'inspection_rounds.id')
            .where('announced', '=', false)
            .where('state', '=', 'planned'),
        ),
      ),
    )
    .execute()
}
