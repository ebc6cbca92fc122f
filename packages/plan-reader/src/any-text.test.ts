import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import { flatten, pathsOf } from './testing/reading.ts'
import type { ParsedPlan, Span } from './types.ts'

const TIMELESS = [
  ...[
    '一、',
    '（一）',
    '1.',
    '１．',
    '(2)',
    '①',
    '㈠',
    '⒈',
    '第一阶段：',
    '第三条',
    '第二章',
    '一是',
    '二是',
    '十是',
  ],
  ...[
    '。',
    '；',
    '：',
    '\n',
    '\r\n',
    '\r',
    '\f',
    ' \u3000',
    '\u200b',
    '附件1：',
    '附件',
    '抄送：',
    '5月15日',
    '3月',
    '前',
    '至',
  ],
  ...[
    '—',
    '一',
    '上旬',
    '10月底',
    '（3月1日—4月2日）',
    '(9.1-9.30)',
    '即日起至',
    '每月25日前',
    '年底前',
    '17:00',
    '（星期三）',
  ],
  ...[
    '某县教育局',
    '各学校',
    '各单位、',
    '实施步骤',
    '时间安排',
    '动员部署阶段',
    '《',
    '》',
    '〈',
    '消防',
    '（安全股负责）',
    '共100天',
  ],
  ...[
    '分3个阶段',
    '为期两个月',
    '济源校园',
    'abc',
    '☂',
    '😀',
    '\ud800',
    '|',
    '文号：',
    '方案',
    '关于',
    '报送',
    '截止',
    '次年',
    '附件\n整治方案\n一、甲\n二、乙\n',
    '三月份：\n',
    '本月底前',
    '第三季度末前',
    '月底前',
    '检查二、内容',
    ' 一、检查 二、整改 （一）演练 ',
    '各校要压实责任，逐项登记，落实整改，确保师生平安，不留死角。',
    '附：1、',
    '步骤一：',
    '5月、',
    '完成时限：',
    '1.9:50',
    '2.100%',
    '行动\n的通知',
  ],
] as const
const YEARS = [
  '2021年',
  '2021年3月-4月',
  '二〇二一年',
  '2O24年5月',
  '〔2021〕8号',
  '2024.3.1',
  '（2022年）',
  '2020年至2022年',
  '2023年底',
] as const

const textOf = (pieces: readonly string[]): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map(parts => parts.join(''))
const timeless = textOf(TIMELESS)
const documents = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  timeless,
  textOf([...TIMELESS, ...YEARS]),
)

/** Stretches of the whole reading in the text's order. */
const stretches = (plan: ParsedPlan): Span[] =>
  [plan.preamble, ...flatten(plan.outline).map(node => node.own), plan.tail].toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  )
const daysIn = ({ phases, deadlines, window, issuedOn }: ParsedPlan): (string | null)[] => [
  ...phases.flatMap(({ from, to }) => [from, to]),
  ...deadlines.map(({ date }) => date),
  ...[window?.from ?? null, window?.to ?? null, issuedOn],
]

describe('any text at all', () => {
  test('every letter stands in exactly one stretch', () => {
    fc.assert(
      fc.property(documents, text => {
        let at = 0
        for (const { start, end } of stretches(parsePlan(text))) {
          expect(start).toBe(at)
          expect(end).toBeGreaterThanOrEqual(start)
          at = end
        }
        expect(at).toBe(text.length)
      }),
      { numRuns: 1500 },
    )
  })

  test('whatever is quoted stands where it is said to stand', () => {
    fc.assert(
      fc.property(documents, text => {
        const plan = parsePlan(text)
        for (const { span, quote } of [...plan.deadlines, ...plan.tasks])
          expect(text.slice(span.start, span.end)).toContain(quote)
        for (const { span, quote } of plan.questions)
          if (span) expect(span.end <= text.length && (quote === '' || span.start < text.length)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('phases and deadlines belong to headings that are there', () => {
    fc.assert(
      fc.property(documents, text => {
        const plan = parsePlan(text)
        const known = new Set(['', ...pathsOf(plan)])
        for (const { path } of [...plan.phases, ...plan.deadlines]) expect(known).toContain(path)
        for (const { name, span } of plan.phases) {
          expect(name).not.toBe('')
          expect(span.start).toBeLessThan(span.end)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('a text that names no year gets none', () => {
    fc.assert(
      fc.property(timeless, text => {
        const plan = parsePlan(text)
        expect(plan.year).toBeNull()
        for (const day of daysIn(plan)) expect(day?.slice(0, 4) ?? '????').toBe('????')
      }),
      { numRuns: 1000 },
    )
  })

  test('every day that is read exists', () => {
    fc.assert(
      fc.property(documents, text => {
        for (const day of daysIn(parsePlan(text)))
          if (day && !day.startsWith('?')) expect(new Date(day).toISOString().slice(0, 10)).toBe(day)
      }),
      { numRuns: 500 },
    )
  })

  test('reading it again finds the same', () => {
    fc.assert(
      fc.property(documents, text => {
        expect(parsePlan(text)).toEqual(parsePlan(text))
      }),
      { numRuns: 200 },
    )
  })

  test('line ends of another system and full-width figures change nothing that is read', () => {
    const full = (text: string): string =>
      text.replace(/[0-9]/g, digit => String.fromCodePoint((digit.codePointAt(0) ?? 0) + 0xfee0))
    const days = ({ phases, deadlines }: ParsedPlan): unknown => [
      phases.map(({ from, to }) => [from, to]),
      deadlines.map(({ date }) => date),
    ]
    const plain = textOf([...TIMELESS, ...YEARS].filter(piece => !/[\r⒈㈠]/.test(piece)))
    fc.assert(
      fc.property(plain, text => {
        const plan = parsePlan(text)
        expect(pathsOf(parsePlan(text.replaceAll('\n', '\r\n')))).toEqual(pathsOf(plan))
        expect(days(parsePlan(full(text)))).toEqual(days(plan))
      }),
      { numRuns: 300 },
    )
  })

  // Were any of this quadratic, the runner's own limit would end it.
  test.each([
    ...[
      '（',
      '一、',
      '。1.',
      '1.1',
      '5月',
      '5月前',
      '2021年5月15日至',
      '各单位、',
      '共',
      '（时间：',
      '《',
      '附件\n',
    ],
    ...[
      '一、x\n附件\n',
      '附件\n方案\n一、x\n二、y\n某县教育局\n2024年1月1日\n',
      '三月份：\n1.x\n',
      '第一阶段（5月1日）',
      '附：1、甲\n',
      '检查内容一、甲乙',
      '检查内容1、',
      ' 一、甲',
      '1. 甲 ',
      '一是',
      '某县教育局\n',
      '即日起至',
      '9',
      '济源校园',
      '步骤\n5月1日为甲阶段',
    ],
  ])(
    '100,000 letters of %j are read',
    piece => {
      const text = piece.repeat(Math.ceil(100_000 / piece.length))
      expect(parsePlan(text).tail.end).toBe(text.length)
    },
    60_000,
  )
})
