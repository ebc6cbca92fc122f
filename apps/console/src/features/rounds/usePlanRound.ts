import {
  AccountId,
  listRoundKinds,
  RoundId,
  type AreaId,
  type Day,
  type NewRound,
  type RoundKind,
  type UnitId,
} from '@anlan/domain'
import { useMutation } from '@tanstack/vue-query'
import { computed, reactive, watch } from 'vue'
import { useRouter } from 'vue-router'
import { useSession } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'
import { forgetRounds } from './useRounds.ts'

/** The parts that one person each has; whoever goes without one is a member. */
export const SINGLE_PARTS = ['leader', 'convenor', 'recorder'] as const

/** What a bureau plans most; a school or township has one kind of its own. */
const USUAL: RoundKind = 'special'

export interface RoundForm {
  kind: RoundKind
  title: string
  areas: AreaId[]
  from: string
  until: string
  /** Everybody who goes. */
  people: string[]
  leader: string
  convenor: string
  recorder: string
  departments: string
  note: string
  by: 'draw' | 'choice'
  count: number
  townships: string[]
  chosen: string[]
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** What was filled in, as the server takes it. */
const toRound = (form: RoundForm, id: RoundId): NewRound => ({
  ...{ id, kind: form.kind, title: form.title, areas: form.areas, note: form.note },
  ...{ from: form.from as Day, until: form.until as Day },
  departments: form.kind === 'joint' ? lines(form.departments) : [],
  team: {
    leaderId: AccountId.parse(form.leader),
    convenorId: AccountId.parse(form.convenor),
    recorderId: AccountId.parse(form.recorder),
    memberIds: form.people
      .filter(each => SINGLE_PARTS.every(part => form[part] !== each))
      .map(each => AccountId.parse(each)),
  },
  schools:
    form.by === 'draw'
      ? { by: 'draw', count: form.count, townships: form.townships, kinds: [] }
      : { by: 'choice', unitIds: form.chosen as UnitId[] },
})

/** A round that is being planned: the form, whether it can be sent, and sending it. */
export function usePlanRound() {
  const { me } = useSession()
  const router = useRouter()
  const kinds = computed(() => listRoundKinds(me.value.account.role))
  const id = RoundId.parse(crypto.randomUUID())
  const form = reactive<RoundForm>({
    ...{
      kind: kinds.value.find(kind => kind === USUAL) ?? (kinds.value[0] as RoundKind),
      title: '',
      areas: [],
      note: '',
      departments: '',
    },
    ...{ from: me.value.today, until: me.value.today },
    ...{ people: [], leader: '', convenor: '', recorder: '' },
    ...{ by: 'draw', count: 3, townships: [], chosen: [] },
  })
  // Whoever goes no longer has no part either.
  watch(
    () => form.people,
    people => {
      for (const part of SINGLE_PARTS) if (!people.includes(form[part])) form[part] = ''
    },
  )
  const send = useMutation({
    mutationFn: () => trpc.rounds.plan.mutate(toRound(form, id)),
    onSuccess: async round => {
      await forgetRounds()
      await router.replace(`/rounds/${round.id}`)
    },
  })
  /** What has still to be filled in, as the names of its fields. */
  const lacking = computed(() => [
    ...(form.areas.length > 0 ? [] : (['roundPlan.areas'] as const)),
    ...(form.from <= form.until ? [] : (['roundPlan.until'] as const)),
    ...SINGLE_PARTS.filter(part => form[part] === '').map(part => `roundPlan.${part}` as const),
    ...(form.by === 'draw' || form.chosen.length > 0 ? [] : (['roundPlan.schools'] as const)),
  ])
  const isReady = computed(() => lacking.value.length === 0 && form.leader !== form.recorder)
  return { form, kinds, send, isReady, lacking }
}
