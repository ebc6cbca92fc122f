import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { isIPv4, isIPv6 } from 'node:net'

/**
 * The address a request comes from: the other end of the connection. Headers are believed only behind proxies of our
 * own: with `proxies` of them in front, each of which adds the address it sees to the end of X-Forwarded-For, the entry
 * that the outermost added is the one no client can choose.
 */
export function peerOf(c: Context, proxies: number): string {
  const direct = getConnInfo(c).remote.address ?? 'unknown'
  if (proxies === 0) return direct
  const forwarded = c.req.header('x-forwarded-for')?.split(',') ?? []
  return forwarded.at(-proxies)?.trim() ?? direct
}

/**
 * The address as throttling counts it. Of IPv6 the first 64 bits: the rest is the subscriber's own to change.
 * What is no address becomes `unknown`, so that nothing a client writes grows a table.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIPv4(plain)) return plain
  if (!isIPv6(plain)) return 'unknown'
  const [head = '', tail] = plain.toLowerCase().split('::')
  const groups = head === '' ? [] : head.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  const all = [...groups, ...Array<string>(zeros).fill('0'), ...(tail ? tail.split(':') : [])]
  return `${all.slice(0, 4).join(':')}::/64`
}
