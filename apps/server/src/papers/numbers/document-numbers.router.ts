import { permitted, router } from '../../trpc.ts'
import { numberYear, offerNumbers } from './document-number.ts'

export const documentNumbersRouter = router({
  /** The next number of each series of this year, to be taken over or changed by whoever issues. */
  offer: permitted('supervision.issue').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, tx => offerNumbers(tx, numberYear(ctx))),
  ),
})
