import {
  ADDRESSEE_SETS,
  isDay,
  NOBODY,
  type AddresseeSet,
  type Addressees,
  type CampaignDraft,
  type Day,
  type DraftQuestion,
  type EvidenceKind,
  type Phase,
  type PhaseId,
  type PhaseKind,
  type Task,
  type TaskId,
  type TaskMilestone,
} from '@anlan/domain'
import { readAddressees, type ParsedPlan, type TaskCandidate } from '@anlan/plan-reader'
import { newId } from '../ids.ts'

/**
 * A draft as a careful clerk would begin it from a reading. What the text says is taken over; what it leaves open is
 * proposed where a plan's habit is plain (the phase of a task without one, the evidence) and left empty otherwise.
 * `name` stands in for a missing title.
 */
export function draftFromPlan(plan: ParsedPlan, name: string): CampaignDraft {
  const phases = plan.phases.map((phase): Phase => ({
    id: newId<PhaseId>(),
    kind: kindOf(phase.name),
    name: phase.name.slice(0, 60),
    from: toDay(phase.from),
    to: toDay(phase.to),
    path: phase.path,
  }))
  const everybody = groupsOf(plan.addressees)
  return {
    title: titleOf(plan.title, name),
    year: plan.year,
    issuer: plan.issuer?.slice(0, 100) ?? null,
    documentNumber: plan.documentNumber?.slice(0, 60) ?? null,
    issuedOn: toDay(plan.issuedOn),
    from: toDay(plan.window?.from ?? null),
    to: toDay(plan.window?.to ?? null),
    phases,
    // A document with more duties than this is a collection of documents.
    tasks: plan.tasks.slice(0, 200).map(task => toTask(task, phases, everybody)),
    questions: plan.questions.map((question, index): DraftQuestion => ({
      id: `${question.code}-${index + 1}`,
      ...{ code: question.code, path: question.path, quote: question.quote },
      ...{ span: question.span && { ...question.span }, message: question.message, resolution: null },
    })),
  }
}

/** The shortest title the domain takes is four characters; a file's name is better than none. */
function titleOf(title: string, name: string): string {
  const found = [title, name.replace(/\.[a-z0-9]+$/i, '')].find(each => each.trim().length >= 4)
  return (found ?? '未命名方案').trim().slice(0, 200)
}

/** A day that exists; `????-05-15`, which has no year, is for the clerk to complete. */
const toDay = (day: string | null): Day | null => (day !== null && isDay(day) ? day : null)

const KINDS: readonly (readonly [RegExp, PhaseKind])[] = [
  [/总结|评估|验收|巩固|考核|提升|督查|检查评比/, 'review'],
  [/部署|动员|宣传|启动|准备|发动/, 'deployment'],
  [/排查|整治|实施|自查|整改|推进|治理|攻坚/, 'rectification'],
]
const kindOf = (name: string): PhaseKind => KINDS.find(([words]) => words.test(name))?.[1] ?? 'other'

function toTask(task: TaskCandidate, phases: readonly Phase[], everybody: readonly AddresseeSet[]): Task {
  const words = `${task.title}${task.quote}`
  const dueOn = toDay(task.dueOn)
  const sets = knownSets(task.addressees?.sets ?? [])
  const title = task.title.trim().slice(0, 120)
  return {
    id: newId<TaskId>(),
    phaseId: (phaseOf(task, phases, dueOn)?.id ?? null) as PhaseId | null,
    path: task.path === '' ? null : task.path,
    title: title.length >= 2 ? title : '未命名任务',
    quote: task.quote.slice(0, 4000),
    span: { ...task.span },
    area: task.area,
    addressees: addressed(sets.length > 0 ? sets : everybody),
    dueOn,
    evidence: evidenceFor(words),
    milestone: milestoneOf(words),
  }
}

/** The phase whose paragraph lays the duty down, else the one its deadline falls in, else that in which the work is done. */
function phaseOf(task: TaskCandidate, phases: readonly Phase[], dueOn: Day | null): Phase | undefined {
  if (task.phase !== null) return phases[task.phase]
  const byDay =
    dueOn === null
      ? undefined
      : phases.find(phase => (phase.from ?? '0000') <= dueOn && dueOn <= (phase.to ?? '9999'))
  return byDay ?? phases.find(phase => phase.kind === 'rectification') ?? phases[0]
}

const addressed = (sets: readonly AddresseeSet[]): Addressees =>
  sets.length === 0 ? NOBODY : { ...NOBODY, sets: [...sets] }

const knownSets = (sets: readonly string[]): AddresseeSet[] =>
  sets.filter((set): set is AddresseeSet => Object.hasOwn(ADDRESSEE_SETS, set))

/** The groups a document is addressed to in its salutation. */
const groupsOf = (phrases: readonly string[]): AddresseeSet[] => [
  ...new Set(phrases.flatMap(phrase => knownSets(readAddressees(phrase, phrase)?.sets ?? []))),
]

function evidenceFor(words: string): EvidenceKind[] {
  const kinds: EvidenceKind[] = ['statement']
  if (/照片|图片|影像|视频/.test(words)) kinds.push('photo')
  if (/报送|上报|报告|报局|总结|台账|清单|方案|预案|材料/.test(words)) kinds.push('document')
  return kinds
}

function milestoneOf(words: string): TaskMilestone | null {
  if (/总结/.test(words) && /报|送|提交/.test(words)) return 'summary'
  return /动员部署|部署会|动员会|专题会议/.test(words) ? 'deployment-meeting' : null
}
