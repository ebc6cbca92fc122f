import type { Result } from '@anlan/domain'
import type { Context } from 'hono'
import { z } from 'zod'
import type { App } from '../app.ts'
import { bodyWithin } from '../body-within.ts'
import type { HttpApp, Variables } from '../http.ts'
import { httpStatusOf, type Refusal } from '../refusal.ts'
import { PEER_ADDRESS_HEADER, type Auth } from './auth.ts'
import { peerOf } from './peer-address.ts'
import { passSecondStep, signIn, signOut, type Step, type Visit } from './sign-in.ts'

const BODY_LIMIT = 16 * 1024
const SignIn = z.object({ username: z.string().max(200), password: z.string().max(1000) })
const SecondStep = z.object({ kind: z.enum(['totp', 'backup-code']), code: z.string().max(100) })

/**
 * The door: `POST /api/auth/sign-in/username`, its second step `POST /api/auth/two-factor`, and
 * `POST /api/auth/sign-out`. These set cookies and so speak plain HTTP; all else about accounts goes over the API.
 * The library's own routes are not served.
 */
export function mountAuth(http: HttpApp, app: App, auth: Auth): void {
  const door = { app, auth }
  const visitOf = (c: Context<{ Variables: Variables }>): Visit => {
    const headers = new Headers(c.req.raw.headers)
    headers.delete(PEER_ADDRESS_HEADER)
    return { headers, peer: peerOf(c, app.config.trustedProxies), requestId: c.get('requestId') }
  }

  http.use('/api/auth/*', bodyWithin(BODY_LIMIT))
  http.post('/api/auth/sign-in/username', async c => {
    const input = SignIn.safeParse(await c.req.json().catch(() => null))
    if (!input.success) return refuse(c, { code: 'sign-in-wrong' })
    return answer(c, await signIn(door, input.data, visitOf(c)))
  })

  http.post('/api/auth/two-factor', async c => {
    const input = SecondStep.safeParse(await c.req.json().catch(() => null))
    if (!input.success) return refuse(c, { code: 'code-wrong' })
    return answer(c, await passSecondStep(door, input.data, visitOf(c)))
  })

  http.post('/api/auth/sign-out', async c => {
    for (const cookie of await signOut(door, visitOf(c))) c.header('set-cookie', cookie, { append: true })
    return c.json({})
  })

  http.all('/api/auth/*', c => c.json({ refusal: { code: 'not-found' } }, 404))
}

function answer(c: Context, result: Result<Step, Refusal>): Response {
  if (!result.ok) return refuse(c, result.error)
  for (const cookie of result.value.cookies) c.header('set-cookie', cookie, { append: true })
  return c.json({ next: result.value.next })
}

function refuse(c: Context, refusal: Refusal): Response {
  if ('retryAfter' in refusal) c.header('retry-after', String(refusal.retryAfter))
  return c.json({ refusal }, httpStatusOf(refusal))
}
