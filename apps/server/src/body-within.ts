import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'

/**
 * Refuses a body of more than `maxSize` bytes with 413. Whoever says how long his body is, as every browser does, is
 * believed: Node reads not a byte beyond it. Only a body of unsaid length is counted while it comes in, for which the
 * whole request has to be made into another one.
 */
export function bodyWithin(maxSize: number): MiddlewareHandler {
  const counted = bodyLimit({ maxSize })
  return (c, next) => {
    const length = c.req.header('content-length')
    const isSaid = length !== undefined && c.req.header('transfer-encoding') === undefined
    const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
    return isReading || (isSaid && Number(length) <= maxSize) ? next() : counted(c, next)
  }
}
