import { defineIndicator } from '../kernel/indicator.ts'
import type { LetterState } from './letter-flow.ts'

/** How many of the letters that went out are signed. One that was taken back counts nowhere; a refused one is owed. */
export const lettersSigned = defineIndicator({
  id: 'letters-signed',
  label: { zh: '责任书签订率', en: 'Letters of responsibility signed' },
  numerator: { zh: '已签责任书', en: 'Letters signed' },
  denominator: { zh: '已发出的责任书（撤回的除外）', en: 'Letters issued, those withdrawn left out' },
  better: 'higher',
  count: (letters: Readonly<Record<Extract<LetterState, 'issued' | 'refused' | 'signed'>, number>>) => ({
    numerator: letters.signed,
    denominator: letters.issued + letters.refused + letters.signed,
  }),
})
