import { AREA_LABELS, CONTROL_LEVELS, RISK_COLOURS, RISK_KINDS, siteText } from '@anlan/domain'
import { RiskFilter, listRisks } from '../prevention/risk/risk.queries.ts'
import { readSchemeInForce } from '../prevention/risk/scheme.queries.ts'
import { defineLedger, everyRow } from './ledger-source.ts'

/** 安全风险分级管控台账, the worst first. */
export const RISK_LEDGER = defineLedger({
  permission: 'risk.read',
  filter: RiskFilter,
  columns: [
    { heading: '单位', width: 20, shape: 'text' },
    { heading: '风险点', width: 22, shape: 'text' },
    { heading: '类别', width: 10, shape: 'text' },
    { heading: '领域', width: 12, shape: 'text' },
    { heading: '位置', width: 22, shape: 'text' },
    { heading: '风险等级', width: 10, shape: 'text' },
    { heading: '管控层级', width: 12, shape: 'text' },
    { heading: '责任部门', width: 14, shape: 'text' },
    { heading: '责任人', width: 10, shape: 'text' },
    { heading: '下次评估日期', width: 14, shape: 'day' },
  ],
  async *rows({ app, actor }, filter) {
    const rows = everyRow(paging =>
      app.db.read(actor, async tx =>
        listRisks(tx, filter, paging, {
          ...{ today: app.clock.today(), inForce: (await readSchemeInForce(tx)).scheme },
        }),
      ),
    )
    for await (const row of rows)
      yield [
        ...[row.unitName, row.name, RISK_KINDS[row.kind].zh, row.area ? AREA_LABELS[row.area].zh : null],
        ...[siteText(row.site), RISK_COLOURS[row.colour].zh, CONTROL_LEVELS[row.control].zh],
        ...[row.department, row.responsibleName, row.reviewOn],
      ]
  },
})
