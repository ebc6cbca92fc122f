import {
  Letter,
  LetterTemplate,
  type Day,
  type Instant,
  type LetterEvent,
  type LetterLevel,
  type LetterState,
  type PostId,
  type SkippedLetter,
} from '@anlan/domain'
import type { JSONColumnType, Selectable } from 'kysely'

export interface LetterTemplatesTable {
  id: string
  version: number
  unit_id: string
  level: LetterLevel
  /** Kept by the bureau, and there for its schools to use. */
  shared: boolean
  body: JSONColumnType<Omit<LetterTemplate, 'id' | 'version' | 'unitId' | 'level' | 'madeByName' | 'madeAt'>>
  made_by_name: string
  made_at: Instant
}

/** Letters that went out as one act. The unit is the one that issued them. */
export interface LetterBatchesTable {
  id: string
  unit_id: string
  level: LetterLevel
  title: string
  from_on: Day
  to_on: Day
  issued: number
  skipped: JSONColumnType<readonly SkippedLetter[]>
  issued_by: string
  issued_by_name: string
  issued_at: Instant
}

/** What lists and rules of the database need stands in columns, the rest in the body. */
export interface LettersTable {
  id: string
  batch_id: string
  unit_id: string
  level: LetterLevel
  state: LetterState
  post: PostId | null
  signer_id: string | null
  signer_name: string
  from_on: Day
  to_on: Day
  issued_on: Day | null
  signed_on: Day | null
  document_number: string | null
  revision: number
  body: JSONColumnType<LetterBody>
}
export type LetterBody = Pick<
  Letter,
  | 'issuedBy'
  | 'issuerName'
  | 'duties'
  | 'text'
  | 'templateId'
  | 'signedBy'
  | 'refusal'
  | 'answer'
  | 'withdrawal'
  | 'renews'
>

/** What happened to a letter, one row an event, never changed. */
export interface LetterEventsTable {
  id: string
  letter_id: string
  unit_id: string
  at: Instant
  actor_id: string
  actor_name: string
  actor_role: string
  event: LetterEvent
  note: string | null
}

/** Scans of a letter that was signed on paper. */
export interface LetterFilesTable {
  letter_id: string
  file_id: string
  unit_id: string
}

/** The letter a row holds; a row the domain refuses fails here and not in a rule. */
export const toLetter = (row: Selectable<LettersTable>): Letter =>
  Letter.parse({
    ...row.body,
    ...{ id: row.id, batchId: row.batch_id, unitId: row.unit_id, level: row.level, state: row.state },
    ...{ post: row.post, signerId: row.signer_id, signerName: row.signer_name },
    ...{ from: row.from_on, to: row.to_on, issuedOn: row.issued_on, signedOn: row.signed_on },
    ...{ documentNumber: row.document_number, revision: row.revision },
  })

/** The row of a letter, its body as it is. */
export function toLetterColumns(letter: Letter) {
  const { id, batchId, unitId, level, state, post, signerId, signerName, ...rest } = letter
  const { from, to, issuedOn, signedOn, documentNumber, revision, ...body } = rest
  return {
    ...{ id, batch_id: batchId, unit_id: unitId, level, state, post, signer_id: signerId },
    ...{ signer_name: signerName, from_on: from, to_on: to, issued_on: issuedOn, signed_on: signedOn },
    ...{ document_number: documentNumber, revision, body: body satisfies LetterBody },
  }
}

/** The template a row holds. */
export const toTemplate = (row: Selectable<LetterTemplatesTable>): LetterTemplate =>
  LetterTemplate.parse({
    ...row.body,
    ...{ id: row.id, version: row.version, unitId: row.unit_id, level: row.level },
    ...{ madeByName: row.made_by_name, madeAt: row.made_at },
  })
