import type { EntryId } from '@anlan/domain'
import { shallowRef, watch } from 'vue'

interface Choosable {
  readonly id: EntryId
  readonly revision: number
}

/** Entries chosen to be changed together, over the pages of a list; another list begins anew. */
export function useChosen(listed: () => unknown) {
  const chosen = shallowRef<ReadonlyMap<EntryId, number>>(new Map())
  const clear = (): void => void (chosen.value = new Map())
  function choose(entries: readonly Choosable[], on: boolean): void {
    const next = new Map(chosen.value)
    for (const { id, revision } of entries) {
      if (on) next.set(id, revision)
      else next.delete(id)
    }
    chosen.value = next
  }
  watch(() => JSON.stringify(listed()), clear)
  return { chosen, choose, clear }
}
