import { describe, expect, test } from 'vitest'
import { formatNumber } from './numbering.ts'
import { readPlanFile } from './read-plan-file.ts'
import { docx, num, NUMBERING, p, STYLES, W } from './testing/files.ts'

const textOf = async (body: string, more: Record<string, string | Buffer> = {}): Promise<unknown> => {
  const read = await readPlanFile(await docx(body, more))
  return read.ok ? read.value.text : read.error
}
const r = (content: string, properties = ''): string => `<w:r><w:rPr>${properties}</w:rPr>${content}</w:r>`
const t = (text: string): string => `<w:t xml:space="preserve">${text}</w:t>`
const LISTS = { 'word/numbering.xml': NUMBERING, 'word/styles.xml': STYLES }

describe('automatic numbers', () => {
  test('are written out, also those of a style', async () => {
    const body =
      p('总体要求', '<w:pStyle w:val="Own"/>') +
      p('主要目标', num(1, 1)) +
      p('重点工作', num(1, 1)) +
      p('消防', num(1, 2)) +
      p('保障措施', '<w:pStyle w:val="H1"/>') +
      p('组织领导', num(1, 1))
    expect(await textOf(body, LISTS)).toBe(
      '一、总体要求\n（一）主要目标\n（二）重点工作\n1.消防\n二、保障措施\n（一）组织领导\n',
    )
  })

  test('are not spent on a paragraph that was deleted', async () => {
    const deleted = `<w:p><w:pPr>${num(1, 0)}<w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:del><w:r><w:delText>旧任务</w:delText></w:r></w:del></w:p>`
    expect(await textOf(p('目标', num(1, 0)) + deleted + p('任务', num(1, 0)), LISTS)).toBe(
      '一、目标\n二、任务\n',
    )
  })

  test.each([
    [10, 'chineseCounting', '十'],
    [21, 'chineseCountingThousand', '二十一'],
    [12, 'decimalEnclosedCircle', '⑫'],
    [3, 'decimalFullWidth', '３'],
    [27, 'lowerLetter', 'aa'],
  ])('%i as %s is %s', (count, format, drawn) => expect(formatNumber(count, format)).toBe(drawn))
})

