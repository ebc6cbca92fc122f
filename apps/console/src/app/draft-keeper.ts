import { watch } from 'vue'
import { currentSession } from './session.ts'

/** Drafts are kept by account: on a shared computer nobody finds what somebody else typed. */
const nameOf = (key: string): string => `anlan.draft.${currentSession()?.account.id ?? ''}.${key}`

/**
 * Keeps what is typed into a form on this device until it is handed in: a reload, a crash or an ended session
 * loses nothing. Fills `form` with what was kept; call the returned function when the form is done. What is not
 * `isWorth` keeping, such as a form nobody has touched, leaves nothing on the device.
 */
export function keepDraft<Form extends object>(
  key: string,
  form: Form,
  isWorth: (form: Form) => boolean = () => true,
): () => void {
  const name = nameOf(key)
  const kept = localStorage.getItem(name)
  if (kept !== null) {
    try {
      Object.assign(form, JSON.parse(kept))
    } catch {
      localStorage.removeItem(name)
    }
  }
  const keep = (): void =>
    isWorth(form) ? localStorage.setItem(name, JSON.stringify(form)) : localStorage.removeItem(name)
  const stop = watch(form, keep, { deep: true })
  return () => {
    stop()
    localStorage.removeItem(name)
  }
}
