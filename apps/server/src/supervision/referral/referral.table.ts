import {
  Referral as ReferralSchema,
  type Day,
  type Department,
  type Instant,
  type Referral,
  type ReferralState,
} from '@anlan/domain'
import type { Generated, JSONColumnType, Selectable } from 'kysely'

/** What lists and rules of the database need stands in columns, the rest in the body. */
export interface ReferralsTable {
  id: string
  unit_id: string
  number: string
  state: ReferralState
  department: Department
  title: string
  hazard_id: string | null
  document_number: string | null
  drafted_at: Instant
  sent_at: Instant | null
  due_on: Day | null
  replied_at: Instant | null
  revision: Generated<number>
  body: JSONColumnType<ReferralBody>
}
export type ReferralBody = Omit<
  Referral,
  'id' | 'unitId' | 'number' | 'state' | 'department' | 'title' | 'hazardId' | 'dueOn' | 'revision'
>

/** What happened to a letter, one row an event, never changed. */
export interface ReferralEventsTable {
  id: string
  referral_id: string
  unit_id: string
  at: Instant
  actor_id: string
  actor_name: string
  actor_role: string
  event: string
  note: string | null
}

export interface ReferralLinksTable {
  token_hash: string
  referral_id: string
  unit_id: string
  made_at: Instant
  expires_at: Instant
  revoked_at: Instant | null
}

/** Evidence that goes out with the letter, or what came back with the answer. */
export type ReferralFileStage = 'letter' | 'reply'
export interface ReferralFilesTable {
  referral_id: string
  file_id: string
  unit_id: string
  stage: ReferralFileStage
}

/** The letter a row holds; a row the domain refuses fails here and not in a rule. */
export const toReferral = (row: Selectable<ReferralsTable>): Referral =>
  ReferralSchema.parse({
    ...row.body,
    ...{ id: row.id, unitId: row.unit_id, number: row.number, state: row.state, title: row.title },
    ...{ department: row.department, hazardId: row.hazard_id, dueOn: row.due_on, revision: row.revision },
  })

/** The row of a letter. */
export function toReferralRow(referral: Referral) {
  const { id, unitId, number, state, department, title, hazardId, dueOn, revision, ...body } = referral
  return {
    ...{ id, unit_id: unitId, number, state, department, title, hazard_id: hazardId, due_on: dueOn },
    ...{ document_number: body.sent?.documentNumber ?? null, drafted_at: body.drafted.at, revision },
    ...{ sent_at: body.sent?.at ?? null, replied_at: body.reply?.at ?? null },
    body: JSON.stringify(body),
  }
}
