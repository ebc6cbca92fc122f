import {
  CampaignId,
  CountySummaryText,
  DocumentNumber,
  humanText,
  SummaryPart,
  type Result,
} from '@anlan/domain'
import { z } from 'zod'
import { Paging } from '../paging.ts'
import { refuse, type Refusal } from '../refusal.ts'
import { permitted, router } from '../trpc.ts'
import { cancelGathering, saveCountySummary, startGathering } from './county-summary.ts'
import { getCountySummary, listSentences } from './get-county-summary.ts'
import { signCountySummary } from './sign-county-summary.ts'

const Of = z.object({ campaignId: CampaignId, phaseId: z.uuid().nullable() })
const revision = z.number().int()

function given<Value>(result: Result<Value, Refusal>): Value {
  if (!result.ok) throw refuse(result.error)
  return result.value
}

/** The county's summary, made of the schools'. It is the bureau's own: no unit's scope shows a row of it. */
export const countySummariesRouter = router({
  get: permitted('county-summary.read')
    .input(Of)
    .query(async ({ ctx, input }) => {
      const found = await getCountySummary(ctx, input)
      if (!found) throw refuse({ code: 'not-found' })
      return found
    }),

  sentences: permitted('county-summary.write')
    .input(Paging.extend({ of: Of, part: SummaryPart }))
    .query(({ ctx, input }) =>
      ctx.app.db.read(ctx.actor, tx => listSentences(tx, input.of, input.part, input)),
    ),

  gather: permitted('county-summary.write')
    .input(Of)
    .mutation(async ({ ctx, input }) => given(await startGathering(ctx, input))),

  cancel: permitted('county-summary.write')
    .input(Of)
    .mutation(async ({ ctx, input }) => given(await cancelGathering(ctx, input))),

  save: permitted('county-summary.write')
    .input(Of.extend({ revision, text: CountySummaryText }))
    .mutation(async ({ ctx, input }) =>
      given(await saveCountySummary(ctx, input, input.revision, input.text)),
    ),

  sign: permitted('county-summary.sign')
    .input(
      Of.extend({
        revision,
        documentNumber: DocumentNumber.nullable(),
        asStated: humanText(2, 500).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => given(await signCountySummary(ctx, input, input))),
})
