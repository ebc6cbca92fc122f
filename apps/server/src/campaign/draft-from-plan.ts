import {
  ADDRESSEE_SETS,
  Campaign,
  isDay,
  MAX_PHASES,
  MAX_TASKS,
  NOBODY,
  tidyText,
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
import { countSigns, cutText, whole } from './cut-text.ts'

/**
 * A draft as a careful clerk would begin it from a reading. What the text says is taken over; what it leaves open is
 * proposed where a plan's habit is plain (the phase of a task without one, the evidence) and left empty otherwise.
 * `name` stands in for a missing title.
 */
export function draftFromPlan(plan: ParsedPlan, name: string): CampaignDraft {
  const phases = plan.phases.slice(0, MAX_PHASES).map((phase): Phase => ({
    id: newId<PhaseId>(),
    kind: kindOf(phase.name),
    name: tidyText(cutText(tidyText(phase.name), 60)) || '未命名阶段',
    from: toDay(phase.from),
    to: toDay(phase.to),
    path: phase.path,
  }))
  const everybody = groupsOf(plan.addressees)
  return {
    title: titleOf(plan.title, name),
    year: Campaign.shape.year.safeParse(plan.year).data ?? null,
    issuer: plan.issuer === null ? null : cutText(tidyText(plan.issuer), 100),
    documentNumber: plan.documentNumber === null ? null : cutText(tidyText(plan.documentNumber), 60),
    issuedOn: toDay(plan.issuedOn),
    from: toDay(plan.window?.from ?? null),
    to: toDay(plan.window?.to ?? null),
    phases,
    tasks: plan.tasks.slice(0, MAX_TASKS).map(task => toTask(task, phases, everybody)),
    questions: [
      ...askAboutTheRest(plan),
      ...plan.questions.map((question, index): DraftQuestion => ({
        id: `${question.code}-${index + 1}`,
        ...{ code: question.code, path: question.path, quote: whole(question.quote) },
        message: { zh: whole(question.message.zh), en: whole(question.message.en) },
        ...{ span: question.span && { ...question.span }, resolution: null },
      })),
    ],
  }
}

/** What a draft has no room for is not left out in silence: somebody has to say that this is one plan. */
function askAboutTheRest({ phases, tasks }: ParsedPlan): DraftQuestion[] {
  if (phases.length <= MAX_PHASES && tasks.length <= MAX_TASKS) return []
  return [
    {
      ...{ id: 'too-long', code: 'too-long', path: null, quote: '', span: null, resolution: null },
      message: {
        zh: `文件读出${phases.length}个阶段、${tasks.length}项任务，草稿只列入前${MAX_PHASES}个阶段、前${MAX_TASKS}项任务。是否把几份文件合在了一起？`,
        en: `The document reads as ${phases.length} phases and ${tasks.length} tasks; the draft takes the first ${MAX_PHASES} and ${MAX_TASKS}. Are these several documents in one?`,
      },
    },
  ]
}

/** The shortest title the domain takes is four characters; a file's name is better than none. */
function titleOf(title: string, name: string): string {
  const found = [title, name.replace(/\.[a-z0-9]+$/i, '')].find(each => countSigns(tidyText(each)) >= 4)
  return tidyText(cutText(tidyText(found ?? '未命名方案'), 200))
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
  const title = tidyText(cutText(tidyText(task.title), 120))
  return {
    id: newId<TaskId>(),
    phaseId: (phaseOf(task, phases, dueOn)?.id ?? null) as PhaseId | null,
    path: task.path === '' ? null : task.path,
    title: countSigns(title) >= 2 ? title : '未命名任务',
    quote: cutText(task.quote, 4000),
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
