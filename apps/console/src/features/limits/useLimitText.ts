import { sayQuantity } from '@anlan/domain'
import { useWords } from '../../app/i18n.ts'
import type { LimitRow } from './limit-row.ts'

/** A number of a rule with its unit. */
export function useLimitText() {
  const { label } = useWords()
  return ({ spec }: Pick<LimitRow, 'spec'>, value: number): string => label(sayQuantity(value, spec.unit))
}
