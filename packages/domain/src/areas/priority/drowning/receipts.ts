import type { Day } from '../../../kernel/day.ts'
import { groupBy } from '../../list-rules.ts'

/** What is known of one pupil and one letter. */
export interface LetterCopy {
  readonly letter: string
  readonly schoolClass: string
  readonly pupil: string
  readonly issuedOn: Day
  readonly receipt: 'none' | 'paper' | 'e-signed'
  readonly visitedOn?: Day | undefined
}

/** A pupil whose parents have not answered, for the class teacher to call on. */
export interface MissingReceipt {
  readonly schoolClass: string
  readonly pupil: string
  readonly issuedOn: Day
  readonly visited: boolean
}

/** How a letter stands: signed over pupils reached, and who is missing. */
export interface LetterReceipts {
  readonly letter: string
  readonly pupils: number
  readonly signed: number
  readonly missing: readonly MissingReceipt[]
}

/** One pupil of one letter, however many guardians signed. */
export const letterCopyOf = ({
  letter,
  schoolClass,
  pupil,
}: Pick<LetterCopy, 'letter' | 'schoolClass' | 'pupil'>) => `${letter} ${schoolClass} ${pupil}`

/**
 * Each letter with its receipts, in the order in which the letters first appear. A pupil counts once: one guardian's
 * signature is enough, and a second line for the same pupil changes nothing.
 */
export const listReceipts = (copies: readonly LetterCopy[]): LetterReceipts[] =>
  [...groupBy(copies, ({ letter }) => letter)].map(([letter, ofLetter]) => {
    const pupils = [...groupBy(ofLetter, letterCopyOf).values()]
    const missing = pupils
      .filter(lines => lines.every(({ receipt }) => receipt === 'none'))
      .flatMap(([first, ...more]) =>
        first === undefined
          ? []
          : {
              schoolClass: first.schoolClass,
              pupil: first.pupil,
              issuedOn: first.issuedOn,
              visited: [first, ...more].some(({ visitedOn }) => visitedOn !== undefined),
            },
      )
    return { letter, pupils: pupils.length, signed: pupils.length - missing.length, missing }
  })
