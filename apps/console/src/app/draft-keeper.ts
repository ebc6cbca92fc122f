import { watch } from 'vue'

const PREFIX = 'anlan.draft.'

/**
 * Keeps what is typed into a form on this device until it is handed in: a reload, a crash or an ended session
 * loses nothing. Fills `form` with what was kept; call the returned function when the form is done.
 */
export function keepDraft<Form extends object>(key: string, form: Form): () => void {
  const name = PREFIX + key
  const kept = localStorage.getItem(name)
  if (kept !== null) {
    try {
      Object.assign(form, JSON.parse(kept))
    } catch {
      localStorage.removeItem(name)
    }
  }
  const stop = watch(form, value => localStorage.setItem(name, JSON.stringify(value)), { deep: true })
  return () => {
    stop()
    localStorage.removeItem(name)
  }
}
