import {
  addDays,
  decideMeasure,
  isSchool,
  noteOfCommand,
  roadOf,
  supervisionNumbers,
  type Actor,
  type Day,
  type Instant,
  type Matter,
  type MatterFact,
  type MatterId,
  type Measure,
  type MeasureCommand,
  type MeasureId,
  type SupervisionKind,
  type Unit,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { Person } from './people.ts'
import { idFrom, Random } from './random.ts'

export interface DemoMeasureEvent {
  readonly measure: Measure
  readonly at: Instant
  readonly by: Person
  readonly event: string
  readonly note: string | null
}

export interface DemoMatter {
  readonly matter: Matter
  readonly knownAt: Instant | null
  readonly facts: readonly MatterFact[]
  readonly measures: readonly Measure[]
  readonly events: readonly DemoMeasureEvent[]
}

/** Who gives a command how many days ago. */
type Turn = readonly [daysAgo: number, by: Role, command: MeasureCommand]
type Role = 'officer' | 'inspector' | 'leader' | 'director' | 'head' | 'safety'

interface Story {
  readonly title: string
  readonly fact: string
  readonly kind: SupervisionKind
  readonly demand: string
  readonly proposedDaysAgo: number
  /** Where it may happen at all. */
  readonly suits: (unit: Unit) => boolean
  readonly turns: (today: Day) => readonly Turn[]
}

const issue = (today: Day, number: number | null, inDays: number | null): MeasureCommand => ({
  event: 'issue',
  documentNumber: number === null ? null : `安教督〔${today.slice(0, 4)}〕${number}号`,
  replyDueOn: inDays === null ? null : addDays(today, inDays),
})
const answered = '已逐项整改到位，责任人已签字，照片留存。'

/** One matter for each place on the way, so that every step of the desk has something to look at. */
const STORIES: readonly Story[] = [
  {
    ...{ title: '学生宿舍疏散通道堆放杂物', kind: 'reminder', proposedDaysAgo: 20 },
    fact: '督查发现学生宿舍一层疏散通道堆放床架，口头要求清理后仍未清理。',
    suits: unit => unit.boarding,
    demand: '请在一周内清理完毕，并将疏散通道纳入每日巡查。',
    turns: today => [
      [19, 'leader', { event: 'approve' }],
      [19, 'officer', issue(today, null, -12)],
      [18, 'safety', { event: 'receive' }],
      [14, 'head', { event: 'reply', text: answered }],
      [13, 'inspector', { event: 'verify', note: '现场核实，通道已畅通。' }],
    ],
  },
  {
    ...{ title: '食堂从业人员健康证过期', kind: 'reminder', proposedDaysAgo: 1 },
    fact: '台账显示两名食堂从业人员健康证已过期，仍在岗。',
    suits: unit => unit.hasCanteen,
    demand: '请立即调离岗位并补办健康证，三日内反馈。',
    turns: () => [],
  },
  {
    ...{ title: '消防控制室夜间无人值班', kind: 'supervision-notice', proposedDaysAgo: 12 },
    fact: '督查组夜间暗访，消防控制室无人值班，值班表与实际不符。',
    suits: unit => unit.boarding,
    demand: '请配齐值班人员，落实双人值班，完善交接班记录。',
    turns: today => [
      [12, 'leader', { event: 'approve' }],
      [11, 'officer', issue(today, 3, -4)],
      [10, 'head', { event: 'receive' }],
    ],
  },
  {
    ...{ title: '校车未按规定清点下车学生', kind: 'supervision-notice', proposedDaysAgo: 9 },
    fact: '抽查三趟校车，两趟没有逐一清点下车学生的记录。',
    suits: unit => unit.hasBus,
    demand: '请对随车照管人员逐一培训，落实下车清点并双签字。',
    turns: today => [
      [9, 'leader', { event: 'approve' }],
      [8, 'officer', issue(today, 4, 3)],
      [8, 'safety', { event: 'receive' }],
      [2, 'head', { event: 'reply', text: answered }],
    ],
  },
  {
    ...{ title: '危险化学品领用只有一人签字', kind: 'warning', proposedDaysAgo: 6 },
    fact: '化学药品室领用登记连续五次只有一人签字，双人双锁未落实。',
    suits: unit => unit.hasLab,
    demand: '请立即落实双人双锁、双人领用，全面清点库存并上报。',
    turns: today => [
      [6, 'leader', { event: 'approve' }],
      [5, 'officer', issue(today, 5, 5)],
    ],
  },
  {
    ...{ title: '重大隐患整改严重逾期', kind: 'admonition-talk', proposedDaysAgo: 16 },
    fact: '围墙贯穿裂缝隐患整改逾期三十天，两次督办后仍未采取临时措施。',
    suits: unit => unit.kind === 'central-primary',
    demand: '请校长到局接受约谈，说明原因并作出整改承诺。',
    turns: today => [
      [15, 'director', { event: 'approve' }],
      [15, 'officer', issue(today, 6, -8)],
      [14, 'head', { event: 'receive' }],
      [13, 'head', { event: 'appeal', grounds: '施工单位招标延误，学校已先行封闭该处围墙。' }],
      [
        11,
        'leader',
        {
          event: 'uphold',
          finding: '封闭措施未经核实，整改责任不因招标延误免除。',
          replyDueOn: addDays(today, 4),
        },
      ],
      [
        8,
        'officer',
        {
          event: 'hold',
          record: {
            ...{ heldOn: addDays(today, -8), place: '县教育局会议室', ledBy: '分管副局长', talkedTo: '校长' },
            said: '通报隐患逾期事实，指出临时防控措施不落实的问题，明确整改时限和责任。',
            commitments: '三日内设置硬质围挡，三十日内完成围墙加固。',
          },
        },
      ],
    ],
  },
  {
    ...{ title: '演练组织不到位', kind: 'supervision-notice', proposedDaysAgo: 5 },
    fact: '连续两个月没有组织应急疏散演练。',
    suits: unit => unit.kind === 'town-middle',
    demand: '请在本月内补做演练，并报送演练记录。',
    turns: today => [
      [5, 'leader', { event: 'approve' }],
      [4, 'officer', issue(today, 7, 6)],
      [4, 'head', { event: 'receive' }],
      [3, 'head', { event: 'appeal', grounds: '其中一个月因防汛停课，已按要求报备。' }],
    ],
  },
  {
    ...{ title: '值班带班制度落实好', kind: 'highlight', proposedDaysAgo: 10 },
    fact: '多次抽查值班值守，领导带班、交接班记录完整。',
    suits: unit => unit.kind === 'county-school',
    demand: '该校实行带班领导每日三查、交接班双签字、问题次日清零，做法简便易行，请各校结合实际借鉴。',
    turns: today => [
      [10, 'leader', { event: 'approve' }],
      [9, 'officer', issue(today, null, null)],
      [9, 'head', { event: 'receive' }],
    ],
  },
]

/** Matters of supervision at some schools, walked along the real way by the domain's own decisions. */
export function makeMatters(units: readonly Unit[], people: readonly Person[], today: Day): DemoMatter[] {
  const schools = units.filter(({ kind }) => isSchool(kind))
  const taken = new Set<Unit>()
  return STORIES.map((story, index) => {
    // From the far end: the schools in front are the ones people look at first, and they stay plain.
    const unit = schools.findLast(each => story.suits(each) && !taken.has(each))
    if (!unit) throw new Error('the county has fewer schools than stories')
    taken.add(unit)
    return walk(story, unit, people, today, index + 1)
  })
}

const USERNAMES = { officer: 'anquangu', inspector: 'ducha', leader: 'fenguan', director: 'juzhang' } as const

function walk(story: Story, unit: Unit, people: readonly Person[], today: Day, ordinal: number): DemoMatter {
  const random = new Random(`matter ${story.title}`)
  const find = (role: Role): Person => {
    const found =
      role === 'head' || role === 'safety'
        ? people.find(
            each =>
              each.unitId === unit.id && each.role === (role === 'head' ? 'principal' : 'safety-officer'),
          )
        : people.find(each => each.username === USERNAMES[role])
    if (!found) throw new Error(`nobody is ${role}`)
    return found
  }
  const officer = find('officer')
  const at = duringDay(addDays(today, -story.proposedDaysAgo), random)
  const matter: Matter = {
    ...{ id: idFrom<MatterId>(`matter ${story.title}`), unitId: unit.id, title: story.title },
    number: `${today.slice(0, 4)}-${String(ordinal).padStart(4, '0')}`,
    ...{ road: roadOf(story.kind), openedAt: at, openedBy: officer.id, openedByName: officer.name },
  }
  let measure: Measure = {
    ...{ id: idFrom<MeasureId>(`measure ${story.title}`), matterId: matter.id, unitId: unit.id },
    ...{
      kind: story.kind,
      state: 'proposed',
      reason: story.kind === 'reminder' ? '督查发现，需学校立即处理。' : '督查发现，经提醒仍未解决。',
      demand: story.demand,
    },
    skipReason: ['reminder', 'highlight'].includes(story.kind) ? null : '情形严重，需直接采取本措施。',
    proposed: { by: officer.id, name: officer.name, at },
    ...{ approved: null, issued: null, replyDueOn: null, received: null, talk: null, reply: null },
    ...{ returned: 0, appeal: null, ended: null, revision: 1 },
  }
  const events: DemoMeasureEvent[] = [{ measure, at, by: officer, event: 'propose', note: measure.reason }]
  let last = at
  for (const [daysAgo, role, command] of story.turns(today)) {
    const by = find(role)
    const day = addDays(today, -daysAgo)
    const drawn = duringDay(day, random)
    // Several turns of one day come one after the other.
    last = drawn > last ? drawn : (new Date(Date.parse(last) + 60_000).toISOString() as Instant)
    measure = carried(measure, command, by, last, day)
    events.push({ measure, at: last, by, event: command.event, note: noteOfCommand(command) })
  }
  return {
    ...{ matter, measures: [measure], events, knownAt: measure.issued?.at ?? null },
    facts: [{ kind: 'text', subjectId: null, words: story.fact }],
  }
}

/** The measure after a command; days to answer by that have passed since were ahead when they were set. */
function carried(before: Measure, command: MeasureCommand, by: Person, now: Instant, on: Day): Measure {
  const actor: Actor = {
    ...{ accountId: by.id, name: by.name, role: by.role, unitId: by.unitId },
    scope: { kind: 'units', units: [before.unitId] },
  }
  const decision = decideMeasure(before, command, { actor, now, numbers: supervisionNumbers([], on) })
  if (!decision.ok) throw new Error(`the demonstration broke a rule: ${decision.error.code}`)
  return decision.value
}
