import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'
import { flatten, paths } from './testing/reading.ts'

const titles = (text: string): string[] => flatten(parsePlan(text).outline).map(node => node.title)

describe('the grammar of numbering', () => {
  test('skips kinds a document leaves out, and nests the rest', () => {
    expect(paths('一、任务\n1、检查\n（1）灯\n（2）门\n2、整改\n二、要求\n（一）领导')).toEqual([
      ...['一', '一/1', '一/1/（1）', '一/1/（2）', '一/2', '二', '二/（一）'],
    ])
  })
  test('takes half-width brackets and full-width figures for what they are', () => {
    expect(paths('一．目标\n(一)总体\n１．第一项。\n２．第二项。')).toEqual([
      ...['一', '一/(一)', '一/(一)/１', '一/(一)/２'],
    ])
  })
  test('reads numbers that are one letter, and brackets that are only closed', () => {
    expect(paths('一、检查\n㈠消防\n⒈灯\n⑴走廊\n①一楼\n㈡食品\n1）留样\n2）陪餐')).toEqual([
      ...['一', '一/（一）', '一/（一）/1', '一/（一）/1/（1）', '一/（一）/1/（1）/①'],
      ...['一/（二）', '一/（二）/1）', '一/（二）/2）'],
    ])
  })
  test('knows chapters and articles of rules', () => {
    expect(
      paths(
        '第一章 总则\n第一条 为加强管理，制定本办法。\n第二章 职责\n第二条 学校负责：\n（一）登记；\n（二）检查。',
      ),
    ).toEqual([
      ...[
        '第一章',
        '第一章/第一条',
        '第二章',
        '第二章/第二条',
        '第二章/第二条/（一）',
        '第二章/第二条/（二）',
      ],
    ])
  })
  test('does not take a measure or a date for a marker', () => {
    expect(
      paths('一、要求\n1.5米以内不得停车。\n2021.5.15起执行。\n10月底前完成。\n3.15当天不检查。'),
    ).toEqual(['一'])
  })
  test('takes a number in front of a year or a day for a marker', () => {
    expect(paths('一、放假\n1.9月19日至21日放假。\n2.2024年秋季照常。\n3、10月8日上课。')).toEqual([
      ...['一', '一/1', '一/2', '一/3'],
    ])
  })
  test('takes a number in front of a time or of a figure that goes on with the list for a marker', () => {
    expect(paths('一、流程\n1.9:50集合\n2.10:20疏散\n3.24小时值班\n4.100%到位')).toEqual([
      ...['一', '一/1', '一/2', '一/3', '一/4'],
    ])
    expect(paths('一、要求\n1.加固。\n2.5米以上的墙\n2.5小时内上报\n宽 2.4的门')).toEqual(['一', '一/1'])
    expect(paths('1.1 目的\n1.2 依据\n2.组织\n2.1 机构\n3.预案')).toEqual(['2', '3'])
  })
  test('leaves 一、二年级 and 3、4号楼 in the paragraph they stand in', () => {
    expect(paths('一、接送\n各校要做好\n一、二年级学生接送，\n3、4号楼封闭。\n二、其他')).toEqual([
      '一',
      '二',
    ])
  })
  test('yet 一、二月份 is a heading where the list goes on', () => {
    expect(paths('一、二月份\n1.开学检查。\n二、三月份\n1.消防演练。')).toEqual(['一', '一/1', '二', '二/1'])
  })
  test('stages stand beside each other, whatever is numbered below them', () => {
    expect(paths('三、步骤\n第一阶段：自查。\n1.消防。\n2.食堂。\n第二阶段：督查。')).toEqual([
      ...['三', '三/第一阶段', '三/第一阶段/1', '三/第一阶段/2', '三/第二阶段'],
    ])
  })
  test('blanks that came from a scan do not hide it', () => {
    expect(paths('一 、 目 标\n（ 一 ） 总 体\n1 ． 第 一 项\u200b\n\ufeff二、要求')).toEqual([
      '一',
      '一/（一）',
      '一/（一）/1',
      '二',
    ])
  })
})

