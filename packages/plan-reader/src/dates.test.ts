import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import { codes, dueDays } from './testing/reading.ts'

describe('a duty is due', () => {
  test.each([
    ['于二〇二三年五月二十日前报送。', '2023-05-20'],
    ['于二O二三年五月底前报送。', '2023-05-31'],
    ['于2O23年5月底前报送。', '2023-05-31'],
    ['于2023 年 5 月 6 日前报送。', '2023-05-06'],
    ['于2023.5.6前报送。', '2023-05-06'],
    ['于2023年5月6号以前报送。', '2023-05-06'],
    ['于2023年5月6日17:00前报送。', '2023-05-06'],
    ['于2023年5月5日（星期五）下午5点前报送。', '2023-05-05'],
    ['于2023年5月6日下班前报送。', '2023-05-06'],
    ['于2024年2月底前报送。', '2024-02-29'],
    ['于2023年5月中旬前报送。', '2023-05-20'],
    ['截止时间为2023年5月6日。', '2023-05-06'],
    ['报送时间：2023年5月6日。', '2023-05-06'],
    ['请于2023年5月6日将统计表报安全股。', '2023-05-06'],
    ['2023年底前报送。', '2023-12-31'],
    ['2023年年底前报送。', '2023-12-31'],
    ['2023年第三季度末前完成轮训。', '2023-09-30'],
    ['整改。完成时限：2023年5月底', '2023-05-31'],
    ['整改。完成时间 2023年5月中旬', '2023-05-20'],
    ['整改期限为2023年5月6日。', '2023-05-06'],
    ['于2023年5月6日中午12点前提交。', '2023-05-06'],
    ['于2023年5月6日前进行检查。', '2023-05-06'],
    ['2023年9月1日开学前完成。', '2023-09-01'],
    ['力争2023年6月底完成改造。', '2023-06-30'],
  ])('%s', (sentence, date) => {
    expect(dueDays(`一、报送\n各校${sentence}`)).toEqual([date])
  })

  test.each([
    ['what comes again each month, week or year', '2024年起，每月25日前、每年6月30日前、每周五前报送。'],
    ['the end of a stretch', '检查从2024年3月1日至5月15日进行。'],
    ['an aim', '到2024年底，隐患明显减少。'],
    ['what has been done', '2023年5月10日前已完成校舍排查。'],
    ['a date in another document', '贯彻《2023年5月10日前完成的工作清单》。'],
    ['the days around one', '2024年6月26日前后开展宣传。'],
    ['the days ahead of one', '2024年6月26日前一周开展宣传，6月26日前期准备。'],
    ['an event', '2024年5月12日开展演练。'],
    ['a day that does not exist', '于2023年2月30日前、2023年13月1日前报送。'],
    ['the time of an activity', '活动时限：2024年6月'],
    ['a measure', '校门前5.10米处不得停车。'],
  ])('%s is no deadline', (_what, sentence) => {
    expect(dueDays(`一、报送\n${sentence}`)).toEqual([])
  })

  test('several days in a row, all of them', () => {
    expect(dueDays('一、报送\n分别于2024年6月20日、12月20日前报送。')).toEqual(['2024-06-20', '2024-12-20'])
    expect(dueDays('一、报送\n2024年6月20日开会，12月20日开会。')).toEqual([])
  })
  test('at the end of the month that heads its list', () => {
    expect(
      dueDays('2024年计划\n一、安排\n三月份：\n1.排查，月底前完成。\n4月\n1.整改，月底前完成。'),
    ).toEqual(['2024-03-31', '2024-04-30'])
    expect(dueDays('2024年计划\n一、安排\n每月月底前小结，月底前上报。')).toEqual([])
  })
  test('a day long before the document was issued is history', () => {
    expect(dueDays('一、情况\n去年2022年3月1日前各校上报了清单。\n某县教育局\n2023年5月1日')).toEqual([])
  })
})

describe('a year that is not written', () => {
  test('is the title’s, else that of the issue', () => {
    expect(dueDays('2023年消防工作方案\n一、报送\n5月1日前报送。')).toEqual(['2023-05-01'])
    expect(dueDays('一、报送\n5月1日前报送。\n某县教育局\n2022年4月1日')).toEqual(['2022-05-01'])
  })
  test('is the next one for what a notice of December wants in January', () => {
    expect(
      dueDays('一、寒假\n12月30日前开会，1月15日前报值班表，2月底前报总结。\n某县教育局\n2023年12月25日'),
    ).toEqual([...['2023-12-30', '2024-01-15', '2024-02-29']])
  })
  test('is taken from what stands before it in the same section', () => {
    expect(dueDays('一、检查\n从2023年11月至2024年3月检查，12月20日前自查，1月10日前整改。')).toEqual([
      '2023-12-20',
      '2024-01-10',
    ])
  })
  test('is not taken from an aim, another document or an older year', () => {
    const text =
      '2024年消防工作方案\n一、目标\n到2026年底前景向好，到2026年底，隐患清零。落实《2025年3月计划》，2019年以来成效明显。\n5月1日前报送。'
    expect(dueDays(text)).toEqual(['2024-05-01'])
  })
  test('over the turn of the year is judged by where its stretch begins', () => {
    const text =
      '一、部署（12月1日—10日）。二、自查（12月11日—1月10日）。1月12日前上报。\n某县教育局\n2023年11月28日'
    expect(dueDays(text)).toEqual(['2024-01-12'])
  })
  test.each([
    ['2024—2025学年度安全工作安排', ['2024-09-10', '2025-05-31']],
    ['2024学年第一学期安全工作计划', ['2024-09-10', '2025-05-31']],
  ])('is the school year’s: %s', (title, days) => {
    expect(dueDays(`${title}\n一、报送\n9月10日前签订责任书，5月底前家访。`)).toEqual(days)
  })
  test('and a month that is not named are those of the issue', () => {
    const body = '一、报送\n本月底前自查，下月5日前上报，完成时限：年底。每月底前小结。'
    expect(dueDays(`${body}\n某县教育局\n2024年12月8日`)).toEqual(['2024-12-31', '2025-01-05', '2024-12-31'])
    expect(dueDays('一、报送\n本月底前自查。')).toEqual([])
  })
  test('says 次年 for the year after', () => {
    expect(dueDays('2024年工作方案\n一、报送\n9月5日前报计划，次年1月10日前报总结。')).toEqual([
      '2024-09-05',
      '2025-01-10',
    ])
  })
  test('stays open where the document names none', () => {
    expect(dueDays('一、报送\n5月1日前报送。')).toEqual(['????-05-01'])
  })
})

