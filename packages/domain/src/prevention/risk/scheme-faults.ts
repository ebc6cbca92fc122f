import type { z } from 'zod'
import type { Label } from '../../kernel/label.ts'
import {
  CONTROL_LEVEL_IDS,
  GradingScheme,
  levelOfScore,
  listScores,
  RISK_COLOUR_IDS,
  type GradingFactor,
  type RiskLevel,
} from './grading-scheme.ts'

/** What keeps a scheme from being kept, each said at the field where it is put right. */
export const SCHEME_FAULTS = {
  'words-missing': { zh: '请填写文字。', en: 'Write it in words.' },
  'words-too-long': { zh: '文字过长，请缩短。', en: 'This is too long: shorten it.' },
  'number-wanted': { zh: '请填写大于0的数。', en: 'Give a number above 0.' },
  'number-too-large': { zh: '取值不能超过1000。', en: 'A value is 1000 at most.' },
  'months-out-of-range': {
    zh: '复评周期为1至36个月的整数。',
    en: 'Whole months, from 1 to 36.',
  },
  'letter-wanted': { zh: '代号为一个大写英文字母。', en: 'One capital letter.' },
  'factor-missing': { zh: '至少要有一个评价因素。', en: 'A scheme has one factor at least.' },
  'values-missing': { zh: '评价因素至少要有两个取值。', en: 'A factor has two values at least.' },
  'levels-missing': { zh: '至少要分两个等级。', en: 'A scheme has two levels at least.' },
  'too-many': { zh: '项数过多，请合并或删去。', en: 'These are too many: join or remove some.' },
  'not-of-the-set': { zh: '请重新选择。', en: 'Choose again.' },
  'factor-twice': { zh: '代号与前面的因素重复。', en: 'A factor above has this letter.' },
  'value-twice': { zh: '取值与前面的重复。', en: 'The factor has this value already.' },
  'level-twice': { zh: '名称与前面的等级重复。', en: 'A level above has this name.' },
  'override-twice': { zh: '与前面的情形重复。', en: 'A case above says the same.' },
  'level-without-floor': {
    zh: '除最低等级外，各等级都应有起点分值，否则其下的分值没有等级。',
    en: 'Only the lowest level has no score it begins at; scores below would have no level.',
  },
  'floor-at-lowest': {
    zh: '最低等级不设起点分值，否则更低的分值没有等级。',
    en: 'The lowest level has no score it begins at; lower scores would have no level.',
  },
  'floors-out-of-order': {
    zh: '起点分值应低于上一等级，否则两个等级重叠。',
    en: 'It must be below that of the level above, or the two overlap.',
  },
  'colours-out-of-order': {
    zh: '颜色不能比上一等级更重。',
    en: 'The colour cannot be a worse one than the level above has.',
  },
  'controls-out-of-order': {
    zh: '管控层级不能高于上一等级。',
    en: 'It cannot be controlled higher up than the level above.',
  },
  'level-never-reached': {
    zh: '任何取值组合都得不到这一等级，请调整起点分值或取值。',
    en: 'No choice of values reaches this level: change where it begins, or the values.',
  },
} as const satisfies Record<string, Label>
export type SchemeFault = keyof typeof SCHEME_FAULTS

/** A fault with the field it lies at, by its path: `levels.1.from`. */
export interface SchemeFaultAt {
  readonly at: string
  readonly fault: SchemeFault
}

const at = (path: string, fault: SchemeFault): SchemeFaultAt => ({ at: path, fault })

/**
 * What is wrong with a scheme somebody is writing, at most one fault a field; a sound scheme gives an empty list. Fields
 * that are not filled in come first: how the levels share out the scores is judged once they are.
 */
export function listSchemeFaults(draft: unknown): SchemeFaultAt[] {
  const parsed = GradingScheme.safeParse(draft)
  const faults = parsed.success
    ? listContradictions(parsed.data)
    : parsed.error.issues.map(issue => at(issue.path.join('.'), faultOf(issue)))
  return [...new Map(faults.toReversed().map(each => [each.at, each])).values()].toReversed()
}

