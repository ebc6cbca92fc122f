import { sayDay } from '../kernel/label.ts'
import { postAt } from '../organisation/post.ts'
import type { Unit } from '../organisation/unit.ts'
import {
  paragraphsOfPaper,
  withFullStop,
  type OfficialPaper,
  type PaperPart,
} from '../papers/official-paper.ts'
import type { Letter } from './letter-of-responsibility.ts'

/** A letter of responsibility as it is printed and signed: both sides sign at its end, on screen or by hand. */
export function letterPaper(letter: Letter, unit: Pick<Unit, 'kind' | 'name'>): OfficialPaper {
  const { text, post, signerName, issuerName, signedBy } = letter
  const clauses: PaperPart[] = text.clauses.map((clause, index) => ({
    kind: 'text',
    text: `${index + 1}．${withFullStop(clause.text)}${clause.owner ? `（${clause.owner}负责）` : ''}`,
  }))
  const signer = `${unit.name}${post ? postAt(post, unit.kind).zh : ''}`
  return {
    ...{ mark: null, number: letter.documentNumber, title: text.title, addressee: null, attachments: [] },
    body: [
      ...paragraphsOfPaper(text.preamble),
      ...clauses,
      ...paragraphsOfPaper(text.closing),
      { kind: 'text', text: `本责任书自${sayDay(letter.from).zh}起至${sayDay(letter.to).zh}止有效。` },
      {
        kind: 'signatures',
        places: [
          { label: `发出单位（${issuerName}）`, name: null, day: letter.issuedOn },
          // The name stands there once it is signed; before that the line is for the pen.
          { label: `签署人（${signer}）`, name: signedBy ? signerName : null, day: letter.signedOn },
        ],
      },
    ],
    signature: null,
    note: signedBy?.how === 'screen' ? '签署人已在线签署' : signedBy ? '签署人已签署纸质文本' : null,
  }
}
