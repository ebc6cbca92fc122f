import {
  NOBODY,
  type CampaignDraft,
  type CampaignId,
  type PhaseId,
  type Task,
  type TaskId,
} from '@anlan/domain'
import { useQuery } from '@tanstack/vue-query'
import { computed, nextTick, onScopeDispose, ref, toRaw, watch } from 'vue'
import { refusalOf, sayError } from '../../app/errors.ts'
import { signedOutUnderway } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'

export type Saving = 'saved' | 'waiting' | 'saving' | 'failed'
/** Lines of the document's head that an answer to the reader's question may fill in. */
export type HeadField = 'title' | 'issuer' | 'documentNumber' | 'issuedOn'
const PAUSE_MS = 700
const RETRY_MS = 5_000
/** What stood in the way and may be gone in a moment: the line, the database, a session that ended. */
const PASSING: readonly (string | null)[] = [null, 'database-away', 'signed-out']

/**
 * A draft on the screen that saves itself a moment after each change. A lost line, and a session that ended, are
 * tried again while the page stays open; somebody else's save is said and nothing typed here is thrown away.
 */
export function useDraft(id: CampaignId) {
  const server = useQuery({
    queryKey: ['campaigns', 'draft', id],
    queryFn: () => trpc.campaigns.draft.query({ id }),
    // What is being edited must not be exchanged under the writer's hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: Infinity,
    gcTime: 0,
  })
  const form = ref<CampaignDraft | null>(null)
  const reading = ref<Pick<NonNullable<typeof server.data.value>, 'problems' | 'resolved'> | null>(null)
  const revision = ref(0)
  const saving = ref<Saving>('saved')
  const problem = ref('')
  const stale = ref(false)
  const editable = computed(() => server.data.value?.state === 'draft')
  let timer: ReturnType<typeof setTimeout> | undefined
  let underway: Promise<void> | null = null
  let loading = false
  let reloading = false

  watch(
    () => server.data.value,
    data => {
      // What is typed and not saved yet is not exchanged for what the server has; a reload asks for just that.
      if (!data || (form.value && saving.value !== 'saved' && !reloading)) return
      loading = true
      form.value = structuredClone(toRaw(data.draft))
      reading.value = { problems: data.problems, resolved: data.resolved }
      revision.value = data.revision
      stale.value = false
      problem.value = ''
      saving.value = 'saved'
    },
    { immediate: true },
  )
  watch(
    form,
    () => {
      if (loading) {
        loading = false
        return
      }
      if (!editable.value) return
      saving.value = 'waiting'
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), PAUSE_MS)
    },
    { deep: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    if (saving.value === 'waiting' || saving.value === 'failed') void save()
  })

  async function save(): Promise<void> {
    if (!form.value || stale.value) return
    saving.value = 'saving'
    try {
      const saved = await trpc.campaigns.saveDraft.mutate({
        ...{ id, revision: revision.value, draft: form.value },
      })
      revision.value = saved.revision
      reading.value = { problems: saved.problems, resolved: saved.resolved }
      problem.value = ''
      if (saving.value === 'saving') saving.value = 'saved'
    } catch (error) {
      problem.value = sayError(error)
      saving.value = 'failed'
      stale.value = refusalOf(error) === 'stale-revision'
      const refusal = refusalOf(error)
      if (refusal === 'signed-out') signedOutUnderway.value = true
      if (PASSING.includes(refusal)) timer = setTimeout(() => void flush(), RETRY_MS)
    }
  }

  /** Saves what is not saved yet; when it resolves, the server has everything or `saving` says that it has not. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (underway) await underway
    if (saving.value === 'saved') return
    underway = save()
    await underway
    underway = null
  }
  async function reload(): Promise<void> {
    clearTimeout(timer)
    reloading = true
    await server.refetch()
    await nextTick()
    reloading = false
  }
  return { server, form, reading, revision, saving, problem, stale, editable, flush, reload }
}

/** A task somebody adds by hand, in the phase where most work is done. */
export const newTask = (title: string, phaseId: PhaseId | null): Task => ({
  ...{ id: crypto.randomUUID() as TaskId, phaseId, path: null, title, quote: '', span: null, area: null },
  ...{ addressees: NOBODY, dueOn: null, evidence: ['statement'], milestone: null },
})
