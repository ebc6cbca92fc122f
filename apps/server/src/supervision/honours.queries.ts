import { HONOURS, type SupervisionKind } from '@anlan/domain'
import { sql } from 'kysely'
import type { Tx } from '../db/scope.ts'

const SHOWN = 50

export interface Honour {
  readonly id: string
  readonly kind: SupervisionKind
  readonly title: string
  readonly unitName: string
  readonly text: string
  readonly documentNumber: string | null
  readonly issuedAt: string
}

/** Praise and highlights that have been issued and not taken back, the newest first, for every school to read. */
export async function listHonours(tx: Tx): Promise<Honour[]> {
  const rows = await tx
    .selectFrom('supervision_measures')
    .innerJoin('supervision_matters', 'supervision_matters.id', 'supervision_measures.matter_id')
    .innerJoin('units', 'units.id', 'supervision_measures.unit_id')
    .select(['supervision_measures.id', 'supervision_measures.kind', 'title', 'units.name as unitName'])
    .select(['document_number as documentNumber', 'issued_at'])
    .select(sql<string>`body ->> 'demand'`.as('text'))
    .where('supervision_measures.kind', 'in', [...HONOURS])
    .where('supervision_measures.state', 'in', ['issued', 'closed'])
    .orderBy('issued_at', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(({ issued_at, ...row }) => ({ ...row, issuedAt: issued_at ?? '' }))
}
