import {
  decideHandling,
  err,
  ok,
  type ConclusionWork,
  type Handling,
  type MechanismItem,
  type MechanismItemId,
  type MechanismRecord,
  type Result,
  type RiskPointId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { reportHazardIn } from '../prevention/report-hazard.ts'
import { noteChangeIn } from '../prevention/risk/change-risk.ts'
import type { Refusal } from '../refusal.ts'
import { openMatterIn } from '../supervision/propose-measure.ts'
import type { Context } from '../trpc.ts'
import { layTask } from './lay-task.ts'
import { findRecordForUpdate, findRecordOf, listItems } from './record.queries.ts'

interface SeenItem {
  readonly id: MechanismItemId
  readonly revision: number
}
type Outcome = Promise<Result<MechanismItem, Refusal>>

/**
 * Leads an item to work, or says why there is none: the work and the item are kept together or not at all. Two who handle the
 * same item at once go one after the other, and the second is refused.
 */
export const handleItem = (context: Context, seen: SeenItem, handling: Handling): Outcome =>
  changeItem(context, seen, async (tx, record, item) => {
    const { actor, now } = context
    const decision = decideHandling(actor, { state: record.state, kind: record.body.kind }, item, handling)
    if (!decision.ok) return decision
    // After the decision: who comes second is told that the item is decided, not merely that something changed.
    if (item.revision !== seen.revision) return err({ code: 'stale-revision', current: item.revision })
    const done = handling.kind === 'no-work' ? null : await openWork(tx, context, record, item, handling)
    if (done && !done.ok) return done
    const revision = item.revision + 1
    await tx
      .updateTable('mechanism_items')
      .set({ decided_by_name: actor.name, decided_at: now, revision })
      .set(
        handling.kind === 'no-work'
          ? { outcome: 'no-work', why: handling.why }
          : { outcome: 'work', unit_id: handling.unitId },
      )
      .where('id', '=', item.id)
      .execute()
    if (done && handling.kind !== 'no-work')
      await tx
        .insertInto('mechanism_works')
        .values({
          ...{ item_id: item.id, unit_id: handling.unitId, work: done.value.work },
          ...{ subject_id: done.value.subjectId, made_at: now },
        })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    await recordAudit(tx, context, {
      ...{ action: 'mechanism.handle', subject: { kind: 'mechanism', id: record.id } },
      unitId: handling.kind === 'no-work' ? item.unitId : handling.unitId,
      after: { text: item.text, ...(done ? { work: done.value.work } : { because: whyOf(handling) }) },
    })
    return reread(tx, record, item.id)
  })

const whyOf = (handling: Handling): string => (handling.kind === 'no-work' ? handling.why : '')

/** Enters what was found at a target of a joint action; changed until it has led to work. */
export const setResult = (context: Context, seen: SeenItem, text: string): Outcome =>
  changeItem(context, seen, async (tx, record, item) => {
    if (record.state === 'closed') return err({ code: 'record-closed' })
    if (item.conclusion !== null) return err({ code: 'item-decided' })
    if (item.revision !== seen.revision) return err({ code: 'stale-revision', current: item.revision })
    await tx
      .updateTable('mechanism_items')
      .set({ text, revision: item.revision + 1 })
      .where('id', '=', item.id)
      .execute()
    await recordAudit(tx, context, {
      ...{ action: 'mechanism.set-result', subject: { kind: 'mechanism', id: record.id } },
      ...{ unitId: item.unitId, before: { text: item.text }, after: { target: item.target, text } },
    })
    return reread(tx, record, item.id)
  })

function changeItem(
  { app, actor }: Context,
  seen: SeenItem,
  change: (tx: Tx, record: MechanismRecord, item: MechanismItem) => Outcome,
): Outcome {
  return app.db.transaction(actor, async (tx): Outcome => {
    const recordId = await findRecordOf(tx, seen.id)
    const record = recordId && (await findRecordForUpdate(tx, recordId))
    const item = record && (await listItems(tx, record.id)).find(({ id }) => id === seen.id)
    return item ? change(tx, record, item) : err({ code: 'not-found' })
  })
}

async function reread(tx: Tx, record: MechanismRecord, id: MechanismItemId): Outcome {
  const item = (await listItems(tx, record.id)).find(each => each.id === id)
  return item ? ok(item) : err({ code: 'not-found' })
}

interface OpenedWork {
  readonly work: ConclusionWork
  readonly subjectId: string
}

/** Opens the work an item leads to, or finds what there is already; it has to be the unit's own. */
async function openWork(
  tx: Tx,
  context: Context,
  record: MechanismRecord,
  item: MechanismItem,
  handling: Exclude<Handling, { kind: 'no-work' }>,
): Promise<Result<OpenedWork, Refusal>> {
  const { unitId } = handling
  switch (handling.kind) {
    case 'existing': {
      const found = await tx
        .selectFrom(TABLES[handling.work])
        .select('id')
        .where('id', '=', handling.subjectId)
        .where('unit_id', '=', unitId)
        .executeTakeFirst()
      return found
        ? ok({ work: handling.work, subjectId: handling.subjectId })
        : err({ code: 'unknown-work' })
    }
    case 'risk-point': {
      const id = handling.subjectId as RiskPointId
      const noted = await noteChangeIn(tx, context, { id, unitId, note: item.text.slice(0, 500) })
      return noted.ok ? ok({ work: 'risk-point', subjectId: noted.value.id }) : noted
    }
    case 'hazard': {
      const { area, place, description, interimControl, stopUse } = handling
      const source = record.body.kind === 'joint-action' ? 'joint-inspection' : 'handed-down'
      const reported = await reportHazardIn(tx, context, {
        ...{ unitId, files: [] },
        hazard: {
          ...{ area, source, place, description, discoveredOn: foundOn(context, record), stopUse },
          ...{ interimControl: interimControl === '' ? null : interimControl, riskPointId: null },
        },
      })
      return reported.ok ? ok({ work: 'hazard', subjectId: reported.value.id }) : reported
    }
    case 'assignment': {
      const { campaignId, title, dueOn, area } = handling
      const laid = await layTask(tx, context, { unitId, campaignId, title, quote: item.text, dueOn, area })
      return laid.ok ? ok({ work: 'assignment', subjectId: laid.value }) : laid
    }
    case 'matter': {
      const { title, measure } = handling
      const facts = [{ kind: 'text' as const, subjectId: null, words: item.text.slice(0, 500) }]
      const opened = await openMatterIn(tx, context, { unitId, title, measure, facts })
      return opened.ok ? ok({ work: 'matter', subjectId: opened.value.matterId }) : opened
    }
  }
}

const TABLES = {
  hazard: 'hazards',
  assignment: 'assignments',
  matter: 'supervision_matters',
} as const

/** A hazard is found on the day of its record, or today where that day is still to come. */
function foundOn({ app }: Context, { body }: MechanismRecord) {
  const today = app.clock.today()
  return body.on > today ? today : body.on
}
