import type { FormField, Placed } from '@anlan/domain'
import { computed, ref, watch, type Ref } from 'vue'
import { useSession } from '../../app/session.ts'

/** The columns a person wants to see of a register, kept for him on this device; else those the register names. */
export function useColumns(register: Ref<Placed | null>, fields: Ref<readonly FormField[]>) {
  const { me } = useSession()
  const place = computed(() => `anlan.columns.${me.value.account.id}.${register.value?.key ?? ''}`)
  const own = ref<readonly string[] | null>(null)
  watch(place, () => (own.value = read(place.value)), { immediate: true })
  const columns = computed<FormField[]>(() => {
    const named = (names: readonly string[]) =>
      names.flatMap(name => fields.value.find(field => field.name === name) ?? [])
    const chosen = own.value === null ? [] : named(own.value)
    return chosen.length > 0 ? chosen : named(register.value?.summary ?? [])
  })
  /** Null goes back to what the register names. */
  function choose(names: readonly string[] | null): void {
    own.value = names
    if (names === null) localStorage.removeItem(place.value)
    else localStorage.setItem(place.value, JSON.stringify(names))
  }
  return { columns, isOwn: computed(() => own.value !== null), choose }
}

function read(place: string): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null')
    return Array.isArray(kept) && kept.every(each => typeof each === 'string') ? kept : null
  } catch {
    return null
  }
}
