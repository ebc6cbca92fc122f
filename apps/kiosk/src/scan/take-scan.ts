import { counting } from '../counting.ts'
import type { Kiosk } from '../kiosk.ts'
import { readScan } from './read-scan.ts'
import type { ScanOutcome } from './scanner.ts'
import { signal } from './signal.ts'

/** Counts who was scanned, or says why not; in both cases with a sound. */
export async function takeScan(kiosk: Kiosk, text: string): Promise<ScanOutcome> {
  const { identity, muster } = kiosk.shown
  const scan = readScan(text, identity?.school.badge ?? '', muster)
  if (scan.kind !== 'person') {
    signal('bad')
    return { kind: scan.kind, name: '' }
  }
  const isNew = await counting(kiosk).see(scan.person, 'scan')
  signal(isNew ? 'ok' : 'again')
  return { kind: isNew ? 'seen' : 'again', name: scan.person.name }
}
