import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDay, type Day, type Instant } from '../../kernel/day.ts'
import { LANGUAGES } from '../../kernel/label.ts'
import { readEntry } from '../../kernel/register.ts'
import type { AreaId } from '../area-id.ts'
import { listExamples } from '../examples.ts'
import { REGISTERS } from '../index.ts'
import { maskEntry } from '../personal.ts'
import { choicesOfColumn, describeColumn } from './column-note.ts'
import { SCHOOL_COLUMN, tableColumns } from './columns.ts'
import { findHeadings } from './headings.ts'
import { readCell } from './read-cell.ts'
import { isSameBody, readRow } from './read-row.ts'
import { readInstantNumber, readInstantText, writeInstant } from './read-day.ts'
import type { SheetCell } from './sheet-cell.ts'
import { writeCell } from './write-cell.ts'

/** The bodies of all examples of a register, as its schema reads them. */
const bodiesOf = (register: (typeof REGISTERS)[number]): Record<string, unknown>[] =>
  listExamples(register.area as AreaId, register.id).flatMap(example => {
    const bodies = 'body' in example ? [example.body] : 'entry' in example ? [example.entry] : example.entries
    return bodies.map(body => {
      const read = readEntry(register, body, 'version' in example ? example.version : register.version)
      if (!read.ok) throw new Error(JSON.stringify(read.error))
      return read.value
    })
  })

describe.each(REGISTERS.map(register => [register.key, register] as const))('%s', (_key, register) => {
  test.each(LANGUAGES)('its examples are the same after they were a table in %s', language => {
    const columns = tableColumns(register, true)
    for (const body of bodiesOf(register)) {
      const cells = columns.map(({ field, name }) => (field ? writeCell(field, body[name], language) : null))
      const photos = Object.fromEntries(
        Object.entries(body).filter(([name]) => !columns.some(each => each.name === name)),
      )
      const read = readRow(register, columns, cells, photos)
      expect(read.ok ? [] : read.error).toEqual([])
      if (read.ok) expect(isSameBody(read.value, body), JSON.stringify([read.value, body])).toBe(true)
    }
  })

  test('its headings each mean one column, in either language, with a star or without the unit', () => {
    const columns = tableColumns(register, true)
    for (const language of LANGUAGES) {
      const row = columns.map(({ heading }) => `* ${heading[language]}`)
      const found = findHeadings(columns, [['标题'], [], row])
      expect(found).toMatchObject({ ok: true, value: { at: 2, columns } })
    }
  })

  test('a column says what it asks for', () => {
    for (const column of tableColumns(register, true))
      for (const language of LANGUAGES) {
        expect(describeColumn(column, language).length).toBeGreaterThan(0)
        const choices = choicesOfColumn(column, language)
        expect(new Set(choices).size).toBe(choices.length)
      }
  })
})

const fields = tableColumns(
  REGISTERS.find(({ key }) => key === 'fire/extinguisher-ledger') as (typeof REGISTERS)[number],
  false,
)
const fieldOf = (name: string) => {
  const found = fields.find(each => each.name === name)?.field
  if (!found) throw new Error(name)
  return found
}
const dayField = fieldOf('madeOn')
const yesNo = fieldOf('damp')
const number = { ...fieldOf('number'), widget: 'number' as const, unit: { zh: '米', en: 'm' } }

describe('a day', () => {
  test.each<[SheetCell, Day]>([
    ['2021.5.1', '2021-05-01'],
    ['2021/5/1', '2021-05-01'],
    ['2021-05-01', '2021-05-01'],
    [' 2021 年 5 月 1 日 ', '2021-05-01'],
    ['２０２１年５月１号', '2021-05-01'],
    ['二〇二一年五月一日', '2021-05-01'],
    ['二○二一年十二月三十一日', '2021-12-31'],
    ['二零二四年二月廿九日', '2024-02-29'],
    ['20210501', '2021-05-01'],
    ['2021/5/1 0:00', '2021-05-01'],
    ['2021-05-01 00:00:00', '2021-05-01'],
    [20210501, '2021-05-01'],
    [44317, '2021-05-01'],
    ['44317', '2021-05-01'],
    [{ at: '2021-05-01T00:00:00' }, '2021-05-01'],
  ])('%j is read', (cell, day) => expect(readCell(dayField, cell)).toEqual({ ok: true, value: day }))

  test.each<[SheetCell]>([
    ['2021.5'],
    ['5/1/2021'],
    ['21.5.1'],
    ['2021-02-30'],
    ['2021.5-1'],
    ['二〇二一年二三月一日'],
    ['去年五月'],
    ['2021/5/1 8:30'],
    [3],
    [2021],
    [true],
    [{ at: 'T08:30:00' }],
  ])('%j is not guessed at', cell =>
    expect(readCell(dayField, cell)).toMatchObject({ ok: false, error: 'not-a-day' }),
  )

  test('is itself however it is written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1960-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        date => {
          const day = date.toISOString().slice(0, 10)
          expect(isDay(day)).toBe(true)
          const [year = '', month = '', of = ''] = day.split('-')
          const serial = Math.floor((date.getTime() - Date.UTC(1899, 11, 30)) / 86_400_000)
          for (const cell of [
            day,
            `${year}.${Number(month)}.${Number(of)}`,
            `${year}年${month}月${of}日`,
            year + month + of,
            serial,
          ])
            expect(readCell(dayField, cell)).toEqual({ ok: true, value: day })
        },
      ),
    )
  })
})

