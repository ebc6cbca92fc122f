import type { Context as HonoContext } from 'hono'
import type { Variables } from '../http.ts'
import { httpStatusOf } from '../refusal.ts'

export type C = HonoContext<{ Variables: Variables }>

/** Refuses what a kiosk asked, by a code it has words for. */
export const refuse = (
  c: C,
  code: 'device-unknown' | 'device-revoked' | 'not-found' | 'entry-invalid',
): Response => {
  const refusal = code === 'entry-invalid' ? { code, issues: [] } : { code }
  return c.json({ refusal }, httpStatusOf(refusal))
}

/** Asks a kiosk, or whoever says he is one, to come again in a minute. */
export const tooMany = (c: C): Response => {
  const refusal = { code: 'too-many-attempts', retryAfter: 60 } as const
  return c.json({ refusal }, httpStatusOf(refusal))
}
