import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import { counting } from '../counting.ts'
import type { Kiosk } from '../kiosk.ts'
import { readScan } from './read-scan.ts'
import { signal } from './signal.ts'

/** What the last scan came to, for the large coloured word on the screen. */
export interface ScanOutcome {
  readonly kind: 'seen' | 'again' | 'unknown' | 'foreign' | 'damaged' | 'not-a-badge' | 'idle'
  readonly name: string
  /** Tells two scans with one outcome apart. */
  readonly number: number
}

export interface Scanner {
  readonly outcome: ShallowRef<ScanOutcome | null>
  take(text: string): Promise<void>
  /** Where scans go that are another kiosk's frames; set while the exchange is open. */
  onFrame: ((text: string) => void) | null
}

/** Every scan of camera and hand scanner comes here: it is counted, and everybody hears and sees what it was. */
export function makeScanner(kiosk: Kiosk): Scanner {
  const outcome = shallowRef<ScanOutcome | null>(null)
  let number = 0
  const tell = (kind: ScanOutcome['kind'], name = ''): void => {
    number += 1
    outcome.value = { kind, name, number }
    signal(kind === 'seen' ? 'ok' : kind === 'again' ? 'again' : 'bad')
  }
  const scanner: Scanner = {
    outcome,
    onFrame: null,
    async take(text) {
      if (text.startsWith('A1.')) {
        scanner.onFrame?.(text)
        return
      }
      const { identity, muster } = kiosk.shown
      if (!identity) return
      const scan = readScan(text, identity.school.badge, muster)
      if (scan.kind !== 'person') return tell(scan.kind)
      const isNew = await counting(kiosk).see(scan.person, 'scan')
      tell(isNew ? 'seen' : 'again', scan.person.name)
    },
  }
  return scanner
}

export const SCANNER: InjectionKey<Scanner> = Symbol('scanner')

export function useScanner(): Scanner {
  const scanner = inject(SCANNER)
  if (!scanner) throw new Error('this part has no scanner')
  return scanner
}
