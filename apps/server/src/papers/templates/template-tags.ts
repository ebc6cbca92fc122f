import type { Label, PaperKindId } from '@anlan/domain'
import type { TemplateTag } from '@anlan/documents'
import type { PaperSource } from '../paper-source.ts'
import { PAPER_SOURCES } from '../paper-sources.ts'

/** The person in the samples that a template is looked at with. */
const SOMEBODY = '王𬭎'

/** A paper of the kind that a template is tried with. */
export const samplePaper = (kind: PaperKindId) => {
  const source: PaperSource = PAPER_SOURCES[kind]
  return source.sample(SOMEBODY)
}

interface TagWords {
  readonly label: Label
  readonly example: string
}

/** What each tag stands for, for whoever lays out a template. */
export const TAG_WORDS = {
  发文机关标志: {
    label: { zh: '红头，无红头的文种为空', en: 'The red head; empty where a kind has none' },
    example: '安澜县教育局文件',
  },
  发文字号: { label: { zh: '文号', en: 'The document number' }, example: '安教督〔2026〕12号' },
  标题: { label: { zh: '公文标题', en: 'The title' }, example: '关于宿舍安全出口夜间上锁的督办通知' },
  主送机关: {
    label: { zh: '收文单位，不带冒号', en: 'Whom it is addressed to, without its colon' },
    example: '青禾镇中心小学',
  },
  正文: {
    label: {
      zh: '全部正文，含小标题、表格和签字处，按国标排版；请独占一段',
      en: 'The whole body with headings, tables and places to sign; in a paragraph of its own',
    },
    example: '一、有关情况……',
  },
  附件: {
    label: {
      zh: '附件列表，写作 {#附件}…{/附件}，中间的内容每个附件重复一次',
      en: 'The annexes: what stands between {#附件} and {/附件} is repeated for each',
    },
    example: '{#附件}{序号}. {附件名称}{/附件}',
  },
  序号: {
    label: { zh: '附件的序号，只用在附件列表中', en: 'The annex’s number, inside the list only' },
    example: '1',
  },
  附件名称: {
    label: { zh: '附件的名称，只用在附件列表中', en: 'The annex’s title, inside the list only' },
    example: '现场照片',
  },
  署名: { label: { zh: '发文单位', en: 'Who issues it' }, example: '安澜县教育局' },
  成文日期: { label: { zh: '签发的日期', en: 'The day it was signed' }, example: '2026年11月6日' },
  附注: { label: { zh: '附注，带括号', en: 'The note, in its brackets' }, example: '（此件公开发布）' },
  核验码: {
    label: { zh: '核验这份文书的编码', en: 'The code it is verified by' },
    example: '核验码：7K2M-…',
  },
  核验说明: {
    label: { zh: '到哪里核验', en: 'Where it is verified' },
    example: '扫码或访问 … 核验真伪',
  },
  审计封存号: {
    label: { zh: '成文时最近一次审计封存的编号', en: 'The seal of the audit record' },
    example: '审计封存号：21-de724940fa4b0b44',
  },
  二维码: { label: { zh: '核验用二维码，是一张图', en: 'The QR code, a picture' }, example: '（图）' },
} as const satisfies Record<TemplateTag, TagWords>

/** What a paper of the kind must have on it, whoever lays it out: number and day where its papers have them. */
export function requiredTags(kind: PaperKindId): TemplateTag[] {
  const { number, signature } = samplePaper(kind)
  return [
    ...(number === null ? [] : (['发文字号'] as const)),
    ...(['标题', '正文'] as const),
    ...(signature === null ? [] : (['成文日期'] as const)),
    ...(['核验码', '审计封存号', '二维码'] as const),
  ]
}
