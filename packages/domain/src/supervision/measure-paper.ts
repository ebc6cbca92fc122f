import { dayOf } from '../kernel/day.ts'
import { sayDay } from '../kernel/label.ts'
import { paragraphsOfPaper, withFullStop, type OfficialPaper } from '../papers/official-paper.ts'
import type { Matter, Measure, TalkRecord } from './measure.ts'
import { asksReply, isHonour, type SupervisionKind } from './supervision-kind.ts'

/** The names of the papers as an office titles them (FACTS 6). */
const TITLES = {
  reminder: title => `关于${title}的提醒函`,
  'supervision-notice': title => `关于${title}的督办通知`,
  circular: title => `关于${title}的通报`,
  warning: title => `关于${title}的警示函`,
  'admonition-talk': title => `关于${title}的约谈通知`,
  'accountability-transfer': title => `关于${title}的问责移交函`,
  praise: title => `关于${title}的表扬通报`,
  highlight: title => `关于推广${title}的通知`,
} as const satisfies Record<SupervisionKind, (title: string) => string>

/** Kinds that go out under the bureau's red head; the others are letters. */
const DOCUMENTS: readonly SupervisionKind[] = ['supervision-notice', 'circular', 'praise', 'highlight']

export interface MeasurePaperFacts {
  readonly matter: Pick<Matter, 'title' | 'number'>
  readonly measure: Pick<Measure, 'kind' | 'demand' | 'replyDueOn'> & {
    readonly issued: Pick<NonNullable<Measure['issued']>, 'at' | 'documentNumber'> | null
  }
  /** The unit it is addressed to, and the bureau that sends it. */
  readonly unit: string
  readonly bureau: string
  /** What it rests on, in words. */
  readonly facts: readonly string[]
  readonly appealDays: number
}

/** The paper of a measure of supervision. One that is not issued yet has neither number nor day. */
export function writeMeasurePaper({
  matter,
  measure,
  unit,
  bureau,
  facts,
  appealDays,
}: MeasurePaperFacts): OfficialPaper {
  const { kind, demand, issued, replyDueOn } = measure
  const answer =
    asksReply(kind) && replyDueOn !== null
      ? paragraphsOfPaper(
          `请于${sayDay(replyDueOn).zh}前将办理情况书面反馈。如有异议，可自签收之日起${appealDays}日内书面申诉。`,
        )
      : []
  return {
    mark: DOCUMENTS.includes(kind) ? `${bureau}文件` : bureau,
    number: issued?.documentNumber ?? null,
    title: TITLES[kind](matter.title),
    addressee: unit,
    body: [
      { kind: 'heading', level: 1, text: '一、有关情况' },
      ...facts.map(fact => ({ kind: 'text', text: withFullStop(fact) }) as const),
      { kind: 'heading', level: 1, text: isHonour(kind) ? '二、表扬（推广）内容' : '二、办理要求' },
      ...paragraphsOfPaper(demand),
      ...answer,
    ],
    attachments: [],
    signature: { issuer: bureau, day: issued ? dayOf(issued.at) : null },
    note: null,
  }
}

/** The record of an admonition talk, to be signed by those who were there. */
export const writeTalkPaper = (
  matter: Pick<Matter, 'title' | 'number'>,
  unit: string,
  record: TalkRecord,
): OfficialPaper => ({
  ...{
    mark: null,
    number: null,
    title: '约谈记录',
    addressee: null,
    attachments: [],
    signature: null,
    note: null,
  },
  body: [
    {
      kind: 'form',
      rows: [
        { label: '单位', text: unit },
        { label: '事项', text: `${matter.title}（${matter.number}）` },
        { label: '谈话日期', text: sayDay(record.heldOn).zh },
        { label: '地点', text: record.place },
        { label: '主谈人', text: record.ledBy },
        { label: '谈话对象', text: record.talkedTo },
        { label: '谈话内容', text: record.said },
        { label: '整改承诺', text: record.commitments },
      ],
    },
    {
      kind: 'signatures',
      places: ['主谈人签字', '谈话对象签字', '记录人签字'].map(label => ({ label, name: null, day: null })),
    },
  ],
})
