import { z } from 'zod'
import { dayOf, type Day, type Instant } from '../kernel/day.ts'
import type { Flow } from '../kernel/flow.ts'
import { humanText } from '../kernel/human-text.ts'
import { defineIndicator, sumRates, type Rate } from '../kernel/indicator.ts'
import type { Label } from '../kernel/label.ts'
import type { OfficialPaper } from '../papers/official-paper.ts'
import { paragraphsOfPaper } from '../papers/official-paper.ts'
import { figuresNamedIn, figureToken, sayText, toFillIn } from './summary-figures.ts'
import { headingOf, type SummaryPart } from './summary-parts.ts'
import { SummaryText, type SummarySection } from './summary.ts'

export const COUNTY_SUMMARY_STATES = {
  draft: { zh: '编写中', en: 'Being written' },
  signed: { zh: '已签发', en: 'Signed' },
} as const satisfies Record<string, Label>
export type CountySummaryState = keyof typeof COUNTY_SUMMARY_STATES

export const COUNTY_SUMMARY_EVENTS = {
  gather: { zh: '汇总各校数据', en: 'Gather the schools’ figures' },
  cancel: { zh: '停止汇总', en: 'Stop gathering' },
  edit: { zh: '修改', en: 'Edit' },
  sign: { zh: '签发', en: 'Sign' },
} as const satisfies Record<string, Label>
export type CountySummaryEvent = keyof typeof COUNTY_SUMMARY_EVENTS

const WRITERS = ['section-officer', 'bureau-leader'] as const
const SIGNERS = ['bureau-leader', 'bureau-director'] as const

/** The county's summary is gathered and written by the section, and signed by a leader of the bureau. */
export const COUNTY_SUMMARY_FLOW = {
  draft: {
    gather: { to: 'draft', by: WRITERS },
    cancel: { to: 'draft', by: WRITERS },
    edit: { to: 'draft', by: WRITERS },
    sign: { to: 'signed', by: SIGNERS },
  },
  signed: {},
} as const satisfies Flow<CountySummaryState, CountySummaryEvent>

export type CountySummaryRefusal =
  | { readonly code: 'gathering-already' }
  | { readonly code: 'gathering-over' }
  | { readonly code: 'not-gathered' }
  | { readonly code: 'county-summary-signed' }

/** How far the gathering of the schools' figures is. */
export const GATHERING_STATES = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const
export type GatheringState = (typeof GATHERING_STATES)[number]

export const CountySummaryText = z.object({
  title: humanText(4, 120),
  sections: z.array(SummaryText).min(1).max(30),
})
export type CountySummaryText = z.infer<typeof CountySummaryText>

/** How many of the summaries that units owe the bureau found complete; a unit owes one of each phase that asks for it. */
export const summariesAccepted = defineIndicator({
  id: 'summaries-accepted',
  label: { zh: '总结接收率', en: 'Summaries accepted' },
  numerator: { zh: '已接收的总结', en: 'Summaries accepted' },
  denominator: { zh: '应报送的总结（每个单位每个阶段一份）', en: 'Summaries owed, one a unit and phase' },
  better: 'higher',
  count: ({ accepted, owed }: { readonly accepted: number; readonly owed: number }) => ({
    numerator: accepted,
    denominator: owed,
  }),
})

/** The figures of a set of schools added up, rate by rate; shares are never averaged. */
export function addFigures(all: readonly ReadonlyMap<string, Rate>[]): Map<string, Rate> {
  const ids = new Set(all.flatMap(figures => [...figures.keys()]))
  return new Map([...ids].map(id => [id, sumRates(all.flatMap(figures => figures.get(id) ?? []))]))
}

const [share, done, all, gap] = (['share', 'done', 'all', 'gap'] as const).map(
  side => (id: string) => figureToken(id, side),
) as [(id: string) => string, (id: string) => string, (id: string) => string, (id: string) => string]

