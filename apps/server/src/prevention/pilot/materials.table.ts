import { Material, type AreaId, type Instant, type MaterialKind, type MaterialState } from '@anlan/domain'
import type { JSONColumnType, Selectable } from 'kysely'

/** What lists need stands in columns, the rest in the body. */
export interface PilotMaterialsTable {
  id: string
  unit_id: string
  pilot_id: string
  kind: MaterialKind
  area: AreaId | null
  title: string
  text: string
  state: MaterialState
  submitted_at: Instant
  published_at: Instant | null
  revision: number
  body: JSONColumnType<Pick<Material, 'submitted' | 'returned' | 'published' | 'ended'>>
}

export interface PilotMaterialFilesTable {
  material_id: string
  file_id: string
  unit_id: string
}

export interface PilotTakeOversTable {
  material_id: string
  /** The school that took it over. */
  unit_id: string
  note: string
  by_id: string
  by_name: string
  at: Instant
}

/** The material a row holds; a row the domain refuses fails here and not in a rule. */
export const toMaterial = (row: Selectable<PilotMaterialsTable>): Material =>
  Material.parse({
    ...row.body,
    ...{ id: row.id, unitId: row.unit_id, pilotId: row.pilot_id, kind: row.kind, area: row.area },
    ...{ title: row.title, text: row.text, state: row.state, revision: row.revision },
  })

/** The row of material. */
export const toMaterialRow = (material: Material) => ({
  ...{ id: material.id, unit_id: material.unitId, pilot_id: material.pilotId, kind: material.kind },
  ...{ area: material.area, title: material.title, text: material.text, state: material.state },
  ...{ submitted_at: material.submitted.at, published_at: material.published?.at ?? null },
  revision: material.revision,
  body: JSON.stringify({
    ...{ submitted: material.submitted, returned: material.returned },
    ...{ published: material.published, ended: material.ended },
  }),
})
