import { err, ok, partOf, type Draw, type Result, type Round, type RoundId } from '@anlan/domain'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import {
  findDraw,
  findRound,
  listRoundVisits,
  listTeammates,
  type RoundVisit,
  type Teammate,
} from './round.queries.ts'

export interface RoundDetail {
  readonly round: Round
  readonly team: readonly Teammate[]
  readonly visits: readonly RoundVisit[]
  /** How its schools were drawn; null where they were chosen, or where the reader may not know yet. */
  readonly draw: Draw | null
  /** Whether `visits` are all there are: a school sees its own. */
  readonly seesAll: boolean
}

/** A round as its notice shows it: who goes where and when, and how the schools were drawn. */
export function getRound(context: Context, id: RoundId): Promise<Result<RoundDetail, Refusal>> {
  const { app, actor } = context
  return app.db.read(actor, async (tx): Promise<Result<RoundDetail, Refusal>> => {
    const round = await findRound(tx, id)
    if (!round) return err({ code: 'not-found' })
    const [team, visits, draw] = await Promise.all([
      listTeammates(tx, round),
      listRoundVisits(tx, id),
      findDraw(tx, id),
    ])
    const seesAll =
      actor.scope.kind === 'county' ||
      round.plannedBy === actor.accountId ||
      partOf(round.team, actor.accountId) !== null
    return ok({ round, team, visits, draw, seesAll })
  })
}
