import { canonicalFact, type DeviceId, type DrillId, type Fact } from '@anlan/domain'

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

/** What stands in a fact in place of a name that went. */
export const NO_NAME = '—'

/** Whether a kiosk sent again what is kept; a name that went meanwhile makes no other fact of it. */
export function isSame(sent: Fact, kept: Fact): boolean {
  const nameWent = kept.kind === 'v1.added' && kept.name === NO_NAME && sent.kind === 'v1.added'
  return canonicalFact(nameWent ? { ...sent, name: NO_NAME } : sent) === canonicalFact(kept)
}
