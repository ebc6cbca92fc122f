import type { Instant, PublicReportState } from '@anlan/domain'
import type pg from 'pg'
import type { Signer } from '../../auth/vault.ts'
import { readSigns, writeCode } from '../../hand-copied-code.ts'
import { hashToken } from '../../set-up/set-up-link.ts'

const LENGTH = 12

/**
 * The code with which whoever reported asks how it stands. It follows from the report's id, so that a report that is sent
 * twice because the answer was lost on the way is told the same code.
 */
export const receiptOf = (signer: Signer, id: string): string =>
  writeCode(Buffer.from(signer.sign(`report receipt ${id}`), 'hex'), LENGTH)

/** What the database keeps of a code, however it was typed. */
export const hashReceipt = (typed: string): string => hashToken(readSigns(typed))

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
