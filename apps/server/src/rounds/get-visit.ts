import {
  err,
  listVisitEvents,
  mayInspect,
  ok,
  roundLimitsOn,
  type Result,
  type Round,
  type RoundLimits,
  type UnitId,
  type Visit,
  type VisitEvent,
  type VisitId,
} from '@anlan/domain'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import type { Context } from '../trpc.ts'
import { findRound, listTeammates, type Teammate } from './round.queries.ts'
import {
  countPhotos,
  findVisit,
  listFound,
  listVisitFiles,
  listVisitRuns,
  type FoundHazard,
  type VisitPhoto,
  type VisitRun,
} from './visit.queries.ts'

export interface VisitDetail {
  readonly visit: Visit
  readonly round: Round
  readonly unit: { readonly id: UnitId; readonly name: string }
  readonly team: readonly Teammate[]
  readonly runs: readonly VisitRun[]
  readonly files: readonly VisitPhoto[]
  readonly hazards: readonly FoundHazard[]
  readonly photos: number
  readonly limits: RoundLimits
  /** What the reader may do now. */
  readonly events: readonly VisitEvent[]
  readonly mayInspect: boolean
}

/** A visit with all that hangs on it, for whoever may know of it. */
export function getVisit(context: Context, id: VisitId): Promise<Result<VisitDetail, Refusal>> {
  const { app, actor } = context
  return app.db.read(actor, async (tx): Promise<Result<VisitDetail, Refusal>> => {
    const visit = await findVisit(tx, id)
    const round = visit && (await findRound(tx, visit.roundId))
    if (!visit || !round) return err({ code: 'not-found' })
    const [unit, team, runs, files, hazards, photos, limits] = await Promise.all([
      findUnit(tx, visit.unitId),
      listTeammates(tx, round),
      listVisitRuns(tx, id),
      listVisitFiles(tx, id),
      listFound(tx, id),
      countPhotos(tx, id),
      readRuleLimits(tx),
    ])
    if (!unit) return err({ code: 'not-found' })
    return ok({
      ...{ visit, round, team, unit: { id: unit.id, name: unit.name }, runs, files, hazards, photos },
      limits: roundLimitsOn(limits.value, app.clock.today()),
      events: listVisitEvents(visit, { actor, round }),
      mayInspect: mayInspect(visit, round, actor.accountId),
    })
  })
}
