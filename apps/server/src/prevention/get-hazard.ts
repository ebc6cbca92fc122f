import {
  err,
  hazardLimitsOn,
  lateEntryDays,
  lookBackDueOn,
  FINISHING_EVENTS,
  listHazardEvents,
  ok,
  may,
  type Actor,
  type AreaId,
  type Day,
  type Hazard,
  type HazardEvent,
  type HazardFileStage,
  type HazardGrade,
  type HazardId,
  type Result,
  type RoleId,
  type UnitKind,
} from '@anlan/domain'
import { versionOf } from '../inspections/inspections.table.ts'
import { restrictedCodes } from '../inspections/run.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { listFamily, listReusedPhotos, type HazardHints } from './hazard-hints.queries.ts'
import { findHazard } from './hazard.queries.ts'

export interface HazardDetail {
  readonly hazard: Hazard
  readonly unit: { readonly id: string; readonly name: string; readonly kind: UnitKind }
  readonly leadName: string | null
  readonly reportedByName: string
  /** What the reader may do next. */
  readonly events: HazardEvent[]
  readonly files: {
    id: string
    name: string
    mediaType: string
    size: number
    width: number | null
    height: number | null
    stage: HazardFileStage
  }[]
  /** The self-inspection it came of, with the grade that was proposed. */
  readonly inspection: HazardOrigin | null
  /** What is pointed out, never held against anybody. */
  readonly hints: HazardHints
  /** The closed hazard that came back in it, and those in which it came back. */
  readonly family: readonly {
    readonly id: HazardId
    readonly number: string
    readonly is: 'ancestor' | 'recurrence'
  }[]
  /** With which paper the bureau handed it down, and by when it proposes that it is put right. */
  readonly order: { readonly document: string; readonly dueOn: Day | null } | null
  /** By when somebody looks back at it, where somebody must. */
  readonly lookBackDue: Day | null
  readonly timeline: {
    id: string
    at: string
    who: { name: string; role: RoleId }
    event: HazardEvent | 'report'
    note: string | null
    changes: Record<string, unknown>
  }[]
}

/** Of an item about single pupils, which run it was and which item is told to those alone who read such items. */
export interface HazardOrigin {
  readonly item: { readonly runId: string; readonly code: string } | null
  readonly proposed: HazardGrade
}

/** A hazard with its whole story, within the reader's scope. */
export function getHazard({ app, actor }: Context, id: HazardId): Promise<Result<HazardDetail, Refusal>> {
  return app.db.read(actor, async tx => {
    const [hazard, row, files, events, inspection, reused, family, { value: own }, order] = await Promise.all(
      [
        findHazard(tx, id),
        tx
          .selectFrom('hazards')
          .innerJoin('units', 'units.id', 'hazards.unit_id')
          .select(['units.id', 'units.name', 'units.kind', 'hazards.lead_name', 'hazards.reported_by_name'])
          .where('hazards.id', '=', id)
          .executeTakeFirst(),
        tx
          .selectFrom('hazard_files')
          .innerJoin('files', 'files.id', 'hazard_files.file_id')
          .select(['files.id', 'files.name', 'files.media_type as mediaType', 'files.size', 'files.width'])
          .select(['files.height', 'hazard_files.stage'])
          .where('hazard_files.hazard_id', '=', id)
          .orderBy('files.id')
          .execute(),
        tx.selectFrom('hazard_events').selectAll().where('hazard_id', '=', id).orderBy('id').execute(),
        tx
          .selectFrom('inspection_hazards')
          .innerJoin('inspection_runs', 'inspection_runs.id', 'inspection_hazards.run_id')
          .select(['run_id as runId', 'code', 'proposed', 'inspection_runs.area', 'inspection_runs.version'])
          .where('hazard_id', '=', id)
          .executeTakeFirst(),
        listReusedPhotos(tx, id),
        listFamily(tx, id),
        readRuleLimits(tx),
        tx
          .selectFrom('hazard_orders')
          .select(['document', 'due_on as dueOn'])
          .where('hazard_id', '=', id)
          .executeTakeFirst(),
      ],
    )
    if (!hazard || !row) return err({ code: 'not-found' })
    const limits = hazardLimitsOn(own, app.clock.today())
    const rectifiers = events
      .filter(each => FINISHING_EVENTS.includes(each.event as HazardEvent))
      .map(each => each.actor_id)
    return ok({
      hazard,
      unit: { id: row.id, name: row.name, kind: row.kind },
      leadName: row.lead_name,
      reportedByName: row.reported_by_name,
      events: listHazardEvents(hazard, actor, rectifiers),
      files,
      inspection: inspection ? originOf(inspection, actor) : null,
      hints: { reusedPhotos: reused, lateEntryDays: lateEntryDays(hazard, limits) },
      family,
      order: order ?? null,
      lookBackDue: lookBackDueOn(hazard, limits),
      timeline: events.map(each => ({
        id: each.id,
        at: each.at,
        who: { name: each.actor_name, role: each.actor_role as RoleId },
        event: each.event as HazardEvent | 'report',
        note: each.note,
        changes: each.changes,
      })),
    })
  })
}

interface Origin {
  readonly runId: string
  readonly area: AreaId
  readonly version: number
  readonly code: string
  readonly proposed: HazardGrade
}

/** An item of a version that this server does not know might be about single pupils. */
function originOf({ runId, code, proposed, ...run }: Origin, actor: Actor): HazardOrigin {
  const version = versionOf(run)
  const isOpen = version.ok && !restrictedCodes(version.value).has(code)
  return { item: isOpen || may(actor, 'bullying-case.read') ? { runId, code } : null, proposed }
}
