import { addDays, dayOf, dueOnOf, type Day } from '@anlan/domain'
import type { Cast, HazardWalk } from './hazard-walk.ts'
import type { Random } from './random.ts'

const DEPARTMENTS: Readonly<Record<string, string>> = {
  校门东侧: '县城市管理局',
  校门南侧路口: '县公安局交警大队',
  学校北侧池塘: '县水利局',
  教学楼后边坡: '县自然资源局',
}

/** The day of a hazard's last step. */
function lastDay({ events }: HazardWalk): Day {
  const last = events.at(-1)
  if (!last) throw new Error('a hazard begins with its report')
  return dayOf(last.at)
}

/** What happens to some hazards besides: given to a department, listed, prolonged, looked back at. */
export function walkOn(walk: HazardWalk, cast: Cast, today: Day, way: Random): void {
  if (walk.hazard.state === 'closed') return lookBack(walk, cast, way)
  if (walk.hazard.state !== 'rectifying') return
  const department = DEPARTMENTS[walk.hazard.place]
  if (department !== undefined && way.chance(0.7)) return handToDepartment(walk, cast, department, way)
  if (walk.hazard.grade === 'major' && way.chance(0.6)) return listIt(walk, cast, today)
  if (way.chance(0.3)) askForDays(walk, cast, way)
}

function handToDepartment(walk: HazardWalk, { officer }: Cast, department: string, way: Random): void {
  const on = addDays(lastDay(walk), way.between(1, 4))
  const dueOn = addDays(on, 20)
  const matter = `${walk.hazard.description}请依职责处理。`
  const interimControl = '学校设警示标志，上下学时段安排专人值守。'
  if (!walk.give(on, officer, { event: 'transfer', department, matter, dueOn, interimControl }, department))
    return
  const answeredOn = addDays(on, way.between(8, 25))
  if (way.chance(0.4)) {
    const rectification = '主管部门已现场处理，学校复核到位。'
    walk.give(answeredOn, officer, { event: 'settle-elsewhere', rectification }, rectification)
  } else if (way.chance(0.3)) {
    const reason = '经核实不属该部门职责，由学校先行处理。'
    walk.give(answeredOn, officer, { event: 'take-back', dueOn: addDays(answeredOn, 15), reason }, reason)
  }
}

function listIt(walk: HazardWalk, { leader }: Cast, today: Day): void {
  const on = addDays(lastDay(walk), 3)
  const reason = '重大隐患，由局领导挂牌督办。'
  const until = addDays(dueOnOf(walk.hazard) ?? today, 10)
  if (until >= on) walk.give(on, leader, { event: 'list', number: '', until, reason }, reason)
}

function askForDays(walk: HazardWalk, { safety, head, officer }: Cast, way: Random): void {
  const dueOn = dueOnOf(walk.hazard)
  if (dueOn === null) return
  const on = addDays(dueOn, -2)
  const reason = '所需材料尚未到货，申请延长整改期限。'
  if (on < lastDay(walk)) return
  if (!walk.give(on, safety, { event: 'ask-extension', until: addDays(dueOn, 10), reason }, reason)) return
  const judge = walk.hazard.grade === 'major' ? officer : head
  if (way.chance(0.5)) walk.give(addDays(on, 1), judge, { event: 'grant-extension' }, null)
}

function lookBack(walk: HazardWalk, { officer }: Cast, way: Random): void {
  if (!way.chance(walk.hazard.grade === 'major' ? 0.7 : 0.06)) return
  const on = addDays(lastDay(walk), way.between(7, 25))
  const holds = way.chance(0.8)
  const note = holds ? '现场查看，整改保持良好。' : '同一部位又出现同样的问题。'
  walk.give(on, officer, { event: 'look-back', holds, note }, note)
}
