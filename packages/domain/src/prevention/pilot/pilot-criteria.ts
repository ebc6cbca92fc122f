import { z } from 'zod'
import { humanText } from '../../kernel/human-text.ts'
import type { Label } from '../../kernel/label.ts'

interface FigureRow {
  readonly label: Label
  /** A number of things, or a share of them in hundredths. */
  readonly is: 'count' | 'share'
  readonly better: 'more' | 'less'
  /** What a share of nothing counts as. */
  readonly ofNothing: 'met' | 'unmet'
}

/** What the system itself knows of a school’s dual prevention. */
export const PILOT_FIGURES = {
  'risk-points': {
    label: { zh: '已评价的风险点', en: 'Risk points graded' },
    ...{ is: 'count', better: 'more', ofNothing: 'unmet' },
  },
  'measured-points': {
    label: { zh: '已制定管控措施的风险点', en: 'Risk points with control measures' },
    ...{ is: 'share', better: 'more', ofNothing: 'unmet' },
  },
  'placed-points': {
    label: { zh: '已标注在四色图上的风险点', en: 'Risk points on the four-colour map' },
    ...{ is: 'share', better: 'more', ofNothing: 'unmet' },
  },
  'due-points': {
    label: { zh: '待复评的风险点', en: 'Risk points to be graded anew' },
    ...{ is: 'count', better: 'less', ofNothing: 'met' },
  },
  'hand-ins': {
    label: { zh: '近30日提交的自查', en: 'Self-inspections handed in within 30 days' },
    ...{ is: 'count', better: 'more', ofNothing: 'unmet' },
  },
  'overdue-hazards': {
    label: { zh: '逾期未整改的隐患', en: 'Hazards overdue' },
    ...{ is: 'count', better: 'less', ofNothing: 'met' },
  },
  'closed-hazards': {
    label: { zh: '隐患整改率', en: 'Hazards rectified' },
    ...{ is: 'share', better: 'more', ofNothing: 'met' },
  },
} as const satisfies Record<string, FigureRow>
export type PilotFigure = keyof typeof PILOT_FIGURES
export const PILOT_FIGURE_IDS = Object.keys(PILOT_FIGURES) as [PilotFigure, ...PilotFigure[]]
export const PilotFigure = z.enum(PILOT_FIGURE_IDS)

/** How many, and of how many where it is a share. */
export const FigureValue = z.object({ count: z.number().int().min(0), of: z.number().int().min(0) })
export type FigureValue = z.infer<typeof FigureValue>
export const PilotFigures = z.record(PilotFigure, FigureValue)
export type PilotFigures = z.infer<typeof PilotFigures>

/** One thing a pilot is accepted by: a figure the system counts, or a sentence that the school answers. */
export const PilotCriterion = z.object({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  zh: humanText(4, 200),
  /** Empty where the county has written no English. */
  en: humanText(0, 300),
  check: z.discriminatedUnion('by', [
    z.object({ by: z.literal('figure'), figure: PilotFigure, wanted: z.number().int().min(0).max(10_000) }),
    z.object({ by: z.literal('answer') }),
  ]),
})
export type PilotCriterion = z.infer<typeof PilotCriterion>

/** What pilots are accepted by; a version is never changed once it is there. */
export const PilotCriteria = z
  .array(PilotCriterion)
  .min(1)
  .max(30)
  .refine(all => new Set(all.map(({ id }) => id)).size === all.length, { error: 'criterion-twice' })
  .refine(
    all =>
      all.every(
        ({ check }) =>
          check.by === 'answer' || PILOT_FIGURES[check.figure].is === 'count' || check.wanted <= 100,
      ),
    { error: 'share-above-hundred' },
  )
export type PilotCriteria = z.infer<typeof PilotCriteria>

/** The version a county begins with. */
export const FIRST_CRITERIA_VERSION = 0

const figure = (id: string, zh: string, en: string, of: PilotFigure, wanted: number): PilotCriterion => ({
  ...{ id, zh, en, check: { by: 'figure', figure: of, wanted } },
})
const answer = (id: string, zh: string, en: string): PilotCriterion => ({
  id,
  zh,
  en,
  check: { by: 'answer' },
})

/** Criteria to begin with. They are ours and no document’s: the county puts its own in their place. */
export const FIRST_CRITERIA: PilotCriteria = [
  answer(
    'team',
    '成立双重预防领导小组，校长任组长，分工到人。',
    'A dual prevention group stands under the head, and everybody in it has a task.',
  ),
  answer(
    'rules',
    '制定风险分级管控和隐患排查治理两项制度，并经校务会审议。',
    'There are rules of risk control and of hazard rectification, and the school council has passed them.',
  ),
  figure('points', '风险点辨识评价到位。', 'Risk points are found and graded.', 'risk-points', 5),
  figure(
    'measures',
    '风险点均有管控措施和责任人。',
    'Every risk point has measures and somebody who answers for it.',
    'measured-points',
    100,
  ),
  figure('map', '绘制校园安全风险四色图。', 'The four-colour risk map is drawn.', 'placed-points', 80),
  figure('regrade', '风险点按期复评，无积压。', 'No risk point waits to be graded anew.', 'due-points', 0),
  figure('inspect', '按清单开展自查。', 'The school inspects itself by the checklists.', 'hand-ins', 1),
  figure('overdue', '无逾期未整改的隐患。', 'No hazard is overdue.', 'overdue-hazards', 0),
  figure('closed', '隐患闭环整改到位。', 'Hazards are rectified.', 'closed-hazards', 90),
  answer(
    'training',
    '教职工知晓本岗位的风险和管控措施，并组织了培训。',
    'Staff know the risks and measures of their posts, and were trained.',
  ),
]

/** True when a figure is as good as the criterion asks. */
export function meets(
  { figure: id, wanted }: { figure: PilotFigure; wanted: number },
  { count, of }: FigureValue,
): boolean {
  const row: FigureRow = PILOT_FIGURES[id]
  if (row.is === 'count') return row.better === 'more' ? count >= wanted : count <= wanted
  return of === 0 ? row.ofNothing === 'met' : count * 100 >= wanted * of
}

/** The ids of the criteria whose figures fall short. A figure that was not counted falls short. */
export const listUnmet = (criteria: PilotCriteria, figures: PilotFigures): string[] =>
  criteria.flatMap(({ id, check }) =>
    check.by === 'figure' && !meets(check, figures[check.figure]) ? [id] : [],
  )
