import { may, type Actor, type Permission } from '@anlan/domain'
import { initTRPC } from '@trpc/server'
import { ZodError } from 'zod'
import type { App } from './app.ts'
import type { Occasion } from './audit/record-audit.ts'
import type { SignedIn } from './auth/sessions.ts'
import { isDatabaseAway } from './db/faults.ts'
import { isKeepable } from './plain-text.ts'
import { refuse, RefusalError, type Refusal } from './refusal.ts'

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

const DATABASE_AWAY = { code: 'database-away' } as const
const TEXT_UNREADABLE = { code: 'text-unreadable' } as const

/** What goes wrong while an answer is being told piece by piece is past the middleware, and is said as plainly. */
export async function* saying<Piece, Value>(
  work: AsyncGenerator<Piece, Value>,
): AsyncGenerator<Piece, Value> {
  try {
    return yield* work
  } catch (error) {
    throw isDatabaseAway(error) ? refuse(DATABASE_AWAY) : error
  }
}

/** A call nobody has to sign in for. */
export const publicProcedure = t.procedure.use(async ({ next, getRawInput }) => {
  if (!isKeepable(await getRawInput())) throw refuse(TEXT_UNREADABLE)
  const result = await next()
  if (!result.ok && isDatabaseAway(result.error.cause)) throw refuse(DATABASE_AWAY)
  return result
})

/** What may stand between somebody signed in and a call; null lets him through. */
type Hurdle = (signedIn: SignedIn) => Refusal | null

/**
 * A procedure for people who are signed in and clear every hurdle, in order. One middleware for all of them: a chain
 * of small ones costs more than the calls it guards.
 */
const guarded = (...hurdles: readonly Hurdle[]) =>
  t.procedure.use(async ({ ctx: { app, requestId, headers, signedIn }, next, getRawInput }) => {
    if (!signedIn) throw refuse({ code: 'signed-out' })
    for (const hurdle of hurdles) {
      const refusal = hurdle(signedIn)
      if (refusal) throw refuse(refusal)
    }
    if (!isKeepable(await getRawInput())) throw refuse(TEXT_UNREADABLE)
    const result = await next({
      ctx: { app, requestId, headers, signedIn, actor: signedIn.actor, now: app.clock.now() },
    })
    // A lost database is a state of the house, not a fault of the request: it is said plainly and can be repeated.
    if (!result.ok && isDatabaseAway(result.error.cause)) throw refuse(DATABASE_AWAY)
    return result
  })

const ownPassword: Hurdle = ({ mustChangePassword }) =>
  mustChangePassword ? { code: 'password-change-required' } : null
const secondFactor: Hurdle = ({ twoFactorRequired, twoFactorEnabled }) =>
  twoFactorRequired && !twoFactorEnabled ? { code: 'two-factor-required' } : null

/** Somebody signed in, whatever is still asked of him. */
export const signedInProcedure = guarded()

/** Somebody whose password is his own; a second factor may still be asked of him. */
export const passwordChanged = guarded(ownPassword)

/** Somebody who may work: the first password is changed and the second factor, where asked, is set up. */
export const procedure = guarded(ownPassword, secondFactor)

/** A procedure for roles that hold the permission; which units it reaches is the scope's business. */
export const permitted = (permission: Permission) =>
  guarded(ownPassword, secondFactor, ({ actor }) =>
    may(actor, permission) ? null : { code: 'not-permitted' },
  )
