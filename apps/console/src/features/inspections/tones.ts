import type { Tone } from '@anlan/ui'
import type { RunRow } from './useInspections.ts'

export const RUN_TONES: Record<RunRow['state'], Tone> = {
  ...{ open: 'info', 'handed-in': 'success', discarded: 'neutral' },
}
