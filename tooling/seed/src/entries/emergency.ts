import { addDays } from '@anlan/domain'
import { moment, type School, type Writer } from './writer.ts'

export const EMERGENCY_WRONGS = [
  'nobody-on-duty',
  'supply-expired',
  'plan-not-revised',
  'number-not-tried',
  'team-untrained',
] as const

const TEAMS = [
  ['疏散引导组', 'evacuation'],
  ['医疗救护组', 'first-aid'],
  ['通信联络组', 'liaison'],
  ['安全保卫组', 'security'],
  ['消防灭火组', 'firefighting'],
  ['后勤保障组', 'supplies'],
  ['心理疏导组', 'care'],
] as const
const SUPPLIES = [
  ['急救箱', 'first-aid', '医务室', 2, '个'],
  ['应急手电', 'lighting', '值班室', 12, '支'],
  ['手持扩音器', 'communication', '德育处', 4, '个'],
  ['防暴钢叉', 'security', '门卫室', 2, '把'],
  ['救生圈', 'flood', '器材室', 4, '个'],
] as const

/** Plans, teams, supplies, who comes to help, and who is on duty day and night. */
export function writeEmergency(school: School, book: Writer, name: () => string): void {
  const { place, random, today, wrong, staff } = school
  const back = (count: number) => addDays(today, -count)
  const ahead = (count: number) => addDays(today, count)
  const head = staff[0]?.name ?? name()
  const approvedOn = back(random.between(60, 700))
  for (const [title, kind] of [
    ['突发事件总体应急预案', 'overall'],
    ['火灾事故专项应急预案', 'special'],
    ['食物中毒专项应急预案', 'special'],
  ] as const)
    book.write('emergency/emergency-plan-list', {
      ...{
        title,
        kind,
        edition: '第2版',
        approvedOn,
        reviewedOn: addDays(approvedOn, -10),
        approvedBy: head,
      },
      ...(wrong === 'plan-not-revised' && kind === 'overall'
        ? { changedOn: back(25), changed: ['organisation'] }
        : {}),
    })
  for (const [team, task] of TEAMS) {
    const leader = name()
    book.write('emergency/team-list', {
      ...{
        name: team,
        task,
        leader,
        size: random.between(5, 12),
        members: `${leader}、${name()}、${name()}等`,
      },
      trainedOn:
        wrong === 'team-untrained' && task === 'first-aid' ? back(500) : back(random.between(20, 120)),
    })
  }
  for (const [at, [supply, kind, where, quantity, measure]] of SUPPLIES.entries())
    book.write('emergency/supply-list', {
      ...{ name: supply, kind, place: where, quantity, needed: quantity, measure, keeper: name() },
      expiresOn:
        kind !== 'first-aid'
          ? undefined
          : wrong === 'supply-expired'
            ? back(12)
            : ahead(random.between(10, 400)),
      checkedOn: back(random.between(2, 20) + at),
    })
  for (const [link, kind] of [
    [`${place}派出所`, 'police'],
    [`${place}消防救援站`, 'fire'],
    [`${place}卫生院`, 'hospital'],
    ['安澜县疾控中心', 'disease-control'],
  ] as const)
    book.write('emergency/rescue-link-list', {
      ...{ name: link, kind, contact: name(), agreedOn: back(150), agreedUntil: ahead(215) },
      verifiedOn:
        wrong === 'number-not-tried' && kind === 'hospital' ? back(250) : back(random.between(8, 60)),
    })
  const guards = [name(), name(), name()]
  for (let ago = 31; ago >= 0; ago -= 1) {
    if (wrong === 'nobody-on-duty' && ago === 5) continue
    book.write('emergency/duty-roster', {
      ...{ on: back(ago), startsAt: moment(back(ago), 0), endsAt: moment(back(ago), 24) },
      ...{ leader: staff[ago % staff.length]?.name, onDuty: guards[ago % guards.length] },
      handover: ago === 0 ? undefined : '一切正常',
    })
  }
  if (school.unit.pupils > 300 && random.chance(0.12)) writeIncident(school, book, head)
}

/** A small accident, reported in time and closed. */
function writeIncident({ today }: School, book: Writer, head: string): void {
  const on = addDays(today, -24)
  const closedOn = addDays(today, -10)
  const title = `${Number(on.slice(5, 7))}月${Number(on.slice(8))}日体育课摔伤`
  const hurt = { deaths: 0, seriouslyInjured: 0, injured: 1 }
  book.write('emergency/incident-list', {
    ...{ title, kind: 'other', happenedAt: moment(on, 10), headToldAt: moment(on, 10, 6), place: '操场' },
    ...{ course: '体育课跨栏练习时一名学生摔倒，手臂擦伤。', ...hurt, closedOn },
    ...{ measures: '校医处理后送卫生院检查，通知家长。', lessons: '练习前检查器材，教师在旁保护。' },
  })
  for (const [stage, day, hour, content] of [
    ['first', on, 10.5, '体育课一名学生摔倒擦伤，已送卫生院检查。'],
    ['final', closedOn, 9, '学生已返校，器材已检修，教师已重新培训。'],
  ] as const)
    book.write('emergency/incident-report', {
      ...{ on: day, incident: title, stage, sentAt: moment(day, 0, hour * 60), sentTo: ['bureau'] },
      ...{ sentBy: head, content, ...hurt },
    })
}
