import {
  Duty,
  type AreaId,
  type Day,
  type DutyKind,
  type Instant,
  type ModelDuty,
  type PostId,
} from '@anlan/domain'
import type { JSONColumnType, Selectable } from 'kysely'

/** One edition of a duty; once it is published the database lets nobody change it. */
export interface DutiesTable {
  id: string
  version: number
  unit_id: string
  post: PostId
  kind: DutyKind
  area: AreaId | null
  text: string
  basis: string | null
  co_owners: JSONColumnType<PostId[]>
  published_on: Day | null
  retired: boolean
  origin: string | null
  revision: number
  made_by_name: string
  made_at: Instant
}

/** The list the bureau hands down, one row a version. */
export interface DutyModelsTable {
  version: number
  items: JSONColumnType<ModelDuty[]>
  note: string
  made_by_name: string
  made_at: Instant
}

/** The edition a row holds; a row the domain refuses fails here and not in a rule. */
export const toDuty = (row: Omit<Selectable<DutiesTable>, 'made_by_name' | 'made_at'>): Duty =>
  Duty.parse({
    ...{ id: row.id, version: row.version, unitId: row.unit_id, post: row.post, kind: row.kind },
    ...{ area: row.area, text: row.text, basis: row.basis, coOwners: row.co_owners },
    ...{ publishedOn: row.published_on, retired: row.retired, origin: row.origin, revision: row.revision },
  })

/** The row of an edition, without who made it. */
export const toDutyRow = (duty: Duty) => ({
  ...{ id: duty.id, version: duty.version, unit_id: duty.unitId, post: duty.post, kind: duty.kind },
  ...{ area: duty.area, text: duty.text, basis: duty.basis, co_owners: duty.coOwners },
  ...{ published_on: duty.publishedOn, retired: duty.retired, origin: duty.origin, revision: duty.revision },
})
