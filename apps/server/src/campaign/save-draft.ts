import {
  err,
  ok,
  type CampaignDraft,
  type CampaignId,
  type DraftQuestion,
  type Result,
  type Task,
} from '@anlan/domain'
import { recordAudit } from '../audit/record-audit.ts'
import type { Tx } from '../db/scope.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findCampaignForUpdate } from './campaign.queries.ts'
import { cutText } from './cut-text.ts'
import { changesOf } from './draft-changes.ts'
import { listUnits, readDraft, type DraftReading } from './draft.queries.ts'

interface Input {
  readonly id: CampaignId
  readonly revision: number
  readonly draft: CampaignDraft
}

export type SavedDraft = DraftReading & { readonly revision: number }

/**
 * Keeps a draft as somebody left it on the screen. Two people at one draft: the second gets `stale-revision`. The
 * document's words are not the screen's to change: quotes come from the text, questions from the reader.
 */
export function saveDraft(context: Context, input: Input): Promise<Result<SavedDraft, Refusal>> {
  const { app, actor } = context
  return app.db.transaction(actor, async (tx): Promise<Result<SavedDraft, Refusal>> => {
    const before = await findCampaignForUpdate(tx, input.id)
    if (!before?.draft) return err({ code: 'not-found' })
    if (before.revision !== input.revision) return err({ code: 'stale-revision', current: before.revision })
    if (before.campaign.state !== 'draft')
      return err({ code: 'event-not-allowed', state: before.campaign.state })

    const text = await findText(tx, before.documentId)
    const draft: CampaignDraft = {
      ...input.draft,
      tasks: input.draft.tasks.map(task => withOwnWords(task, before.draft, text)),
      questions: resolve(before.draft.questions, input.draft.questions),
    }
    const changes = changesOf(before.draft, draft)
    if (Object.keys(changes).length === 0)
      return ok({ revision: before.revision, ...(await reading(tx, draft, context)) })
    const revision = before.revision + 1
    await writeDraft(tx, input.id, draft, revision)
    await recordAudit(tx, context, {
      action: 'campaign.save-draft',
      subject: { kind: 'campaign', id: input.id },
      unitId: null,
      after: { revision, ...changes },
    })
    return ok({ revision, ...(await reading(tx, draft, context)) })
  })
}

const reading = async (tx: Tx, draft: CampaignDraft, { app }: Context): Promise<DraftReading> =>
  readDraft(draft, await listUnits(tx), app.clock.today())

async function findText(tx: Tx, documentId: string | null): Promise<string> {
  if (documentId === null) return ''
  const row = await tx
    .selectFrom('plan_documents')
    .select('text')
    .where('id', '=', documentId)
    .executeTakeFirst()
  return row?.text ?? ''
}

/** A task keeps the words it was read with; one that a person added quotes the text where it points to it. */
function withOwnWords(task: Task, stored: CampaignDraft | null, text: string): Task {
  const known = stored?.tasks.find(each => each.id === task.id)
  if (known) return { ...task, path: known.path, quote: known.quote, span: known.span }
  return task.span === null
    ? task
    : { ...task, quote: cutText(text.slice(task.span.start, task.span.end), 4000) }
}

/** The reader's questions with what was said to them; none is added, none goes away. */
function resolve(stored: readonly DraftQuestion[], sent: readonly DraftQuestion[]): DraftQuestion[] {
  const said = new Map(sent.map(question => [question.id, question.resolution]))
  return stored.map(question => {
    const resolution = said.get(question.id)
    return resolution === undefined ? question : { ...question, resolution }
  })
}

/** Writes the draft and the columns lists are made from. */
export async function writeDraft(
  tx: Tx,
  id: CampaignId,
  draft: CampaignDraft,
  revision: number,
): Promise<void> {
  await tx
    .updateTable('campaigns')
    .set({
      ...{ title: draft.title, year: draft.year, issuer: draft.issuer, revision },
      ...{ document_number: draft.documentNumber, issued_on: draft.issuedOn },
      ...{ from_on: draft.from, to_on: draft.to, draft: JSON.stringify(draft) },
    })
    .where('id', '=', id)
    .execute()
}
