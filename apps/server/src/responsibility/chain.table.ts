import {
  StudyRecord,
  type Day,
  type Instant,
  type LeaderPart,
  type StudyAttendee,
  type StudyKind,
} from '@anlan/domain'
import type { JSONColumnType, Selectable } from 'kysely'

/** An edition of a duty that its holder has accepted. */
export interface DutyReceiptsTable {
  duty_id: string
  version: number
  account_id: string
  unit_id: string
  on_day: Day
}

/** What somebody names by hand as evidence of a duty, or with a measure as what he answered for. */
export interface DutyLinksTable {
  id: string
  duty_id: string
  version: number
  account_id: string
  unit_id: string
  on_day: Day
  text: string
  measure_id: string | null
  made_by_name: string
  made_at: Instant
}

export interface StudyRecordsTable {
  id: string
  unit_id: string
  kind: StudyKind
  held_on: Day
  topic: string
  chair_id: string
  attendees: JSONColumnType<StudyAttendee[]>
  attended: string[]
  missing: number
  body: JSONColumnType<Pick<StudyRecord, 'documents' | 'chairName' | 'madeByName'>>
  made_at: Instant
  revision: number
}

/** What was said at a study: a row of its own, because fewer read it than may count who was there. */
export interface StudyMinutesTable {
  study_id: string
  unit_id: string
  text: string
}

export interface StudyFilesTable {
  study_id: string
  file_id: string
  unit_id: string
}

/** What a leader wrote of himself. */
export interface LeaderEntriesTable {
  id: string
  unit_id: string
  account_id: string
  part: LeaderPart
  on_day: Day
  text: string
  made_at: Instant
}

/** Photos and documents of such an entry. */
export interface LeaderEntryFilesTable {
  entry_id: string
  file_id: string
  unit_id: string
}

/** The record a row holds, with its minutes. */
export const toStudy = ({
  minutes,
  ...row
}: Selectable<StudyRecordsTable> & { minutes: string }): StudyRecord =>
  StudyRecord.parse({
    ...{ ...row.body, minutes },
    ...{ id: row.id, unitId: row.unit_id, kind: row.kind, heldOn: row.held_on, topic: row.topic },
    ...{ chairId: row.chair_id, attendees: row.attendees, madeAt: row.made_at, revision: row.revision },
  })

/** The row of a record; its minutes have one of their own. */
export function toStudyRow(study: StudyRecord) {
  const { documents, chairName, madeByName, attendees } = study
  const there = attendees.filter(each => each.present || each.caughtUpOn !== null)
  return {
    ...{ id: study.id, unit_id: study.unitId, kind: study.kind, held_on: study.heldOn, topic: study.topic },
    ...{ chair_id: study.chairId, attendees: JSON.stringify(attendees), made_at: study.madeAt },
    ...{ attended: there.map(each => each.accountId as string), missing: attendees.length - there.length },
    body: JSON.stringify({ documents, chairName, madeByName }),
    revision: study.revision,
  }
}

export const toMinutesRow = ({ id, unitId, minutes }: StudyRecord): Selectable<StudyMinutesTable> => ({
  ...{ study_id: id, unit_id: unitId, text: minutes },
})
