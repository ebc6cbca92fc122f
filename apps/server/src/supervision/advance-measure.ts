import {
  decideMeasure,
  err,
  noteOfCommand,
  ok,
  supersede,
  supervisionNumbers,
  type FileId,
  type Measure,
  type MeasureCommand,
  type MeasureEvent,
  type MeasureId,
  type Result,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { findOwnFiles } from '../files/attach-files.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import type { Refusal } from '../refusal.ts'
import { isNumberUsed } from '../papers/numbers/document-number.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import type { Context } from '../trpc.ts'
import {
  appendMeasureEvent,
  attachMeasureFiles,
  findMatterForUpdate,
  findMatterOf,
  listMeasures,
  makeKnown,
  saveMeasure,
} from './matter.queries.ts'
import type { SupervisionStage } from './supervision.table.ts'
import { noticesOfMeasure } from './tell-measure.ts'

interface Input {
  readonly id: MeasureId
  readonly revision: number
  readonly command: MeasureCommand
  readonly files: readonly FileId[]
}

/** As part of what files come with a command; with any other command none come. */
export const FILE_STAGES: Partial<Record<MeasureCommand['event'], SupervisionStage>> = {
  ...{ reply: 'reply', hold: 'talk', appeal: 'appeal' },
}

/** Carries one command on a measure: what may happen is the domain's decision, this only loads, saves and records. */
export function advanceMeasure(context: Context, input: Input): Promise<Result<Measure, Refusal>> {
  const { app, actor, now } = context
  const { command } = input
  return app.db.transaction(actor, async (tx): Promise<Result<Measure, Refusal>> => {
    const matterId = await findMatterOf(tx, input.id)
    const matter = matterId && (await findMatterForUpdate(tx, matterId))
    if (!matter) return err({ code: 'not-found' })
    const measures = await listMeasures(tx, matter.id)
    const before = measures.find(({ id }) => id === input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const others = measures.filter(({ id }) => id !== input.id)
    if (command.event === 'issue' && others.some(({ state }) => state === 'appealed'))
      return err({ code: 'appeal-open' })
    if (
      command.event === 'issue' &&
      command.documentNumber &&
      (await isNumberUsed(tx, command.documentNumber))
    )
      return err({ code: 'number-taken' })
    const numbers = supervisionNumbers((await readRuleLimits(tx)).value, app.clock.today())
    const files = await findOwnFiles(tx, before.unitId, input.files)
    if (!files.ok) return files
    const decision = decideMeasure(before, command, { actor, now, numbers })
    if (!decision.ok) return decision

    const after = decision.value
    const gaveWay = command.event === 'issue' ? others.flatMap(each => supersede(each, context) ?? []) : []
    await saveAll(tx, context, measures, [after, ...gaveWay], command)
    const stage = FILE_STAGES[command.event]
    if (stage) await attachMeasureFiles(tx, after, files.value, stage)
    if (command.event === 'issue') await makeKnown(tx, matter.id, now)
    await sendNotices(tx, await noticesOfMeasure(tx, matter, after, command.event, actor.accountId))
    return ok(after)
  })
}

/** Saves what changed, each with its line of what happened and its line of the record. */
async function saveAll(
  tx: Tx,
  context: Context,
  before: readonly Measure[],
  after: readonly Measure[],
  command: MeasureCommand,
): Promise<void> {
  for (const [index, each] of after.entries()) {
    const event: MeasureEvent = index === 0 ? command.event : 'supersede'
    await saveMeasure(tx, each)
    await appendMeasureEvent(tx, context, each, { event, note: index === 0 ? noteOfCommand(command) : null })
    await recordAudit(tx, context, {
      ...{ action: `measure.${event}`, subject: { kind: 'matter', id: each.matterId }, unitId: each.unitId },
      before: before.find(({ id }) => id === each.id) ?? null,
      after: each,
    })
  }
}
