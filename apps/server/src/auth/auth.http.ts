import { getConnInfo } from '@hono/node-server/conninfo'
import type { App } from '../app.ts'
import type { HttpApp } from '../http.ts'
import { PEER_ADDRESS_HEADER, type Auth } from './auth.ts'

/** Serves the sign-in library, with the peer's address set by us so that no client chooses its own. */
export function mountAuth(http: HttpApp, app: App, auth: Auth): void {
  http.on(['GET', 'POST'], '/api/auth/*', async c => {
    const headers = new Headers(c.req.raw.headers)
    headers.set(PEER_ADDRESS_HEADER, getConnInfo(c).remote.address ?? 'unknown')
    const response = await auth.handler(new Request(c.req.raw, { headers }))
    const session = await app.sessions.find(c.req.raw.headers)
    if (session && c.req.method === 'POST') app.sessions.forget(session.actor.accountId)
    return response
  })
}
