import { watch } from 'vue'
import { refusalOf } from './errors.ts'
import { queryClient } from './query-client.ts'
import { connection } from './trpc.ts'

const AGAIN_MS = 2_000
const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, AGAIN_MS))

/** Asks a server that is away until it answers, and then asks again for whatever the open page did not get. */
export function keepLine(): void {
  // The machine knows at once that it has no line; a question would only wait.
  addEventListener('offline', () => (connection.away = true))
  watch(
    () => connection.away,
    async away => {
      if (!away) return
      while (connection.away) {
        await pause()
        const ready = await fetch('/health/ready').then(
          ({ ok }) => ok,
          () => false,
        )
        if (ready) connection.away = false
      }
      await queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
    },
  )
}

/** True when a question failed because nobody is there to answer it, and not because the answer was no. */
const isLost = (error: unknown): boolean =>
  connection.away && (refusalOf(error) === null || refusalOf(error) === 'database-away')

/** Asks as often as it takes to reach somebody: what the line does says nothing about the one who asks. */
export async function whenReached<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isLost(error)) throw error
      await pause()
    }
  }
}
