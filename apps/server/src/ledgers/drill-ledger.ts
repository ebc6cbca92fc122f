import {
  Day,
  DRILL_MODE_IDS,
  DRILL_MODES,
  DRILL_STATE_IDS,
  DRILL_STATES,
  DRILL_TYPES,
  UnitId,
} from '@anlan/domain'
import { z } from 'zod'
import { listDrills } from '../drills/drill.queries.ts'
import { defineLedger, everyRow } from './ledger-source.ts'

/** 应急演练台账, the newest first. */
export const DRILL_LEDGER = defineLedger({
  permission: 'drill.read',
  filter: z.object({
    unitId: UnitId.optional(),
    states: z.array(z.enum(DRILL_STATE_IDS)).max(6).optional(),
    mode: z.enum(DRILL_MODE_IDS).optional(),
    from: Day.optional(),
    to: Day.optional(),
  }),
  columns: [
    { heading: '单位', width: 22, shape: 'text' },
    { heading: '演练名称', width: 34, shape: 'text' },
    { heading: '演练类型', width: 14, shape: 'text' },
    { heading: '性质', width: 12, shape: 'text' },
    { heading: '日期', width: 12, shape: 'day' },
    { heading: '用时（秒）', width: 12, shape: 'number' },
    { heading: '状态', width: 12, shape: 'text' },
  ],
  async *rows({ app, actor }, filter) {
    const rows = everyRow(paging => app.db.read(actor, tx => listDrills(tx, filter, paging)))
    for await (const row of rows)
      yield [
        ...[row.unit.name, row.title, DRILL_TYPES[row.type].zh, DRILL_MODES[row.mode].zh, row.onDay],
        ...[secondsOf(row), DRILL_STATES[row.state].zh],
      ]
  },
})

/** From the alarm to the all-clear. */
const secondsOf = ({
  startedAt,
  endedAt,
}: {
  readonly startedAt: string | null
  readonly endedAt: string | null
}): number | null =>
  startedAt && endedAt ? Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000) : null
