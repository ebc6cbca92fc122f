import {
  addDays,
  decideRisk,
  FIRST_SCHEMES,
  hasClosed,
  isSchool,
  type Accident,
  type AreaId,
  type Assessment,
  type Cause,
  type Day,
  type GradingScheme,
  type Instant,
  type MeasureKind,
  type RiskFacts,
  type RiskGradings,
  type RiskKind,
  type RiskPoint,
  type RiskPointId,
  type Unit,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { Person } from './people.ts'
import { idFrom, Random } from './random.ts'
import { makePlaces } from './risk-plans.ts'

export interface DemoRisk {
  readonly point: RiskPoint
  readonly facts: RiskFacts
  readonly gradings: RiskGradings
  readonly unit: Unit
  readonly responsible: Person
  readonly at: Instant
}

interface Sketch {
  readonly area: AreaId | null
  readonly name: string
  readonly kind: RiskKind
  readonly site: readonly [building: string, floor: string, room: string]
  readonly cause: readonly [Cause, string]
  readonly accident: Accident
  /** Likelihood and severity without measures. */
  readonly inherent: readonly [likelihood: number, severity: number]
  readonly measures: readonly (readonly [MeasureKind, string, string])[]
  /** Likelihood with them. */
  readonly likelihood: number
  readonly department: string
  readonly where?: (unit: Unit) => boolean
  /** How often a school has it. */
  readonly share?: number
}

/** What a school of ours may meet; written for the demonstration, graded by the scheme a county begins with. */
const SKETCHES: readonly Sketch[] = [
  {
    ...{ area: 'emergency', name: '教学楼楼梯', kind: 'place', site: ['教学楼', '二层', '东侧楼梯'] },
    ...{ cause: ['environment', '课间和放学时人流集中'], accident: 'stampede', inherent: [4, 5] },
    measures: [
      ['engineering', '楼梯设中间扶手和靠右标线', '总务处'],
      ['management', '课间安排教师在楼梯口值守，错峰放学', '德育处'],
      ['training', '每学期开展上下楼梯安全教育', '班主任'],
    ],
    ...{ likelihood: 2, department: '德育处' },
  },
  {
    ...{ area: 'fire', name: '食堂操作间燃气', kind: 'place', site: ['食堂', '一层', '操作间'] },
    ...{ cause: ['thing', '燃气软管老化、阀门未关'], accident: 'fire', inherent: [3, 5] },
    measures: [
      ['engineering', '安装燃气报警和自动切断装置', '总务处'],
      ['management', '每日收工后检查并签字', '食堂负责人'],
      ['emergency', '操作间配备灭火毯和灭火器', '食堂负责人'],
    ],
    ...{ likelihood: 2, department: '总务处', where: ({ hasCanteen }) => hasCanteen },
  },
  {
    ...{ area: 'food', name: '食品加工与留样', kind: 'activity', site: ['食堂', '一层', '加工间'] },
    ...{ cause: ['person', '生熟交叉、烧煮不透'], accident: 'food-poisoning', inherent: [4, 4] },
    measures: [
      ['management', '进货查验、陪餐、留样逐餐登记', '食堂负责人'],
      ['training', '从业人员每学期培训并考核', '总务处'],
    ],
    ...{ likelihood: 2, department: '总务处', where: ({ hasCanteen }) => hasCanteen },
  },
  {
    ...{ area: 'fire', name: '学生宿舍', kind: 'place', site: ['学生宿舍', '一层', '全部寝室'] },
    ...{ cause: ['person', '私接电线、夜间出口上锁'], accident: 'fire', inherent: [3, 5] },
    measures: [
      ['engineering', '安装独立烟感和限电装置', '总务处'],
      ['management', '宿管夜间巡查，出口不上锁', '宿管'],
      ['emergency', '每月组织一次夜间疏散演练', '德育处'],
    ],
    ...{ likelihood: 2, department: '德育处', where: ({ boarding }) => boarding },
  },
  {
    ...{ area: 'bus', name: '校车接送', kind: 'activity', site: ['', '', ''] },
    ...{ cause: ['person', '下车清点不到位、超速'], accident: 'school-bus', inherent: [3, 5] },
    measures: [
      ['management', '照管员上下车逐人清点并签字', '校车负责人'],
      ['training', '每学期开展乘车安全和逃生演练', '德育处'],
    ],
    ...{ likelihood: 2, department: '总务处', where: ({ hasBus }) => hasBus },
  },
  {
    ...{ area: 'chemicals', name: '化学药品室', kind: 'place', site: ['综合楼', '三层', '化学药品室'] },
    ...{ cause: ['management', '药品混放、领用登记不全'], accident: 'poisoning', inherent: [3, 4] },
    measures: [
      ['engineering', '设专柜、通风，剧毒和易制爆药品双人双锁', '实验室'],
      ['protection', '取用时戴护目镜和手套', '实验室'],
    ],
    ...{ likelihood: 2, department: '教务处', where: ({ hasLab }) => hasLab },
  },
  {
    ...{ area: 'surroundings', name: '校门口上放学时段', kind: 'activity', site: ['校门', '', '门前道路'] },
    ...{ cause: ['environment', '接送车辆与学生混行'], accident: 'vehicle', inherent: [4, 5] },
    measures: [['management', '设护学岗，接送车辆在规定区域停放', '德育处']],
    ...{ likelihood: 3, department: '德育处' },
  },
  {
    ...{ area: 'priority', name: '学校附近水域', kind: 'place', site: ['校外', '', '学校北侧池塘'] },
    ...{ cause: ['environment', '岸边湿滑，无人看管'], accident: 'drowning', inherent: [4, 5] },
    measures: [
      ['engineering', '设警示牌、救生绳和竹竿', '总务处'],
      ['training', '节假日前开展防溺水教育，发致家长一封信', '班主任'],
    ],
    ...{ likelihood: 3, department: '德育处', share: 0.5 },
  },
  {
    ...{ area: null, name: '操场体育器材', kind: 'place', site: ['操场', '', '单双杠区'] },
    ...{ cause: ['thing', '器材松动、地面过硬'], accident: 'fall-from-height', inherent: [3, 3] },
    measures: [['management', '体育教师课前检查器材', '体育组']],
    ...{ likelihood: 2, department: '体育组' },
  },
  {
    ...{ area: null, name: '配电室', kind: 'place', site: ['教学楼', '一层', '配电室'] },
    ...{ cause: ['management', '非专业人员进入'], accident: 'electric-shock', inherent: [3, 4] },
    measures: [
      ['management', '门上锁，持证电工检修', '总务处'],
      ['protection', '配绝缘手套和绝缘垫', '总务处'],
    ],
    ...{ likelihood: 2, department: '总务处' },
  },
  {
    ...{ area: 'priority', name: '围墙倾斜段', kind: 'place', site: ['围墙', '', '操场东侧'] },
    ...{ cause: ['thing', '墙体开裂、向外倾斜'], accident: 'collapse', inherent: [4, 5] },
    measures: [['emergency', '设警戒线，禁止靠近', '总务处']],
    ...{ likelihood: 4, department: '总务处', share: 0.06 },
  },
]

const SCHEME = FIRST_SCHEMES[0] as GradingScheme
const OLDEST_DAYS = 420

/** The risk points of all schools, graded by the domain itself; some are due to be graded anew. */
export function makeRisks(units: readonly Unit[], people: readonly Person[], today: Day): DemoRisk[] {
  const placeOf = makePlaces(units)
  return units
    .filter(unit => isSchool(unit.kind) && !hasClosed(unit))
    .flatMap(unit => {
      const random = new Random(`risks ${unit.name}`)
      const responsible = people.find(person => person.unitId === unit.id && person.role === 'safety-officer')
      if (!responsible) return []
      return SKETCHES.filter(
        ({ where, share }) => (where?.(unit) ?? true) && random.chance(share ?? 0.95),
      ).map(sketch => place(grade(unit, responsible, sketch, today, random), placeOf))
    })
}

const place = (risk: DemoRisk, placeOf: ReturnType<typeof makePlaces>): DemoRisk => ({
  ...risk,
  point: { ...risk.point, place: placeOf(risk.unit, risk.point.name) },
})

function grade(unit: Unit, responsible: Person, sketch: Sketch, today: Day, random: Random): DemoRisk {
  const on = addDays(today, -random.between(10, OLDEST_DAYS))
  const facts = factsOf(unit, responsible, sketch, addDays(today, random.between(-5, 170)))
  const decision = decideRisk(SCHEME, facts, on)
  if (!decision.ok) throw new Error(`the demonstration broke a rule: ${decision.error.code}`)
  const at = duringDay(on, random)
  const changed = random.chance(0.04)
  const point: RiskPoint = {
    ...{ ...facts, ...decision.value.graded },
    ...{ id: idFrom<RiskPointId>(`risk ${unit.name} ${sketch.name}`), unitId: unit.id },
    regrade: changed ? [{ why: 'changed', at, hazardId: null, note: '场所改造，使用人数增加' }] : [],
    ...{ place: null, retired: null, revision: changed ? 2 : 1 },
  }
  return { point, facts, gradings: decision.value, unit, responsible, at }
}

function factsOf(unit: Unit, responsible: Person, sketch: Sketch, reviewOn: Day): RiskFacts {
  const { area, name, kind, site, cause, accident, inherent, likelihood, department } = sketch
  const measures = sketch.measures.map(([of, text, owner], index) => ({
    ...{ id: idFrom<string>(`measure ${unit.name} ${name} ${index}`), kind: of, text, owner },
    reviewOn,
  }))
  const [before, severity] = inherent
  const judged = (value: number, restsOn: string[]): Assessment => ({
    ...{ scheme: SCHEME.id, version: SCHEME.version },
    scores: {
      L: { value, because: cause[1], measures: restsOn },
      S: { value: severity, because: '', measures: [] },
    },
  })
  const [building, floor, room] = site
  return {
    ...{ area, name, kind, site: { campus: '', building, floor, room } },
    ...{ causes: [{ kind: cause[0], what: cause[1] }], accidents: [accident], measures, overrides: [] },
    inherent: judged(before, []),
    residual: judged(likelihood, likelihood < before ? measures.map(({ id }) => id) : []),
    responsible: { department, accountId: responsible.id },
  }
}
