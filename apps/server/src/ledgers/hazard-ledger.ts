import { AREA_LABELS, HAZARD_GRADES, HAZARD_SOURCES, HAZARD_STATES, dayOf } from '@anlan/domain'
import type { WrittenRow } from '@anlan/documents'
import type { Tx } from '../db/scope.ts'
import { hazardConditions, HazardFilter, type HazardReader } from '../prevention/hazard-filter.ts'
import { defineLedger, LEDGER_BATCH } from './ledger-source.ts'

/** 隐患排查治理台账: the five elements of a rectification stand beside what was found. */
export const HAZARD_LEDGER = defineLedger({
  permission: 'hazard.read',
  filter: HazardFilter,
  columns: [
    { heading: '隐患编号', width: 12, shape: 'text' },
    { heading: '单位', width: 14, shape: 'text' },
    { heading: '领域', width: 9, shape: 'text' },
    { heading: '部位', width: 13, shape: 'text' },
    { heading: '隐患情况', width: 26, shape: 'text' },
    { heading: '来源', width: 7, shape: 'text' },
    { heading: '等级', width: 9, shape: 'text' },
    { heading: '发现日期', width: 11, shape: 'day' },
    { heading: '责任人', width: 8, shape: 'text' },
    { heading: '整改措施', width: 20, shape: 'text' },
    { heading: '整改资金', width: 10, shape: 'text' },
    { heading: '整改期限', width: 11, shape: 'day' },
    { heading: '状态', width: 8, shape: 'text' },
    { heading: '整改情况', width: 18, shape: 'text' },
    { heading: '销号日期', width: 11, shape: 'day' },
  ],
  async *rows({ app, actor }, filter) {
    const reader = { today: app.clock.today(), accountId: actor.accountId, scope: actor.scope }
    let after: string | null = null
    for (;;) {
      const rows: HazardLine[] = await app.db.read(actor, tx => readLines(tx, filter, reader, after))
      yield* rows.map(toRow)
      after = rows.at(-1)?.id ?? null
      if (rows.length < LEDGER_BATCH) return
    }
  },
})

type HazardLine = Awaited<ReturnType<typeof readLines>>[number]

/** By id, which is the order of reporting: a county has hundreds of thousands, and to count off pages takes ever longer. */
function readLines(tx: Tx, filter: HazardFilter, reader: HazardReader, after: string | null) {
  let query = tx
    .selectFrom('hazards')
    .innerJoin('units', 'units.id', 'hazards.unit_id')
    .select(['hazards.id', 'hazards.number', 'units.name as unit', 'hazards.area', 'hazards.place'])
    .select(['hazards.description', 'hazards.source', 'hazards.grade', 'hazards.discovered_on'])
    .select(['hazards.lead_name', 'hazards.plan', 'hazards.due_on', 'hazards.state'])
    .select(['hazards.rectification', 'hazards.closed_at'])
    .where(hazardConditions(filter, reader))
  if (after !== null) query = query.where('hazards.id', '>', after)
  return query.orderBy('hazards.id').limit(LEDGER_BATCH).execute()
}

const toRow = (line: HazardLine): WrittenRow => [
  ...[line.number, line.unit, AREA_LABELS[line.area].zh, line.place, line.description],
  ...[
    HAZARD_SOURCES[line.source].zh,
    line.grade ? HAZARD_GRADES[line.grade].zh : '未定级',
    line.discovered_on,
  ],
  ...[line.lead_name, line.plan?.measures ?? null, line.plan?.funds ?? null, line.due_on],
  ...[HAZARD_STATES[line.state].zh, line.rectification, line.closed_at ? dayOf(line.closed_at) : null],
]
