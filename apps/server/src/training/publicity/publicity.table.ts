import {
  PublicityActivity,
  type ActivityReport,
  type ActivityState,
  type Day,
  type Instant,
  type PublicityDayId,
} from '@anlan/domain'
import type { ColumnType, Generated, Selectable } from 'kysely'

export interface PublicityActivitiesTable {
  id: string
  unit_id: string
  /** Of the day it is planned on. */
  year: number
  /** Null on a day of the unit's own. */
  day: PublicityDayId | null
  title: string
  content: string
  place: string
  planned_on: Day
  state: ActivityState
  report: ColumnType<ActivityReport | null, string | null | undefined, string | null>
  cancel_reason: string | null
  planned_by_name: string
  planned_at: Instant
  revision: Generated<number>
}

export interface PublicityFilesTable {
  activity_id: string
  file_id: string
  unit_id: string
}

export const toActivity = (row: Selectable<PublicityActivitiesTable>): PublicityActivity =>
  PublicityActivity.parse({
    ...{ id: row.id, unitId: row.unit_id, day: row.day, title: row.title, content: row.content },
    ...{ place: row.place, plannedOn: row.planned_on, state: row.state, report: row.report },
    ...{ cancelReason: row.cancel_reason, revision: row.revision },
  })
