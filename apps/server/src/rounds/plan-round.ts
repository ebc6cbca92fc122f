import {
  dayOf,
  decideRound,
  drawPointsOf,
  drawLots,
  err,
  listTeam,
  ok,
  ROLES,
  ROUND_KINDS,
  roundLimitsOn,
  teamFits,
  type Actor,
  type Draw,
  type NewRound,
  type Result,
  type TeamCandidate,
  type RoundId,
  type UnitId,
  type VisitId,
} from '@anlan/domain'
import { randomBytes } from 'node:crypto'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { listUnits, type KeptUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import type { Context } from '../trpc.ts'
import { listCandidates } from './draw-candidates.ts'
import { listPeople, type Person } from './round.queries.ts'
import { tellPlanned } from './tell-visit.ts'

/**
 * Plans a round with its visits. Where schools are drawn, candidates, weights and seed are kept in the same transaction that
 * draws: nobody sees a result before it stands, and whoever wants another one has to plan another round.
 */
export function planRound(context: Context, round: NewRound): Promise<Result<{ id: RoundId }, Refusal>> {
  const { app, actor } = context
  const today = app.clock.today()
  return app.db.transaction(actor, async (tx): Promise<Result<{ id: RoundId }, Refusal>> => {
    const [all, people] = await Promise.all([listUnits(tx), listPeople(tx, listTeam(round.team))])
    const team = people.map(person => ({ ...person, scope: scopeOf(person, actor, all) }))
    const chosen = await chooseSchools(tx, context, round, team)
    if (!chosen.ok) return chosen
    const { draw, unitIds } = chosen.value
    const units = all.filter(unit => unitIds.includes(unit.id))
    if (units.length < unitIds.length) return err({ code: 'not-found' })
    const decision = decideRound(actor, round, units, team, today)
    if (!decision.ok) return decision
    if (!(await insertRound(tx, context, round, people))) return err({ code: 'round-differs' })
    if (draw) await insertDraw(tx, round.id, draw)
    const visits = await insertVisits(tx, context, round, unitIds)
    await recordAudit(tx, context, {
      // Of no unit: who audits a school's people must not learn of a visit before the school does.
      ...{ action: 'round.plan', subject: { kind: 'round', id: round.id }, unitId: null },
      after: { ...round, ...(draw && { seed: draw.seed, candidates: draw.candidates.length }), visits },
    })
    await tellPlanned(tx, context, round, visits, people)
    return ok({ id: round.id })
  })
}

interface Chosen {
  readonly draw: Draw | null
  readonly unitIds: readonly UnitId[]
}

async function chooseSchools(
  tx: Tx,
  { actor, now }: Context,
  { kind, schools }: NewRound,
  team: readonly TeamCandidate[],
): Promise<Result<Chosen, Refusal>> {
  if (schools.by === 'choice') return ok({ draw: null, unitIds: [...new Set(schools.unitIds)] })
  // Of the very instant that is kept, for whoever weighs again goes by its day.
  const today = dayOf(now)
  const points = drawPointsOf(roundLimitsOn((await readRuleLimits(tx)).value, today))
  const within = await listCandidates(tx, actor.scope, schools, points, today)
  const candidates = within.filter(({ unitId }) => teamFits(team, kind, { id: unitId }))
  if (candidates.length < schools.count)
    return err({ code: 'too-few-candidates', candidates: candidates.length })
  const seed = randomBytes(16).toString('hex')
  const draw = { seed, count: schools.count, candidates, points, drawnAt: now }
  const drawn = drawLots(draw).filter(lot => lot.drawn)
  return ok({ draw, unitIds: drawn.map(({ candidate }) => candidate.unitId) })
}

/** How far somebody of the team reaches: the county, the planner's own township, or the unit he is at with what hangs below. */
function scopeOf({ role, unitId }: Person, planner: Actor, units: readonly KeptUnit[]): Actor['scope'] {
  if (ROLES[role].reach === 'county') return { kind: 'county' }
  const at = units.find(unit => unit.id === unitId)
  if (ROLES[role].reach === 'township')
    return {
      kind: 'units',
      units: units
        .filter(unit => unit.id === unitId || unit.township === at?.township)
        .map(unit => unit.id)
        .filter(id => planner.scope.kind === 'county' || planner.scope.units.includes(id)),
    }
  const below = new Set<UnitId>([unitId])
  for (const unit of units) if (unit.parentId !== null && below.has(unit.parentId)) below.add(unit.id)
  return { kind: 'units', units: [...below] }
}

async function insertRound(
  tx: Tx,
  { actor, now }: Context,
  round: NewRound,
  people: readonly Person[],
): Promise<boolean> {
  const { kind, title, areas, from, until, team, departments, note } = round
  const added = await tx
    .insertInto('inspection_rounds')
    .values({
      ...{ id: round.id, kind, title, areas: JSON.stringify(areas), from_on: from, until_on: until, note },
      ...{ team: JSON.stringify(team), members: listTeam(team), departments: JSON.stringify(departments) },
      ...{ planned_by: actor.accountId, planned_by_name: actor.name, planned_at: now },
      names: JSON.stringify(Object.fromEntries(people.map(each => [each.id, each.name]))),
      revealed: ROUND_KINDS[kind].isAnnounced,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

async function insertDraw(tx: Tx, id: RoundId, draw: Draw): Promise<void> {
  await tx
    .insertInto('inspection_draws')
    .values({
      ...{ round_id: id, seed: draw.seed, count: draw.count, drawn_at: draw.drawnAt },
      ...{ candidates: JSON.stringify(draw.candidates), points: JSON.stringify(draw.points) },
    })
    .execute()
}

/** A visit as it was just planned. */
export interface PlannedVisit {
  readonly id: VisitId
  readonly unitId: UnitId
}

async function insertVisits(
  tx: Tx,
  { actor }: Context,
  { id, kind, team }: NewRound,
  unitIds: readonly UnitId[],
): Promise<PlannedVisit[]> {
  const visits = unitIds.map(unitId => ({ id: newId<VisitId>(), unitId }))
  await tx
    .insertInto('inspection_visits')
    .values(
      visits.map(visit => ({
        ...{ id: visit.id, round_id: id, unit_id: visit.unitId, kind, state: 'planned' as const },
        ...{ announced: ROUND_KINDS[kind].isAnnounced, members: listTeam(team) },
        planned_by: actor.accountId,
      })),
    )
    .execute()
  return visits
}
