import { isSchool, UnitId } from '@anlan/domain'
import { computed, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useSession } from '../../app/session.ts'
import { useUnits } from '../organisation/useUnits.ts'

/** The school a page is about: the address's, or the reader's own; whoever looks after several may choose. */
export function useSchool() {
  const route = useRoute()
  const router = useRouter()
  const { me } = useSession()
  const { units } = useUnits()
  const schools = computed(() =>
    units.value.filter(({ kind, openUntil }) => isSchool(kind) && openUntil === null),
  )
  const asked = UnitId.safeParse(route.query.unit)
  const own = isSchool(me.value.unit.kind) ? me.value.unit.id : ''
  const chosen = ref<string>(asked.success ? asked.data : own)
  watch(chosen, unit => router.replace({ query: { ...route.query, unit: unit || undefined } }))
  const unitId = computed(() => UnitId.safeParse(chosen.value).data ?? null)
  const unit = computed(() => units.value.find(({ id }) => id === chosen.value))
  const name = computed(() => unit.value?.name ?? '')
  const kind = computed(() => unit.value?.kind ?? null)
  return { schools, chosen, unitId, name, kind }
}
