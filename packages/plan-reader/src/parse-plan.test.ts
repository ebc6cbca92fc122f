import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import type { OutlineNode, ParsedPlan, Span } from './types.ts'

const flatten = (nodes: readonly OutlineNode[]): OutlineNode[] =>
  nodes.flatMap(node => [node, ...flatten(node.children)])
const paths = (plan: ParsedPlan): string[] => flatten(plan.outline).map(node => node.path)
const codes = (plan: ParsedPlan): string[] => plan.questions.map(question => question.code)

/** Stretches of the whole reading in the text's order. */
const stretches = (plan: ParsedPlan): Span[] =>
  [plan.preamble, ...flatten(plan.outline).map(node => node.own), plan.tail].toSorted(
    (a, b) => a.start - b.start || a.end - b.end,
  )

const pieces = fc.constantFrom(
  ...[
    '一、',
    '（一）',
    '1.',
    '１．',
    '(2)',
    '①',
    '第一阶段：',
    '一是',
    '二是',
    '。',
    '\n',
    ' \u3000',
    '附件1：',
    '2021年',
    '5月15日',
    '前',
    '至',
  ],
  ...[
    '10月底',
    '（2021年3月-4月）',
    '某县教育局',
    '\r\n',
    '各学校',
    '《',
    '》',
    '消防',
    '负责）',
    '共100天',
    '分3个阶段',
    '二〇二一',
    'abc',
    '☂',
    '\ud800',
  ],
)
const documents = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(pieces, { maxLength: 80 }).map(parts => parts.join('')),
)

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
      }),
      { numRuns: 500 },
    )
  })

  test('a long hostile text is read in time that grows with its length', () => {
    for (const piece of ['（', '一、', '1.1', '5月', '2021年5月15日至', '各单位、', '共', '（时间：']) {
      const started = performance.now()
      parsePlan(piece.repeat(Math.ceil(100_000 / piece.length)))
      expect(performance.now() - started).toBeLessThan(10_000)
    }
  })
})

describe('the grammar of numbering', () => {
  test('skips kinds a document leaves out, and nests the rest', () => {
    expect(paths(parsePlan('一、任务\n1、检查\n（1）灯\n（2）门\n2、整改\n二、要求\n（一）领导'))).toEqual([
      '一',
      '一/1',
      '一/1/（1）',
      '一/1/（2）',
      '一/2',
      '二',
      '二/（一）',
    ])
  })
  test('takes half-width brackets and full-width figures for what they are', () => {
    expect(paths(parsePlan('一．目标\n(一)总体\n１．第一项。\n２．第二项。'))).toEqual([
      '一',
      '一/(一)',
      '一/(一)/１',
      '一/(一)/２',
    ])
  })
  test('does not take a measure or a date for a marker', () => {
    expect(paths(parsePlan('一、要求\n1.5米以内不得停车。\n2021.5.15起执行。\n10月底前完成。'))).toEqual([
      '一',
    ])
  })
  test('cuts 一是 and 二是 out of a paragraph, and leaves a lonely 一是 alone', () => {
    expect(paths(parsePlan('一、任务。总的来说要抓紧。一是查火灾；二是查电气；三是查燃气。'))).toEqual([
      '一',
      '一/一是',
      '一/二是',
      '一/三是',
    ])
    expect(paths(parsePlan('一、任务。坚持一手抓整治，一手抓长效。一是要快。'))).toEqual(['一'])
  })
  test('does not read a list of attachments as outline', () => {
    expect(
      paths(parsePlan('一、任务\n二、要求\n附件：1.登记表\n2.汇总表\n某县教育局\n2024年3月1日')),
    ).toEqual(['一', '二'])
  })
})

const notice = `某县应急管理局文件
某应急发〔2023〕8号
关于开展学校消防安全集中整治的通知
各乡镇人民政府，县直有关单位：
根据上级部署，现就有关事项通知如下。
一、工作目标
坚决防范较大以上火灾。
二、时间安排
从2023年11月至2024年3月，分两个阶段进行。
（一）自查自改阶段（2023年11月30日前）。各学校对照清单逐项自查。
（二）督导检查阶段（2023年12月1日至2024年2月底）。县直学校、各幼儿园迎接检查，1月15日前报送情况。
三、工作要求
（一）落实责任。明确专人。（安全股负责）
（二）按时报送。各单位于3月10日前将总结报安全股。
某县应急管理局
2023年11月1日`

