import { findRegister, formOf } from '@anlan/domain'
import { useFieldText } from '../areas/useFieldText.ts'

/** Says in words what kind of alarm it is, as the alarm log does. */
export function useAlarmKind(): (kind: string) => string {
  const text = useFieldText()
  const log = findRegister('bus/bus-alarm-log')
  const field = log && formOf(log).find(({ name }) => name === 'kind')
  return kind => (field ? text(field, kind) : kind)
}
