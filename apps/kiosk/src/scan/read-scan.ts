import { readBadge, type Muster, type MusterPerson } from '@anlan/domain/drills'

/** What a scanned text is, before anything is done about it. */
export type Scan =
  | { readonly kind: 'person'; readonly person: MusterPerson }
  /** A badge of this school that is on no list of this drill. */
  | { readonly kind: 'unknown' | 'foreign' | 'damaged' | 'not-a-badge' | 'idle' }

/** Reads what a scanner gave, for a school (`badgeSchool`) and the muster at hand. */
export function readScan(text: string, school: string, muster: Muster | null): Scan {
  const badge = readBadge(text)
  if (!badge.ok) return { kind: badge.error.code }
  if (badge.value.school !== school) return { kind: 'foreign' }
  if (!muster) return { kind: 'idle' }
  const person = muster.people.find(({ key }) => key === badge.value.key)
  return person ? { kind: 'person', person } : { kind: 'unknown' }
}
