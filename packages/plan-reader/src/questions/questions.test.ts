import { describe, expect, test } from 'vitest'
import { parsePlan } from '../parse-plan.ts'
import { codes } from '../testing/reading.ts'

describe('a place of another province', () => {
  const head = '华容县教育局\n安全方案\n一、要求\n'
  test('is asked about, one’s own prefecture is not', () => {
    expect(codes(parsePlan(`${head}推进济源校园安全治理。`))).toContain('foreign-place')
    expect(codes(parsePlan(`${head}按照岳阳市教育局要求办理。`))).not.toContain('foreign-place')
    expect(codes(parsePlan(`${head}学习《济源校园安全条例》。`))).not.toContain('foreign-place')
  })
  test('where an accident happened is not asked about, nor a word that is also a name', () => {
    expect(codes(parsePlan(`${head}吸取河南省方城县学校火灾事故教训。`))).not.toContain('foreign-place')
    expect(codes(parsePlan(`${head}吸取事故教训，结合济源市教育系统实际。`))).toContain('foreign-place')
    expect(codes(parsePlan(`${head}建设美丽新城区学校。`))).not.toContain('foreign-place')
  })
})

describe('a text that does not say whose it is', () => {
  test('is taken to be of the region it names first', () => {
    const text = '安全方案\n一、要求\n华容县各校落实责任，平江县各校参照。'
    expect(codes(parsePlan(text))).not.toContain('foreign-place')
    expect(codes(parsePlan(`${text}推进济源校园安全治理。`))).toContain('foreign-place')
  })
})

describe('an office of a county that is on no list', () => {
  const head = '云岭县教育局\n安全方案\n一、要求\n'
  test('knows other counties for strangers, and no prefecture', () => {
    expect(codes(parsePlan(`${head}推进济源校园安全治理。`))).toContain('foreign-place')
    expect(codes(parsePlan(`${head}按照岳阳市教育局要求办理。`))).not.toContain('foreign-place')
  })
})

describe('numbers and days', () => {
  test('a list may be numbered through all sections', () => {
    expect(codes(parsePlan('一、责任\n1.甲。\n2.乙。\n二、整治\n3.丙。'))).not.toContain('numbering-gap')
    expect(codes(parsePlan('一、责任\n1.甲。\n2.乙。\n二、整治\n4.丙。'))).toContain('numbering-gap')
  })
  test('a list may begin again under a line that heads it', () => {
    const list = '三月份：\n1.检查。\n2.演练。\n四月份：\n1.家访。\n2.总结。'
    expect(codes(parsePlan(`一、安排\n${list}`))).not.toContain('numbering-gap')
    expect(codes(parsePlan('一、安排\n1.检查。\n2.演练。\n1.家访。'))).toContain('numbering-gap')
  })
  test('a skipped number, a wrong count and a shared day are pointed out', () => {
    const plan = parsePlan(
      '某局方案\n一、步骤\n共分三个阶段。\n（一）部署阶段（2023年3月1日至3月10日）。\n（三）整治阶段（2023年3月10日至5月1日）。',
    )
    expect(codes(plan)).toEqual(
      expect.arrayContaining(['numbering-gap', 'count-mismatch', 'shared-boundary-day']),
    )
  })
  test('a hundred days that are 102, two months that are four', () => {
    expect(codes(parsePlan('一、时间\n9月20日至12月30日，共100天。'))).toContain('count-mismatch')
    expect(codes(parsePlan('一、时间\n2024年3月1日至6月30日，为期两个月。'))).toContain('count-mismatch')
    expect(codes(parsePlan('一、时间\n2024年3月1日至4月30日，为期两个月。'))).not.toContain('count-mismatch')
  })
  test('articles are numbered through the chapters', () => {
    expect(codes(parsePlan('第一章 总则\n第一条 甲。\n第二章 职责\n第二条 乙。'))).not.toContain(
      'numbering-gap',
    )
  })
  test('without any year one is asked for, once', () => {
    const plan = parsePlan(
      '一、步骤\n（一）自查阶段（3月1日至31日）。\n（二）督查阶段（4月1日至30日）。\n5月1日前报送。',
    )
    expect(codes(plan).filter(code => code === 'missing-year')).toHaveLength(1)
    expect(plan.phases.map(({ from, to }) => [from, to])).toEqual([
      [null, null],
      [null, null],
    ])
  })
  test('a template that leaves its year open is asked once', () => {
    const plan = parsePlan('一、时间\n20xx年7月1日至20xx年8月31日。\n二、报送\n20xx年9月1日前。')
    expect(codes(plan).filter(code => code === 'garbled-date')).toHaveLength(1)
  })
})

describe('the end of the text', () => {
  test('in the middle of a sentence is pointed out, a short last item is not', () => {
    const cut = '一、要求\n各校要高度重视，周密安排，迅速行动，对排查出来的各类隐患逐项登记并且'
    expect(codes(parsePlan(cut))).toContain('truncated')
    expect(codes(parsePlan('一、目标\n确保安全。\n二、地点\n三楼会议室'))).not.toContain('truncated')
  })
})
