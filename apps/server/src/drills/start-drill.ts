import {
  dayOf,
  err,
  isGraver,
  ok,
  type DrillId,
  type DrillMode,
  type DrillType,
  type Instant,
  type Result,
  type Roster,
  type UnitId,
} from '@anlan/domain'
import type { Occasion } from '../audit/record-audit.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import type { Refusal } from '../refusal.ts'
import { readRoster } from './roster.queries.ts'

export interface StartInput {
  /** The drill's id: of a planned one, or a new one made by whoever starts. */
  readonly id: DrillId
  readonly unitId: UnitId
  readonly type: DrillType
  readonly mode: DrillMode
  readonly title: string
  /** When the alarm was given, by the server's clock; earlier than now where a kiosk was without a network. */
  readonly at: Instant
  /** The list a kiosk counted by, where it started without the server. */
  readonly mark: string | null
}

export interface Started {
  readonly id: DrillId
  /** False when it, or another drill of the school, was running already: then `id` is that one's. */
  readonly isNew: boolean
}

/**
 * Starts a drill at a school: the roster is frozen, and everybody who looks sees it. Starting twice is starting once;
 * where another drill is running already the answer names it, so that nobody counts into a drill of his own. A real
 * emergency waits for no exercise, and a drill for no test of the machines: what runs is called off, and everybody is
 * counted anew.
 */
export async function startDrill(
  tx: Tx,
  occasion: Occasion,
  input: StartInput,
): Promise<Result<Started, Refusal>> {
  const known = await tx
    .selectFrom('drills')
    .select(['id', 'unit_id', 'state', 'storeys', 'county_drill_id', 'mode', 'type', 'title'])
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (known && known.unit_id !== input.unitId) return err({ code: 'not-found' })
  if (known && known.state !== 'scheduled') return ok({ id: input.id, isNew: false })
  const running = await tx
    .selectFrom('drills')
    .select(['id', 'mode', 'county_drill_id'])
    .where('unit_id', '=', input.unitId)
    .where('state', '=', 'running')
    .forUpdate()
    .executeTakeFirst()
  const mode = known?.mode ?? input.mode
  if (running && !isGraver(mode, running.mode)) return ok({ id: running.id as DrillId, isNew: false })
  if (running) await giveWay(tx, occasion, running, { ...input, mode })

  const roster = await frozenRoster(tx, input)
  const unit = await tx
    .selectFrom('school_sites')
    .select('storeys')
    .where('unit_id', '=', input.unitId)
    .executeTakeFirst()
  const started = {
    ...{ state: 'running' as const, started_at: input.at, started_by_name: occasion.actor.name },
    ...{
      roster: JSON.stringify(roster),
      on_day: dayOf(input.at),
      storeys: known?.storeys ?? unit?.storeys ?? null,
    },
  }
  if (known)
    await tx
      .updateTable('drills')
      .set(eb => ({ ...started, revision: eb('revision', '+', 1) }))
      .where('id', '=', input.id)
      .execute()
  else {
    const made = await tx
      .insertInto('drills')
      .values({
        ...started,
        ...{ id: input.id, unit_id: input.unitId, county_drill_id: null, type: input.type, mode: input.mode },
        ...{
          title: input.title,
          roles: '[]',
          scheduled_at: null,
          created_by: null,
          created_at: occasion.now,
        },
      })
      // Two who start at once: the school has one running drill, and the second joins it.
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) {
      const other = await tx
        .selectFrom('drills')
        .select('id')
        .where('unit_id', '=', input.unitId)
        .where('state', '=', 'running')
        .executeTakeFirst()
      // No row and no running one in sight: the id is another school's.
      return other ? ok({ id: other.id as DrillId, isNew: false }) : err({ code: 'not-found' })
    }
  }
  await recordAudit(tx, occasion, {
    ...{ action: 'drill.start', subject: { kind: 'drill', id: input.id }, unitId: input.unitId },
    after: {
      ...{ type: known?.type ?? input.type, mode: known?.mode ?? input.mode, at: input.at },
      expected: roster.groups.reduce((sum, group) => sum + group.unnamed + group.people.length, 0),
    },
  })
  announce(tx, `drill:${input.id}`)
  announce(tx, `drills:${input.unitId}`)
  if (known?.county_drill_id) announce(tx, `county-drill:${known.county_drill_id}`)
  return ok({ id: input.id, isNew: true })
}

/** Calls off what runs and is less grave; what was counted in it stays. */
async function giveWay(
  tx: Tx,
  occasion: Occasion,
  running: { readonly id: string; readonly mode: DrillMode; readonly county_drill_id: string | null },
  { id, unitId, at, mode }: StartInput,
): Promise<void> {
  const reason = `${mode === 'real' ? '遇真实警情' : '演练开始'}，${running.mode === 'test' ? '设备测试' : '演练'}中止`
  await tx
    .updateTable('drills')
    .set(eb => ({
      ...{ state: 'cancelled' as const, cancelled_at: at, cancel_reason: reason },
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', running.id)
    .execute()
  await recordAudit(tx, occasion, {
    ...{ action: 'drill.cancel', subject: { kind: 'drill', id: running.id }, unitId },
    ...{ before: { state: 'running' }, after: { state: 'cancelled', reason, gaveWayTo: id } },
  })
  announce(tx, `drill:${running.id}`)
  if (running.county_drill_id) announce(tx, `county-drill:${running.county_drill_id}`)
}

/** The list a kiosk named, as the server once gave it out; the school's present one otherwise. */
async function frozenRoster(tx: Tx, { id, unitId, mark, at }: StartInput): Promise<Roster> {
  const pack =
    mark === null
      ? undefined
      : await tx
          .selectFrom('roster_packs')
          .select('roster')
          .where('unit_id', '=', unitId)
          .where('mark', '=', mark)
          .executeTakeFirst()
  return pack ? { ...pack.roster, drill: id } : readRoster(tx, unitId, id, dayOf(at))
}
