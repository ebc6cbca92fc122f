import type { Instant } from '@anlan/domain'
import type pg from 'pg'
import type { Device } from './device.ts'

const HEALTH_EVERY_MS = 5_000
const noted = new Map<string, number>()

/** When a kiosk was last heard and how it is; not with every tap, for that would be a write for a write. */
export async function noteHealth(
  auth: pg.Pool,
  device: Device,
  health: { version: string | null; skew: number | null; battery: number | null; unsent: number | null },
  now: Instant,
): Promise<void> {
  if (Date.parse(now) - (noted.get(device.id) ?? 0) < HEALTH_EVERY_MS) return
  noted.set(device.id, Date.parse(now))
  await auth.query(
    `update devices set seen_at = $2, app_version = coalesce($3, app_version), skew_ms = coalesce($4, skew_ms),
       battery = coalesce($5, battery), unsent = coalesce($6, unsent) where id = $1`,
    [device.id, now, health.version, health.skew, health.battery, health.unsent],
  )
}
