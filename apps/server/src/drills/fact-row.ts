import type { DeviceId, DrillId, Fact } from '@anlan/domain'

export interface FactRow {
  readonly drill_id: string
  readonly id: string
  readonly device_id: string
  readonly seq: number
  readonly body: object
  readonly at: number
  readonly offset_ms: number | null
  readonly received_at: string
}

/** The fact a row holds, as its kiosk wrote it. */
export const toFact = (row: FactRow): Fact =>
  ({
    ...{ id: row.id, drill: row.drill_id as DrillId, device: row.device_id as DeviceId, seq: row.seq },
    ...{ at: row.at, offset: row.offset_ms, ...row.body },
  }) as unknown as Fact
