import { printSeal, type Instant } from '@anlan/domain'
import type { Tx } from '../db/scope.ts'

/** The newest seal as it goes on paper, or null before the first. */
export async function findPrintedSeal(tx: Tx): Promise<{ text: string; at: Instant } | null> {
  const seal = await tx
    .selectFrom('audit_seals')
    .select(['position', 'hash', 'at'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return seal ? { text: printSeal(seal), at: seal.at } : null
}
