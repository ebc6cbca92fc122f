import { nextDocumentNumber, type ManyIssues, type MeasureId } from '@anlan/domain'
import type { RefusalCode } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { advanceMeasure } from './advance-measure.ts'
import { nameLeft, type ManyDone } from './decide-many.ts'

/**
 * Issues several approved measures in one act, in the order given, each in a transaction of its own. A number that is taken is
 * told and passed over; a measure refused for anything else uses none up.
 * @returns how many went out, and those that did not, by name
 */
export async function issueMany(
  context: Context,
  { items, firstNumber, replyDueOn }: ManyIssues,
): Promise<ManyDone> {
  const refused = new Map<MeasureId, RefusalCode>()
  let documentNumber = firstNumber
  for (const { id, revision } of items) {
    const command = { event: 'issue', documentNumber, replyDueOn } as const
    const result = await advanceMeasure(context, { id, revision, command, files: [] })
    if (!result.ok) refused.set(id, result.error.code)
    const isUsed = result.ok || result.error.code === 'number-taken'
    if (isUsed && documentNumber !== null) documentNumber = nextDocumentNumber(documentNumber)
  }
  return { done: items.length - refused.size, left: await nameLeft(context, refused) }
}
