import { LETTER_LEVELS, LETTER_STATES, POSTS } from '@anlan/domain'
import { LetterFilter, listLetters } from '../responsibility/list-letters.ts'
import { defineLedger, everyRow } from './ledger-source.ts'

/** 安全责任书签订台账 */
export const LETTER_LEDGER = defineLedger({
  permission: 'letter.read',
  filter: LetterFilter,
  columns: [
    { heading: '单位', width: 22, shape: 'text' },
    { heading: '签订人', width: 12, shape: 'text' },
    { heading: '岗位', width: 14, shape: 'text' },
    { heading: '签订层级', width: 16, shape: 'text' },
    { heading: '责任书', width: 36, shape: 'text' },
    { heading: '发文字号', width: 20, shape: 'text' },
    { heading: '起始日期', width: 12, shape: 'day' },
    { heading: '截止日期', width: 12, shape: 'day' },
    { heading: '发出日期', width: 12, shape: 'day' },
    { heading: '签订日期', width: 12, shape: 'day' },
    { heading: '签订方式', width: 10, shape: 'text' },
    { heading: '状态', width: 10, shape: 'text' },
  ],
  async *rows({ app, actor }, filter) {
    const rows = everyRow(paging => app.db.read(actor, tx => listLetters(tx, filter, paging, actor)))
    for await (const row of rows)
      yield [
        ...[row.unitName, row.signerName, row.post && POSTS[row.post].zh, LETTER_LEVELS[row.level].zh],
        ...[row.title, row.documentNumber, row.from, row.to, row.issuedOn, row.signedOn],
        ...[row.signedOn && (row.paper ? '纸质' : '在线'), LETTER_STATES[row.state].zh],
      ]
  },
})
