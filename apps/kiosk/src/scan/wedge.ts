/** Between two letters of a hand scanner lie a few milliseconds; nobody types so fast. */
const MOST_BETWEEN_MS = 60
const LEAST_LETTERS = 6

/** Gathers letters that follow one another faster than fingers, until Enter. */
export class WedgeBuffer {
  #text = ''
  #at = Number.NEGATIVE_INFINITY

  /**
   * @param at milliseconds, by any clock that only goes forward
   * @returns what a scanner typed, once its Enter comes; else null
   */
  key(key: string, at: number): string | null {
    if (at - this.#at > MOST_BETWEEN_MS) this.#text = ''
    this.#at = at
    if (key === 'Enter' || key === 'Tab') {
      const text = this.#text
      this.#text = ''
      return text.length >= LEAST_LETTERS ? text : null
    }
    if (key.length === 1) this.#text += key
    return null
  }

  /** Whether a scanner seems to be typing now. */
  get length(): number {
    return this.#text.length
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement
const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/**
 * Hears a keyboard-wedge scanner wherever the focus is. Its letters are keys like any others: its Enter must not press
 * the button that has the focus, and what it types into a field somebody is filling in is taken out again.
 */
export function listenForWedge(heard: (text: string) => void, target: Window = window): void {
  const buffer = new WedgeBuffer()
  let before: { field: Field; value: string } | null = null
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
    const text = buffer.key(event.key, event.timeStamp)
    if (text !== null) {
      event.preventDefault()
      event.stopPropagation()
      if (before) {
        before.field.value = before.value
        before.field.dispatchEvent(new Event('input', { bubbles: true }))
      }
      before = null
      heard(text)
      return
    }
    if (buffer.length === 1)
      before = isField(event.target) ? { field: event.target, value: event.target.value } : null
    // A space within a scan would press the focused button.
    if (buffer.length > 1 && event.key === ' ' && !isField(event.target)) event.preventDefault()
  }
  target.addEventListener('keydown', onKey, { capture: true })
}
