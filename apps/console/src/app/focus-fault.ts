import { nextTick } from 'vue'

/** A field that is wrong, or what is said of a list of fields that has too few. */
const FAULT = '[aria-invalid="true"], [data-fault]'

/** Leads whoever sent a form to the first field that is wrong, which on a telephone lies far above the button. */
export async function focusFault({ currentTarget }: Event): Promise<void> {
  const form = currentTarget
  await nextTick()
  if (form instanceof HTMLElement) form.querySelector<HTMLElement>(FAULT)?.focus()
}
