import {
  addDays,
  isSchool,
  OUTSIDE_SOURCES,
  rectificationDays,
  type AreaId,
  type Day,
  type Hazard,
  type HazardId,
  type HazardSource,
  type Unit,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import { HazardWalk, LIMITS, type Cast, type DemoHazard } from './hazard-walk.ts'
import { walkOn } from './hazard-ways.ts'
import type { Person } from './people.ts'
import { idFrom, Random } from './random.ts'

type Finding = readonly [area: AreaId, place: string, description: string, major?: boolean]

const FINDINGS: readonly Finding[] = [
  ['fire', '教学楼二层东侧', '灭火器压力表指针在红区，不能使用。'],
  ['fire', '学生宿舍一层', '疏散通道堆放床架，影响通行。'],
  ['fire', '综合楼三层', '应急照明灯不亮，共四盏。'],
  ['fire', '学生宿舍二层', '安全出口夜间上锁，值班人员没有钥匙。', true],
  ['fire', '食堂操作间', '燃气报警器未接通电源。'],
  ['food', '食堂留样柜', '留样标签未写留样时间和留样人。'],
  ['food', '食堂库房', '发现三袋临近保质期的面粉未单独存放。'],
  ['food', '食堂洗消间', '餐具消毒没有当天记录。'],
  ['bus', '校车停放点', '一辆校车应急锤缺少一把。'],
  ['bus', '校车线路三号', '随车照管人员未逐一清点下车学生。'],
  ['chemicals', '化学药品室', '强酸与强碱存放在同一药品柜。'],
  ['chemicals', '化学药品室', '危险化学品领用只有一人签字。', true],
  ['surroundings', '校门东侧', '流动摊贩占用校门口疏散区域。'],
  ['surroundings', '校门南侧路口', '路口没有减速带，上学时段车辆较快。'],
  ['emergency', '值班室', '夜间值班表有一天没有带班领导。'],
  ['emergency', '应急物资室', '急救箱内碘伏已过有效期。'],
  ['priority', '学校北侧池塘', '池塘边没有警示牌和救生设施。'],
  ['priority', '操场围墙', '围墙有贯穿裂缝并向外倾斜。', true],
  ['priority', '教学楼后边坡', '雨后有少量土石滑落。'],
  ['priority', '综合楼屋面', '屋面漏水，走廊吊顶有脱落。'],
]
const FIXES = [
  '已更换并逐一试用，责任人已签字。',
  '已清理完毕，纳入每日巡查。',
  '已修复，请有资质的单位检查合格。',
  '已补齐并重新培训有关人员。',
]

/** Where a hazard came from, by how often it does in a county; all but the school's own comes from the bureau's people. */
const SOURCES: readonly (readonly [share: number, source: HazardSource])[] = [
  [0.12, 'supervision-review'],
  [0.05, 'handed-down'],
  [0.04, 'joint-inspection'],
  [0.03, 'third-party'],
]

function sourceOf(random: Random): HazardSource {
  let chance = random.next()
  for (const [share, source] of SOURCES) {
    if (chance < share) return source
    chance -= share
  }
  return 'self-inspection'
}

/** Hazards of all schools, walked through the real loop by the domain's own decisions. */
export function makeHazards(
  units: readonly Unit[],
  people: readonly Person[],
  from: Day,
  today: Day,
): DemoHazard[] {
  const named = (username: string): Person => {
    const found = people.find(person => person.username === username)
    if (!found) throw new Error(`the bureau has no ${username}`)
    return found
  }
  const [officer, leader] = [named('anquangu'), named('fenguan')]
  const hazards: DemoHazard[] = []
  const cameBack: { readonly walk: HazardWalk; readonly cast: Cast; readonly way: Random }[] = []
  for (const unit of units.filter(each => isSchool(each.kind))) {
    const random = new Random(`hazards ${unit.name}`)
    const staff = people.filter(person => person.unitId === unit.id)
    const of = (role: string): Person => staff.find(person => person.role === role) ?? officer
    const cast = { safety: of('safety-officer'), head: of('principal'), officer, leader }
    for (let count = random.between(2, 7); count > 0; count -= 1) {
      const foundOn = addDays(from, random.between(5, 85))
      if (foundOn >= today) continue
      const ordinal = hazards.length + 1
      const way = new Random(`hazard way ${unit.name} ${ordinal}`)
      const walk = begin(unit, cast, of('staff-member'), foundOn, today, ordinal, random, sourceOf(way))
      settle(walk, cast, foundOn, random)
      walkOn(walk, cast, today, way)
      hazards.push(walk.done())
      if (walk.hazard.lookBacks.some(({ holds }) => !holds)) cameBack.push({ walk, cast, way })
    }
  }
  return [...hazards, ...cameBack.map((each, at) => comeBack(each, hazards.length + at + 1, today))]
}

function begin(
  unit: Unit,
  { safety, officer }: Cast,
  teacher: Person,
  foundOn: Day,
  today: Day,
  ordinal: number,
  random: Random,
  source: HazardSource,
): HazardWalk {
  const [area, place, description] = random.pick(FINDINGS)
  const own = random.chance(0.5) ? teacher : safety
  const reporter = OUTSIDE_SOURCES.includes(source) ? officer : own
  const hazard: Hazard = {
    ...{
      id: idFrom<HazardId>(`hazard ${unit.name} ${ordinal}`),
      unitId: unit.id,
      state: 'reported',
      area,
      place,
    },
    ...{ source, description, discoveredOn: foundOn, reportedBy: reporter.id },
    ...{ reportedAt: duringDay(foundOn, random), number: numberOf(foundOn, ordinal) },
    ...UNTOUCHED,
  }
  return new HazardWalk(hazard, unit, reporter, today, random)
}

const numberOf = (day: Day, ordinal: number): string =>
  `${day.slice(0, 4)}-${String(ordinal).padStart(5, '0')}`

const UNTOUCHED = {
  ...{ grade: null, basis: null, interimControl: null, stopUse: false, plan: null, extensions: [] },
  ...{ transfer: null, listing: null, lookBacks: [], riskPointId: null, ancestorId: null },
  ...{ rectifiedBy: null, rectifiedAt: null, rectification: null, acceptedBy: null, closedAt: null },
  ...{ closingNote: null, revision: 1 },
}

/** From the report to the close-out, or as far as the days reach. */
function settle(walk: HazardWalk, cast: Cast, foundOn: Day, random: Random): void {
  const { safety, head, officer } = cast
  const confirmedOn = addDays(foundOn, random.between(1, 3))
  const major = FINDINGS.some(
    ([, place, text, is]) => is === true && place === walk.hazard.place && text === walk.hazard.description,
  )
  if (random.chance(0.05)) {
    const reason = '现场核实，不构成隐患。'
    walk.give(
      confirmedOn,
      OUTSIDE_SOURCES.includes(walk.hazard.source) ? officer : head,
      { event: 'dismiss', reason },
      reason,
    )
    return
  }
  const confirmed = confirm(walk, cast, confirmedOn, major)
  if (!confirmed || random.chance(0.12)) return
  const fixedOn = addDays(confirmedOn, random.between(2, 20))
  const fix = random.pick(FIXES)
  if (!walk.give(fixedOn, safety, { event: 'submit', rectification: fix }, fix)) return
  const judge = major ? officer : head
  const judgedOn = addDays(fixedOn, random.between(1, 3))
  if (random.chance(0.1)) {
    const reason = '照片不能说明整改完成，请补充整改后照片。'
    if (walk.give(judgedOn, judge, { event: 'return', reason }, reason))
      walk.give(addDays(judgedOn, 3), safety, { event: 'submit', rectification: fix }, fix)
    return
  }
  walk.give(judgedOn, judge, { event: 'accept', note: '现场复查合格。' }, '现场复查合格。')
}

function confirm(walk: HazardWalk, { safety, head }: Cast, on: Day, major: boolean): boolean {
  const grade = major ? 'major' : 'general'
  const basis = major ? '对照重大事故隐患判定要求，由学校研判' : '学校安全检查标准'
  const plan = {
    leadId: safety.id,
    measures: '立即处置，明确专人盯守，限期整改到位。',
    funds: '学校公用经费',
    dueOn: addDays(on, rectificationDays(grade, LIMITS)),
    contingency: '整改期间停用并设警示，专人值守。',
  }
  const control = { interimControl: major ? '停用并围挡' : null, stopUse: major }
  const confirmed = walk.give(on, head, { event: 'confirm', grade, basis, plan, ...control }, basis)
  if (confirmed) walk.lead = safety
  return confirmed
}

/** A hazard found again by the look-back that it is tied to, confirmed and to be put right. */
function comeBack(
  { walk, cast, way }: { readonly walk: HazardWalk; readonly cast: Cast; readonly way: Random },
  ordinal: number,
  today: Day,
): DemoHazard {
  const { hazard, unit } = walk
  const seen = hazard.lookBacks.find(({ holds }) => !holds)
  if (!seen) throw new Error('nothing came back')
  const again = new HazardWalk(
    {
      ...{ id: idFrom<HazardId>(`hazard ${unit.name} ${ordinal}`), unitId: unit.id, state: 'reported' },
      ...{ area: hazard.area, place: hazard.place, source: 'supervision-review', discoveredOn: seen.on },
      description: `回头看发现${hazard.number}号隐患反弹：${seen.note}`,
      ...{
        reportedBy: cast.officer.id,
        reportedAt: duringDay(seen.on, way),
        number: numberOf(seen.on, ordinal),
      },
      ...{ ...UNTOUCHED, ancestorId: hazard.id },
    },
    ...([unit, cast.officer, today, way] as const),
  )
  confirm(again, cast, addDays(seen.on, 1), hazard.grade === 'major')
  return again.done()
}
