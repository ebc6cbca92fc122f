import { may, type Actor, type Permission } from '@anlan/domain'
import { initTRPC } from '@trpc/server'
import { ZodError } from 'zod'
import type { App } from './app.ts'
import type { Occasion } from './audit/record-audit.ts'
import type { SignedIn } from './auth/sessions.ts'
import { isDatabaseAway } from './db/faults.ts'
import { refuse, RefusalError } from './refusal.ts'

export interface RequestContext {
  readonly app: App
  readonly requestId: string
  readonly signedIn: SignedIn | null
  readonly headers: Headers
}

/** What a verb is given: the server, who acts, and when. */
export interface Context extends Occasion {
  readonly app: App
  readonly actor: Actor
}

const t = initTRPC.context<RequestContext>().create({
  sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  errorFormatter({ shape, error, ctx }) {
    const { cause } = error
    return {
      ...shape,
      // A fault's own words are for the log; the reader gets one plain sentence and the id to quote.
      message: error instanceof RefusalError || cause instanceof ZodError ? shape.message : error.code,
      data: {
        code: shape.data.code,
        httpStatus: shape.data.httpStatus,
        requestId: ctx?.requestId ?? null,
        refusal: error instanceof RefusalError ? error.refusal : null,
        issues:
          cause instanceof ZodError
            ? cause.issues.map(issue => ({ path: issue.path.join('.'), code: issue.message }))
            : null,
      },
    }
  },
})

export const router = t.router
export const createCallerFactory = t.createCallerFactory

/** A lost database is a state of the house, not a fault of the request: it is said plainly and can be repeated. */
const withoutDatabase = t.middleware(async ({ next }) => {
  const result = await next()
  if (!result.ok && isDatabaseAway(result.error.cause)) throw refuse({ code: 'database-away' })
  return result
})

export const publicProcedure = t.procedure.use(withoutDatabase)

/** Somebody signed in, whatever is still asked of him. */
export const signedInProcedure = publicProcedure.use(({ ctx, next }) => {
  if (!ctx.signedIn) throw refuse({ code: 'signed-out' })
  const { app, requestId, headers, signedIn } = ctx
  return next({
    ctx: { app, requestId, headers, signedIn, actor: signedIn.actor, now: app.clock.now() },
  })
})

/** Somebody whose password is his own; a second factor may still be asked of him. */
export const passwordChanged = signedInProcedure.use(({ ctx, next }) => {
  if (ctx.signedIn.mustChangePassword) throw refuse({ code: 'password-change-required' })
  return next()
})

/** Somebody who may work: the first password is changed and the second factor, where asked, is set up. */
export const procedure = passwordChanged.use(({ ctx, next }) => {
  if (ctx.signedIn.twoFactorRequired && !ctx.signedIn.twoFactorEnabled)
    throw refuse({ code: 'two-factor-required' })
  return next()
})

/** A procedure for roles that hold the permission; which units it reaches is the scope's business. */
export const permitted = (permission: Permission) =>
  procedure.use(({ ctx, next }) => {
    if (!may(ctx.actor, permission)) throw refuse({ code: 'not-permitted' })
    return next()
  })
