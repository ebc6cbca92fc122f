import {
  addDays,
  resolveAddressees,
  startOfDay,
  type AssignmentId,
  type AssignmentState,
  type CampaignId,
  type Day,
  type EvidenceKind,
  type Instant,
  type Phase,
  type PhaseId,
  type SubmissionId,
  type Task,
  type TaskId,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import type { Person } from './people.ts'
import { addresseesOf, PLANNED_TASKS, planPhases, samplePlan } from './plan.ts'
import { idFrom, Random } from './random.ts'

export interface DemoSubmission {
  readonly id: SubmissionId
  readonly version: number
  readonly statement: string
  readonly by: Person
  readonly at: Instant
  readonly decision: { kind: 'accepted' | 'returned'; by: Person; at: Instant; reason: string | null } | null
}

export interface DemoAssignment {
  readonly id: AssignmentId
  readonly task: Task
  readonly unit: Unit
  readonly state: AssignmentState
  readonly submissions: readonly DemoSubmission[]
}

export interface DemoCampaign {
  readonly id: CampaignId
  readonly title: string
  readonly text: string
  readonly from: Day
  readonly to: Day
  readonly dispatchedAt: Instant
  readonly author: Person
  readonly phases: readonly Phase[]
  readonly tasks: readonly Task[]
  readonly assignments: readonly DemoAssignment[]
}

/** An hour of a day's work, so that hand-ins do not all fall on midnight. */
export const duringDay = (day: Day, random: Random): Instant =>
  new Date(Date.parse(startOfDay(day)) + random.between(8 * 60, 17 * 60) * 60_000).toISOString() as Instant

/** The running campaign: what was asked, what came in, what was sent back, what is still missing. */
export function makeCampaign(units: readonly Unit[], people: readonly Person[], today: Day): DemoCampaign {
  const planned = planPhases(today)
  const phases: Phase[] = planned.map(phase => ({ ...phase, id: idFrom<PhaseId>(`phase ${phase.kind}`) }))
  const text = samplePlan(today)
  const tasks = makeTasks(phases, text)
  const first = planned[0]
  const author = people.find(person => person.username === 'anquangu')
  if (!author) throw new Error('the safety section has no officer')
  return {
    id: idFrom<CampaignId>('campaign'),
    title: text.split('\n')[1] ?? '',
    text,
    from: first.from,
    to: planned[2].to,
    dispatchedAt: duringDay(addDays(first.from, -1), new Random('dispatch')),
    author,
    phases,
    tasks,
    assignments: makeAssignments(tasks, units, people, author, today),
  }
}

function makeTasks(phases: readonly Phase[], text: string): Task[] {
  return PLANNED_TASKS.map(planned => {
    const phase = phases.find(each => each.kind === planned.phase)
    const start = text.indexOf(planned.quote)
    return {
      id: idFrom<TaskId>(`task ${planned.title}`),
      phaseId: phase?.id ?? null,
      path: planned.path,
      title: planned.title,
      quote: planned.quote,
      span: start < 0 ? null : { start, end: start + planned.quote.length },
      area: planned.area,
      addressees: addresseesOf(planned),
      dueOn: planned.dueAfter !== null && phase?.from ? addDays(phase.from, planned.dueAfter) : null,
      evidence: [...planned.evidence],
      milestone: planned.milestone,
    }
  })
}

function makeAssignments(
  tasks: readonly Task[],
  units: readonly Unit[],
  people: readonly Person[],
  reviewer: Person,
  today: Day,
): DemoAssignment[] {
  const doers = new Map<UnitId, Person>()
  for (const person of people)
    if (person.role === 'safety-officer' || person.role === 'section-officer')
      doers.set(person.unitId, person)
  return tasks.flatMap(task =>
    resolveAddressees(units, task.addressees, today).map(unit => {
      const random = new Random(`${task.title} ${unit.name}`)
      const by = doers.get(unit.id)
      const work = by
        ? workOn(task, unit, by, reviewer, today, random)
        : { state: 'pending' as const, submissions: [] }
      return { id: idFrom<AssignmentId>(`assignment ${task.title} ${unit.name}`), task, unit, ...work }
    }),
  )
}

const STATEMENTS = [
  '已按要求完成，责任人到岗到位，记录齐全。',
  '已组织自查并完成整改，材料附后。',
  '学校召开专题会议研究部署，按分工逐项落实。',
  '任务已完成，过程照片和台账已存档。',
]
const RETURNS = [
  '照片看不清现场，请补充清晰照片。',
  '缺少责任人签字，请补齐后重新提交。',
  '未说明整改措施和完成时间，请补充。',
]

/** Diligence of a unit: most are good, some slow, a few hardly answer, as in any county. */
const diligenceOf = (unit: Unit): number => {
  const draw = new Random(`diligence ${unit.name}`).next()
  return draw < 0.12 ? 0.45 : draw < 0.35 ? 0.75 : 0.95
}

function workOn(
  task: Task,
  unit: Unit,
  by: Person,
  reviewer: Person,
  today: Day,
  random: Random,
): { state: AssignmentState; submissions: DemoSubmission[] } {
  const due = task.dueOn ?? addDays(today, 30)
  const diligence = diligenceOf(unit)
  const handIn = addDays(due, random.between(-18, diligence > 0.9 ? 0 : 8))
  if (handIn >= today || !random.chance(diligence))
    return { state: random.chance(diligence) ? 'received' : 'pending', submissions: [] }

  const submissions: DemoSubmission[] = []
  const submit = (on: Day, decision: DemoSubmission['decision']): void => {
    const version = submissions.length + 1
    submissions.push({
      id: idFrom<SubmissionId>(`submission ${task.title} ${unit.name} ${version}`),
      ...{ version, by, decision },
      statement: needs(task.evidence, 'statement') ? random.pick(STATEMENTS) : '材料见附件。',
      at: duringDay(on, random),
    })
  }
  const decided = (on: Day, kind: 'accepted' | 'returned'): DemoSubmission['decision'] =>
    on >= today
      ? null
      : {
          kind,
          by: reviewer,
          at: duringDay(on, random),
          reason: kind === 'returned' ? random.pick(RETURNS) : null,
        }
  const returnedFirst = random.chance(0.18)
  const judgedOn = addDays(handIn, random.between(1, 4))
  submit(handIn, decided(judgedOn, returnedFirst ? 'returned' : 'accepted'))
  const first = submissions[0]?.decision
  if (!first) return { state: 'submitted', submissions }
  if (first.kind === 'accepted') return { state: 'accepted', submissions }
  const againOn = addDays(judgedOn, random.between(1, 6))
  if (againOn >= today || random.chance(0.25)) return { state: 'returned', submissions }
  submit(againOn, decided(addDays(againOn, random.between(1, 3)), 'accepted'))
  return { state: submissions[1]?.decision ? 'accepted' : 'submitted', submissions }
}

const needs = (evidence: readonly EvidenceKind[], kind: EvidenceKind): boolean => evidence.includes(kind)
