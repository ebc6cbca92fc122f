import { MutationCache, QueryCache, QueryClient } from '@tanstack/vue-query'
import { refusalOf } from './errors.ts'
import { signedOutUnderway } from './session.ts'

/** Refusals that something has to be done about before any page works again. */
const INTERRUPTIONS: readonly (string | null)[] = [
  'signed-out',
  'password-change-required',
  'two-factor-required',
]
const noticeSignOut = (error: unknown): void => {
  if (INTERRUPTIONS.includes(refusalOf(error))) signedOutUnderway.value = true
}

/** Refusals are answers and are not asked again; a lost line is tried a few times. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => refusalOf(error) === null && count < 3,
    },
  },
})
