import type { Period as Stretch } from '@anlan/domain'

type Translate = (key: string, named?: Record<string, unknown>) => string

/** A month, or a kindergarten's quarter, as people call it. */
export function namePeriod(t: Translate, { from, to }: Stretch): string {
  const [year, first] = from.split('-').map(Number) as [number, number]
  const last = Number(to.split('-')[1])
  return first === last
    ? t('drills.month', { year, month: first })
    : t('drills.quarter', { year, quarter: Math.ceil(last / 3) })
}
