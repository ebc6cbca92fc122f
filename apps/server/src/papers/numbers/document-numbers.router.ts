import { DocumentNumber, may, PAPER_KIND_IDS, type PaperKindId, type Permission } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../../refusal.ts'
import { procedure, router } from '../../trpc.ts'
import { numberYear, offerNumbers, SeriesOf } from './document-number.ts'
import { numberPaper, showPaper } from './number-paper.ts'

const Named = z.object({ kind: z.enum(PAPER_KIND_IDS as [PaperKindId, ...PaperKindId[]]), id: z.uuid() })

/** What somebody may do who gives a paper its number. */
const NUMBERS = ['supervision.issue', 'letter.issue', 'summary.sign'] as const satisfies Permission[]

export const documentNumbersRouter = router({
  /** The next number of each series that the reader's office or school has this year, for whoever issues papers. */
  offer: procedure.input(z.object({ of: SeriesOf })).query(async ({ ctx, input }) => {
    const { app, actor } = ctx
    if (!NUMBERS.some(permission => may(actor, permission))) throw refuse({ code: 'not-permitted' })
    return app.db.read(actor, tx => offerNumbers(tx, input.of, actor.unitId, numberYear(ctx)))
  }),

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
