import { LIMIT_UNITS } from '@anlan/domain'
import { useWords } from '../../app/i18n.ts'
import type { LimitRow } from './limit-row.ts'

/** A number with its unit; English says one time and two times. */
export function useLimitText() {
  const { label } = useWords()
  return ({ spec }: Pick<LimitRow, 'spec'>, value: number): string => {
    const unit = label(LIMIT_UNITS[spec.unit])
    return `${value} ${value === 1 && unit.length > 2 ? unit.replace(/s$/, '') : unit}`
  }
}
