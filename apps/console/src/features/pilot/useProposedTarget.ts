import { addMonths, type Day } from '@anlan/domain'
import { watch } from 'vue'
import { useSession } from '../../app/session.ts'
import { useCriteria } from './usePilots.ts'

/** Fills in the day by which a school that is named today is to be done, by the county’s period; what is filled in stays. */
export function useProposedTarget(form: { targetOn: string }): void {
  const { me } = useSession()
  const criteria = useCriteria()
  watch(
    () => criteria.data.value?.limits['build-months'],
    months => {
      if (months !== undefined && form.targetOn === '')
        form.targetOn = addMonths(me.value.today as Day, months)
    },
    { immediate: true },
  )
}
