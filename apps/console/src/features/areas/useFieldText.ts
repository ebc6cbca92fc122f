import type { FormField } from '@anlan/domain'
import { useWords } from '../../app/i18n.ts'

/** Puts a field's value into the reader's words. */
export function useFieldText() {
  const { t, label, day, time, list } = useWords()
  const optionOf = (field: FormField, value: unknown): string =>
    label(field.options.find(option => option.value === value)?.label) || String(value)
  return (field: FormField, value: unknown): string => {
    if (value === undefined || value === null || value === '') return '—'
    // What is masked is shown as it came.
    if (field.personal && typeof value === 'string' && value.includes('**')) return value
    switch (field.widget) {
      case 'choice':
        return optionOf(field, value)
      case 'choices':
        return list((value as unknown[]).map(each => optionOf(field, each))) || '—'
      case 'yes-no':
        return t(value === true || value === 'true' ? 'entry.yes' : 'entry.no')
      case 'day':
        return day(String(value))
      case 'instant':
        return time(String(value))
      case 'photos':
        return String((value as unknown[]).length || '—')
      default:
        return field.unit ? `${String(value as string)} ${label(field.unit)}` : String(value as string)
    }
  }
}
