import {
  AreaId,
  MATERIAL_STATE_IDS,
  MaterialKind,
  MaterialState,
  UnitId,
  type Instant,
  type MaterialId,
} from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { holding } from '../../db/like.ts'
import type { Tx } from '../../db/scope.ts'
import { readPage, TOTAL, type Page, type Paging } from '../../paging.ts'

/** What shared material can be narrowed to. */
export const MaterialFilter = z.object({
  state: MaterialState.optional(),
  kind: MaterialKind.optional(),
  /** `none` for what is about all areas. */
  area: z.union([AreaId, z.literal('none')]).optional(),
  unitId: UnitId.optional(),
  search: z.string().trim().max(60).optional(),
})
export type MaterialFilter = z.infer<typeof MaterialFilter>

export interface MaterialRow {
  readonly id: MaterialId
  readonly title: string
  readonly kind: MaterialKind
  readonly area: AreaId | null
  readonly state: MaterialState
  readonly unit: { readonly id: UnitId; readonly name: string }
  /** How it begins. */
  readonly lead: string
  readonly files: number
  /** Schools that took it over. */
  readonly taken: number
  readonly takenByMe: boolean
  readonly at: Instant
}

const LEAD = 120

function conditions({ state, kind, area, unitId, search }: MaterialFilter): RawBuilder<boolean> {
  const all = [sql<boolean>`true`]
  if (state) all.push(sql`m.state = ${state}`)
  if (kind) all.push(sql`m.kind = ${kind}`)
  if (area) all.push(area === 'none' ? sql`m.area is null` : sql`m.area = ${area}`)
  if (unitId) all.push(sql`m.unit_id = ${unitId}`)
  if (search) all.push(sql`concat_ws(' ', m.title, m.text, units.name) ilike ${holding(search)}`)
  return sql.join(all, sql` and `)
}

/** One page of material that the scope shows, what is taken over most first, with the filter's total. */
export async function listMaterials(
  tx: Tx,
  filter: MaterialFilter,
  paging: Paging,
  ownUnit: UnitId,
): Promise<Page<MaterialRow>> {
  const where = conditions(filter)
  const from = tx.selectFrom('pilot_materials as m').innerJoin('units', 'units.id', 'm.unit_id')
  return readPage(
    paging,
    from
      .select(['m.id', 'm.title', 'm.kind', 'm.area', 'm.state', 'units.id as unit_id'])
      .select('units.name as unit_name')
      .select(
        sql<string>`left(m.text, ${LEAD}::int) || case when length(m.text) > ${LEAD}::int then '…' else '' end`.as(
          'lead',
        ),
      )
      .select(sql<Instant>`coalesce(m.published_at, m.submitted_at)`.as('at'))
      .select(sql<number>`(select count(*) from pilot_material_files where material_id = m.id)`.as('files'))
      .select(sql<number>`(select count(*) from pilot_take_overs where material_id = m.id)`.as('taken'))
      .select(
        sql<boolean>`exists (select from pilot_take_overs
          where material_id = m.id and unit_id = ${ownUnit})`.as('taken_by_me'),
      )
      .where(where)
      .orderBy(sql`taken desc, at desc, m.id`),
    from.select(TOTAL).where(where),
    row => ({
      ...{ id: row.id as MaterialId, title: row.title, kind: row.kind, area: row.area, state: row.state },
      ...{ unit: { id: row.unit_id as UnitId, name: row.unit_name }, lead: row.lead, files: row.files },
      ...{ taken: row.taken, takenByMe: row.taken_by_me, at: row.at },
    }),
  )
}

/** Material that the scope shows, by state. */
export async function countMaterials(tx: Tx): Promise<Record<MaterialState, number>> {
  const rows = await tx
    .selectFrom('pilot_materials')
    .select(['state', sql<number>`count(*)`.as('count')])
    .groupBy('state')
    .execute()
  return Object.fromEntries(
    MATERIAL_STATE_IDS.map(state => [state, rows.find(row => row.state === state)?.count ?? 0]),
  ) as Record<MaterialState, number>
}
