import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { timingSafeEqual } from 'node:crypto'
import type pg from 'pg'
import type { App } from './app.ts'
import type { HttpApp } from './http.ts'

/** Liveness, readiness and figures. Figures are for the machine itself or for whoever holds the token. */
export function mountHealth(http: HttpApp, app: App, pool: pg.Pool): void {
  http.get('/health/live', c => c.json({ live: true }))
  http.get('/health/ready', async c => {
    const ready = await pool.query('select 1').then(
      () => true,
      () => false,
    )
    return c.json({ ready, audit: { waiting: app.audit.waiting } }, ready ? 200 : 503)
  })
  http.get('/metrics', c => {
    if (!isLocal(c, app.config) && !holdsToken(c.req.header('authorization'), app.config.metricsToken))
      return c.text('', 404)
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    return c.text(
      [
        `process_resident_memory_bytes ${rss}`,
        `nodejs_heap_used_bytes ${heapUsed}`,
        `process_cpu_seconds_total ${(user + system) / 1e6}`,
        `process_uptime_seconds ${process.uptime().toFixed(1)}`,
        `anlan_database_connections{state="total"} ${pool.totalCount}`,
        `anlan_database_connections{state="waiting"} ${pool.waitingCount}`,
        `anlan_audit_events_waiting ${app.audit.waiting}`,
        '',
      ].join('\n'),
    )
  })
}

/** A proxy of the same machine makes everybody look local: where there may be one, nobody is taken for it. */
function isLocal(c: Context, { publicUrl, trustedProxies }: App['config']): boolean {
  const mayBeProxied = publicUrl !== null || trustedProxies > 0 || FORWARDED.some(name => c.req.header(name))
  const address = getConnInfo(c).remote.address ?? ''
  return !mayBeProxied && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(address)
}

const FORWARDED = ['x-forwarded-for', 'x-real-ip', 'forwarded']

function holdsToken(header: string | undefined, token: string | null): boolean {
  if (!token || !header) return false
  const given = Buffer.from(header)
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
