import type { Instant } from '@anlan/domain'
import type pg from 'pg'
import { findHead, inTransaction, lockChain } from './owner.ts'
import type { SealingKey } from './sealing-key.ts'

/** A signed head of the chain: who holds it can tell whether history up to there is still the same. */
export interface Seal {
  readonly position: number
  readonly hash: string
  /** UTC with six decimals, as in an event. */
  readonly at: string
  readonly keyId: string
  readonly signature: string
}

/** The columns of `Seal` in SQL. */
export const SEAL_COLUMNS = `position, hash, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  key_id as "keyId", signature`

/** The text a seal signs, line by line; the first line keeps it from being taken for anything else. */
export const sealText = ({ position, hash, at, keyId }: Omit<Seal, 'signature'>): string =>
  ['anlan audit seal 1', position, hash, at, keyId].join('\n')

/**
 * Signs the chain's head, if it moved since the last seal. Also lays down the key's public half, so
 * that every database can prove its own seals.
 * @returns the new seal, or null when there was nothing to seal
 */
export function sealHead(owner: pg.Pool, key: SealingKey, now: Instant): Promise<Seal | null> {
  return inTransaction(owner, async client => {
    await lockChain(client)
    await client.query(
      'insert into audit_keys (key_id, public_key, created_at) values ($1, $2, $3) on conflict do nothing',
      [key.id, key.publicKey, now],
    )
    const [head, last] = [await findHead(client), await findLastSeal(client)]
    if (!head || head.position <= (last?.position ?? 0)) return null
    const unsigned = {
      position: head.position,
      hash: head.hash,
      at: now.replace(/(?:\.(\d+))?Z$/, (_all, digits: string = '') => `.${digits.padEnd(6, '0')}Z`),
      keyId: key.id,
    }
    const seal: Seal = { ...unsigned, signature: key.sign(sealText(unsigned)) }
    await client.query(
      'insert into audit_seals (position, hash, at, key_id, signature) values ($1, $2, $3, $4, $5)',
      [seal.position, seal.hash, seal.at, seal.keyId, seal.signature],
    )
    return seal
  })
}

/** The newest seal of any server, or null before the first. */
export async function findLastSeal(client: pg.Pool | pg.PoolClient): Promise<Seal | null> {
  const { rows } = await client.query<Seal>(
    `select ${SEAL_COLUMNS} from audit_seals order by position desc limit 1`,
  )
  return rows[0] ?? null
}