describe('the whole activity', () => {
  test.each([
    ['三、活动时间\n2024年3月1日—6月30日', '2024-03-01', '2024-06-30'],
    ['三、活动时间\n2024年6月', '2024-06-01', '2024-06-30'],
    ['三、调研时间\n2024年6月中下旬', '2024-06-11', '2024-06-30'],
    ['三、活动主题、时间\n主题：安全；\n时间：2024年6月1日至30日。', '2024-06-01', '2024-06-30'],
    ['三、排查时间：2024年7月上、中旬', '2024-07-01', '2024-07-20'],
    ['三、步骤\n自2024年8月20日开始至10月31日结束。分三个阶段进行。', '2024-08-20', '2024-10-31'],
    ['三、步骤\n从2024年9月20日开始，12月30日结束，共102天。', '2024-09-20', '2024-12-30'],
    ['三、时间安排\n从2020年4月启动至2022年12月结束，分四个阶段进行。', '2020-04-01', '2022-12-31'],
    ['三、活动时间\n即日起至2024年5月底', null, '2024-05-31'],
    ['三、专项行动时间\n2024年下半年', '2024-07-01', '2024-12-31'],
    ['三、整治时间\n2024年4月一10月', '2024-04-01', '2024-10-31'],
    ['三、活动时间\n2024.3.1-2024.5.31', '2024-03-01', '2024-05-31'],
  ])('%s', (text, from, to) => {
    expect(parsePlan(`${text}\n四、要求`).window).toMatchObject({ from, to })
  })
  test('may be stated by the title', () => {
    expect(parsePlan('某县教育系统三年行动方案（2024—2026年）\n一、目标').window).toMatchObject({
      ...{ from: '2024-01-01', to: '2026-12-31' },
    })
  })
  test('is not the time of one duty', () => {
    const text = '2024年安排\n一、消杀（责任人：保健医；时间：8月20日—25日）\n二、检查'
    expect(parsePlan(text).window).toBeNull()
  })
  test('is not a single day, and not put together from phases', () => {
    expect(parsePlan('一、演练时间\n2024年5月12日').window).toBeNull()
    expect(parsePlan('一、步骤\n（一）自查阶段（2024年3月）\n（二）整治阶段（2024年4月）').window).toBeNull()
  })
})

describe('dates to ask about', () => {
  test.each([
    ['one that does not exist', '于2023年2月30日前报送。', 'garbled-date'],
    ['a stretch to one that does not exist', '2023年2月25日至2月30日检查。', 'garbled-date'],
    ['an issue on such a day', '检查。\n某县教育局\n2023年2月30日', 'garbled-date'],
    ['one that was left open', '20xx年3月1日前报送。', 'garbled-date'],
    ['a figure one for a dash', '2024年4月一10月检查。', 'garbled-date'],
    ['a day that is not named', '各校于本学期末前上报总结。', 'unnamed-day'],
    ['a month that is not named', '各校于本月底前上报总结。', 'unnamed-day'],
    ['another weekday than the calendar’s', '于2024年3月1日（星期四）前报送。', 'weekday-mismatch'],
  ])('%s', (_what, sentence, code) => {
    expect(codes(parsePlan(`一、报送\n${sentence}`))).toContain(code)
  })
  test('a day that is named beside it, or that comes again, is not asked about', () => {
    for (const sentence of ['9月1日开学前完成整改。', '每学期末前上报。', '开学前要多关心学生。'])
      expect(codes(parsePlan(`2024年方案\n一、报送\n${sentence}`))).not.toContain('unnamed-day')
  })
  test('a weekday behind another date is that one’s', () => {
    const text = '一、假期\n2024年1月24日至2月24日，2月25日（星期日）报到。'
    expect(codes(parsePlan(text))).not.toContain('weekday-mismatch')
  })
  test('a weekday that is right is not asked about', () => {
    expect(codes(parsePlan('一、报送\n于2024年3月1日（星期五）前报送。'))).not.toContain('weekday-mismatch')
  })
})
