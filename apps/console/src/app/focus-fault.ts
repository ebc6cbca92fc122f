import { nextTick } from 'vue'

/** Leads whoever sent a form to the first field that is wrong, which on a telephone lies far above the button. */
export async function focusFault({ currentTarget }: Event): Promise<void> {
  const form = currentTarget
  await nextTick()
  if (form instanceof HTMLElement) form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
