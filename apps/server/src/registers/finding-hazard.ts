import {
  AREA,
  err,
  isBureauRole,
  may,
  ok,
  PLACE_WITHHELD,
  proposeHazard,
  SETTLED_HAZARD_STATES,
  type Area,
  type AreaId,
  type CrossFinding,
  type DecidingRecord,
  type EntryId,
  type HazardId,
  type HazardOfFinding,
  type HazardSource,
  type NewHazard,
  type Placed,
  type Result,
  type RuleCode,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import { reportHazardIn } from '../prevention/report-hazard.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findEntry } from './entry.queries.ts'
import { followFindings, listFindingHazards, type FollowedFinding } from './finding-hazards.queries.ts'
import { getRegister } from './registers.table.ts'
import { holdArea } from './restand.ts'
import { isRestricted } from './restricted.ts'
import { standNow } from './standing.queries.ts'

interface Named {
  readonly unitId: UnitId
  readonly rule: RuleCode
  /** The findings of that rule that stand today, by key. */
  readonly findings: readonly string[]
}

/** What a hazard made of findings would say: everything filled in that the records tell. */
export const proposeFindingHazard = (
  context: Context,
  named: Named,
): Promise<Result<HazardOfFinding, Refusal>> =>
  context.app.db.transaction(context.actor, async (tx): Promise<Result<HazardOfFinding, Refusal>> => {
    const found = await findStanding(tx, context, named)
    if (!found.ok) return found
    const { area, findings, confidential } = found.value
    const records: DecidingRecord[] = []
    if (!confidential)
      for (const id of new Set(findings.flatMap(each => each.records)).values()) {
        const kept = await findEntry(tx, id as EntryId)
        if (kept) records.push({ id: kept.id, register: getRegister(kept.register), entry: kept.entry })
      }
    const source = sourceOf(context)
    const today = context.app.clock.today()
    return ok(proposeHazard(findings, records, { area, today, source, confidential }))
  })

export interface FindingHazard {
  readonly id: HazardId
  readonly number: string
}

/**
 * Makes one hazard of findings of a rule that stand today. While it is being dealt with, they make no second one. Of a
 * restricted register it says what the rule says, whatever was sent: a hazard is read by many.
 */
export const openFindingHazard = (
  context: Context,
  { hazard, ...named }: Named & { readonly hazard: NewHazard },
): Promise<Result<FindingHazard, Refusal>> =>
  context.app.db.transaction(context.actor, async (tx): Promise<Result<FindingHazard, Refusal>> => {
    const { unitId, rule } = named
    await holdArea(tx, unitId, areaOf(rule))
    const found = await findStanding(tx, context, named)
    if (!found.ok) return found
    const { area, findings, restricted } = found.value
    for (const { hazard: made } of findings)
      if (made && !SETTLED_HAZARD_STATES.includes(made.state))
        return err({ code: 'finding-has-hazard', number: made.number })
    const source = sourceOf(context)
    const said = restricted
      ? wordingOf(
          proposeHazard(findings, [], { area, today: context.app.clock.today(), source, confidential: true }),
        )
      : hazard
    const reported = await reportHazardIn(tx, context, { unitId, hazard: { ...said, area }, files: [] })
    if (!reported.ok) return reported
    const { id, number } = reported.value
    const keys = [...new Set(findings.map(({ key }) => key))]
    await tx
      .insertInto('finding_hazards')
      .values(keys.map(finding => ({ hazard_id: id, unit_id: unitId, area, rule, finding })))
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'finding.open-hazard', subject: { kind: 'hazard', id }, unitId },
      after: { rule, number },
    })
    announce(tx, 'registers')
    return ok({ id, number })
  })

const sourceOf = ({ actor }: Context): HazardSource =>
  isBureauRole(actor.role) ? 'supervision-review' : 'self-inspection'

const wordingOf = ({ source, description, discoveredOn }: HazardOfFinding): Omit<NewHazard, 'area'> => ({
  ...{ source, discoveredOn, place: PLACE_WITHHELD, description: description.zh },
  ...{ interimControl: null, stopUse: false, riskPointId: null },
})

const areaOf = (rule: RuleCode): AreaId => rule.split(/[#/]/)[0] as AreaId

interface Standing {
  readonly area: AreaId
  readonly findings: readonly [FollowedFinding, ...FollowedFinding[]]
  /** Found in a register that not everybody reads: nothing that was written there leaves it. */
  readonly confidential: boolean
  /** Found in a register whose every reading is on record. */
  readonly restricted: boolean
}

/** The named findings as they stand today, for somebody who may see them and report a hazard of the unit. */
async function findStanding(
  tx: Tx,
  { app, actor }: Context,
  { unitId, rule, findings }: Named,
): Promise<Result<Standing, Refusal>> {
  const area = areaOf(rule)
  const registers = registersOf(area, rule)
  const unit = await findUnit(tx, unitId)
  if (!unit || registers.some(({ permissions }) => !may(actor, permissions.read, unitId)))
    return err({ code: 'not-found' })
  if (!may(actor, 'hazard.report', unitId)) return err({ code: 'not-permitted' })
  const made = await listFindingHazards(tx, unitId, area)
  const stands = followFindings(await standNow(tx, unit, area, app.clock.today()), made)
  const all = [...stands.between, ...stands.registers.flatMap(each => each.findings)]
  const [first, ...more] = all.filter(each => each.rule === rule && findings.includes(each.key))
  if (!first || findings.some(key => key !== first.key && !more.some(each => each.key === key)))
    return err({ code: 'finding-gone' })
  const confidential = registers.some(({ permissions }) => permissions.read !== 'register.read')
  return ok({ area, findings: [first, ...more], confidential, restricted: registers.some(isRestricted) })
}

/** The registers a rule reads: its own, or those it stands between. */
function registersOf(areaId: AreaId, rule: RuleCode): Placed[] {
  const area: Pick<Area, 'registers' | 'cross'> = AREA[areaId]
  const [key = '', code = ''] = rule.split('#')
  const reads = (area.cross as Readonly<Record<string, CrossFinding>>)[code]?.reads ?? []
  return (area.registers as readonly Placed[]).filter(({ key: own, id }) =>
    key === areaId ? reads.includes(id) : own === key,
  )
}
