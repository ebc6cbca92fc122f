import { AREA_IDS, AREA_LABELS, type AreaId } from '../areas/area-id.ts'
import type { Rate } from '../kernel/indicator.ts'
import type { SummarySection } from './summary.ts'
import { figuresNamedIn, figureToken, toFillIn } from './summary-figures.ts'
import { headingOf, SUMMARY_PART_IDS, type SummaryPart } from './summary-parts.ts'

type Figures = ReadonlyMap<string, Rate>

/** What is known of a unit and a campaign when its summary is drafted. */
export interface DraftGrounds {
  /** The plan's title, and the phase of it; null for the whole. */
  readonly campaign: string
  readonly phase: string | null
  readonly unit: string
  readonly figures: Figures
  /** How the rates of the key areas are called, in their order. */
  readonly areaRates: readonly { readonly id: string; readonly area: AreaId; readonly label: string }[]
}

/** A sentence about one rate, and what is said where there is nothing to divide by: never a share of nothing. */
interface Saying {
  readonly part: SummaryPart
  readonly indicator: string
  readonly some: string
  readonly none: string | null
  /** Said only where something is missing. */
  readonly ifGap?: true
}

const [share, done, all, gap] = [
  (id: string) => figureToken(id),
  (id: string) => figureToken(id, 'done'),
  (id: string) => figureToken(id, 'all'),
  (id: string) => figureToken(id, 'gap'),
]
const TASKS = 'tasks-accepted'
const CLOSED = 'hazards-closed'
const TIMELY = 'hazards-closed-in-time'
const MAJORS = 'major-hazards-cleared'
const KNOWN = 'duties-known'
const TRAINED = 'people-trained'
const DRILLED = 'drills-compliant'

const SAYINGS: readonly Saying[] = [
  {
    ...{ part: 'organisation', indicator: TASKS },
    some: `本单位承担专项行动任务${all(TASKS)}项，其中${done(TASKS)}项已通过审核，任务完成率${share(TASKS)}。`,
    none: '本单位暂无分解到位的专项行动任务。',
  },
  {
    ...{ part: 'responsibility', indicator: 'letters-signed' },
    some: `应签订安全责任书${all('letters-signed')}份，已签订${done('letters-signed')}份，签订率${share('letters-signed')}。`,
    none: '暂无应签订的安全责任书。',
  },
  {
    ...{ part: 'responsibility', indicator: KNOWN },
    some: `在岗人员${all(KNOWN)}人，安全职责全部签收${done(KNOWN)}人，知责率${share(KNOWN)}。`,
    none: null,
  },
  {
    ...{ part: 'hazards', indicator: CLOSED },
    some: `共登记并核实隐患${all(CLOSED)}条，已整改销号${done(CLOSED)}条，隐患整改率${share(CLOSED)}。`,
    none: '未登记属实的隐患。',
  },
  {
    ...{ part: 'hazards', indicator: TIMELY },
    some: `到期应销号${all(TIMELY)}条，按期销号${done(TIMELY)}条，按期整改率${share(TIMELY)}。`,
    none: '暂无到期应销号的隐患。',
  },
  {
    ...{ part: 'hazards', indicator: MAJORS },
    some: `认定重大隐患${all(MAJORS)}条，已销号${done(MAJORS)}条。`,
    none: '未认定重大隐患。',
  },
  {
    ...{ part: 'training', indicator: TRAINED },
    some: `本年应参加安全轮训${all(TRAINED)}人，已全部完成${done(TRAINED)}人，培训覆盖率${share(TRAINED)}。`,
    none: '本年暂无应参加轮训的人员。',
  },
  {
    ...{ part: 'training', indicator: DRILLED },
    some: `本学期到期应演练${all(DRILLED)}个月次（幼儿园按季度），次数达到要求${done(DRILLED)}个，演练达标率${share(DRILLED)}。`,
    none: '本学期暂无到期应组织的演练。',
  },
  {
    ...{ part: 'supervision', indicator: 'measures-closed' },
    some: `收到督办事项${all('measures-closed')}件，已办结${done('measures-closed')}件，办结率${share('measures-closed')}。`,
    none: '未收到督办事项。',
  },
  {
    ...{ part: 'problems', indicator: CLOSED, ifGap: true },
    some: `仍有${gap(CLOSED)}条隐患尚未整改销号。`,
    none: null,
  },
  {
    ...{ part: 'problems', indicator: TIMELY, ifGap: true },
    some: `${gap(TIMELY)}条隐患未能在期限内销号，整改时限把控不够严。`,
    none: null,
  },
  {
    ...{ part: 'problems', indicator: TASKS, ifGap: true },
    some: `专项行动任务还有${gap(TASKS)}项未完成或未通过审核。`,
    none: null,
  },
  {
    ...{ part: 'next', indicator: CLOSED, ifGap: true },
    some: `对尚未销号的${gap(CLOSED)}条隐患逐条明确责任人、措施和时限，整改到位后及时销号。`,
    none: null,
  },
  {
    ...{ part: 'next', indicator: TASKS, ifGap: true },
    some: `对未完成的${gap(TASKS)}项任务倒排时间，逐项补齐。`,
    none: null,
  },
]

