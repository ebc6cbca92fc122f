import type { Department, LetterText } from '@anlan/domain'

/** What a letter is written into; no department stands there beforehand. */
export type LetterForm = Omit<LetterText, 'department'> & { department: Department | '' }

export const emptyLetter = (): LetterForm => ({
  ...{ department: '', addressee: '', title: '', matter: '', evidence: '', basis: '', interimControl: '' },
})

/** The letter as it stands, to be changed. */
export function letterOf(letter: LetterText): LetterForm {
  const { department, addressee, title, matter, evidence, basis, interimControl } = letter
  return { department, addressee, title, matter, evidence, basis, interimControl }
}
