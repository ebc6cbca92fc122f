import type { ControlLevel, GradingScheme, RiskColour, RiskLevel } from './grading-scheme.ts'

type Pair = readonly [zh: string, en: string]
const say = ([zh, en]: Pair) => ({ zh, en })
const factor = (id: string, label: Pair, values: readonly (readonly [number, ...Pair])[]) => ({
  ...{ id, label: say(label) },
  values: values.map(([value, zh, en]) => ({ value, means: { zh, en } })),
})
const level = (
  id: string,
  label: Pair,
  [colour, control]: readonly [RiskColour, ControlLevel],
  [from, inclusive]: readonly [number | null, boolean],
): RiskLevel => ({ id, label: say(label), colour, control, toBureau: colour === 'red', from, inclusive })

/** 直接判定: what makes a risk one of the highest level at once (FACTS 3.2, K2: a default the county may change). */
const OVERRIDES: GradingScheme['overrides'] = [
  {
    id: 'law-broken',
    label: {
      zh: '违反法律法规或国家标准，可能造成严重后果',
      en: 'A law or national standard is broken, with grave consequences possible',
    },
  },
  {
    id: 'accident-persisting',
    label: {
      zh: '三年内发生过死亡或重伤事故，且致因仍然存在',
      en: 'A death or serious injury within three years, and its cause persists',
    },
  },
  {
    id: 'ten-exposed',
    label: {
      zh: '存在重大危险因素，作业或聚集人员在10人以上',
      en: 'Ten people or more are exposed to a major source of danger',
    },
  },
  { id: 'major-source', label: { zh: '构成重大危险源', en: 'It is a major hazard source' } },
]

const LS: GradingScheme = {
  id: 'ls',
  version: 1,
  label: { zh: '风险矩阵法（LS）', en: 'Risk matrix (LS)' },
  basis: {
    zh: '默认值，系双重预防地方标准的通行做法，依据待核实，县教育局可修改',
    en: 'Default as local standards of dual prevention usually have it; source to be verified, the county may change it',
  },
  factors: [
    factor(
      'L',
      ['可能性', 'Likelihood'],
      [
        [1, '有充分有效的防范措施，几乎不会发生', 'Well guarded against, hardly ever happens'],
        [2, '措施基本有效，过去偶有发生', 'Mostly guarded against, happened now and then'],
        [3, '措施不够完善，或本县学校曾有发生', 'Measures have gaps, or it has happened in the county'],
        [4, '措施执行不到位，较易发生', 'Measures are poorly kept, happens easily'],
        [5, '没有防范措施，随时可能发生', 'No measures, may happen at any time'],
      ],
    ),
    factor(
      'S',
      ['严重性', 'Severity'],
      [
        [1, '无人受伤，无明显损失', 'Nobody hurt, hardly any loss'],
        [2, '轻微受伤，损失很小', 'Slight injuries, small loss'],
        [3, '有人受伤需就医，或教学受到影响', 'Somebody needs a doctor, or teaching is disturbed'],
        [4, '有人重伤或多人受伤', 'A serious injury, or several hurt'],
        [5, '可能造成人员死亡', 'Somebody may die'],
      ],
    ),
  ],
  levels: [
    level('major', ['重大风险', 'Major risk'], ['red', 'head'], [20, true]),
    level('considerable', ['较大风险', 'Considerable risk'], ['orange', 'deputy'], [15, true]),
    level('general', ['一般风险', 'General risk'], ['yellow', 'department'], [9, true]),
    level('low', ['低风险', 'Low risk'], ['blue', 'post'], [null, true]),
  ],
  overrides: OVERRIDES,
  reviewMonths: 12,
}

const LEC: GradingScheme = {
  id: 'lec',
  version: 1,
  label: { zh: '作业条件危险性评价法（LEC）', en: 'Working conditions method (LEC)' },
  basis: {
    zh: '取值为通行取值；四色分界为默认值，依据待核实，县教育局可修改',
    en: 'Values are the usual ones; the limits between the colours are a default to be verified, the county may change them',
  },
  factors: [
    factor(
      'L',
      ['发生的可能性', 'Likelihood'],
      [
        [10, '完全可以预料', 'Quite to be expected'],
        [6, '相当可能', 'Well possible'],
        [3, '可能，但不经常', 'Possible, but not often'],
        [1, '可能性小，完全意外', 'Unlikely, a mere accident'],
        [0.5, '很不可能，可以设想', 'Very unlikely, but conceivable'],
        [0.2, '极不可能', 'Extremely unlikely'],
        [0.1, '实际不可能', 'Practically impossible'],
      ],
    ),
    factor(
      'E',
      ['暴露的频繁程度', 'Exposure'],
      [
        [10, '连续暴露', 'All the time'],
        [6, '每天上课或工作时间内暴露', 'Daily, in school hours'],
        [3, '每周一次，或偶然暴露', 'Weekly, or now and then'],
        [2, '每月一次', 'Monthly'],
        [1, '每年几次', 'A few times a year'],
        [0.5, '非常罕见', 'Very rarely'],
      ],
    ),
    factor(
      'C',
      ['后果', 'Consequence'],
      [
        [100, '大灾难，许多人死亡', 'Catastrophe, many die'],
        [40, '灾难，数人死亡', 'Disaster, several die'],
        [15, '非常严重，一人死亡', 'Very serious, one dies'],
        [7, '严重，有人重伤', 'Serious, somebody badly hurt'],
        [3, '重大，有人致残', 'Important, somebody disabled'],
        [1, '引人注意，需要救护', 'Noticeable, first aid needed'],
      ],
    ),
  ],
  levels: [
    level('major', ['重大风险', 'Major risk'], ['red', 'head'], [320, false]),
    level('considerable', ['较大风险', 'Considerable risk'], ['orange', 'deputy'], [160, false]),
    level('general', ['一般风险', 'General risk'], ['yellow', 'department'], [70, false]),
    level('low', ['低风险', 'Low risk'], ['blue', 'post'], [null, true]),
  ],
  overrides: OVERRIDES,
  reviewMonths: 12,
}

/** Places that know three levels only, without orange (FACTS 3.2). The level is judged as a whole. */
const THREE_LEVELS: GradingScheme = {
  id: 'three-levels',
  version: 1,
  label: { zh: '三级三色直接判定', en: 'Three levels, judged as a whole' },
  basis: {
    zh: '有的地方分为三级三色，不设橙色；默认值，县教育局可修改',
    en: 'Some places have three levels and no orange; a default, the county may change it',
  },
  factors: [
    factor(
      'R',
      ['风险等级', 'Level of risk'],
      [
        [1, '三级：一般情况下可控', 'III: under control in the ordinary way'],
        [2, '二级：需要重点管控', 'II: needs special attention'],
        [3, '一级：可能造成死亡或群体伤害', 'I: death or harm to many is possible'],
      ],
    ),
  ],
  levels: [
    level('first', ['一级风险', 'Level I'], ['red', 'head'], [3, true]),
    level('second', ['二级风险', 'Level II'], ['yellow', 'deputy'], [2, true]),
    level('third', ['三级风险', 'Level III'], ['blue', 'department'], [null, true]),
  ],
  overrides: OVERRIDES,
  reviewMonths: 12,
}

/** The schemes a county begins with. It may change their numbers and choose which one its schools use. */
export const FIRST_SCHEMES: readonly GradingScheme[] = [LS, LEC, THREE_LEVELS]
