import {
  addDays,
  decideHazard,
  hazardLimitsOn,
  isSchool,
  rectificationDays,
  type Actor,
  type AreaId,
  type Day,
  type Hazard,
  type HazardCommand,
  type HazardEvent,
  type HazardId,
  type Instant,
  type Unit,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { Person } from './people.ts'
import { idFrom, Random } from './random.ts'

export interface DemoHazardEvent {
  readonly at: Instant
  readonly by: Person
  readonly event: HazardEvent | 'report'
  readonly note: string | null
}

export interface DemoHazard {
  readonly hazard: Hazard
  readonly unit: Unit
  readonly reporter: Person
  readonly lead: Person | null
  readonly events: readonly DemoHazardEvent[]
}

/** The numbers a county has that set none of its own. */
const LIMITS = hazardLimitsOn([], '2021-05-01')

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

const actorOf = (person: Person): Actor => ({
  accountId: person.id,
  name: person.name,
  role: person.role,
  unitId: person.unitId,
  scope: ['section-officer', 'bureau-leader', 'bureau-inspector'].includes(person.role)
    ? { kind: 'county' }
    : { kind: 'units', units: [person.unitId] },
})

/** Hazards of all schools, walked through the real loop by the domain's own decisions. */
export function makeHazards(
  units: readonly Unit[],
  people: readonly Person[],
  from: Day,
  today: Day,
): DemoHazard[] {
  const officer = people.find(person => person.username === 'anquangu')
  if (!officer) throw new Error('the safety section has no officer')
  const hazards: DemoHazard[] = []
  for (const unit of units.filter(each => isSchool(each.kind))) {
    const random = new Random(`hazards ${unit.name}`)
    const staff = people.filter(person => person.unitId === unit.id)
    for (let count = random.between(2, 7); count > 0; count -= 1) {
      const foundOn = addDays(from, random.between(5, 85))
      if (foundOn >= today) continue
      hazards.push(walk(unit, staff, officer, foundOn, today, hazards.length + 1, random))
    }
  }
  return hazards
}

function walk(
  unit: Unit,
  staff: readonly Person[],
  officer: Person,
  foundOn: Day,
  today: Day,
  ordinal: number,
  random: Random,
): DemoHazard {
  const of = (role: string): Person => staff.find(person => person.role === role) ?? officer
  const [safety, head, teacher] = [of('safety-officer'), of('principal'), of('staff-member')]
  const [area, place, description, major = false] = random.pick(FINDINGS)
  const reporter = random.chance(0.5) ? teacher : safety
  const reportedAt = duringDay(foundOn, random)
  const events: DemoHazardEvent[] = [{ at: reportedAt, by: reporter, event: 'report', note: null }]
  let hazard: Hazard = {
    ...{
      id: idFrom<HazardId>(`hazard ${unit.name} ${ordinal}`),
      unitId: unit.id,
      state: 'reported',
      area,
      place,
    },
    ...{ source: 'self-inspection', description, discoveredOn: foundOn, reportedBy: reporter.id, reportedAt },
    number: `${foundOn.slice(0, 4)}-${String(ordinal).padStart(5, '0')}`,
    ...{ grade: null, basis: null, interimControl: null, stopUse: false, plan: null, extensions: [] },
    ...{ transfer: null, listing: null, lookBacks: [], riskPointId: null, ancestorId: null },
    ...{ rectifiedBy: null, rectifiedAt: null, rectification: null, acceptedBy: null, closedAt: null },
    ...{ closingNote: null, revision: 1 },
  }
  /** Gives a command on a day; false once the day lies ahead, or where the domain refuses. */
  const give = (on: Day, by: Person, command: HazardCommand, note: string | null): boolean => {
    if (on >= today) return false
    const at = duringDay(on, random)
    const rectifiers = events.filter(each => each.event === 'submit').map(each => each.by.id)
    const decision = decideHazard(hazard, command, {
      actor: actorOf(by),
      now: at,
      limits: LIMITS,
      ...{ photosBefore: 1, photosAfter: 1, papers: 1, rectifiers },
    })
    if (!decision.ok) throw new Error(`the demonstration broke a rule: ${decision.error.code}`)
    hazard = decision.value
    events.push({ at, by, event: command.event, note })
    return true
  }
  const done = (lead: Person | null): DemoHazard => ({ hazard, unit, reporter, lead, events })

  const confirmedOn = addDays(foundOn, random.between(1, 3))
  if (random.chance(0.05)) {
    give(confirmedOn, head, { event: 'dismiss', reason: '现场核实，不构成隐患。' }, '现场核实，不构成隐患。')
    return done(null)
  }
  const dueOn = addDays(confirmedOn, rectificationDays(major ? 'major' : 'general', LIMITS))
  const basis = major ? '对照重大事故隐患判定要求，由学校研判' : '学校安全检查标准'
  const plan = {
    leadId: safety.id,
    measures: '立即处置，明确专人盯守，限期整改到位。',
    funds: '学校公用经费',
    dueOn,
    contingency: '整改期间停用并设警示，专人值守。',
  }
  const confirmed = give(
    confirmedOn,
    head,
    {
      event: 'confirm',
      grade: major ? 'major' : 'general',
      basis,
      plan,
      interimControl: major ? '停用并围挡' : null,
      stopUse: major,
    },
    basis,
  )
  if (!confirmed || random.chance(0.12)) return done(confirmed ? safety : null)
  const fixedOn = addDays(confirmedOn, random.between(2, 20))
  const fix = random.pick(FIXES)
  if (!give(fixedOn, safety, { event: 'submit', rectification: fix }, fix)) return done(safety)
  const judge = major ? officer : head
  const judgedOn = addDays(fixedOn, random.between(1, 3))
  if (random.chance(0.1)) {
    const reason = '照片不能说明整改完成，请补充整改后照片。'
    if (give(judgedOn, judge, { event: 'return', reason }, reason))
      give(addDays(judgedOn, 3), safety, { event: 'submit', rectification: fix }, fix)
    return done(safety)
  }
  give(judgedOn, judge, { event: 'accept', note: '现场复查合格。' }, '现场复查合格。')
  return done(safety)
}