describe('items in the middle of a line', () => {
  test('cuts 一是 and 二是 out of a paragraph, and leaves a lonely 一是 alone', () => {
    expect(paths('一、任务。总的来说要抓紧。一是查火灾；二是查电气；三是查燃气。')).toEqual([
      '一',
      '一/一是',
      '一/二是',
      '一/三是',
    ])
    expect(paths('一、任务。坚持一手抓整治，一手抓长效。一是要快。')).toEqual(['一'])
  })
  test('finds them where a line ends within one', () => {
    expect(paths('（一）消防。一\n是查灯。二是\n查门。三\n是查电。')).toEqual([
      ...['（一）', '（一）/一是', '（一）/二是', '（一）/三是'],
    ])
  })
  test('a paragraph may hold two series', () => {
    expect(paths('一、任务。一是查；二是改。要求：一是快；二是实。')).toEqual([
      '一',
      '一/一是',
      '一/二是',
      '一/一是',
      '一/二是',
    ])
  })
  test('a page that lost its line ends keeps its headings', () => {
    expect(
      paths(
        '某校演练方案 为提高能力，制定本方案。 一、目的 提高能力。 二、步骤 (一)准备。检查器材。 (二)演练。1.报警。2.疏散。 三、要求 服从指挥。',
      ),
    ).toEqual(['一', '二', '二/(一)', '二/(二)', '二/(二)/1', '二/(二)/2', '三'])
  })
  test('items run on behind a heading without a sign between', () => {
    expect(paths('三、工作要求(一)加强领导。明确专人。(二)加强宣传。张贴标语。')).toEqual([
      '三',
      '三/(一)',
      '三/(二)',
    ])
  })
  test('a page that lost its blanks too keeps them where they go on with a series', () => {
    const words =
      '各校要压实责任，逐项登记，落实整改，举一反三、标本兼治，高一、高二、高三年级不漏一班'.repeat(4)
    const page = `关于检查的通知各县教育局：为落实要求，现通知如下：一、检查时间6月10日至26日二、检查内容1、治安；2、保安。三、要求${words}`
    expect(paths(page)).toEqual(['一', '二', '二/1', '二/2', '三'])
    expect(paths(`排查工作方案一、目标以稳定为主${words}。二、任务(一)排查校舍。(二)排查食堂。`)).toEqual([
      ...['一', '二', '二/(一)', '二/(二)'],
    ])
    expect(paths(`一、认识\n${words}，做到二、三次检查\n二、检查\n${words}`)).toEqual(['一', '二'])
  })
  test('a number that is no series is left in its sentence', () => {
    expect(paths('一、要求。按照方案第 2、条执行。落实（二）的规定。见表 1. 所列。')).toEqual(['一'])
  })
  test('where line ends were lost a heading ends at the blank', () => {
    expect(titles(`一、总体目标 ${'坚持安全第一预防为主'.repeat(4)}。 二、要求 落实。`)[0]).toBe('总体目标')
  })
})

describe('where the body ends', () => {
  test('at the attachments, the signature, or the foot', () => {
    expect(paths('一、任务\n二、要求\n附件：1.登记表\n2.汇总表\n某县教育局\n2024年3月1日')).toEqual([
      '一',
      '二',
    ])
    expect(paths('一、任务\n二、要求\n某县教育局 2024年3月1日\n附件1\n一、填表说明\n二、其他')).toEqual([
      '一',
      '二',
    ])
    expect(paths('一、任务\n抄送：县政府办公室\n1.存档')).toEqual(['一'])
  })
  test('the attachments a letter without numbering lists are no headings', () => {
    const letter = '关于检查的通知\n各校：\n请检查，于5月1日前上报。\n'
    expect(paths(`${letter}附：1、《通知》\n 2、《统计表》`)).toEqual([])
    expect(paths(`${letter}附件1：名单\n2.表\n某县教育局\n2024年3月1日`)).toEqual([])
    expect(
      paths(`${letter}附件：\n1.方案\n2.表\n某县教育局\n2024年3月1日\n检查方案\n一、目标\n二、要求`),
    ).toEqual(['一', '二'])
  })
  test('of a letter, and goes on with the documents enclosed with it', () => {
    const letter = '一、传达\n二、报送\n附件：1.方案 2.办法\n某县教育局\n2024年3月1日\n'
    const plan = '附件1\n检查方案\n一、目标\n（一）甲\n二、要求\n'
    const rules = '附件2\n报送办法（试行）\n一、范围\n二、期限\n附件：登记表'
    expect(paths(letter + plan + rules)).toEqual([
      ...['一', '二', '附件1', '附件1/一', '附件1/一/（一）', '附件1/二'],
      ...['附件2', '附件2/一', '附件2/二'],
    ])
    expect(titles(letter + plan + rules)).toEqual(expect.arrayContaining(['检查方案', '报送办法（试行）']))
    expect(paths(letter.replace(/附件.*\n/, '') + plan.slice(4))).toEqual([
      ...['一', '二', '附件', '附件/一', '附件/一/（一）', '附件/二'],
    ])
  })
  test('not at a date or at the word 附件 that the numbering goes on behind', () => {
    expect(paths('一、会议时间\n2024年5月24日\n二、会议地点\n三楼会议室\n三、参会人员\n各校校长')).toEqual([
      '一',
      '二',
      '三',
    ])
    expect(paths('一、报送\n填写\n附件1登记表，于5月1日前报送。\n二、要求\n落实责任。')).toEqual(['一', '二'])
  })
})
