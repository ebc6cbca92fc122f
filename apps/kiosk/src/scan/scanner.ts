import { inject, shallowRef, type InjectionKey, type ShallowRef } from 'vue'
import type { Kiosk } from '../kiosk.ts'

/** What the last scan came to, for the large coloured word on the screen. */
export interface ScanOutcome {
  readonly kind: 'seen' | 'again' | 'unknown' | 'foreign' | 'damaged' | 'not-a-badge' | 'idle'
  readonly name: string
}

export interface Scanner {
  /** A new object for each scan, also where two come to the same. */
  readonly outcome: ShallowRef<ScanOutcome | null>
  take(text: string): Promise<void>
  /** Where badges go that are no drill's; set while people sign in to a training. */
  onBadge: ((text: string) => void) | null
  /** Where scans go that are another kiosk's frames; set while the exchange is open. */
  onFrame: ((text: string) => void) | null
}

/** Loaded apart from stand-by, which needs none of it, and at once. */
export const loadTakeScan = () => import('./take-scan.ts')

/** Every scan of camera and hand scanner comes here: it is counted, and everybody hears and sees what it was. */
export function makeScanner(kiosk: Kiosk): Scanner {
  const outcome = shallowRef<ScanOutcome | null>(null)
  const scanner: Scanner = {
    outcome,
    onBadge: null,
    onFrame: null,
    async take(text) {
      if (text.startsWith('A1.')) return scanner.onFrame?.(text)
      if (scanner.onBadge) return scanner.onBadge(text)
      const { takeScan } = await loadTakeScan()
      outcome.value = await takeScan(kiosk, text)
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
