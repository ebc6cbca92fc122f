import type { AppRouter } from '@anlan/server/api'
import { useMutation, useQuery } from '@tanstack/vue-query'
import type { inferRouterOutputs } from '@trpc/server'
import { computed, onScopeDispose, watch } from 'vue'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'

export type Verification = inferRouterOutputs<AppRouter>['audit']['verifications'][number]

/** How a run's outcome looks. */
export const VERIFICATION_TONES = {
  running: 'info',
  whole: 'success',
  broken: 'danger',
  interrupted: 'warning',
} as const satisfies Record<Verification['state'], string>

const CHAIN_EVERY_MS = 10_000
/** A run that falls silent sends nothing more: whoever looks on has to ask. */
const ASK_EVERY_MS = 15_000

/** How far the record is linked and sealed, asked again now and then. */
export const useChain = () =>
  useQuery({
    queryKey: ['audit', 'chain'],
    queryFn: () => trpc.audit.chain.query(),
    refetchInterval: CHAIN_EVERY_MS,
  })

/** Runs of verification, newest first, followed as they go on. */
export function useVerifications() {
  const queryKey = ['audit', 'verifications']
  const list = useQuery({
    queryKey,
    queryFn: () => trpc.audit.verifications.query(),
    refetchInterval: ASK_EVERY_MS,
  })
  const stream = trpc.audit.live.subscribe(undefined, {
    onData: rows => queryClient.setQueryData(queryKey, rows),
    onError: () => void queryClient.invalidateQueries({ queryKey }),
  })
  onScopeDispose(() => stream.unsubscribe())

  const latest = computed<Verification | undefined>(() => list.data.value?.[0])
  watch(
    () => latest.value?.state,
    () => void queryClient.invalidateQueries({ queryKey: ['audit', 'chain'] }),
  )
  const start = useMutation({
    mutationFn: () => trpc.audit.verify.mutate(),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  })
  return { list, latest, start }
}