/** Every rate that a sentence of a draft speaks of: whoever drafts has to count them. */
export const DRAFTED_RATES: readonly string[] = [...new Set(SAYINGS.map(({ indicator }) => indicator))]

/** What no data tell, asked of the writer at its place. */
const TO_BE_WRITTEN: Partial<Record<SummaryPart, string>> = {
  organisation: '动员部署会的时间、参加人员和主要安排',
  responsibility: '责任分工和落实的主要做法',
  training: '培训、宣传和演练的主要做法',
  problems: '存在的其他主要问题及原因',
  next: '下一步的其他打算',
}

/** Rates said of one area; the rest stand in its list. */
const OF_AN_AREA = 3

/**
 * The first draft of a unit's summary: the outline an office expects, with sentences that the data bear out. Every number is
 * the place of a figure, so that it leads to its list; what no data tell is asked of the writer and never made up.
 */
export function draftSummary(grounds: DraftGrounds): { title: string; sections: SummarySection[] } {
  const { campaign, phase, unit, figures } = grounds
  const parts = SUMMARY_PART_IDS.filter(part => part !== 'other')
  return {
    title: `${unit}${nameOf(campaign)}${phase === null ? '' : `（${phase}阶段）`}工作总结`.slice(0, 120),
    sections: parts.map((part, index) =>
      withFigures(part, headingOf(part, index), wordsOf(part, grounds), figures),
    ),
  }
}

/** What the plan is a plan of: a summary is of the campaign and not of its paper. */
const nameOf = (campaign: string): string => campaign.replace(/(?:实施|工作)?方案$/, '')

/** Parts in which the data go before what the writer adds. */
const DATA_FIRST: readonly SummaryPart[] = ['problems', 'next']

function wordsOf(part: SummaryPart, { campaign, figures, areaRates }: DraftGrounds): string {
  const ask = TO_BE_WRITTEN[part]
  const asked = ask ? toFillIn(ask) : ''
  const said = inOrder(
    part,
    SAYINGS.filter(saying => saying.part === part).flatMap(saying => say(saying, figures)),
  )
  const lines = [
    part === 'organisation' ? `按照县教育体育局《${campaign}》部署，本单位认真组织实施。` : '',
    ...(DATA_FIRST.includes(part) ? [said, asked] : [asked, said]),
    ...(part === 'areas' ? sayAreas(areaRates, figures) : []),
  ]
  return lines.filter(line => line !== '').join('\n')
}

const ORDINALS = ['一是', '二是', '三是', '四是']
/** Problems and plans are told one by one, the rest as running words. */
const inOrder = (part: SummaryPart, sentences: readonly string[]): string =>
  sentences
    .map((sentence, index) =>
      part === 'problems' || part === 'next' ? `${ORDINALS[index] ?? ''}${sentence}` : sentence,
    )
    .join('')

function say({ indicator, some, none, ifGap }: Saying, figures: Figures): string[] {
  const rate = figures.get(indicator)
  if (!rate) return []
  if (rate.denominator === 0) return none === null ? [] : [none]
  return ifGap && rate.numerator >= rate.denominator ? [] : [some]
}

/** An area with nothing to count is said to have nothing to count; one that does not concern the unit is left out. */
function sayAreas(rates: DraftGrounds['areaRates'], figures: Figures): string[] {
  return AREA_IDS.flatMap(area => {
    const known = rates.filter(each => each.area === area && figures.has(each.id))
    if (known.length === 0) return []
    const counted = known.filter(({ id }) => (figures.get(id)?.denominator ?? 0) > 0).slice(0, OF_AN_AREA)
    const name = AREA_LABELS[area].zh
    if (counted.length === 0) return [`${name}方面，暂无应统计的对象。`]
    return [
      `${name}方面，${counted.map(({ id, label }) => `${label}${share(id)}（${done(id)}/${all(id)}）`).join('，')}。`,
    ]
  })
}

const withFigures = (part: SummaryPart, heading: string, text: string, figures: Figures): SummarySection => ({
  ...{ part, heading, text },
  figures: figuresNamedIn(text).flatMap(indicator => {
    const rate = figures.get(indicator)
    return rate ? [{ indicator, numerator: rate.numerator, denominator: rate.denominator }] : []
  }),
})
