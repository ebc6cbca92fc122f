import { onScopeDispose, ref } from 'vue'

/** True on a phone: where tables are cards, a tree is a list. The same bound as in the style sheet. */
export function useNarrow() {
  const query = matchMedia('(max-width: 700px)')
  const narrow = ref(query.matches)
  const follow = (event: MediaQueryListEvent): void => {
    narrow.value = event.matches
  }
  query.addEventListener('change', follow)
  onScopeDispose(() => query.removeEventListener('change', follow))
  return narrow
}
