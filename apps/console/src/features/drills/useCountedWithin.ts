import { Day, UnitId } from '@anlan/domain'
import { computed } from 'vue'
import { useWords } from '../../app/i18n.ts'
import { useAddress } from '../../app/useAddress.ts'
import { useUnits } from '../organisation/useUnits.ts'

/** The unit and the days a rate of drills was asked for, as the address has them and in words. */
export function useCountedWithin() {
  const { t, period } = useWords()
  const { part } = useAddress()
  const { byId } = useUnits()
  const within = computed(() => ({
    unitId: UnitId.safeParse(part('unit')).data,
    ...{ from: Day.safeParse(part('from')).data, to: Day.safeParse(part('to')).data },
  }))
  /** What undoes the narrowing; empty where there is none. */
  const widen = computed(() => {
    const { unitId, from, to } = within.value
    const what = [
      unitId && byId.value.get(unitId)?.name,
      from || to ? period(from ?? null, to ?? null) : null,
    ].filter(Boolean)
    return what.length > 0 ? t('drills.widen', { what: what.join(' · ') }) : ''
  })
  return { within, widen }
}
