import type { MiddlewareHandler } from 'hono'
import { httpStatusOf } from './refusal.ts'

/** Methods that change nothing here: a page elsewhere may link to us, and cannot read what comes back. */
const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that a page of another site sends with the reader's cookies. Browsers say where a request comes from
 * in Sec-Fetch-Site and Origin, which no page can forge; programs that are no browser send neither and carry no
 * stranger's cookies. SameSite=Lax on the cookie guards the same door from the other side.
 */
export const sameOriginOnly =
  (publicUrl: string | null): MiddlewareHandler =>
  async (c, next) => {
    if (!READING.has(c.req.method) && !isOwn(c.req.header.bind(c.req), publicUrl)) {
      const refusal = { code: 'cross-site' } as const
      return c.json({ refusal }, httpStatusOf(refusal))
    }
    await next()
  }

function isOwn(header: (name: string) => string | undefined, publicUrl: string | null): boolean {
  const site = header('sec-fetch-site')
  if (site === 'same-origin') return true
  if (site !== undefined && site !== 'none') return false
  const origin = header('origin')
  if (origin === undefined) return true
  if (publicUrl !== null && origin === new URL(publicUrl).origin) return true
  // Behind no proxy, or one that keeps the name: the page was fetched under the host it now posts to.
  return URL.canParse(origin) && new URL(origin).host === header('host')
}
