import {
  addDays,
  isSchool,
  type Day,
  type Instant,
  type PostId,
  type TestPaper,
  type TrainingSessionState,
  type Unit,
} from '@anlan/domain'
import { idFrom, Random, type Person } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import { bulkInsert } from './bulk-insert.ts'

const PAPER: TestPaper = {
  ...{ passMark: 60, drawn: 3 },
  questions: [
    {
      ...{ kind: 'single', text: '发现学生宿舍安全出口被锁，应当首先怎么做？' },
      choices: ['立即打开并报告', '拍照留存后再处理', '等值班人员到场'],
      answers: [0],
    },
    {
      ...{ kind: 'multiple', text: '下列哪些做法有利于防范溺水？' },
      choices: ['放学前提醒', '与家长保持联系', '组织学生到水库参观', '在危险水域设置警示牌'],
      answers: [0, 1, 3],
    },
    {
      ...{ kind: 'judgement', text: '灭火器压力指针在红色区域，可以继续使用。' },
      choices: ['正确', '错误'],
      answers: [1],
    },
    {
      ...{ kind: 'judgement', text: '疏散演练结束后应当清点人数。' },
      choices: ['正确', '错误'],
      answers: [0],
    },
  ],
}

interface Story {
  readonly key: string
  readonly title: string
  readonly film: string | null
  readonly posts: readonly PostId[]
  readonly test: TestPaper | null
  /** Days before today on which it began and after today on which it ends. */
  readonly began: number
  readonly ends: number
  readonly lessons: number
  readonly content: string
}

const ROTATION: Story = {
  ...{ key: 'rotation', title: '学校安全管理人员轮训', film: null, began: 30, ends: 35, lessons: 8 },
  ...{ posts: ['head', 'safety-director'], test: PAPER },
  content: '学习校园安全管理要求、隐患排查方法和应急处置流程，结合本校实际提出改进措施。',
}
const VIEWING: Story = {
  ...{ key: 'viewing', title: '观看《生命重于泰山》专题片', film: '生命重于泰山', began: 40, ends: 20 },
  ...{ posts: ['head', 'safety-director', 'class-teacher'], test: null, lessons: 1 },
  content: '各校组织集中观看并讨论，未参加的人员由学校安排补看。',
}

/** Batches of the county's rotation, with the townships that came to each. */
const BATCHES = [
  { batch: 1, daysAgo: 20, state: 'closed', isMakeUp: false },
  { batch: 2, daysAgo: 13, state: 'closed', isMakeUp: false },
  { batch: 3, daysAgo: 6, state: 'closed', isMakeUp: false },
  { batch: 4, daysAgo: -5, state: 'planned', isMakeUp: true },
] as const

interface County {
  readonly units: readonly Unit[]
  readonly people: readonly Person[]
  readonly today: Day
  /** Nobody held a post before this day. */
  readonly since: Day
}

/** Trainings of the demonstration county: one of every level, some of whose people are still missing; gives how many. */
export async function loadTrainings(tx: Tx, county: County): Promise<number> {
  const officer = county.people.find(({ username }) => username === 'anquangu')
  const head = county.people.find(({ username }) => username === 'xiaozhang017')
  if (!officer || !head) throw new Error('the demonstration county has lost those who train')
  const open = county.units.filter(unit => unit.openUntil === null)
  await insertTraining(tx, county, ROTATION, officer, 'county', open)
  await insertTraining(tx, county, VIEWING, officer, 'county', open)
  const own = open.filter(({ id }) => id === head.unitId)
  const story: Story = {
    ...{
      key: 'school',
      title: '教职工消防安全培训',
      film: null,
      began: 3,
      ends: 14,
      lessons: 2,
      test: PAPER,
    },
    ...{ posts: ['class-teacher', 'general-affairs-director', 'safety-director'], content: '' },
  }
  await insertTraining(tx, county, story, head, 'school', own)
  await insertSessions(tx, county, [
    ...BATCHES.map(({ daysAgo, ...batch }) => ({
      ...{ ...batch, key: 'rotation', by: officer, units: open, place: '县教师发展中心报告厅' },
      on: dayOf(county, daysAgo),
    })),
    {
      key: 'school',
      batch: 1,
      state: 'open',
      isMakeUp: false,
      on: county.today,
      by: head,
      units: own,
      place: '会议室',
    },
  ])
  await signInToRotation(tx, county, officer)
  await watch(tx, county, open)
  return 3
}

const dayOf = ({ today, since }: County, daysAgo: number): Day => {
  const day = addDays(today, -daysAgo)
  return day < since ? since : day
}
const at = (on: Day, minute: number): Instant => `${on}T01:${String(minute % 60).padStart(2, '0')}:00.000Z`

