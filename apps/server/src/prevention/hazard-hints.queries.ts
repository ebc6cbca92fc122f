import {
  listSuspects,
  SETTLED_HAZARD_STATES,
  type AreaId,
  type HazardId,
  type HazardState,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** A photo of a hazard that is on record somewhere else too. */
export interface ReusedPhoto {
  readonly fileId: string
  /** The other hazard's number; null where it is evidence of a task or an entry of a register. */
  readonly hazard: { readonly id: HazardId; readonly number: string } | null
}

/** What is pointed out about a hazard. There may be a good reason for each: it is never held against anybody. */
export interface HazardHints {
  readonly reusedPhotos: readonly ReusedPhoto[]
  /** Days between finding and reporting, where that is more than usual. */
  readonly lateEntryDays: number | null
}

/** Photos of a hazard whose very bytes stand as evidence of something else within the reader's scope. */
export async function listReusedPhotos(tx: Tx, id: HazardId): Promise<ReusedPhoto[]> {
  const { rows } = await sql<{ file_id: string; other_id: string | null; number: string | null }>`
    select distinct on (own.file_id) own.file_id, elsewhere.hazard_id as other_id, elsewhere.number
    from hazard_files own
    join files on files.id = own.file_id and files.media_type like 'image/%'
    cross join lateral (
      select hazards.id as hazard_id, hazards.number from files same
        join hazard_files used on used.file_id = same.id and used.hazard_id <> own.hazard_id
        join hazards on hazards.id = used.hazard_id
        where same.sha256 = files.sha256
          -- What a look-back found is the first photo of the hazard it came back in.
          and hazards.ancestor_id is distinct from own.hazard_id
          and hazards.id is distinct from (select ancestor_id from hazards where id = own.hazard_id)
      union all
      select null, null from files same join submission_files used on used.file_id = same.id
        where same.sha256 = files.sha256
      union all
      select null, null from files same join register_files used on used.file_id = same.id
        where same.sha256 = files.sha256
    ) elsewhere
    where own.hazard_id = ${id}
    order by own.file_id, elsewhere.number nulls last`.execute(tx)
  return rows.map(({ file_id, other_id, number }) => ({
    fileId: file_id,
    hazard: other_id !== null && number !== null ? { id: other_id as HazardId, number } : null,
  }))
}

/** The closed hazard that came back in this one, and those in which this one came back. */
export async function listFamily(
  tx: Tx,
  id: HazardId,
): Promise<{ id: HazardId; number: string; is: 'ancestor' | 'recurrence' }[]> {
  const { rows } = await sql<{ id: HazardId; number: string; is: 'ancestor' | 'recurrence' }>`
    select id, number, 'ancestor' as is from hazards
      where id = (select ancestor_id from hazards where id = ${id})
    union all
    select id, number, 'recurrence' as is from hazards where ancestor_id = ${id}
    order by number`.execute(tx)
  return rows
}

export interface Suspect {
  readonly id: HazardId
  readonly number: string
  readonly state: HazardState
  readonly area: AreaId
  readonly place: string
  readonly description: string
}

/** Open hazards of a unit that may be the one somebody is about to report, the likeliest first. */
export async function findSuspects(
  tx: Tx,
  unitId: UnitId,
  reported: { area: AreaId; place: string; description: string },
): Promise<Suspect[]> {
  const open = await tx
    .selectFrom('hazards')
    .select(['id', 'number', 'state', 'area', 'place', 'description'])
    .where('unit_id', '=', unitId)
    .where('area', '=', reported.area)
    .where('state', 'not in', SETTLED_HAZARD_STATES)
    .orderBy('reported_at', 'desc')
    .limit(500)
    .execute()
  return listSuspects(
    reported,
    open.map(each => ({ ...each, id: each.id as HazardId })),
  )
}