test('a moment is by China’s clock, to the part of a second that it has', () => {
  const at = '2026-09-01T00:30:00.000Z'
  for (const text of [
    '2026-09-01 08:30',
    '2026年9月1日 8时30分',
    '2026.9.1 8:30:00',
    '2026年9月1日8点30分',
    at,
  ])
    expect(readInstantText(text)).toBe(at)
  expect(readInstantNumber(46266 + 8.5 / 24)).toBe(at)
  expect(readInstantText('2026-09-01')).toBe('time-missing')
  for (const text of ['8:30', '2026-09-01 25:00', '2026-13-01 08:30', '下午3点'])
    expect(readInstantText(text)).toBeNull()
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1990-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      date => {
        const instant = date.toISOString() as Instant
        expect(readInstantText(writeInstant(instant))).toBe(instant)
      },
    ),
  )
})

test('a number has full-width signs, blanks, thousands and its own unit taken off, and no other', () => {
  const read = (cell: SheetCell) => readCell(number, cell)
  for (const [cell, value] of [
    ['１２．５', 12.5],
    [' 1,200 ', 1200],
    ['3.5米', 3.5],
    ['3.5 m', 3.5],
    [-2, -2],
    ['－2', -2],
    [0.1 + 0.2, 0.3],
  ] as const)
    expect(read(cell)).toEqual({ ok: true, value })
  for (const cell of ['约5', '5个', '1,2', '3-5', '五', true, { at: '2026-09-01T00:00:00' }])
    expect(read(cell)).toMatchObject({ ok: false, error: 'not-a-number' })
  expect(read(12345678901234567890)).toMatchObject({ ok: false, error: 'digits-lost' })
})

test('yes and no are read by every sign in use, and nothing between', () => {
  for (const cell of ['是', ' 有', '√', 'Y', 'yes', true])
    expect(readCell(yesNo, cell)).toEqual({ ok: true, value: true })
  for (const cell of ['否', '无', '×', 'Ｎ', 'No', false])
    expect(readCell(yesNo, cell)).toEqual({ ok: true, value: false })
  for (const cell of ['不清楚', '是/否', 1, 0]) expect(readCell(yesNo, cell)).toMatchObject({ ok: false })
})

test('a choice is found by its name in either language or by its id; a list by what stands between', () => {
  const choice = fieldOf('gauge')
  for (const { value, label } of choice.options)
    for (const cell of [value, label.zh, ` ${label.en.toUpperCase()} `])
      expect(readCell(choice, cell)).toEqual({ ok: true, value })
  const [first, second] = choice.options
  const list = { ...choice, widget: 'choices' as const }
  const both = { ok: true, value: [first?.value, second?.value] }
  for (const between of ['、', '，', ';', '/', '\n', ' \r\n \n'])
    expect(readCell(list, `${first?.label.zh}${between}${second?.label.zh}`)).toEqual(both)
  for (const cell of ['粉红', `${first?.label.zh}${second?.label.zh}`, `${first?.label.zh}、粉红`])
    expect(readCell(list, cell)).toMatchObject({ ok: false, error: 'unknown-choice' })
})

test('a cell that is nothing but long is a fault, and found to be one without trying each of its places', () => {
  const choice = fieldOf('gauge')
  const gap = `甲${' '.repeat(200_000)}乙`
  for (const widget of ['day', 'instant', 'choices'] as const)
    expect(readCell({ ...choice, widget }, gap).ok).toBe(false)
  const many = Array.from({ length: 20_000 }, () => choice.options[0]?.value).join('、')
  expect(readCell({ ...choice, widget: 'choices' }, many)).toMatchObject({ error: 'unknown-choice' })
})

test('text keeps its words; a code that the spreadsheet spoiled is a fault and not another code', () => {
  const text = fieldOf('number')
  expect(readCell(text, ' ＭＨ－０１ ')).toEqual({ ok: true, value: 'MH－01' })
  expect(readCell(text, 12)).toEqual({ ok: true, value: '12' })
  expect(readCell(text, { at: '2026-01-02T00:00:00' })).toMatchObject({ error: 'turned-into-day' })
  expect(readCell(text, 430681199001011200)).toMatchObject({ error: 'digits-lost' })
  expect(readCell(text, { fault: 'no-value' })).toMatchObject({ error: 'no-value' })
})

