import type { Tone } from '@anlan/ui'
import type { ImportState } from './useImports.ts'

export const IMPORT_TONES: Record<ImportState, Tone> = {
  checking: 'info',
  checked: 'warning',
  writing: 'info',
  done: 'success',
  discarded: 'neutral',
  failed: 'danger',
}
