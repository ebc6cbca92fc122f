import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_TABLE_BYTES, parseTable, readTable } from './read-table.ts'

const read = (text: string) => readTable(Buffer.from(text))

describe('a table saved as text', () => {
  test('is read with commas, semicolons or tabs, whatever ends its lines', () => {
    const cells = [
      ['姓名', '电话'],
      ['张三', '13800000000'],
    ]
    for (const [separator, end] of [
      [',', '\r\n'],
      [';', '\n'],
      ['\t', '\r\n'],
      ['\t', '\r'],
    ] as const) {
      const text = cells.map(row => row.join(separator)).join(end) + end
      expect(read(text)).toEqual({ ok: true, value: cells })
    }
  })
  test('keeps commas, line ends and quotes inside quotes', () => {
    expect(read('姓名,备注\n张三,"三,四\n""五"""\n')).toEqual({
      ok: true,
      value: [
        ['姓名', '备注'],
        ['张三', '三,四\n"五"'],
      ],
    })
  })
  test('takes a comma as a letter where tabs part the cells', () => {
    expect(parseTable('姓名\t职务\n张三\t校长,书记')?.[1]).toEqual(['张三', '校长,书记'])
  })
  test('takes a separator inside quotes as a letter', () => {
    expect(parseTable('";"\r\n"","甲"')).toEqual([[';'], ['', '甲']])
    expect(parseTable('"姓名\t;";电话\n张三,李四;1')).toEqual([
      ['姓名\t;', '电话'],
      ['张三,李四', '1'],
    ])
  })
  test('loses blanks around cells and rows without text', () => {
    expect(parseTable(' 姓名 , 电话\n\n,\n张三 ,\n')).toEqual([
      ['姓名', '电话'],
      ['张三', ''],
    ])
  })
  test('is read as an old office computer saved it', () => {
    // 姓名,电话 in GB18030.
    expect(readTable(Buffer.from('d0d5c3fb2cb5e7bbb00a', 'hex'))).toEqual({
      ok: true,
      value: [['姓名', '电话']],
    })
  })
  test('any cells come back as they were written', () => {
    const cell = fc.string({ maxLength: 12 }).map(text => text.replaceAll(/[\0\t]/g, '').trim())
    const write = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), rows => {
        const text = rows.map(row => row.map(write).join(',')).join('\r\n')
        expect(parseTable(text.startsWith('"') ? text : '')).toEqual(
          rows.filter(row => row.some(each => each !== '')),
        )
      }),
    )
  })
})

describe('what is no table', () => {
  test.each([
    ['nothing', new Uint8Array(), 'document-empty'],
    ['blanks', Buffer.from(' \n\n'), 'document-empty'],
    ['a workbook', Buffer.from('504b030414000000', 'hex'), 'table-is-workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'table-is-workbook'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'document-not-text'],
    ['letters after a closing quote', Buffer.from('姓名\n"张"三'), 'document-damaged'],
    ['a quote that never closes', Buffer.from('姓名\n"张三'), 'document-damaged'],
    ['more than a table', Buffer.alloc(MAX_TABLE_BYTES + 1, 'a'), 'document-too-large'],
  ])('%s is refused', (_what, bytes, code) => {
    expect(readTable(bytes)).toMatchObject({ ok: false, error: { code } })
  })
})
