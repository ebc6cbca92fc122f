import { describe, expect, test } from 'vitest'
import { parsePlan } from './parse-plan.ts'

const BODY = '为做好工作，现就有关事项通知如下。\n一、目标\n确保安全。\n二、要求\n落实责任。'

describe('the head and the foot', () => {
  test('say who wrote what to whom and when', () => {
    expect(
      parsePlan(
        `安澜县教育局文件\n安教发〔2024〕08号\n关于开展校园消防安全\n专项整治的通知\n各乡镇中心校，县直各学校：\n${BODY}\n安澜县教育局\n2024年3月1日`,
      ),
    ).toMatchObject({
      title: '关于开展校园消防安全专项整治的通知',
      issuer: '安澜县教育局',
      documentNumber: '安教发〔2024〕08号',
      issuedOn: '2024-03-01',
      year: 2024,
      addressees: ['各乡镇中心校', '县直各学校'],
    })
  })

  test.each([
    ['round brackets', '安教发（2024）8号'],
    ['square brackets', '安教发[2024]8号'],
    ['thick brackets', '安教发【2024】8号'],
    ['blanks', '安教发 〔2024〕 8 号'],
    ['a signer beside it', '安教发〔2024〕8号          签发人：某某'],
  ])('take a document number in %s', (_how, number) => {
    expect(parsePlan(`${number}\n关于检查的通知\n${BODY}`).documentNumber).toBe('安教发〔2024〕8号')
  })

  test.each([
    ['in front of the title', '安教发〔2024〕8号  关于开展检查的通知'],
    ['behind the red heading', '安澜县教育局文件 安教发〔2024〕8号\n关于开展检查的通知'],
    ['in brackets behind the title', '关于开展检查的通知（安教发〔2024〕8号）'],
  ])('a document number may stand %s', (_where, top) => {
    expect(parsePlan(`${top}\n各学校：\n${BODY}`)).toMatchObject({
      ...{ title: '关于开展检查的通知', documentNumber: '安教发〔2024〕8号', addressees: ['各学校'] },
    })
  })
  test('the number of another document is not its own', () => {
    const plan = parsePlan(`转发省厅关于检查的通知（省教发〔2024〕8号）\n各学校：\n${BODY}`)
    expect(plan.documentNumber).toBeNull()
    expect(parsePlan(`检查通知\n按要求(省教发〔2024〕8号)办理\n${BODY}`).documentNumber).toBeNull()
  })

  test.each([
    ['安澜县教育系统三年行动\n实施方案（2024—2026年）', '安澜县教育系统三年行动实施方案（2024—2026年）'],
    ['安澜县校车管理办法\n（试行）', '安澜县校车管理办法（试行）'],
    ['关于开展“护苗”专项行动\n的通知', '关于开展“护苗”专项行动的通知'],
    ['紧急通知\n关于做好防汛工作的紧急通知', '关于做好防汛工作的紧急通知'],
    ['通　知', '通知'],
    ['《安澜县防汛方案》', '《安澜县防汛方案》'],
    ['全县学校暑期安全工作部署', '全县学校暑期安全工作部署'],
  ])('the title %j is read whole', (top, title) => {
    expect(parsePlan(`${top}\n各学校：\n${BODY}`)).toMatchObject({ title, addressees: ['各学校'] })
  })

  test.each([
    ['各完小、村小、中心幼儿园，附中', ['各完小、村小、中心幼儿园', '附中']],
    ['县一中、职高', ['县一中、职高']],
    ['各乡镇中心校，各处室', ['各乡镇中心校', '各处室']],
    ['各民办学校（含幼儿园）', ['各民办学校（含幼儿园）']],
    [
      '各乡镇中心校、县直各学校，局机关各股\n室、二级机构',
      ['各乡镇中心校、县直各学校', '局机关各股室、二级机构'],
    ],
  ])('%j are groups', (groups, addressees) => {
    expect(parsePlan(`关于检查的通知\n${groups}：\n${BODY}`).addressees).toEqual(addressees)
  })

  test('a title may begin with the name of a section in thick brackets; a button of the page is no title', () => {
    expect(
      parsePlan(`【打印】【关闭】\n【安全股】关于开展实验室安全检查的通知\n各学校：\n${BODY}`),
    ).toMatchObject({
      title: '【安全股】关于开展实验室安全检查的通知',
      addressees: ['各学校'],
    })
  })

  test('several offices sign together, and a greeting runs over two lines', () => {
    expect(
      parsePlan(
        `关于联合检查的通知\n各乡镇人民政府，各派出所，\n各中小学、幼儿园：\n${BODY}\n安澜县教育局\n安澜县公安局\n二〇二四年三月五日\n（此件公开发布）`,
      ),
    ).toMatchObject({
      ...{ issuer: '安澜县教育局、安澜县公安局', issuedOn: '2024-03-05' },
      addressees: ['各乡镇人民政府', '各派出所', '各中小学、幼儿园'],
    })
  })

  test('a letter that sends a plan round gives its office, its day and the plan’s title', () => {
    expect(
      parsePlan(
        `各中小学：\n现将《方案》印发给你们。\n安澜县教育局\n2024年5月29日\n安澜县教育系统2024年安全生产月活动方案\n${BODY}`,
      ),
    ).toMatchObject({
      title: '安澜县教育系统2024年安全生产月活动方案',
      ...{ issuer: '安澜县教育局', issuedOn: '2024-05-29', addressees: ['各中小学'] },
    })
  })

  test('the table of a government page gives number, office and the document’s own date', () => {
    expect(
      parsePlan(
        `索引号: | 000/2024-1 | 发布机构: | 安澜县教育局 |\n成文日期: | 2024-06-02 | 发布日期: | 2024-06-09 |\n文 号: | 安教函〔2024〕6号 | 主题分类: | 教育 |\n关于开展调研的通知\n各直属学校：\n${BODY}`,
      ),
    ).toMatchObject({
      title: '关于开展调研的通知',
      issuer: '安澜县教育局',
      documentNumber: '安教函〔2024〕6号',
      issuedOn: '2024-06-02',
    })
  })

  test('the day a page was put on the web is not the day of issue', () => {
    const plan = parsePlan(`关于检查的通知\n发布日期：2024-06-09 浏览次数：9 来源：安全股\n各校：\n${BODY}`)
    expect(plan).toMatchObject({ title: '关于检查的通知', issuedOn: null, addressees: ['各校'] })
  })

  test('office and date may share a line, stand wide, or name only the month', () => {
    expect(parsePlan(`${BODY}\n安澜县教育局 2024年3月1日`)).toMatchObject({
      ...{ issuer: '安澜县教育局', issuedOn: '2024-03-01' },
    })
    expect(parsePlan(`${BODY}\n安 澜 县 教 育 局\n2024 年 3 月 1 日`).issuer).toBe('安澜县教育局')
    expect(parsePlan(`${BODY}\n安澜一中\n二〇一八年一月`)).toMatchObject({
      issuer: '安澜一中',
      issuedOn: null,
      year: 2018,
    })
  })

  test('offices may sign side by side, and a month alone ends the text below one', () => {
    expect(parsePlan(`${BODY}\n安澜县教育局 安澜县公安局\n安澜县交通局\n2024年3月1日`).issuer).toBe(
      '安澜县教育局、安澜县公安局、安澜县交通局',
    )
    expect(parsePlan(`${BODY}\n安澜一中\n2024年3月`).outline.at(-1)?.text).toBe('要求\n落实责任。')
  })

  test('a title with its office names it where nobody signed', () => {
    expect(parsePlan(`安澜一中2024年安全计划\n${BODY}`).issuer).toBe('安澜一中')
    expect(parsePlan(`转发：安澜县教育局关于检查的通知\n${BODY}`).issuer).toBeNull()
    expect(parsePlan(`安澜县教育局关于检查的通知\n${BODY}`).issuer).toBe('安澜县教育局')
    expect(parsePlan(`教育局2024年放假通知\n${BODY}`).issuer).toBeNull()
  })

  test('of a title’s three years the one of issue counts', () => {
    const title = '三年行动方案（2022—2024年）'
    expect(parsePlan(`${title}\n${BODY}`).year).toBe(2022)
    expect(parsePlan(`${title}\n${BODY}\n安澜县教育局\n2023年5月6日`).year).toBe(2023)
  })

  test('labels with a colon greet nobody', () => {
    for (const label of ['组长', '责任单位', '征集方式', '活动时间', '联系人', '各校要做好下列工作'])
      expect(parsePlan(`检查方案\n${label}：\n某某\n${BODY}`).addressees).toEqual([])
  })

  test('a page that lost its line ends still has title and greeting', () => {
    expect(
      parsePlan(
        '关于做好 安全工作的通知 各镇教育办，区直学校: 2024年以来，形势平稳。现通知如下: 一、检查。 二、整改。',
      ),
    ).toMatchObject({ title: '关于做好安全工作的通知', addressees: ['各镇教育办', '区直学校'] })
  })

  test('a text with neither says so', () => {
    expect(parsePlan('一、目标\n确保安全。')).toMatchObject({
      ...{ title: '', issuer: null, documentNumber: null, issuedOn: null, year: null, addressees: [] },
    })
  })
})
