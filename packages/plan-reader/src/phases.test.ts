import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import { phases } from './testing/reading.ts'

const MARCH = [
  ['动员部署阶段', '2024-03-01', '2024-03-10'],
  ['排查整治阶段', '2024-03-11', '2024-05-31'],
]

describe('phases', () => {
  test.each([
    [
      'in brackets behind the name',
      '（一）动员部署阶段（2024年3月1日—3月10日）。开会。\n（二）排查整治阶段（3月11日至5月底）。排查。',
    ],
    [
      'behind a colon',
      '（一）动员部署阶段：2024年3月1日至10日。开会。\n（二）排查整治阶段：3月11日~5月31日。排查。',
    ],
    [
      'in front of the name',
      '（一）2024年3月1日至3月10日为动员部署阶段。开会。\n（二）3月11日至5月31日为排查整治阶段。排查。',
    ],
    [
      'the name in brackets behind them',
      '1.2024年3月1日-3月10日（动员部署阶段）。开会。\n2.3月11日-5月31日（排查整治阶段）。排查。',
    ],
    [
      'on a line of their own',
      '（一）动员部署阶段\n时间：2024年3月1日至3月10日\n开会。\n（二）排查整治阶段\n时间：3月11日至5月31日\n排查。',
    ],
    [
      'without numbers',
      '动员部署阶段（2024年3月1日—3月10日）：开会。\n排查整治阶段（3月11日—5月31日）：排查。',
    ],
    [
      'a line each, the days first',
      '分两个阶段：\n2024年3月1日到3月10日是动员部署阶段，开会\n3月11日到5月31日是排查整治阶段，排查',
    ],
    [
      'behind a label in the brackets',
      '1、动员部署阶段（时间：2024年3月1日—3月10日）开会\n2、排查整治阶段（时间：3月11日—5月31日）排查',
    ],
    [
      'in brackets behind a full stop',
      '（一）动员部署阶段。（2024年3月1日-3月10日）\n开会。\n（二）排查整治阶段。（2024年3月11日-5月31日）',
    ],
    ['behind bullets', '◆动员部署阶段（2024年3月1日—10日）\n开会\n◆排查整治阶段（3月11日—5月底）\n排查'],
    [
      'run into a paragraph',
      '一是动员部署阶段（2024年3月1日—10日）。开会。二是排查整治阶段（3月11日—5月31日）。排查。',
    ],
    ['with dots', '（一）动员部署阶段（2024.3.1-2024.3.10）\n（二）排查整治阶段（2024.3.11-2024.5.31）'],
  ])('say their days %s', (_where, text) => {
    expect(phases(`三、实施步骤\n${text}`)).toEqual(MARCH)
  })

  test('are called by their number where they have no other name', () => {
    expect(
      phases('三、步骤\n第一阶段：2024年3月1日至10日。开会。\n第二阶段（3月11日至5月）。排查。'),
    ).toEqual([
      ['第一阶段', '2024-03-01', '2024-03-10'],
      ['第二阶段', '2024-03-11', '2024-05-31'],
    ])
  })
  test.each([
    ['阶段一：动员（2024年3月1日—10日）\n阶段二：整改（3月11日—31日）', '阶段一 动员', '阶段二 整改'],
    ['步骤一：动员（2024年3月1日—10日）\n步骤二：整改（3月11日—31日）', '步骤一 动员', '步骤二 整改'],
    ['第一步：动员（2024年3月1日—10日）\n第二步：整改（3月11日—31日）', '第一步 动员', '第二步 整改'],
    ['（一）动员，时间为2024年3月1日至10日。\n（二）整改，时间为3月11日至31日。', '动员', '整改'],
    ['（一）2024年3月1日—10日，动员。\n（二）3月11日—31日，整改。', '动员', '整改'],
    ['2024年3月1日—10日：动员\n3月11日—31日：整改', '动员', '整改'],
    ['分两步：第一步，2024年3月1日—10日，动员；第二步，3月11日—31日，整改。', '第一步', '第二步'],
  ])('may be named otherwise: %j', (text, first, second) => {
    expect(phases(`三、实施步骤\n${text}`)).toEqual([
      [first, '2024-03-01', '2024-03-10'],
      [second, '2024-03-11', '2024-03-31'],
    ])
  })
  test('may be counted in the sentence that announces them', () => {
    const text = '一、时间\n分两个阶段进行：一是发动阶段（2024年3月1日—10日）；二是整治阶段（3月11日—31日）。'
    expect(phases(text).map(([name]) => name)).toEqual(['发动阶段', '整治阶段'])
  })
  test('may be whole years', () => {
    expect(phases('三、推进步骤\n（一）2024年：起步阶段。\n（二）2025年：攻坚阶段。')).toEqual([
      ['起步阶段', '2024-01-01', '2024-12-31'],
      ['攻坚阶段', '2025-01-01', '2025-12-31'],
    ])
  })
  test('may be listed in one sentence', () => {
    const text =
      '2024年检查方案\n二、时间\n1、第一阶段（2月25日—3月2日）自查，第二阶段（3月3日—4日）检查，第三阶段（3月5日—8日）整改。'
    expect(phases(text)).toEqual([
      ['第一阶段', '2024-02-25', '2024-03-02'],
      ['第二阶段', '2024-03-03', '2024-03-04'],
      ['第三阶段', '2024-03-05', '2024-03-08'],
    ])
  })
  test('may be the chapters of the plan', () => {
    expect(
      phases('2024年方案\n一、宣传阶段（3月）\n1.开会。\n二、自查阶段（4月）\n1.查灯。4月20日前上报。'),
    ).toEqual([
      ['宣传阶段', '2024-03-01', '2024-03-31'],
      ['自查阶段', '2024-04-01', '2024-04-30'],
    ])
  })
  test('of a three-year action fill a month, part of a year and whole years', () => {
    const text =
      '二、时间安排\n分四个阶段进行。\n（一）动员部署（2020年4月）。\n（二）排查整治（2020年5月至12月）。\n（三）集中攻坚（2021年）。\n（四）巩固提升（2022年）。'
    expect(phases(text)).toEqual([
      ['动员部署', '2020-04-01', '2020-04-30'],
      ['排查整治', '2020-05-01', '2020-12-31'],
      ['集中攻坚', '2021-01-01', '2021-12-31'],
      ['巩固提升', '2022-01-01', '2022-12-31'],
    ])
  })
  test('name parts of months, and a beginning that is now', () => {
    const text =
      '2024年方案\n三、步骤\n（一）部署（即日起至5月10日）。\n（二）整治（5月中旬至8月下旬）。\n（三）总结（9月上旬至中旬）。'
    expect(phases(text)).toEqual([
      ['部署', null, '2024-05-10'],
      ['整治', '2024-05-11', '2024-08-31'],
      ['总结', '2024-09-01', '2024-09-20'],
    ])
  })
  test('go on into the next year', () => {
    const text =
      '2023年方案\n三、步骤\n（一）部署（10月）。\n（二）整治（11月至次年2月）。\n（三）总结（3月）。'
    expect(phases(text)).toEqual([
      ['部署', '2023-10-01', '2023-10-31'],
      ['整治', '2023-11-01', '2024-02-29'],
      ['总结', '2024-03-01', '2024-03-31'],
    ])
  })
  test('over the turn of the year keep their order', () => {
    const text =
      '关于检查的通知\n三、步骤\n（一）部署（12月1日—10日）。\n（二）自查（12月11日—1月10日）。\n（三）督查（1月11日—2月20日）。\n某县教育局\n2023年11月28日'
    expect(phases(text)).toEqual([
      ['部署', '2023-12-01', '2023-12-10'],
      ['自查', '2023-12-11', '2024-01-10'],
      ['督查', '2024-01-11', '2024-02-20'],
    ])
  })
  test('of an enclosed plan are read like those of any other', () => {
    const plan = parsePlan(
      '关于印发攻坚方案的通知\n各学校：\n就有关要求通知如下：\n一、传达。4月8日前传达。\n二、报送。\n附件：攻坚方案\n某市教育局\n2024年4月2日\n附件\n攻坚方案\n为吸取教训，决定自2024年4月10日至6月30日，在全市开展攻坚行动。\n一、目标\n清零。\n二、步骤\n（一）部署（4月10日至20日）。\n（二）攻坚（4月21日至6月30日）。6月20日前整改。\n附件：台账',
    )
    expect(plan.phases.map(({ name, from, to, path }) => [name, from, to, path])).toEqual([
      ['部署', '2024-04-10', '2024-04-20', '附件/二/（一）'],
      ['攻坚', '2024-04-21', '2024-06-30', '附件/二/（二）'],
    ])
    expect(plan.window).toMatchObject({ from: '2024-04-10', to: '2024-06-30' })
    expect(plan.deadlines.map(({ date, path }) => [date, path])).toEqual([
      ['2024-04-08', '一'],
      ['2024-06-20', '附件/二/（二）'],
    ])
  })
  test('may have no days', () => {
    expect(phases('四、实施步骤\n（一）排查摸底。登记。\n（二）全面整治。整改。')).toEqual([
      ['排查摸底', null, null],
      ['全面整治', null, null],
    ])
  })
  test('are not the steps within a phase', () => {
    const text =
      '三、步骤\n（一）整治阶段（2024年5月1日至8月31日）\n1.自查（5月1日至6月30日）。\n2.督查（7月1日至8月31日）。\n（二）总结阶段（2024年9月）'
    expect(phases(text).map(([name]) => name)).toEqual(['整治阶段', '总结阶段'])
  })

  test.each([
    [
      'a duty under a heading of steps',
      '三、工作要求\n1.各校于2024年3月10日前上报。\n2.各校于2024年4月10日前整改。',
    ],
    [
      'a duty behind the name of a step',
      '2024年方案\n三、评审程序\n（一）初审。3月25日前，各县初审。\n（二）复审。4月10日前，市级复审。',
    ],
    [
      'a duty with its day',
      '2024年计划\n三、工作安排\n1.签订责任书，9月10日前完成。\n2.检查食堂，10月底前整改。',
    ],
    ['what each month brings', '2024年计划\n三、时间安排\n3月：动员\n4月：检查\n5月：总结'],
    ['a stage of schooling', '三、范围\n（一）小学阶段。各小学。\n（二）初中阶段。各初中。'],
    ['tasks that happen to be in steps', '三、主要任务和步骤\n（一）查消防。\n（二）查食堂。'],
    [
      'what is said of time, place and readers',
      '三、活动安排\n1.活动时间：2024年3月1日至5日。\n2.活动地点：三楼。',
    ],
  ])('%s is none', (_what, text) => {
    expect(phases(text)).toEqual([])
  })

  test('a phase’s own day is no deadline, a duty in it is', () => {
    const plan = parsePlan(
      '三、步骤\n（一）部署（2024年5月10日前）。5月8日前报方案。\n（二）整治（2024年5月11日至6月）。',
    )
    expect(plan.deadlines.map(({ date, path }) => [date, path])).toEqual([['2024-05-08', '三/（一）']])
  })
})
