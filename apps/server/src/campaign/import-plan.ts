import { may, tidyText, type CampaignId } from '@anlan/domain'
import type { PlanText } from '@anlan/documents'
import { parsePlan, type OutlineNode as ReadNode } from '@anlan/plan-reader'
import { createHash } from 'node:crypto'
import { recordAudit, type Occasion } from '../audit/record-audit.ts'
import type { Database } from '../db/scope.ts'
import { newId } from '../ids.ts'
import type { Context } from '../trpc.ts'
import { cutText, whole } from './cut-text.ts'
import type { OutlineNode } from './draft.queries.ts'
import { draftFromPlan } from './draft-from-plan.ts'

/** True when the person may import a plan. */
export const mayImport = (context: Pick<Context, 'actor'>): boolean => may(context.actor, 'campaign.draft')

/** The draft that came of a document, and how much was found in it. */
export interface ImportedPlan {
  readonly campaignId: CampaignId
  readonly title: string
  readonly phases: number
  readonly tasks: number
  readonly questions: number
}

/**
 * Keeps a document as it was read and begins a campaign's draft from it. Importing the same text twice makes two
 * drafts; the second says so on its screen. `author` is whose draft it is, where somebody else imports it for him.
 */
export async function importPlan(
  db: Database,
  occasion: Occasion,
  source: PlanText & { readonly name: string },
  author = occasion.actor.accountId,
): Promise<ImportedPlan> {
  const { actor, now } = occasion
  const name = cutText(tidyText(source.name), 200) || '粘贴的文本'
  const county = await db.read(actor, tx =>
    tx.selectFrom('settings').select('value').where('key', '=', 'county').executeTakeFirst(),
  )
  const { code } = (county?.value ?? {}) as { code?: string }
  // Reading takes some milliseconds of computing and is done before the transaction begins.
  const plan = parsePlan(source.text, code === undefined ? {} : { countyCode: code })
  const draft = draftFromPlan(plan, name)
  const documentId = newId<string>()
  const campaignId = newId<CampaignId>()
  const found = {
    ...{ phases: draft.phases.length, tasks: draft.tasks.length, questions: draft.questions.length },
  }
  const sha256 = createHash('sha256').update(source.text).digest('hex')
  await db.transaction(actor, async tx => {
    await tx
      .insertInto('plan_documents')
      .values({
        ...{ id: documentId, name, encoding: source.encoding, text: source.text, sha256 },
        outline: JSON.stringify(plan.outline.map(toNode)),
        ...{ created_by: author, created_at: now },
      })
      .execute()
    await tx
      .insertInto('campaigns')
      .values({
        ...{ id: campaignId, document_id: documentId, title: draft.title, year: draft.year },
        ...{ issuer: draft.issuer, document_number: draft.documentNumber, issued_on: draft.issuedOn },
        ...{ from_on: draft.from, to_on: draft.to, state: 'draft', draft: JSON.stringify(draft) },
        ...{ created_by: author, created_at: now },
      })
      .execute()
    await recordAudit(tx, occasion, {
      action: 'campaign.import',
      subject: { kind: 'campaign', id: campaignId },
      unitId: null,
      after: { title: draft.title, document: name, encoding: source.encoding, sha256, ...found },
    })
  })
  return { campaignId, title: draft.title, ...found }
}

const toNode = (node: ReadNode): OutlineNode => ({
  ...{ marker: node.marker, level: node.level, path: node.path, title: whole(node.title) },
  ...{ start: node.own.start, end: node.own.end, children: node.children.map(toNode) },
})
