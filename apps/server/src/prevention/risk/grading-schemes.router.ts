import { permitted, router } from '../../trpc.ts'
import { listSchemes, readSchemeInForce } from './scheme.queries.ts'

export const gradingSchemesRouter = router({
  /** Every version of every scheme, and the one that risks are graded by today. */
  list: permitted('risk.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx => {
      const [schemes, { scheme: inForce, revision }] = await Promise.all([
        listSchemes(tx),
        readSchemeInForce(tx),
      ])
      return { schemes, inForce: { id: inForce.id, version: inForce.version }, revision }
    }),
  ),

  /** The scheme that risks are graded by today. */
  inForce: permitted('risk.read').query(({ ctx }) =>
    ctx.app.db.read(ctx.actor, async tx => (await readSchemeInForce(tx)).scheme),
  ),
})
