import { randomBytes } from 'node:crypto'
import { groupsOf, readSigns, writeCode } from '../hand-copied-code.ts'

const LENGTH = 16

/** A code of eighty random bits, in groups of four: nobody comes upon a paper by trying. */
export const newPaperCode = (): string => writeCode(randomBytes(LENGTH), LENGTH)

/** A code as it is kept, however it was typed; null when it is none. */
export function readPaperCode(typed: string): string | null {
  const signs = readSigns(typed)
  return signs.length === LENGTH ? groupsOf(signs) : null
}
