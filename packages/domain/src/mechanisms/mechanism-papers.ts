import { dayOf } from '../kernel/day.ts'
import { showRate } from '../kernel/indicator.ts'
import { sayDay } from '../kernel/label.ts'
import {
  paragraphsOf,
  paragraphsOfPaper,
  withFullStop,
  type OfficialPaper,
  type PaperPart,
} from '../papers/official-paper.ts'
import { findIndicator } from '../indicators/index.ts'
import type { Bulletin, BulletinFigure, RankedBy } from './bulletin.ts'
import { CONCLUSION_WORK, type Conclusion, type ConclusionWork } from './conclusion.ts'
import { countySentence, movedWords } from './bulletin-words.ts'
import type { RecordBodyOf } from './record.ts'

/** An item of a consultation as its minutes tell it. */
export interface MinutesItem {
  readonly unit: string | null
  readonly text: string
  /** What it led to or why it led to nothing, in words; null while nobody has decided. */
  readonly outcome: string | null
}

const CHINESE = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** What an item came to, as minutes tell it. */
export function sayOutcome(
  conclusion: Conclusion | null,
  works: readonly { readonly work: ConclusionWork; readonly unit: { readonly name: string } }[],
): string | null {
  if (conclusion?.kind === 'no-work') return `不转办，${conclusion.why}`
  if (works.length === 0) return null
  return works.map(({ work, unit }) => `转为${CONCLUSION_WORK[work].zh}，由${unit.name}办理`).join('；')
}

/** The minutes (会议纪要) of a consultation. */
export function writeMinutes(
  body: RecordBodyOf<'consultation'>,
  items: readonly MinutesItem[],
  bureau: string,
): OfficialPaper {
  const figures = body.figures.map(({ indicator, ...rate }) => ({
    label: findIndicator(indicator)?.label.zh ?? indicator,
    text: showRate(rate, 'zh'),
  }))
  const parts: (readonly [title: string, body: readonly PaperPart[]])[] = [
    ['会议议题', paragraphsOfPaper(body.topic)],
    ...(figures.length > 0 ? ([['会议数据', [{ kind: 'form', rows: figures }]]] as const) : []),
    ['研判意见', paragraphsOfPaper(body.judgement)],
    [
      '会议结论',
      items.length === 0
        ? paragraphsOfPaper('会议未形成需要转办的事项')
        : items.flatMap(({ unit, text, outcome }, index) => [
            ...paragraphsOfPaper(`${index + 1}. ${unit === null ? '' : `${unit}：`}${withFullStop(text)}`),
            ...(outcome === null ? [] : paragraphsOfPaper(`办理：${outcome}`)),
          ]),
    ],
  ]
  return {
    ...{ mark: null, number: null, title: `${body.title}会议纪要`, addressee: null },
    body: [
      {
        kind: 'form',
        rows: [
          { label: '时间', text: sayDay(body.on).zh },
          { label: '地点', text: body.place },
          { label: '主持人', text: body.chair },
          {
            label: '参加人员',
            text: paragraphsOf(body.attending)
              .map(line => line.replace(/。$/, ''))
              .join('；'),
          },
        ],
      },
      ...numbered(parts),
    ],
    attachments: [],
    signature: { issuer: bureau, day: body.on },
    note: null,
  }
}

/** A bulletin as it is printed; one that was not issued yet has neither number nor day. */
export function writeBulletin(
  { text, figures, issued, from, until, by }: Bulletin,
  bureau: string,
): OfficialPaper {
  const period = `${sayDay(from).zh}至${sayDay(until).zh}`
  const parts: (readonly [title: string, body: readonly PaperPart[]])[] = [
    ['总体情况', paragraphsOfPaper(figures.map(countySentence).join('\n'))],
    [by === 'township' ? '各乡镇情况' : '各学校情况', figures.flatMap(figure => ranking(figure, by))],
    ['表扬', paragraphsOfPaper(text.praise)],
    ['存在问题', paragraphsOfPaper([text.criticism, text.problems].filter(Boolean).join('\n'))],
    ['经验做法', paragraphsOfPaper(text.practice)],
  ]
  return {
    mark: `${bureau}文件`,
    number: issued?.documentNumber ?? null,
    title: text.title,
    addressee: '各中心校、县直各学校、幼儿园',
    body: [
      { kind: 'text', text: `现将${period}校园安全工作有关情况通报如下。` },
      ...numbered(parts.filter(([, body]) => body.length > 0)),
    ],
    attachments: [],
    signature: { issuer: bureau, day: issued ? dayOf(issued.at) : null },
    note: null,
  }
}

const numbered = (parts: readonly (readonly [string, readonly PaperPart[]])[]): PaperPart[] =>
  parts.flatMap(([title, body], index) => [
    { kind: 'heading', level: 1, text: `${CHINESE[index] ?? index + 1}、${title}` } as const,
    ...body,
  ])

/** What the places of a ranking are called, as the column of their names is headed. */
const PLACES = { township: '乡镇', school: '学校' } as const satisfies Record<RankedBy, string>

/** A ranking as a table. Who has nothing to divide by has a dash and no place; how they moved stands there once there is a bulletin before. */
function ranking({ indicator, rows }: BulletinFigure, by: RankedBy): PaperPart[] {
  const rate = findIndicator(indicator)?.label.zh ?? indicator
  const compares = rows.some(({ moved }) => moved !== null)
  return [
    { kind: 'text', text: withFullStop(`${rate}排名如下`) },
    {
      ...{ kind: 'table', caption: null },
      columns: [
        { heading: '名次', share: 2 },
        { heading: PLACES[by], share: 5 },
        { heading: rate, share: 4 },
        ...(compares ? [{ heading: '与上期相比', share: 3 }] : []),
      ],
      rows: rows.map(row => [
        row.place === null ? '不排名' : String(row.place),
        ...[row.name, showRate(row, 'zh')],
        ...(compares ? [movedWords(row.moved).zh] : []),
      ]),
    },
  ]
}