/** What is said of the county by part: a sentence where there is something to count, or nothing. */
const SAYINGS: readonly (readonly [SummaryPart, string, string])[] = [
  [
    ...(['organisation', 'summaries-accepted'] as const),
    `全县应报送总结${all('summaries-accepted')}份，已接收${done('summaries-accepted')}份，其余${gap('summaries-accepted')}份正在办理或尚未报送。`,
  ],
  [...(['organisation', 'summaries-in-time'] as const), `总结按时报送率${share('summaries-in-time')}。`],
  [
    ...(['organisation', 'tasks-accepted'] as const),
    `各校承担专项行动任务${all('tasks-accepted')}项，已通过审核${done('tasks-accepted')}项，任务完成率${share('tasks-accepted')}。`,
  ],
  [
    ...(['responsibility', 'letters-signed'] as const),
    `各校发出安全责任书${all('letters-signed')}份，已签订${done('letters-signed')}份，签订率${share('letters-signed')}。`,
  ],
  [
    ...(['responsibility', 'duties-known'] as const),
    `各校在岗人员${all('duties-known')}人，安全职责全部签收${done('duties-known')}人，知责率${share('duties-known')}。`,
  ],
  [
    ...(['hazards', 'hazards-closed'] as const),
    `全县学校共登记并核实隐患${all('hazards-closed')}条，已整改销号${done('hazards-closed')}条，隐患整改率${share('hazards-closed')}。`,
  ],
  [
    ...(['hazards', 'hazards-closed-in-time'] as const),
    `到期应销号${all('hazards-closed-in-time')}条，按期销号${done('hazards-closed-in-time')}条，按期整改率${share('hazards-closed-in-time')}。`,
  ],
  [
    ...(['hazards', 'major-hazards-cleared'] as const),
    `认定重大隐患${all('major-hazards-cleared')}条，已销号${done('major-hazards-cleared')}条。`,
  ],
  [
    ...(['training', 'people-trained'] as const),
    `本年应参加安全轮训${all('people-trained')}人，已全部完成${done('people-trained')}人，培训覆盖率${share('people-trained')}。`,
  ],
  [
    ...(['training', 'drills-compliant'] as const),
    `各校本学期到期应演练${all('drills-compliant')}个月次（幼儿园按季度），次数达到要求${done('drills-compliant')}个，演练达标率${share('drills-compliant')}。`,
  ],
  [
    ...(['supervision', 'measures-closed'] as const),
    `发出督办事项${all('measures-closed')}件，已办结${done('measures-closed')}件，办结率${share('measures-closed')}。`,
  ],
  [
    ...(['problems', 'hazards-closed'] as const),
    `全县仍有${gap('hazards-closed')}条隐患尚未整改销号，${gap('tasks-accepted')}项任务未完成或未通过审核。`,
  ],
  [
    ...(['next', 'hazards-closed'] as const),
    `督促有关学校对尚未销号的${gap('hazards-closed')}条隐患逐条明确责任人、措施和时限，整改到位后及时销号。`,
  ],
]
/** Every rate that a sentence of the county's draft speaks of. */
export const COUNTY_DRAFTED_RATES: readonly string[] = [...new Set(SAYINGS.map(([, id]) => id))]
const ASKED: Partial<Record<SummaryPart, string>> = {
  responsibility: '全县压实安全责任的主要做法和亮点，可从各校总结中选用',
  problems: '存在的主要问题，可从各校总结中选用',
  next: '下一步的主要打算',
}
const PARTS = [
  'organisation',
  'responsibility',
  'hazards',
  'areas',
  'training',
  'supervision',
  'problems',
  'next',
] as const

/** The first draft of the county's summary out of the schools' figures added up. */
export function draftCountySummary({
  campaign,
  phase,
  figures,
  areaRates,
}: {
  readonly campaign: string
  readonly phase: string | null
  readonly figures: ReadonlyMap<string, Rate>
  readonly areaRates: readonly { readonly id: string; readonly label: string }[]
}): { title: string; sections: SummarySection[] } {
  const hasSome = (id: string): boolean => (figures.get(id)?.denominator ?? 0) > 0
  const areas = areaRates.filter(({ id }) => hasSome(id)).slice(0, 12)
  const textOf = (part: SummaryPart): string => {
    const said = SAYINGS.filter(
      ([of, id, text]) => of === part && figuresNamedIn(text).every(each => figures.has(each)) && hasSome(id),
    )
    const ask = ASKED[part]
    return [
      said.map(([, , text]) => text).join(''),
      part === 'areas'
        ? areas.map(({ id, label }) => `${label}${share(id)}（${done(id)}/${all(id)}）`).join('；')
        : '',
      ask ? toFillIn(ask) : '',
    ]
      .filter(line => line !== '')
      .map(line => (part === 'areas' ? `${line}。` : line))
      .join('\n')
  }
  const name = campaign.replace(/(?:实施|工作)?方案$/, '')
  const shown = PARTS.map(part => ({ part, text: textOf(part) })).filter(({ text }) => text !== '')
  return {
    title: `全县${name}${phase === null ? '' : `（${phase}阶段）`}工作总结`.slice(0, 120),
    sections: shown.map(({ part, text }, index) => ({
      ...{ part, heading: headingOf(part, index), text },
      figures: figuresNamedIn(text).flatMap(indicator => {
        const rate = figures.get(indicator)
        return rate ? [{ indicator, ...rate }] : []
      }),
    })),
  }
}

/** A school's or the county's summary as an official paper, its numbers as they were stated. */
export function writeSummaryPaper({
  title,
  sections,
  issuer,
  signedAt,
  number,
  table,
}: {
  readonly title: string
  readonly sections: readonly SummarySection[]
  readonly issuer: string
  readonly signedAt: Instant | null
  readonly number: string | null
  /** How the schools stand, township by township; null in a school's own. */
  readonly table: readonly (readonly string[])[] | null
}): OfficialPaper {
  const day: Day | null = signedAt === null ? null : dayOf(signedAt)
  return {
    ...{ mark: number === null ? null : `${issuer}文件`, number, title, addressee: null },
    body: [
      ...sections.flatMap(({ heading, text, figures }): OfficialPaper['body'][number][] => [
        { kind: 'heading', level: 1, text: heading },
        ...paragraphsOfPaper(sayText(text, figures)),
      ]),
      ...(table
        ? [
            {
              kind: 'table' as const,
              caption: '各乡镇总结报送情况',
              columns: ['乡镇', '应报', '已接收', '待接收', '未报送', '迟报或逾期'].map((heading, index) => ({
                heading,
                share: index === 0 ? 2 : 1,
              })),
              rows: table,
            },
          ]
        : []),
    ],
    ...{ attachments: [], signature: { issuer, day }, note: null },
  }
}
