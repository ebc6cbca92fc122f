import {
  decideSummary,
  err,
  listChangedFigures,
  ok,
  type Result,
  type Summary,
  type SummaryCommand,
  type SummaryId,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { sendNotices } from '../inbox/send-notice.ts'
import { keepNumber } from '../papers/numbers/document-number.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { carryToTasks } from './carry-to-task.ts'
import { readerOf } from './reader.ts'
import {
  appendSummaryEvent,
  findAuthor,
  findOccasion,
  findSummaryForUpdate,
  saveSummary,
} from './summary.queries.ts'
import { noticesOfSummary } from './tell-summary.ts'
import { figuresOf, type UnitFigures } from './unit-figures.ts'

interface Input {
  readonly id: SummaryId
  readonly revision: number
  readonly command: SummaryCommand
}

export interface SummaryTurn {
  readonly id: SummaryId
  readonly state: Summary['state']
  readonly revision: number
}

/** Carries one command on a summary; what is signed becomes a version that nobody changes. */
export function advanceSummary(context: Context, input: Input): Promise<Result<SummaryTurn, Refusal>> {
  const { app, actor, now } = context
  const { command } = input
  return app.db.transaction(actor, async (tx): Promise<Result<SummaryTurn, Refusal>> => {
    const before = await findSummaryForUpdate(tx, input.id)
    if (!before) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    const [author, occasion] = await Promise.all([
      findAuthor(tx, before.unitId),
      findOccasion(tx, before.campaignId, before.phase),
    ])
    // What a school that has closed handed in can be accepted; nothing else goes on.
    if (author?.isClosed && command.event !== 'accept') return err({ code: 'unit-closed' })
    if (occasion?.state !== 'running') return err({ code: 'campaign-not-running' })
    const figures: UnitFigures = NEEDS_FIGURES.includes(command.event)
      ? await figuresOf(tx, readerOf(context), before.campaignId, before.unitId)
      : new Map()
    const hasOwnHead = author?.hasOwnHead ?? true
    const decision = decideSummary(before, command, { actor, now, figures, hasOwnHead })
    if (!decision.ok) return decision

    const after = decision.value
    const note = 'reason' in command ? command.reason : command.event === 'sign' ? command.asStated : null
    if (command.event === 'sign' && command.documentNumber !== null) {
      const subject = { kind: 'summary', id: after.id }
      const kept = await keepNumber(tx, context, command.documentNumber, { unitId: actor.unitId, subject })
      if (!kept.ok) return kept
    }
    await saveSummary(tx, after)
    if (command.event === 'sign') await keepVersion(tx, context, before, after, figures, command)
    // Every keystroke that was kept would drown the story; the record has them all.
    if (command.event !== 'edit') await appendSummaryEvent(tx, context, after, { event: command.event, note })
    await carryToTasks(tx, context, after, command)
    await sendNotices(tx, await noticesOfSummary(tx, after, command.event, note, actor.accountId))
    await recordAudit(tx, context, {
      action: `summary.${command.event}`,
      ...{ subject: { kind: 'summary', id: after.id }, unitId: after.unitId },
      ...{
        before: told(before),
        after: {
          ...{ ...told(after), reason: note },
          ...(command.event === 'sign' && { documentNumber: command.documentNumber }),
        },
      },
    })
    return ok({ id: after.id, state: after.state, revision: after.revision })
  })
}

const NEEDS_FIGURES: readonly SummaryCommand['event'][] = ['edit', 'refresh', 'send-back', 'sign']

const told = ({ title, sections, state, version }: Summary) => ({ title, sections, state, version })

async function keepVersion(
  tx: Tx,
  { actor, now }: Context,
  before: Summary,
  after: Summary,
  figures: UnitFigures,
  { asStated, documentNumber }: Extract<SummaryCommand, { event: 'sign' }>,
): Promise<void> {
  const changed = listChangedFigures(before, figures)
  await tx
    .insertInto('summary_versions')
    .values({
      ...{ id: newId<string>(), summary_id: after.id, unit_id: after.unitId, version: after.version },
      ...{ title: after.title, sections: JSON.stringify(after.sections), taken_at: after.takenAt },
      ...{ signed_by: actor.accountId, signed_by_name: actor.name, signed_at: now },
      document_number: documentNumber,
      ...{ standing: changed.length > 0 ? asStated : null, changed: JSON.stringify(changed) },
    })
    .execute()
}
