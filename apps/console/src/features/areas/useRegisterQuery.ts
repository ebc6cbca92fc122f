import type { FormField, Placed } from '@anlan/domain'
import { computed, type Ref } from 'vue'
import { useRouter, type LocationQuery } from 'vue-router'
import { useAddress } from '../../app/useAddress.ts'
import { fieldFilters, isDay, narrowableOf } from './field-filters.ts'

/** A change of what an address asks for; what is undefined falls away. */
export type Parts = Record<string, string | undefined>

/** What a register's page asks for. All of it stands in the address, so that a link shows another reader the same. */
export function useRegisterQuery(
  register: Ref<Placed | null>,
  fields: Ref<readonly FormField[]>,
  seesPersonal: Ref<boolean>,
) {
  const { query, part, page, change } = useAddress()
  const router = useRouter()
  const narrowing = computed(() => narrowableOf(register.value, fields.value, seesPersonal.value))
  const asked = computed(() => {
    const dated = register.value !== null && register.value.happenedOn !== null
    return {
      filter: {
        ...(part('unit') && { unitId: part('unit') as never }),
        ...(part('township') && { township: part('township').slice(0, 9) }),
        ...(part('found') === '1' && { found: true }),
        ...(part('search') && { search: part('search').slice(0, 60) }),
        ...(dated && isDay(part('from')) && { happenedFrom: part('from') as never }),
        ...(dated && isDay(part('to')) && { happenedTo: part('to') as never }),
        ...(part('retired') === '1' && { retired: true }),
        ...fieldFilters(narrowing.value, part),
      },
      sort: { by: part('sort') || 'recordedAt', desc: part('sort') === '' || part('desc') === '1' },
      page: page.value,
    }
  })
  const narrowed = computed(() => {
    const { filter } = asked.value
    const { fields: values, texts = {}, ranges = {} } = filter
    const byField = [values, texts, ranges].reduce((sum, each) => sum + Object.keys(each).length, 0)
    // Whose list it is does not narrow it.
    const others = Object.keys(filter).filter(name => !['unitId', 'fields', 'texts', 'ranges'].includes(name))
    return byField + others.length
  })
  const sortBy = (name: string): Promise<unknown> =>
    change({
      sort: name,
      desc: asked.value.sort.by === name && !asked.value.sort.desc ? '1' : undefined,
    })
  /** What a saved filter keeps: the address, but for the school it was looked at for and the page. */
  const kept = computed(() => withoutPlace(query.value))
  const apply = (saved: Readonly<Record<string, unknown>>): Promise<unknown> =>
    router.push({ query: { ...(part('unit') && { unit: part('unit') }), ...withoutPlace(saved) } })
  return { asked, narrowing, narrowed, part, change, sortBy, kept, apply }
}

const withoutPlace = (query: LocationQuery | Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'unit' && name !== 'page' ? [[name, value]] : [],
    ),
  )