describe('headings', () => {
  const columns = tableColumns(REGISTERS[0] as (typeof REGISTERS)[number], true)
  const names = columns.map(({ heading }) => heading.zh)

  test('that reach over two rows are read from the upper one', () => {
    const upper = names.map((name, at) => (at < 3 ? name : at === 3 ? '检查情况' : ''))
    const lower = names.map((name, at) => (at < 3 ? '' : name))
    expect(findHeadings(columns, [['灭火器台账'], upper, lower])).toMatchObject({
      ok: true,
      value: { at: 2, columns },
    })
  })
  test('in two parts are read together, the upper reaching over what is empty beside it', () => {
    const chemicals = REGISTERS.filter(({ key }) => key === 'chemicals/chemical-list')
    const book = chemicals.flatMap(register => tableColumns(register, false))
    const isKeeper = (heading: string): boolean => heading.includes('保管人')
    const whole = book.map(({ heading }) => heading.zh.replace('*', ''))
    const upper = whole.map(heading =>
      isKeeper(heading) ? (heading.endsWith('甲') ? '保管人' : '') : heading,
    )
    const lower = whole.map(heading => (isKeeper(heading) ? heading.slice(-1) : ''))
    expect(findHeadings(book, [['危险化学品'], upper, lower])).toMatchObject({
      ...{ ok: true, value: { at: 2, columns: book, texts: whole } },
    })
  })
  test('may come in any order, beside others that mean nothing here', () => {
    const found = findHeadings(columns, [['序号', ...names.toReversed(), '备注说明']])
    expect(found).toMatchObject({
      ok: true,
      value: { at: 0, columns: [null, ...columns.toReversed(), null] },
    })
  })
  test('that are missing or twice there are named; a sheet of something else is no table', () => {
    expect(findHeadings(columns, [names.filter((_, at) => at !== 1)])).toMatchObject({
      error: { code: 'table-columns-missing', columns: [columns[1]?.heading] },
    })
    expect(findHeadings(columns, [[...names, names[1] ?? '']])).toMatchObject({
      error: { code: 'table-columns-twice', columns: [columns[1]?.heading] },
    })
    for (const rows of [[], [['通知'], ['各学校：']], [['学校', '人数']]])
      expect(findHeadings(columns, rows)).toMatchObject({ error: { code: 'table-headings-missing' } })
  })
  test('of the school need not be there', () => {
    const found = findHeadings(columns, [names.slice(1)])
    expect(found.ok && found.value.columns.some(column => column?.name === SCHOOL_COLUMN)).toBe(false)
  })
})

test('what was masked for its reader is not written back with its stars', () => {
  for (const register of REGISTERS)
    for (const body of bodiesOf(register)) {
      const masked = maskEntry(register, body)
      for (const { field, name } of tableColumns(register, false)) {
        if (!field?.personal || body[name] === undefined || masked[name] === body[name]) continue
        const read = readCell(field, writeCell(field, masked[name], 'zh'))
        expect([register.key, name, read.ok]).toEqual([register.key, name, false])
      }
    }
})

test('a list of which nothing need be chosen may be left out, with its column or without', () => {
  const register = REGISTERS.find(({ key }) => key === 'bus/driver-list') as (typeof REGISTERS)[number]
  const columns = tableColumns(register, false)
  const list = columns.find(({ field }) => field?.widget === 'choices')
  const [body = {}] = bodiesOf(register)
  const cells = (of: typeof columns) =>
    of.map(({ field, name }) => (field && name !== list?.name ? writeCell(field, body[name], 'zh') : null))
  expect(list?.field?.required).toBe(false)
  for (const some of [columns, columns.filter(column => column !== list)])
    expect(readRow(register, some, cells(some))).toMatchObject({
      ok: true,
      value: { [list?.name ?? '']: [] },
    })
})

test('whatever stands in the cells, a row is an entry or says which cell is wrong', () => {
  const cell = fc.oneof(
    ...[fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)],
    fc.constantFrom<SheetCell>('是', '2021.5.1', { at: '2021-05-01T08:30:00' }, { fault: 'error-value' }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...REGISTERS), fc.array(cell, { maxLength: 30 }), (register, cells) => {
      const read = readRow(register, tableColumns(register, false), cells)
      if (!read.ok) for (const { text } of read.error) expect(text.zh).not.toBe('')
      expect(read.ok || read.error.length > 0).toBe(true)
    }),
  )
})
