import type { Instant } from '@anlan/domain'
import type pg from 'pg'
import type { Author } from '../audit/record-audit.ts'
import type { Vault } from '../auth/vault.ts'
import { SYSTEM } from '../db/scope.ts'

/** The platform of somebody who runs school buses: good for alarms of his own buses, and for nobody's rights. */
export interface Platform {
  readonly id: string
  readonly name: string
  readonly providers: readonly string[]
}

/**
 * The platform as the record names it. It has no unit; which schools it reaches follows from their bus ledgers, so that its
 * transactions see the county, and its one verb writes nothing but alarms.
 */
export const actorOf = ({ id, name }: Platform): Author => ({
  ...{ accountId: id, name, role: 'bus-platform', unitId: SYSTEM.unitId },
  scope: { kind: 'county' },
})

/**
 * The secret a platform signs with. A signature can only be checked by whoever has the secret, so that no hash of it would
 * do; it follows from the server's own secret and the platform's id instead, and lies in no database and no copy of one.
 * It is shown once all the same: a new one is a new platform.
 */
export const secretOf = (vault: Vault, id: string): string => vault.sign(`bus platform ${id}`)

export type FoundPlatform = Platform & { readonly revoked: boolean }

export async function findPlatform(auth: pg.Pool, id: string): Promise<FoundPlatform | null> {
  const { rows } = await auth.query<Platform & { revoked: boolean }>({
    name: 'find-bus-platform',
    text: 'select id, name, providers, revoked_at is not null as revoked from bus_platforms where id = $1',
    values: [id],
  })
  return rows[0] ?? null
}

/** When a platform was last heard, or last turned away and why: whoever connects it looks here first. */
export async function noteContact(
  auth: pg.Pool,
  id: string,
  now: Instant,
  refused: string | null,
): Promise<void> {
  await auth.query(
    refused === null
      ? 'update bus_platforms set seen_at = $2 where id = $1'
      : 'update bus_platforms set refused_at = $2, refused_code = $3 where id = $1',
    refused === null ? [id, now] : [id, now, refused],
  )
}
