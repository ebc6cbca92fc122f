import { DEPARTMENTS, REFERRAL_STATES } from '@anlan/domain'
import { listReferrals, ReferralFilter } from '../supervision/referral/list-referrals.ts'
import { defineLedger, everyRow } from './ledger-source.ts'

/** 问题移送台账 */
export const REFERRAL_LEDGER = defineLedger({
  permission: 'referral.read',
  filter: ReferralFilter,
  columns: [
    { heading: '移送编号', width: 14, shape: 'text' },
    { heading: '发文字号', width: 20, shape: 'text' },
    { heading: '涉及单位', width: 20, shape: 'text' },
    { heading: '移送事项', width: 40, shape: 'text' },
    { heading: '接收部门', width: 18, shape: 'text' },
    { heading: '回复期限', width: 12, shape: 'day' },
    { heading: '状态', width: 12, shape: 'text' },
    { heading: '是否逾期', width: 10, shape: 'text' },
  ],
  async *rows({ app, actor }, filter) {
    const today = app.clock.today()
    const rows = everyRow(paging => app.db.read(actor, tx => listReferrals(tx, filter, paging, today)))
    for await (const row of rows)
      yield [
        ...[row.number, row.documentNumber, row.unit, row.title, DEPARTMENTS[row.department].zh],
        ...[row.dueOn, REFERRAL_STATES[row.state].zh, row.late ? '逾期' : null],
      ]
  },
})
