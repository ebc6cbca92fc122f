import { computed, ref, watch, type WritableComputedRef } from 'vue'

/**
 * What somebody chose of a list for one act, by id. Only what stands in the list is chosen: what left it, because somebody
 * else settled it or the page was turned, is neither counted nor done unseen, and comes back unchosen.
 */
export function useChosen(listed: () => readonly string[]): WritableComputedRef<string[]> {
  const marked = ref<string[]>([])
  watch(listed, ids => (marked.value = marked.value.filter(id => ids.includes(id))))
  return computed({
    get: () => listed().filter(id => marked.value.includes(id)),
    set: ids => (marked.value = ids),
  })
}
