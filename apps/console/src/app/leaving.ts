import { ref } from 'vue'
import { listUnsentRuns } from '../features/inspections/device.ts'
import { currentSession } from './session.ts'

/** What would be lost if somebody signed out now, and what becomes of his answer; null while nobody is asked. */
export const askedToLeave = ref<{ readonly unsent: number; readonly answer: (go: boolean) => void } | null>(
  null,
)

/** True when nothing is on this device only, or whoever signs out has said that it may go. */
export async function mayLeave(): Promise<boolean> {
  const account = currentSession()?.account.id
  // A browser without a store of its own has nothing to lose.
  const runs = account === undefined ? [] : await listUnsentRuns(account).catch(() => [])
  const unsent = runs.reduce((sum, { count }) => sum + count, 0)
  if (unsent === 0) return true
  return new Promise(resolve => {
    askedToLeave.value = {
      unsent,
      answer: go => {
        askedToLeave.value = null
        resolve(go)
      },
    }
  })
}
