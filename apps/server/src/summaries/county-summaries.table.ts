import type {
  ChangedFigure,
  CountySummaryState,
  GatheringState,
  Instant,
  Rate,
  SummarySection,
} from '@anlan/domain'
import type { Generated, JSONColumnType } from 'kysely'

export interface CountySummariesTable {
  id: string
  campaign_id: string
  phase_id: string | null
  state: CountySummaryState
  title: string
  sections: JSONColumnType<SummarySection[]>
  /** When the figures were gathered; null until they have been once. */
  taken_at: Instant | null
  gathering: GatheringState
  gathered: Generated<number>
  to_gather: Generated<number>
  /** When whoever gathers was last heard of: a server that died is followed by another. */
  heard_at: Instant
  started_by: string
  started_by_name: string
  document_number: string | null
  signed_by: string | null
  signed_by_name: string | null
  signed_at: Instant | null
  /** Why figures that had changed by the signature stand as they were gathered. */
  standing: string | null
  changed: JSONColumnType<ChangedFigure[], string | undefined>
  revision: Generated<number>
}

/** How a school stood when it was gathered. */
export type GatheredStanding = 'accepted' | 'submitted' | 'missing'

export interface CountySummaryUnitsTable {
  county_summary_id: string
  unit_id: string
  summary_id: string | null
  township: string | null
  standing: GatheredStanding
  days_late: number
  figures: JSONColumnType<Record<string, Rate>>
}
