import { Instant, isDay, type AuditValue, type RecordWords } from '@anlan/domain'
import { toValue, type MaybeRefOrGetter } from 'vue'
import { useWords } from '../../app/i18n.ts'
import { sayMoment } from './words.ts'

/** How a field looks in which nothing stands. */
export const NOTHING = '—'

/** Values of the record as a person reads them: members of sets by their words, ids by what they name, days as days. */
export function useValues(
  words: MaybeRefOrGetter<RecordWords>,
  names: MaybeRefOrGetter<Readonly<Record<string, string>>>,
) {
  const { t, label, day, locale } = useWords()

  const sayOne = (path: readonly string[], value: string | number | boolean | null): string => {
    if (value === null || value === '') return NOTHING
    if (typeof value === 'boolean') return t(value ? 'event.yes' : 'event.no')
    if (typeof value === 'number')
      return [String(value), label(toValue(words).unit(path))].filter(Boolean).join(' ')
    const called = toValue(words).value(path, value)
    if (called) return label(called)
    if (isDay(value)) return day(value)
    if (Instant.safeParse(value).success) return sayMoment(value)
    return toValue(names)[value] ?? value
  }

  const sayValue = (path: readonly string[], value: AuditValue | undefined): string => {
    if (value === undefined) return NOTHING
    if (!Array.isArray(value)) return sayOne(path, value as Exclude<AuditValue, readonly unknown[]>)
    if (value.length === 0) return NOTHING
    return value.map(each => sayOne(path, each)).join(locale.value === 'zh' ? '；' : '; ')
  }
  return { sayValue }
}
