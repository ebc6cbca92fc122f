import type { Instant, PublicReportState } from '@anlan/domain'
import type pg from 'pg'
import type { Signer } from '../../auth/vault.ts'
import { hashToken } from '../../set-up/set-up-link.ts'

/** Signs that are not taken for each other when somebody copies them by hand (D. Crockford’s base 32). */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/**
 * The code with which whoever reported asks how it stands. It follows from the report's id, so that a report that is sent
 * twice because the answer was lost on the way is told the same code.
 */
export function receiptOf(signer: Signer, id: string): string {
  const bytes = Buffer.from(signer.sign(`report receipt ${id}`), 'hex')
  const signs = Array.from({ length: LENGTH }, (_, at) => SIGNS[(bytes[at] ?? 0) % SIGNS.length])
  return [0, 4, 8].map(at => signs.slice(at, at + 4).join('')).join('-')
}

/** What the database keeps of a code, however it was typed. */
export const hashReceipt = (typed: string): string =>
  hashToken(
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1'),
  )

/** How far the report of a code is, and nothing else of it. */
export async function findState(
  auth: pg.Pool,
  code: string,
): Promise<{ state: PublicReportState; receivedAt: Instant } | null> {
  const { rows } = await auth.query<{ state: PublicReportState; receivedAt: Instant }>({
    name: 'find-report-state',
    text: 'select state, received_at as "receivedAt" from public_reports where receipt_hash = $1',
    values: [hashReceipt(code)],
  })
  return rows[0] ?? null
}
