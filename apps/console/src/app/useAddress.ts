import { computed } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'

type Parts = Readonly<Record<string, string | undefined>>

/** What a list is narrowed to, and which of its pages is shown, stand in the address: a link leads to the same list. */
export function useAddress() {
  const [route, router] = [useRoute(), useRouter()]
  /** What the address says under a name; an empty text where it says nothing. */
  const part = (name: string): string => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  const query = computed(() => route.query)
  const page = computed(() => Math.max(1, Number.parseInt(part('page'), 10) || 1))
  /** The address with some parts changed; whatever else changes, the list begins again at its first page. */
  const withParts = (parts: Parts): { query: LocationQueryRaw } => ({
    query: { ...route.query, page: undefined, ...parts },
  })
  const change = (parts: Parts): Promise<unknown> => router.push(withParts(parts))
  const goTo = (number: number): Promise<unknown> => change({ page: String(number) })
  return { query, part, page, withParts, change, goTo }
}

/** What was typed or chosen in the field of an event, as a part of the address: nothing is left out. */
export const entered = (event: Event): string | undefined =>
  (event.target as HTMLInputElement | HTMLSelectElement).value.trim() || undefined