type Issue = z.core.$ZodIssue

function faultOf(issue: Issue): SchemeFault {
  const [field, parent] = [issue.path.at(-1), issue.path.at(-2)]
  if (field === 'reviewMonths') return 'months-out-of-range'
  if (field === 'id' && parent !== undefined && issue.path[0] === 'factors') return 'letter-wanted'
  if (field === 'zh' || field === 'en') return issue.code === 'too_big' ? 'words-too-long' : 'words-missing'
  if (field === 'value' || field === 'from')
    return issue.code === 'too_big' ? 'number-too-large' : 'number-wanted'
  if (issue.code === 'too_big') return 'too-many'
  if (issue.code !== 'too_small') return 'not-of-the-set'
  return field === 'factors' ? 'factor-missing' : field === 'values' ? 'values-missing' : 'levels-missing'
}

/** What no field shows by itself: repetitions, and scores with two levels or none. */
function listContradictions(scheme: GradingScheme): SchemeFaultAt[] {
  const { factors, levels, overrides } = scheme
  const faults = [
    ...repeats(factors, ({ id }) => id).map(index => at(`factors.${index}.id`, 'factor-twice')),
    ...factors.flatMap(listRepeatedValues),
    ...repeats(levels, ({ id }) => id).map(index => at(`levels.${index}.label.zh`, 'level-twice')),
    ...repeats(levels, ({ label }) => label.zh).map(index => at(`levels.${index}.label.zh`, 'level-twice')),
    ...repeats(overrides, ({ id }) => id).map(index => at(`overrides.${index}.label.zh`, 'override-twice')),
    ...repeats(overrides, ({ label }) => label.zh).map(index =>
      at(`overrides.${index}.label.zh`, 'override-twice'),
    ),
    ...levels.flatMap((level, index) => listLevelFaults(level, index, levels)),
  ]
  return faults.length > 0 ? faults : listUnreached(scheme)
}

/** The places of those that say what one before them says already. */
function repeats<Item>(items: readonly Item[], keyOf: (item: Item) => string | number): number[] {
  const keys = items.map(keyOf)
  return keys.flatMap((key, index) => (keys.indexOf(key) < index ? [index] : []))
}

const listRepeatedValues = ({ values }: GradingFactor, factor: number): SchemeFaultAt[] =>
  repeats(values, ({ value }) => value).map(index =>
    at(`factors.${factor}.values.${index}.value`, 'value-twice'),
  )

/** What is wrong with a level beside the one above it. */
function listLevelFaults(level: RiskLevel, index: number, levels: readonly RiskLevel[]): SchemeFaultAt[] {
  const above = levels[index - 1]
  const isLowest = index === levels.length - 1
  const faults: SchemeFaultAt[] = []
  if (isLowest && level.from !== null) faults.push(at(`levels.${index}.from`, 'floor-at-lowest'))
  if (!isLowest && level.from === null) faults.push(at(`levels.${index}.from`, 'level-without-floor'))
  if (!above) return faults
  if (!isLowest && above.from !== null && level.from !== null && level.from >= above.from)
    faults.push(at(`levels.${index}.from`, 'floors-out-of-order'))
  if (RISK_COLOUR_IDS.indexOf(level.colour) < RISK_COLOUR_IDS.indexOf(above.colour))
    faults.push(at(`levels.${index}.colour`, 'colours-out-of-order'))
  if (CONTROL_LEVEL_IDS.indexOf(level.control) < CONTROL_LEVEL_IDS.indexOf(above.control))
    faults.push(at(`levels.${index}.control`, 'controls-out-of-order'))
  return faults
}

function listUnreached(scheme: GradingScheme): SchemeFaultAt[] {
  const reached = new Set(listScores(scheme).map(score => levelOfScore(scheme, score).id))
  return scheme.levels.flatMap(({ id }, index) =>
    reached.has(id) ? [] : [at(`levels.${index}.from`, 'level-never-reached')],
  )
}