describe('an office’s notice', () => {
  const plan = parsePlan(notice)
  test('says who wrote what to whom and when', () => {
    expect(plan).toMatchObject({
      issuer: '某县应急管理局',
      documentNumber: '某应急发〔2023〕8号',
      issuedOn: '2023-11-01',
      addressees: ['各乡镇人民政府', '县直有关单位'],
    })
    expect(plan.title).toContain('关于开展学校消防安全集中整治的通知')
  })
  test('has two phases and a window that crosses the year', () => {
    expect(plan.phases.map(({ from, to }) => [from, to])).toEqual([
      [null, '2023-11-30'],
      ['2023-12-01', '2024-02-29'],
    ])
    expect(plan.window).toMatchObject({ from: '2023-11-01', to: '2024-03-31' })
  })
  test('gives January and March to the year after', () => {
    expect(plan.deadlines.map(each => each.date)).toEqual(['2024-01-15', '2024-03-10'])
  })
  test('knows owner and addressees of a task where they are written, and nothing where they are not', () => {
    const owned = plan.tasks.find(task => task.title.startsWith('落实责任'))
    expect(owned).toMatchObject({ owner: '安全股', addressees: null, dueOn: null })
    const sent = plan.tasks.find(task => task.title.startsWith('按时报送'))
    expect(sent).toMatchObject({ dueOn: '2024-03-10', addressees: { sets: ['all-units'] } })
  })
})

describe('questions', () => {
  test('a day that does not exist is asked for and never becomes a date', () => {
    const plan = parsePlan('某局\n整治方案\n一、步骤\n各校于2023年2月30日前完成。')
    expect(codes(plan)).toContain('garbled-date')
    expect(plan.deadlines).toEqual([])
  })
  test('without any year none is invented', () => {
    const plan = parsePlan(
      '一、步骤\n（一）自查阶段（3月1日至3月31日）。\n（二）督查阶段（4月1日至4月30日）。',
    )
    expect(plan.phases.map(({ from, to }) => [from, to])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(codes(plan)).toContain('missing-year')
    expect(plan.year).toBeNull()
  })
  test('a place of another province is asked for, one’s own prefecture is not', () => {
    const head = '华容县教育局\n安全方案\n一、要求\n'
    expect(codes(parsePlan(`${head}推进济源校园安全治理。`))).toContain('foreign-place')
    expect(codes(parsePlan(`${head}按照岳阳市教育局要求办理。`))).not.toContain('foreign-place')
    expect(codes(parsePlan(`${head}学习《济源校园安全条例》。`))).not.toContain('foreign-place')
  })
  test('a skipped number, a wrong count and a shared day are pointed out', () => {
    const plan = parsePlan(
      '某局方案\n一、步骤\n共分三个阶段。\n（一）部署阶段（2023年3月1日至3月10日）。\n（三）整治阶段（2023年3月10日至5月1日）。',
    )
    expect(codes(plan)).toEqual(
      expect.arrayContaining(['numbering-gap', 'count-mismatch', 'shared-boundary-day']),
    )
  })
})

describe('dates', () => {
  test.each([
    ['二〇二三年五月二十日前报送。', '2023-05-20'],
    ['二O二三年五月底前报送。', '2023-05-31'],
    ['2023 年 5 月 6 日前报送。', '2023-05-06'],
    ['2023.5.6前报送。', '2023-05-06'],
    ['2024年2月底前报送。', '2024-02-29'],
    ['2023年5月中旬前报送。', '2023-05-20'],
    ['截止时间为2023年5月6日。', '2023-05-06'],
    ['2023年底前报送。', '2023-12-31'],
  ])('%s', (sentence, date) => {
    expect(parsePlan(`一、报送\n各校于${sentence}`).deadlines.map(each => each.date)).toEqual([date])
  })
})
