import { compareModels, POST_IDS, type ModelDuty } from '@anlan/domain'
import { useQuery } from '@tanstack/vue-query'
import { computed, reactive, watch } from 'vue'
import { keepDraft } from '../../app/draft-keeper.ts'
import { trpc } from '../../app/trpc.ts'

export type ModelMark = 'added' | 'changed' | 'removed' | null

/**
 * The list the bureau hands down, with changes to it that are kept on this device until they are published as its next
 * edition: many items change together, and schools see none of it half done.
 */
export function useDutyModel() {
  const query = useQuery({
    queryKey: ['responsibility', 'model'],
    queryFn: () => trpc.duties.model.query(),
  })
  /** The list as it is to become, and the edition it was begun on; null while nothing has been changed. */
  const draft = reactive({ from: null as number | null, items: [] as ModelDuty[] })
  keepDraft('duty-model', draft, ({ from }) => from !== null)
  const published = computed(() => query.data.value?.items ?? [])
  const items = computed(() => (draft.from === null ? published.value : draft.items))
  const changes = computed(() => compareModels(published.value, items.value))
  const isChanged = computed(() => Object.values(changes.value).some(keys => keys.length > 0))
  const isStale = computed(
    () => draft.from !== null && query.data.value !== undefined && draft.from !== query.data.value.version,
  )
  const drop = (): void => {
    Object.assign(draft, { from: null, items: [] })
  }
  // Changed back to what is published is nothing changed.
  watch([isChanged, query.data], () => {
    if (draft.from !== null && query.data.value && !isChanged.value) drop()
  })
  const become = (next: readonly ModelDuty[]): void => {
    Object.assign(draft, { from: draft.from ?? query.data.value?.version ?? 0, items: [...next] })
  }
  const markOf = ({ key }: ModelDuty): ModelMark =>
    (['added', 'changed', 'removed'] as const).find(mark => changes.value[mark].includes(key)) ?? null
  /** Every item by post, those that are withdrawn at their old place until they are gone for good. */
  const shown = computed(() => {
    const gone = published.value.filter(({ key }) => changes.value.removed.includes(key))
    return [...items.value, ...gone].toSorted(
      (a, b) =>
        POST_IDS.indexOf(a.post) - POST_IDS.indexOf(b.post) ||
        Number(a.kind === 'safety') - Number(b.kind === 'safety'),
    )
  })
  return {
    ...{ query, draft, items, changes, isChanged, isStale, shown, markOf, drop },
    keep: (item: ModelDuty): void =>
      become(
        items.value.some(({ key }) => key === item.key)
          ? items.value.map(each => (each.key === item.key ? item : each))
          : [...items.value, item],
      ),
    withdraw: (item: ModelDuty): void => become(items.value.filter(({ key }) => key !== item.key)),
  }
}
