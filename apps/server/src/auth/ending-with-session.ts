import type { App } from '../app.ts'
import { scopeKey } from '../db/scope.ts'
import { httpStatusOf } from '../refusal.ts'
import type { SignedIn } from './sessions.ts'

/** A session that runs out, or whose end another server could not tell, is noticed after this time at the latest. */
const LOOK_EVERY_MS = 60_000

/** Many more than anybody's pages and devices hold open; each costs memory as long as it lasts. */
export const MAX_STREAMS = 40

/**
 * Answers a request with something that may go on for hours, and ends it when the session it came with ends, whoever
 * ended it and on whichever server, or when the person's role or units are other ones: what he sees was decided when it
 * began. A call is checked when it comes in; a stream would otherwise outlive its session.
 */
export async function endingWithSession(
  app: App,
  request: Request,
  answer: (request: Request) => Promise<Response>,
): Promise<Response> {
  const begun = await app.sessions.find(request.headers).catch(() => null)
  const leave = begun ? app.live.admit(begun.actor.accountId, MAX_STREAMS) : () => undefined
  if (leave === null) {
    const refusal = { code: 'too-many-streams' } as const
    return Response.json({ refusal }, { status: httpStatusOf(refusal) })
  }
  const ended = new AbortController()
  const look = (): void => {
    app.sessions.find(request.headers).then(
      found => standingOf(found) === standingOf(begun) || ended.abort(),
      // Without an answer nobody is let go on listening; the browser comes back by itself.
      () => ended.abort(),
    )
  }
  const stopListening = app.live.listen('sessions', look)
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  const release = (): void => {
    clearInterval(timer)
    stopListening()
    leave()
  }
  const signal = AbortSignal.any([request.signal, ended.signal])
  signal.addEventListener('abort', release, { once: true })

  const response = await answer(new Request(request, { signal }))
  // The end of an answer that ends by itself, such as a refusal.
  const body = response.body?.pipeThrough(new TransformStream({ flush: release })) ?? null
  if (body === null) release()
  return new Response(body, response)
}

/** What decides which rows somebody is shown; null for nobody, who is shown none. */
const standingOf = (signedIn: SignedIn | null): string | null =>
  signedIn && `${signedIn.sessionId} ${signedIn.actor.role} ${scopeKey(signedIn.actor)}`
