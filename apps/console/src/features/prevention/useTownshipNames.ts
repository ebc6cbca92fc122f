import { NO_TOWNSHIP } from '@anlan/domain'
import { computed } from 'vue'
import { useWords } from '../../app/i18n.ts'
import { useTownships } from '../organisation/useUnits.ts'

/** Townships by name, with one entry for what lies in none. */
export function useTownshipNames() {
  const { t } = useWords()
  const townships = useTownships()
  const choices = computed(() => {
    const all = (townships.data.value ?? []).map(({ code, name }) => ({ code: code as string, name }))
    return all.length === 0 ? [] : [...all, { code: NO_TOWNSHIP as string, name: t('hazards.noTownship') }]
  })
  const nameOf = (code: string): string => choices.value.find(each => each.code === code)?.name ?? code
  return { choices, nameOf }
}