describe('what is printed is read', () => {
  test.each([
    [
      'inserted words, and not deleted ones',
      `<w:p>${r(t('上'))}<w:ins>${r(t('新'))}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>`,
      '上新\n',
    ],
    [
      'words where they were moved to',
      `<w:p><w:moveFrom>${r(t('旧处'))}</w:moveFrom><w:moveTo>${r(t('新处'))}</w:moveTo></w:p>`,
      '新处\n',
    ],
    [
      'line breaks of every kind',
      `<w:p>${r(`${t('甲')}<w:br/>${t('乙')}<w:cr/>${t('丙')}<w:br w:type="page"/>${t('丁')}`)}</w:p>`,
      '甲\n乙\n丙\n丁\n',
    ],
    [
      'tabs and fixed hyphens',
      `<w:p>${r(`${t('甲')}<w:tab/>${t('乙')}<w:noBreakHyphen/>${t('丙')}`)}</w:p>`,
      '甲\t乙‑丙\n',
    ],
    [
      'words that are not hidden',
      `<w:p>${r(t('看得见'))}${r(t('看不见'), '<w:vanish/>')}${r(t('也看得见'), '<w:vanish w:val="0"/>')}</w:p>`,
      '看得见也看得见\n',
    ],
    [
      'results of fields, and not their instructions',
      `<w:p><w:fldSimple w:instr="DATE">${r(t('2026年3月1日'))}</w:fldSimple>${r('<w:fldChar w:fldCharType="begin"/>')}${r('<w:instrText>PAGE</w:instrText>')}${r('<w:fldChar w:fldCharType="separate"/>')}${r(t('12'))}${r('<w:fldChar w:fldCharType="end"/>')}</w:p>`,
      '2026年3月1日12\n',
    ],
    [
      'links, controls, tags and the characters below a reading',
      `<w:p><w:hyperlink r:id="r9">${r(t('链接'))}</w:hyperlink><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>${r(t('控件'))}</w:sdtContent></w:sdt><w:smartTag>${r(t('标记'))}</w:smartTag><w:ruby><w:rt>${r(t('àn'))}</w:rt><w:rubyBase>${r(t('安'))}</w:rubyBase></w:ruby></w:p>`,
      '链接控件标记安\n',
    ],
    ['signs that XML writes its own way', p('隐患&lt;3处&gt;&amp;整改&#x3002;'), '隐患<3处>&整改。\n'],
  ])('%s', async (_what, body, text) => {
    expect(await textOf(body)).toBe(text)
  })

  test('the cells of a row stand on one line', async () => {
    const row = (...cells: string[]): string =>
      `<w:tr>${cells.map(cell => `<w:tc><w:tcPr/>${cell}</w:tc>`).join('')}</w:tr>`
    const table = `<w:tbl><w:tblPr/>${row(p('阶段'), p('时间'))}${row(p('自查') + p('整改'), p('3月'))}</w:tbl>`
    expect(await textOf(p('安排') + table + p('要求'))).toBe('安排\n阶段\t时间\n自查\n整改\t3月\n要求\n')
  })

  test('a text box is read once, in whichever form it is stored', async () => {
    const box = `<w:txbxContent>${p('框内')}</w:txbxContent>`
    const modern = `<mc:Choice Requires="wps"><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice>`
    const old = `<mc:Fallback><w:pict><v:shape><v:textbox>${box}</v:textbox></v:shape></w:pict></mc:Fallback>`
    const empty = '<mc:Choice Requires="wpg"><w:drawing/></mc:Choice>'
    for (const forms of [modern + old, modern, empty + old])
      expect(
        await textOf(
          `<w:p>${r(t('框外'))}<w:r><mc:AlternateContent>${forms}</mc:AlternateContent></w:r></w:p>`,
        ),
      ).toBe('框外\n框内\n')
  })

  test('a table of contents is left out, by its style or by its field', async () => {
    const field = `<w:p>${r('<w:fldChar w:fldCharType="begin"/>')}${r('<w:instrText> TOC \\o </w:instrText>')}${r('<w:fldChar w:fldCharType="separate"/>')}${r(t('一、总体要求 1'))}${r('<w:fldChar w:fldCharType="end"/>')}</w:p>`
    expect(await textOf(p('一、总体要求 1', '<w:pStyle w:val="10"/>') + field + p('正文'), LISTS)).toBe(
      '\n正文\n',
    )
  })

  test('headers, footers, footnotes and comments are not', async () => {
    const part = (root: string, content: string): string =>
      `<?xml version="1.0"?><w:${root} ${W}>${content}</w:${root}>`
    const body = `<w:p>${r(t('正文'))}${r('<w:footnoteReference w:id="1"/>')}</w:p>`
    expect(
      await textOf(body, {
        'word/header1.xml': part('hdr', p('页眉')),
        'word/footer1.xml': part('ftr', p('— 1 —')),
        'word/footnotes.xml': part('footnotes', `<w:footnote w:id="1">${p('脚注')}</w:footnote>`),
        'word/comments.xml': part('comments', `<w:comment w:id="1">${p('批注')}</w:comment>`),
      }),
    ).toBe('正文\n')
  })

  test('a body under another name, and another prefix for Word’s own elements', async () => {
    expect(await readPlanFile(await docx(p('别名'), {}, { part: 'word/document2.xml' }))).toMatchObject({
      value: { text: '别名\n', encoding: 'docx' },
    })
    const other = `<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><x:body><x:p><x:r><x:t>前缀</x:t></x:r></x:p></x:body></x:document>`
    expect(await textOf('', { 'word/document.xml': other })).toBe('前缀\n')
  })

  test('five thousand paragraphs', async () => {
    const text = await textOf(p('各学校要落实责任。').repeat(5000))
    expect(text).toBe('各学校要落实责任。\n'.repeat(5000))
  })
})