async function insertTraining(
  tx: Tx,
  county: County,
  story: Story,
  by: Person,
  level: 'county' | 'school',
  units: readonly Unit[],
): Promise<void> {
  const from = dayOf(county, story.began)
  await tx
    .insertInto('trainings')
    .values({
      ...{ id: idFrom<string>(`training ${story.key}`), unit_id: by.unitId, level, title: story.title },
      ...{ kind: story.film === null ? 'rotation' : 'viewing', content: story.content, basis: '' },
      ...{ posts: [...story.posts], units: units.map(({ id }) => id), lessons: story.lessons },
      ...{ from_on: from, to_on: addDays(county.today, story.ends), film: story.film },
      test: story.test && JSON.stringify(story.test),
      ...{ planned_by: by.id, planned_by_name: by.name, planned_at: at(from, 0) },
    })
    .execute()
}

interface DemoSession {
  readonly key: string
  readonly batch: number
  readonly state: TrainingSessionState
  readonly isMakeUp: boolean
  readonly on: Day
  readonly by: Person
  readonly units: readonly Unit[]
  readonly place: string
}
const sessionId = ({ key, batch, by }: Pick<DemoSession, 'key' | 'batch' | 'by'>): string =>
  idFrom<string>(`training session ${key} ${batch} ${by.username}`)

async function insertSessions(tx: Tx, county: County, sessions: readonly DemoSession[]): Promise<void> {
  await bulkInsert(
    tx,
    'training_sessions',
    sessions.map(each => ({
      ...{ id: sessionId(each), training_id: idFrom<string>(`training ${each.key}`) },
      ...{ unit_id: each.by.unitId, batch: each.batch, is_make_up: each.isMakeUp },
      ...{ units: each.units.map(({ id }) => id), held_on: each.on, begins: '09:00', place: each.place },
      ...{ state: each.state, planned_by: each.by.id, planned_by_name: each.by.name, revision: 1 },
      opened_at: each.state === 'planned' ? null : at(each.on, 0),
      closed_at: each.state === 'closed' ? at(each.on, 59) : null,
    })),
  )
}

/** Most heads and safety officers came to one of the batches; most of them passed the test. */
async function signInToRotation(tx: Tx, county: County, officer: Person): Promise<void> {
  const random = new Random('training rotation')
  const training_id = idFrom<string>('training rotation')
  const people = county.people.filter(({ posts }) => posts.some(post => ROTATION.posts.includes(post)))
  const came = people.flatMap(person => {
    // At the school that people look at first somebody is still missing.
    const share = random.next()
    if (person.username === 'anquan017' || share < 0.12) return []
    const batch = BATCHES[Math.floor(random.next() * 3)] ?? BATCHES[0]
    return [{ person, batch: batch.batch, on: dayOf(county, batch.daysAgo), share }]
  })
  await bulkInsert(
    tx,
    'training_sign_ins',
    came.map(({ person, batch, on }, index) => ({
      ...{ session_id: sessionId({ key: 'rotation', batch, by: officer }), training_id },
      ...{ account_id: person.id, unit_id: person.unitId, name: person.name, at: at(on, index) },
      ...(index % 5 === 0
        ? { means: 'list' as const, by_id: officer.id }
        : { means: 'qr' as const, by_id: person.id }),
    })),
  )
  await bulkInsert(
    tx,
    'training_attempts',
    came
      .filter(({ share }) => share > 0.16)
      .map(({ person, on, share }, index) => ({
        ...{ id: idFrom<string>(`training attempt ${person.username}`), training_id, account_id: person.id },
        ...{ unit_id: person.unitId, seed: person.username, begun_at: at(on, index) },
        ...{ handed_in_at: at(on, index), score: share < 0.2 ? 33 : share < 0.6 ? 66 : 100 },
        ...{ passed: share >= 0.2, wrong: [] },
      })),
  )
}

/** The film was watched at most schools, under their own heads. */
async function watch(tx: Tx, county: County, units: readonly Unit[]): Promise<void> {
  const random = new Random('training viewing')
  const heads = new Map(
    county.people.filter(({ role }) => role === 'principal').map(person => [person.unitId, person]),
  )
  const sessions = units.flatMap((unit, index): DemoSession[] => {
    const by = heads.get(unit.id)
    if (!by || !isSchool(unit.kind) || random.next() < 0.22) return []
    const on = dayOf(county, 8 + (index % 20))
    return [
      { key: 'viewing', batch: 1, state: 'closed', isMakeUp: false, on, by, units: [unit], place: '会议室' },
    ]
  })
  await insertSessions(tx, county, sessions)
  const byUnit = new Map(sessions.map(session => [session.by.unitId, session]))
  await bulkInsert(
    tx,
    'training_sign_ins',
    county.people.flatMap((person, index) => {
      const session = byUnit.get(person.unitId)
      const isAsked = person.posts.some(post => VIEWING.posts.includes(post))
      if (!session || !isAsked || random.next() < 0.06) return []
      return [
        {
          ...{ session_id: sessionId(session), training_id: idFrom<string>('training viewing') },
          ...{ account_id: person.id, unit_id: person.unitId, name: person.name },
          ...{ at: at(session.on, index), means: 'list' as const, by_id: session.by.id },
        },
      ]
    }),
  )
}
