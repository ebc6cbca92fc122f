import { dayOf, MEASURE_STATES, SUPERVISION_KINDS } from '@anlan/domain'
import { listMeasureRows, MeasureFilter } from '../supervision/list-measures.ts'
import { defineLedger, everyRow } from './ledger-source.ts'

/** 督查督办台账 */
export const MEASURE_LEDGER = defineLedger({
  permission: 'supervision.read',
  filter: MeasureFilter,
  columns: [
    { heading: '事项编号', width: 13, shape: 'text' },
    { heading: '单位', width: 20, shape: 'text' },
    { heading: '事项', width: 36, shape: 'text' },
    { heading: '措施', width: 14, shape: 'text' },
    { heading: '发文字号', width: 20, shape: 'text' },
    { heading: '提出日期', width: 12, shape: 'day' },
    { heading: '提出人', width: 12, shape: 'text' },
    { heading: '反馈期限', width: 12, shape: 'day' },
    { heading: '状态', width: 12, shape: 'text' },
    { heading: '是否逾期', width: 10, shape: 'text' },
  ],
  async *rows({ app, actor }, filter) {
    const reader = { today: app.clock.today(), scope: actor.scope }
    const rows = everyRow(paging => app.db.read(actor, tx => listMeasureRows(tx, filter, paging, reader)))
    for await (const row of rows)
      yield [
        ...[row.matter.number, row.unit.name, row.matter.title, SUPERVISION_KINDS[row.kind].label.zh],
        ...[row.documentNumber, dayOf(row.proposedAt), row.proposedBy, row.replyDueOn],
        ...[MEASURE_STATES[row.state].zh, row.late ? '逾期' : null],
      ]
  },
})
