import { DocumentNumber, PAPER_KIND_IDS, type PaperKindId } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../../refusal.ts'
import { permitted, procedure, router } from '../../trpc.ts'
import { numberYear, offerNumbers } from './document-number.ts'
import { numberPaper, showPaper } from './number-paper.ts'

const Named = z.object({ kind: z.enum(PAPER_KIND_IDS as [PaperKindId, ...PaperKindId[]]), id: z.uuid() })

export const documentNumbersRouter = router({
  /** The next number of each series of this year, to be taken over or changed by whoever issues. */
  offer: permitted('supervision.issue').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => offerNumbers(tx, numberYear(ctx))),
  ),

  /** A paper as it stands, for whoever its source gives it to. */
  show: procedure.input(Named).query(async ({ ctx, input }) => {
    const result = await showPaper(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  give: procedure.input(Named.extend({ number: DocumentNumber })).mutation(async ({ ctx, input }) => {
    const result = await numberPaper(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return { number: result.value }
  }),
})
