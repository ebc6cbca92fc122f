import {
  err,
  isPilotLate,
  isRecheckDue,
  listPilotEvents,
  may,
  ok,
  type Instant,
  type Pilot,
  type PilotCriteria,
  type PilotEvent,
  type PilotFigures,
  type PilotHappening,
  type PilotId,
  type Result,
  type RoleId,
  type Unit,
} from '@anlan/domain'
import { findUnit } from '../../organisation/unit.queries.ts'
import type { Refusal } from '../../refusal.ts'
import type { Context } from '../../trpc.ts'
import { getCriteria } from './criteria.queries.ts'
import { countFigures } from './figures.queries.ts'
import { findPilot, listPilotHappenings } from './pilot.queries.ts'

export interface PilotDetail {
  readonly pilot: Pilot
  readonly unit: Pick<Unit, 'id' | 'name' | 'kind'>
  /** Those it was named under. */
  readonly criteria: PilotCriteria
  /** As they are counted today. */
  readonly figures: PilotFigures
  readonly late: boolean
  readonly recheckDue: boolean
  readonly timeline: readonly {
    readonly id: string
    readonly at: Instant
    readonly event: PilotHappening
    readonly note: string | null
    readonly who: { readonly name: string; readonly role: RoleId }
  }[]
  readonly events: readonly PilotEvent[]
  readonly mayPair: boolean
  readonly mayShare: boolean
}

/** A pilot with its criteria, what the system counts today, what happened, and what the reader may do. */
export function getPilot({ app, actor }: Context, id: PilotId): Promise<Result<PilotDetail, Refusal>> {
  const today = app.clock.today()
  return app.db.read(actor, async (tx): Promise<Result<PilotDetail, Refusal>> => {
    const pilot = await findPilot(tx, id)
    if (!pilot) return err({ code: 'not-found' })
    const [unit, criteria, figures, events] = await Promise.all([
      findUnit(tx, pilot.unitId),
      getCriteria(tx, pilot.criteria),
      countFigures(tx, pilot.unitId, { today, actor }),
      listPilotHappenings(tx, id),
    ])
    if (!unit) return err({ code: 'not-found' })
    return ok({
      ...{ pilot, criteria, figures, unit: { id: unit.id, name: unit.name, kind: unit.kind } },
      ...{ late: isPilotLate(pilot, today), recheckDue: isRecheckDue(pilot, today) },
      timeline: events,
      events: listPilotEvents(pilot, actor),
      mayPair: pilot.state === 'demonstration' && may(actor, 'pilot.name'),
      mayShare: pilot.state === 'demonstration' && may(actor, 'material.share', pilot.unitId),
    })
  })
}
