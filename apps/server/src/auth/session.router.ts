import { MAY, mayRole, type Permission, type Result } from '@anlan/domain'
import { z } from 'zod'
import { refuse, type Refusal } from '../refusal.ts'
import { passwordChanged, procedure, router, signedInProcedure } from '../trpc.ts'
import { changePassword } from './change-password.ts'
import { endOwnSession, listOwnSessions, signOutEverywhere } from './own-sessions.ts'
import { beginTwoFactor, confirmTwoFactor, disableTwoFactor, renewBackupCodes } from './two-factor.ts'

/** Long enough for whatever somebody pastes; the rules say what is too long for a password. */
const Typed = z.string().max(1000)
const WithPassword = z.object({ password: Typed })

async function valueOf<Value>(answer: Promise<Result<Value, Refusal>>): Promise<Value> {
  const result = await answer
  if (!result.ok) throw refuse(result.error)
  return result.value
}

/** The own account: who am I, password, second factor and sessions. */
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

  // What still stands between somebody and his work has to be within his reach.
  changePassword: signedInProcedure
    .input(z.object({ current: Typed, next: Typed }))
    .mutation(({ ctx, input }) => valueOf(changePassword(ctx, input))),

  sessions: procedure.query(({ ctx }) => listOwnSessions(ctx)),
  endSession: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => valueOf(endOwnSession(ctx, input))),
  signOutEverywhere: signedInProcedure.mutation(({ ctx }) => signOutEverywhere(ctx)),

  backupCodesLeft: procedure.query(async ({ ctx }) => ({
    left: await ctx.app.vault.countBackupCodes(ctx.actor.accountId),
  })),
  beginTwoFactor: passwordChanged
    .input(WithPassword)
    .mutation(({ ctx, input }) => valueOf(beginTwoFactor(ctx, input))),
  confirmTwoFactor: passwordChanged
    .input(
      z.object({
        code: z
          .string()
          .max(20)
          .transform(typed => typed.replace(/\s/g, '')),
      }),
    )
    .mutation(({ ctx, input }) => valueOf(confirmTwoFactor(ctx, input))),
  renewBackupCodes: procedure
    .input(WithPassword)
    .mutation(({ ctx, input }) => valueOf(renewBackupCodes(ctx, input))),
  disableTwoFactor: procedure
    .input(WithPassword)
    .mutation(({ ctx, input }) => valueOf(disableTwoFactor(ctx, input))),
})
