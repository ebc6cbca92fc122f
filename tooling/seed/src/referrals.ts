import {
  addDays,
  decideByLink,
  decideReferral,
  isSchool,
  type Actor,
  type Day,
  type Department,
  type Instant,
  type LinkCommand,
  type Referral,
  type ReferralCommand,
  type ReferralId,
  type Unit,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { Person } from './people.ts'
import { idFrom, Random } from './random.ts'

export interface DemoReferralEvent {
  readonly at: Instant
  /** Somebody of the bureau, or the department by its link. */
  readonly by: { readonly id: string; readonly name: string; readonly role: string }
  readonly event: string
  readonly note: string | null
}

export interface DemoReferral {
  readonly referral: Referral
  readonly events: readonly DemoReferralEvent[]
}

type Role = 'officer' | 'leader' | 'inspector'
/** Who gives a command how many days ago; a department gives its own by the link. */
type Turn =
  | readonly [daysAgo: number, by: Role, command: ReferralCommand]
  | readonly [daysAgo: number, by: 'link', command: LinkCommand]

interface Story {
  readonly department: Department
  readonly addressee: string
  readonly title: string
  readonly matter: string
  readonly evidence: string
  readonly interimControl: string
  readonly draftedDaysAgo: number
  readonly suits: (unit: Unit) => boolean
  readonly turns: (today: Day) => readonly Turn[]
}

const send = (today: Day, number: number, inDays: number): ReferralCommand => ({
  event: 'send',
  documentNumber: `安教函〔${today.slice(0, 4)}〕${number}号`,
  dueOn: addDays(today, inDays),
})
const answered = (text: string, name: string): LinkCommand => ({
  event: 'reply',
  answer: { outcome: 'dealt-with', number: null, text, name, phone: '' },
})

/** One letter for each place on the way, so that every step has something to look at. */
const STORIES: readonly Story[] = [
  {
    ...{ department: 'water', addressee: '安澜县水利局', draftedDaysAgo: 40 },
    title: '校门外水塘没有警示设施',
    matter: '学校东侧水塘距校门约三十米，岸边没有警示牌、围栏和救生设施，学生上下学必经。',
    evidence: '现场照片两张，学校巡查记录。',
    interimControl: '上下学时段安排教师值守，开展防溺水教育。',
    suits: unit => unit.kind === 'village-school',
    turns: today => [
      [40, 'leader', { event: 'approve' }],
      [39, 'officer', send(today, 1, -9)],
      [38, 'link', { event: 'receive', name: '李明' }],
      [20, 'link', answered('已设置警示牌两块、救生圈一个，并安排巡塘员每日巡查。', '李明')],
      [18, 'inspector', { event: 'verify', note: '现场核实，警示牌和救生圈已到位。' }],
      [17, 'officer', { event: 'close', note: '办结归档。' }],
    ],
  },
  {
    ...{ department: 'market-supervision', addressee: '安澜县市场监督管理局', draftedDaysAgo: 25 },
    title: '校门口流动摊贩售卖三无食品',
    matter: '放学时段校门口有流动摊贩售卖没有标签的食品，学校多次劝离无效。',
    evidence: '现场照片三张，家长反映记录。',
    interimControl: '放学时段安排值班干部疏导，告知家长不在摊点购买。',
    suits: unit => unit.kind === 'central-primary',
    turns: today => [
      [25, 'leader', { event: 'approve' }],
      [24, 'officer', send(today, 2, 6)],
      [23, 'link', { event: 'receive', name: '王芳' }],
      [4, 'link', answered('已联合城管开展整治，清理摊点四处，并在放学时段安排执法人员值守。', '王芳')],
    ],
  },
  {
    ...{ department: 'police', addressee: '安澜县公安局交通警察大队', draftedDaysAgo: 45 },
    title: '校门口路段没有减速和过街设施',
    matter: '校门口路段车速快，没有减速带、人行横道和警示标志，上学时段人车混行。',
    evidence: '路段照片四张，护学岗记录。',
    interimControl: '上下学时段设护学岗，由教师引导过街。',
    suits: unit => unit.kind === 'town-middle',
    turns: today => [
      [45, 'leader', { event: 'approve' }],
      [44, 'officer', send(today, 3, -14)],
      [43, 'link', { event: 'receive', name: '张强' }],
      [12, 'officer', { event: 'urge', note: '回函期限已过，请尽快明确设施安装时间并回函。' }],
    ],
  },
  {
    ...{ department: 'natural-resources', addressee: '安澜县自然资源局', draftedDaysAgo: 60 },
    title: '教学楼后边坡雨后滑落土石',
    matter: '教学楼后边坡未作防护，雨后多次滑落土石，距教学楼约八米，需要专业勘查和治理。',
    evidence: '边坡照片五张，学校巡查记录。',
    interimControl: '封闭边坡一侧通道，雨天停用一层靠坡教室。',
    suits: unit => unit.boarding,
    turns: today => [
      [60, 'leader', { event: 'approve' }],
      [59, 'officer', send(today, 4, -29)],
      [58, 'link', { event: 'receive', name: '刘洋' }],
      [26, 'officer', { event: 'urge', note: '汛期将至，请尽快组织勘查并回函。' }],
      [
        15,
        'leader',
        {
          ...{ event: 'escalate', documentNumber: `安教函〔${today.slice(0, 4)}〕5号` },
          note: '请协调明确勘查治理的责任单位、资金渠道和完成时限。',
        },
      ],
    ],
  },
  {
    ...{ department: 'transport', addressee: '安澜县交通运输局', draftedDaysAgo: 5 },
    title: '有非法营运车辆接送学生',
    matter: '家长反映有两辆面包车每日收费接送学生，没有校车标牌和营运手续。',
    evidence: '车辆照片两张，家长反映记录。',
    interimControl: '逐一告知家长乘坐风险，安排教师在校门口劝阻。',
    suits: unit => unit.hasBus,
    turns: today => [
      [5, 'leader', { event: 'approve' }],
      [4, 'officer', send(today, 6, 26)],
    ],
  },
  {
    ...{ department: 'culture', addressee: '安澜县文化旅游广电体育局', draftedDaysAgo: 1 },
    title: '校园周边书店售卖不良出版物',
    matter: '距校门一百五十米的书店向学生售卖含有暴力内容的漫画，学生带入校园。',
    evidence: '书刊照片两张，班主任记录。',
    interimControl: '开展班会教育，收集线索及时报告。',
    suits: unit => unit.kind === 'county-school',
    turns: () => [],
  },
]

/** Letters to other departments about some schools, walked along the real way by the domain's own decisions. */
export function makeReferrals(units: readonly Unit[], people: readonly Person[], today: Day): DemoReferral[] {
  const schools = units.filter(({ kind }) => isSchool(kind))
  const taken = new Set<Unit>()
  return STORIES.map((story, index) => {
    const unit = schools.findLast(each => story.suits(each) && !taken.has(each))
    if (!unit) throw new Error('the county has fewer schools than letters')
    taken.add(unit)
    return walk(story, unit, people, today, index + 1)
  })
}

const USERNAMES = { officer: 'anquangu', leader: 'fenguan', inspector: 'ducha' } as const

function walk(
  story: Story,
  unit: Unit,
  people: readonly Person[],
  today: Day,
  ordinal: number,
): DemoReferral {
  const { department: office, addressee, title, matter, evidence, interimControl } = story
  const random = new Random(`referral ${story.title}`)
  const find = (role: Role): Person => {
    const found = people.find(each => each.username === USERNAMES[role])
    if (!found) throw new Error(`nobody is ${role}`)
    return found
  }
  const officer = find('officer')
  const at = duringDay(addDays(today, -story.draftedDaysAgo), random)
  let referral: Referral = {
    ...{ id: idFrom<ReferralId>(`referral ${title}`), unitId: unit.id, state: 'draft' },
    ...{ department: office, addressee, title, matter, evidence, interimControl },
    ...{ basis: '县校园安全工作部门职责分工。', hazardId: null, previousId: null },
    number: `${today.slice(0, 4)}-${String(ordinal).padStart(4, '0')}`,
    drafted: { by: officer.id, name: officer.name, at },
    ...{ approved: null, sent: null, dueOn: null, received: null, urged: [], reply: null },
    ...{ committee: null, verified: null, ended: null, revision: 1 },
  }
  const events: DemoReferralEvent[] = [{ at, by: officer, event: 'draft', note: null }]
  let last = at
  for (const turn of story.turns(today)) {
    const drawn = duringDay(addDays(today, -turn[0]), random)
    last = drawn > last ? drawn : (new Date(Date.parse(last) + 60_000).toISOString() as Instant)
    const [by, after] =
      turn[1] === 'link'
        ? ([department(referral), decideByLink(referral, turn[2], last)] as const)
        : ([
            find(turn[1]),
            decideReferral(referral, turn[2], { actor: actorOf(find(turn[1])), now: last }),
          ] as const)
    if (!after.ok) throw new Error(`the demonstration broke a rule: ${after.error.code}`)
    referral = after.value
    const event = turn[1] === 'link' ? `${turn[2].event}-by-link` : turn[2].event
    events.push({ at: last, by, event, note: noteOf(turn[2]) })
  }
  return { referral, events }
}

/** A department has no account: the record names it by its office and the letter. */
const department = ({ id, addressee }: Referral): DemoReferralEvent['by'] => ({
  ...{ id, name: addressee, role: 'department' },
})

const actorOf = (person: Person): Actor => ({
  ...{ accountId: person.id, name: person.name, role: person.role, unitId: person.unitId },
  scope: { kind: 'county' },
})

const noteOf = (command: ReferralCommand): string | null => {
  if ('note' in command) return command.note
  if ('name' in command) return command.name
  if ('answer' in command) return command.answer.text
  return 'documentNumber' in command ? command.documentNumber : null
}
