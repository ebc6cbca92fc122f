import { onScopeDispose, ref } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

/** Asks for everything about hazards again whenever one changes, while the page is open. */
export function useHazardChanges() {
  const live = ref(false)
  const stream = trpc.hazardBoards.changes.subscribe(undefined, {
    onData: ({ version }) => {
      live.value = true
      // The first comes at once, and the page has just asked.
      if (version > 1) void queryClient.invalidateQueries({ queryKey: ['hazards'] })
    },
    onError: () => (live.value = false),
    onConnectionStateChange: ({ state }) => {
      if (state === 'connecting') live.value = false
    },
  })
  onScopeDispose(() => stream.unsubscribe())
  return live
}
