import {
  AccountId,
  decideProposal,
  err,
  ok,
  roadOf,
  type Matter,
  type MatterFact,
  type MatterId,
  type Measure,
  type MeasureId,
  type NamedFact,
  type NewMeasure,
  type Result,
  type UnitId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Occasion } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { findUnit } from '../organisation/unit.queries.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { frozenFacts } from './fact-words.ts'
import {
  appendMeasureEvent,
  findMatterForUpdate,
  insertMeasure,
  listMeasures,
  nextMatterNumber,
} from './matter.queries.ts'

export interface NewMatter {
  readonly unitId: UnitId
  readonly title: string
  readonly facts: readonly MatterFact[]
  readonly measure: NewMeasure
}

interface OpenInput extends Omit<NewMatter, 'facts'> {
  readonly facts: readonly NamedFact[]
}

/** Opens a matter of a unit with its facts and proposes its first measure; nothing of it goes out before a leader has approved it. */
export function openMatter(context: Context, input: OpenInput): Promise<Result<Measure, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<Measure, Refusal>> => {
    const facts = await frozenFacts(tx, input.unitId, input.facts)
    return facts.ok ? openMatterIn(tx, context, { ...input, facts: facts.value }) : facts
  })
}

/** The same inside a transaction, for whoever acts: a person, or the system by the county's limits. */
export async function openMatterIn(
  tx: Tx,
  occasion: Occasion & Pick<Context, 'actor'>,
  input: NewMatter,
): Promise<Result<Measure, Refusal>> {
  const { actor, now } = occasion
  const unit = await findUnit(tx, input.unitId)
  if (!unit) return err({ code: 'not-found' })
  const bySystem = actor.accountId === SYSTEM.accountId
  const decision = decideProposal(bySystem ? null : actor, unit, [], input.measure)
  if (!decision.ok) return decision
  const matter: Matter = {
    ...{ id: newId<MatterId>(), unitId: unit.id, number: await nextMatterNumber(tx, now.slice(0, 4)) },
    ...{ title: input.title, road: roadOf(input.measure.kind), openedAt: now },
    ...{ openedBy: bySystem ? null : AccountId.parse(actor.accountId), openedByName: actor.name },
  }
  await tx
    .insertInto('supervision_matters')
    .values({
      ...{ id: matter.id, unit_id: matter.unitId, number: matter.number, title: matter.title },
      ...{ road: matter.road, opened_at: now, opened_by: matter.openedBy },
      opened_by_name: matter.openedByName,
    })
    .execute()
  await addFacts(tx, matter, input.facts)
  return ok(await addMeasure(tx, occasion, matter, input.measure))
}

interface ProposeInput {
  readonly matterId: MatterId
  readonly measure: NewMeasure
  readonly facts: readonly NamedFact[]
}

/** Proposes a further measure in a matter: the next rung, or one beyond it with a reason. */
export function proposeMeasure(context: Context, input: ProposeInput): Promise<Result<Measure, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<Measure, Refusal>> => {
    const matter = await findMatterForUpdate(tx, input.matterId)
    if (!matter) return err({ code: 'not-found' })
    const facts = await frozenFacts(tx, matter.unitId, input.facts)
    if (!facts.ok) return facts
    return proposeMeasureIn(tx, context, matter, { measure: input.measure, facts: facts.value })
  })
}

/** The same inside a transaction, in a matter that is locked. */
export async function proposeMeasureIn(
  tx: Tx,
  occasion: Occasion & Pick<Context, 'actor'>,
  matter: Matter,
  input: Pick<NewMatter, 'facts' | 'measure'>,
): Promise<Result<Measure, Refusal>> {
  const [unit, measures] = await Promise.all([findUnit(tx, matter.unitId), listMeasures(tx, matter.id)])
  if (!unit) return err({ code: 'not-found' })
  const who = occasion.actor.accountId === SYSTEM.accountId ? null : occasion.actor
  const decision = decideProposal(who, unit, measures, input.measure)
  if (!decision.ok) return decision
  await addFacts(tx, matter, input.facts)
  return ok(await addMeasure(tx, occasion, matter, input.measure))
}

async function addFacts(tx: Tx, matter: Matter, facts: readonly MatterFact[]): Promise<void> {
  if (facts.length === 0) return
  await tx
    .insertInto('supervision_facts')
    .values(
      facts.map(({ kind, subjectId, words }) => ({
        ...{ id: newId<string>(), matter_id: matter.id, unit_id: matter.unitId },
        ...{ kind, subject_id: subjectId, words },
      })),
    )
    .execute()
}

async function addMeasure(
  tx: Tx,
  occasion: Occasion & Pick<Context, 'actor'>,
  matter: Matter,
  { kind, reason, demand, skipReason }: NewMeasure,
): Promise<Measure> {
  const { actor, now } = occasion
  const by = actor.accountId === SYSTEM.accountId ? null : AccountId.parse(actor.accountId)
  const measure: Measure = {
    ...{ id: newId<MeasureId>(), matterId: matter.id, unitId: matter.unitId, kind, state: 'proposed' },
    ...{ reason, demand, skipReason, proposed: { by, name: actor.name, at: now } },
    ...{ approved: null, issued: null, replyDueOn: null, received: null, talk: null, reply: null },
    ...{ returned: 0, appeal: null, ended: null, revision: 1 },
  }
  await insertMeasure(tx, measure)
  await appendMeasureEvent(tx, occasion, measure, { event: 'propose', note: reason })
  await recordAudit(tx, occasion, {
    ...{ action: 'measure.propose', subject: { kind: 'matter', id: matter.id }, unitId: matter.unitId },
    after: measure,
  })
  return measure
}
