import type { AppRouter } from '@anlan/server/api'
import {
  createTRPCClient,
  httpBatchLink,
  httpBatchStreamLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
} from '@trpc/client'
import { reactive } from 'vue'

/** What every page shows of the line to the server. */
export const connection = reactive({ away: false, outdated: false })

const API_VERSION = '1'

/** Fetch that notices a lost line and a server that was upgraded under an open page. */
const watchedFetch: typeof fetch = async (input, init) => {
  try {
    const response = await fetch(input, init)
    connection.away = response.status === 503
    const version = response.headers.get('x-anlan-api')
    if (version !== null && version !== API_VERSION) connection.outdated = true
    return response
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) connection.away = true
    throw error
  }
}

/** The context of a call whose answer is told piece by piece. */
export const PIECEWISE = { piecewise: true } as const

/** The context of a call that must arrive though its page is being left: it waits for no other, and goes on without it. */
export const OUTLIVES_PAGE = { outlivesPage: true } as const
const lastingFetch: typeof fetch = (input, init) => watchedFetch(input, { ...init, keepalive: true })

export const trpc = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: operation => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: splitLink({
        condition: operation => operation.context.piecewise === true,
        true: httpBatchStreamLink({ url: '/trpc', fetch: watchedFetch as never }),
        false: splitLink({
          condition: operation => operation.context.outlivesPage === true,
          true: httpLink({ url: '/trpc', fetch: lastingFetch as never }),
          // The server takes no more than 50 calls in one request.
          false: httpBatchLink({
            ...{ url: '/trpc', fetch: watchedFetch as never },
            ...{ maxURLLength: 4000, maxItems: 25 },
          }),
        }),
      }),
    }),
  ],
})
