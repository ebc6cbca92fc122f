import type { App } from '../app.ts'

/**
 * The request, for an answer that goes on for hours: its signal aborts when the session it came with ends, whoever
 * ended it and on whichever server. A call is checked when it comes in; a stream would otherwise outlive its session.
 */
export function endingWithSession(app: App, request: Request): Request {
  const ended = new AbortController()
  const stopListening = app.live.listen('sessions', () => {
    app.sessions.find(request.headers).then(
      found => found ?? ended.abort(),
      // Without an answer nobody is let go on listening; the browser comes back by itself.
      () => ended.abort(),
    )
  })
  const signal = AbortSignal.any([request.signal, ended.signal])
  signal.addEventListener('abort', stopListening, { once: true })
  return new Request(request, { signal })
}
