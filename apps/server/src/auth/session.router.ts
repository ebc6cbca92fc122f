import { MAY, mayRole, type Permission } from '@anlan/domain'
import { router, signedInProcedure } from '../trpc.ts'

export const sessionRouter = router({
  me: signedInProcedure.query(async ({ ctx }) => {
    const { actor, username, mustChangePassword, twoFactorEnabled, twoFactorRequired } = ctx.signedIn
    const unit = await ctx.app.db.read(actor, tx =>
      tx
        .selectFrom('units')
        .select(['id', 'name', 'kind', 'township'])
        .where('id', '=', actor.unitId)
        .executeTakeFirstOrThrow(),
    )
    return {
      account: {
        id: actor.accountId,
        username,
        name: actor.name,
        role: actor.role,
        mustChangePassword,
        twoFactorEnabled,
        twoFactorRequired,
      },
      unit,
      scope: actor.scope.kind,
      permissions: (Object.keys(MAY) as Permission[]).filter(permission => mayRole(actor.role, permission)),
      demo: ctx.app.config.demo,
      serverTime: ctx.app.clock.now(),
      today: ctx.app.clock.today(),
    }
  }),
})
