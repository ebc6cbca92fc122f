import type { LetterState } from '@anlan/domain'
import type { Tone } from '@anlan/ui'

/** How a state of a letter looks. */
export const LETTER_TONES: Record<LetterState, Tone> = {
  ...{ draft: 'neutral', issued: 'warning', refused: 'danger', signed: 'success', withdrawn: 'neutral' },
}

/** What a list of letters can be narrowed to. */
export const WAITS = {
  all: ['issued', 'refused', 'signed'],
  issued: ['issued'],
  refused: ['refused'],
  signed: ['signed'],
  withdrawn: ['withdrawn'],
} as const satisfies Record<string, readonly LetterState[]>
