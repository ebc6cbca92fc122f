import { GradingScheme } from '@anlan/domain'
import { z } from 'zod'
import { refuse } from '../../refusal.ts'
import { permitted, router } from '../../trpc.ts'
import { addScheme, chooseScheme, saveScheme } from './change-schemes.ts'
import { listSchemes, readSchemeInForce } from './scheme.queries.ts'

const Name = z.object({ id: z.string().max(40), version: z.number().int().min(1) })
const manage = permitted('grading-schemes.manage')

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

  save: manage.input(z.object({ from: Name, scheme: GradingScheme })).mutation(async ({ ctx, input }) => {
    const result = await saveScheme(ctx, input)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  add: manage.input(z.object({ scheme: GradingScheme })).mutation(async ({ ctx, input }) => {
    const result = await addScheme(ctx, input.scheme)
    if (!result.ok) throw refuse(result.error)
    return result.value
  }),

  choose: manage
    .input(z.object({ revision: z.number().int().min(0), scheme: Name }))
    .mutation(async ({ ctx, input }) => {
      const result = await chooseScheme(ctx, input)
      if (!result.ok) throw refuse(result.error)
      return result.value
    }),
})
