import type { Actor, DeviceId, UnitId } from '@anlan/domain'
import type pg from 'pg'
import { hashToken } from '../set-up/set-up-link.ts'
import type { Clock } from '../clock.ts'
import type { Live } from '../live/live.ts'

/** A paired kiosk: good for its own school's drills, and for nobody's rights. */
export interface Device {
  readonly id: DeviceId
  readonly unitId: UnitId
  readonly name: string
}

/** Whoever acts in an audit line: a person with a role, or a kiosk. */
export type DeviceActor = Omit<Actor, 'role'> & { readonly role: 'kiosk' }

/** The kiosk as the record names it, with its school as its whole scope. */
export const actorOf = ({ id, unitId, name }: Device): DeviceActor => ({
  ...{ accountId: id, name, role: 'kiosk', unitId },
  scope: { kind: 'units', units: [unitId] },
})

/** A remembered token is asked for again after this time at the latest, should a notice be lost. */
const REMEMBER_MS = 5_000
const MAX_REMEMBERED = 5_000

export type Found = { readonly device: Device } | { readonly refusal: 'device-unknown' | 'device-revoked' }

/** Finds the kiosk that sends a request, by the token in its header. Revoking ends it at once, on every server. */
export class DeviceFinder {
  readonly #pool: pg.Pool
  readonly #clock: Clock
  readonly #remembered = new Map<string, { until: number; found: Found }>()

  /** Raised with every revoked kiosk: an answer that was on its way meanwhile is not kept. */
  #changes = 0

  constructor(pool: pg.Pool, live: Live, clock: Clock) {
    this.#pool = pool
    this.#clock = clock
    live.listen('devices', () => {
      this.#changes += 1
      this.#remembered.clear()
    })
  }

  async find(headers: Headers): Promise<Found> {
    const token = /^Bearer ([\w-]{43})$/.exec(headers.get('authorization') ?? '')?.[1]
    if (token === undefined) return { refusal: 'device-unknown' }
    const hash = hashToken(token)
    const known = this.#remembered.get(hash)
    if (known && known.until > this.#now()) return known.found
    const changes = this.#changes
    const { rows } = await this.#pool.query<{
      id: DeviceId
      unit_id: UnitId
      name: string
      revoked_at: string | null
    }>({
      name: 'find-device',
      text: 'select id, unit_id, name, revoked_at from devices where token_hash = $1',
      values: [hash],
    })
    const [row] = rows
    const found: Found = !row
      ? { refusal: 'device-unknown' }
      : row.revoked_at !== null
        ? { refusal: 'device-revoked' }
        : { device: { id: row.id, unitId: row.unit_id, name: row.name } }
    if (changes !== this.#changes) return found
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(hash, { until: this.#now() + REMEMBER_MS, found })
    return found
  }

  #now(): number {
    return Date.parse(this.#clock.now())
  }
}
