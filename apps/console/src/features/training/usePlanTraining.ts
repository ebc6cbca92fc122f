import {
  NewTraining,
  POSTS,
  trainingLevelOf,
  TrainingId,
  type PostId,
  type QuestionKind,
  type TrainingKind,
  type TrainingUnits,
} from '@anlan/domain'
import { useMutation } from '@tanstack/vue-query'
import { computed, reactive } from 'vue'
import { useRouter } from 'vue-router'
import { keepDraft } from '../../app/draft-keeper.ts'
import { useSession } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'
import { forgetTrainings } from './useTrainings.ts'

/** A question as it is typed: choices one a line, so that a whole bank is pasted quickly. */
export interface QuestionForm {
  kind: QuestionKind
  text: string
  choices: string[]
  answers: number[]
}

export interface TrainingForm {
  kind: TrainingKind
  title: string
  content: string
  basis: string
  posts: string[]
  from: string
  to: string
  lessons: number
  film: string
  by: TrainingUnits['by']
  townships: string[]
  units: string[]
  hasTest: boolean
  passMark: number
  drawn: number
  questions: QuestionForm[]
}

/** The first film of this kind; a county may watch another. */
const FIRST_FILM = '生命重于泰山'

export const blankQuestion = (): QuestionForm => ({
  ...{ kind: 'single', text: '', choices: ['', ''], answers: [] },
})

const amongOf = ({ by, townships, units }: TrainingForm): unknown =>
  by === 'all' ? { by } : by === 'townships' ? { by, townships } : { by, unitIds: units }

/** What was filled in, as the server takes it. */
const toTraining = (form: TrainingForm, id: TrainingId): NewTraining =>
  NewTraining.parse({
    ...{ id, kind: form.kind, title: form.title, content: form.content, basis: form.basis },
    ...{ posts: form.posts, from: form.from, to: form.to, lessons: form.lessons },
    film: form.kind === 'viewing' ? form.film : null,
    test: form.hasTest
      ? {
          passMark: form.passMark,
          drawn: Math.min(form.drawn, form.questions.length),
          questions: form.questions,
        }
      : null,
    among: amongOf(form),
  })

/** A training that is being planned: the form, what it lacks, and sending it. */
export function usePlanTraining() {
  const { me } = useSession()
  const router = useRouter()
  const level = computed(() => trainingLevelOf(me.value.account.role))
  const id = TrainingId.parse(crypto.randomUUID())
  const form = reactive<TrainingForm>({
    ...{ kind: 'rotation', title: '', content: '', basis: '', posts: [], lessons: 4, film: FIRST_FILM },
    ...{ from: me.value.today, to: me.value.today, by: 'all', townships: [], units: [] },
    ...{ hasTest: false, passMark: 60, drawn: 10, questions: [] },
  })
  const kept = keepDraft('training.new', form, ({ title, questions }) => title !== '' || questions.length > 0)
  const send = useMutation({
    mutationFn: () => trpc.trainings.plan.mutate(toTraining(form, id)),
    onSuccess: async training => {
      kept()
      await forgetTrainings()
      await router.replace(`/trainings/${training.id}`)
    },
  })
  /** What has still to be filled in, as the names of its fields. */
  const lacking = computed(() => [
    ...(form.posts.length > 0 ? [] : (['training.posts'] as const)),
    ...(form.from <= form.to ? [] : (['trainingPlan.to'] as const)),
    ...(form.by === 'townships' && form.townships.length === 0 ? (['trainingPlan.townships'] as const) : []),
    ...(form.by === 'units' && form.units.length === 0 ? (['trainingPlan.units'] as const) : []),
    ...(form.hasTest && (form.questions.length === 0 || form.questions.some(lacksAnswer))
      ? (['trainingPlan.questions'] as const)
      : []),
  ])
  return { form, level, send, lacking }
}

/** A question nobody could answer rightly yet. */
export const lacksAnswer = ({ kind, answers }: QuestionForm): boolean =>
  kind === 'multiple' ? answers.length < 2 : answers.length !== 1

/** Posts that are often asked together, each with one press. */
export const POST_GROUPS = {
  heads: ['party-secretary', 'head'],
  deputies: ['deputy-head-safety'],
  safety: ['safety-director'],
  teachers: ['grade-leader', 'class-teacher', 'subject-teacher'],
} as const satisfies Record<string, readonly PostId[]>
export type PostGroup = keyof typeof POST_GROUPS
export const POST_GROUP_IDS = Object.keys(POST_GROUPS) as PostGroup[]

export const postOptions = (label: (text: (typeof POSTS)[PostId]) => string) =>
  (Object.keys(POSTS) as PostId[]).map(post => ({ value: post as string, name: label(POSTS[post]) }))
