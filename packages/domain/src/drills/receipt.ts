import { canonicalFact } from './fact.ts'
import type { FactSet } from './fact-set.ts'

/** What proves that two devices hold the same facts: how many, and the hash of them all. */
export interface MergeReceipt {
  readonly facts: number
  /** SHA-256 in hex over `receiptText`. */
  readonly hash: string
}

/** What is hashed: every fact on a line, in the order of their ids. The same set gives the same text everywhere. */
export const receiptText = ({ facts }: FactSet): string =>
  [...facts.keys()]
    .sort()
    .map(id => {
      const fact = facts.get(id)
      return fact ? canonicalFact(fact) : id
    })
    .join('\n')

/** The receipt of a set. The hash is the caller's, for a browser's is asynchronous and Node's is not its. */
export async function makeMergeReceipt(
  set: FactSet,
  sha256: (text: string) => string | Promise<string>,
): Promise<MergeReceipt> {
  return { facts: set.facts.size, hash: await sha256(receiptText(set)) }
}
