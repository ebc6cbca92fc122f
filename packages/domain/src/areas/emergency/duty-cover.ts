import { addDays, dayOf, startOfDay, timeOf, type Day, type Instant } from '../../kernel/day.ts'
import type { Recorded, Verdict } from '../../kernel/register.ts'

interface Shift {
  readonly startsAt: Instant
  readonly endsAt: Instant
}

const ms = (at: Instant): number => Date.parse(at)
const at = (value: number): Instant => new Date(value).toISOString() as Instant
const told = (moment: Instant): string => `${dayOf(moment)} ${timeOf(moment)}`

/** The stretches of time from one moment to another that no shift covers. A shift may reach over midnight. */
export function findGaps(
  shifts: readonly Shift[],
  from: Instant,
  to: Instant,
): { from: Instant; to: Instant }[] {
  const gaps: { from: Instant; to: Instant }[] = []
  let covered = ms(from)
  const end = ms(to)
  for (const { startsAt, endsAt } of [...shifts].sort((a, b) => ms(a.startsAt) - ms(b.startsAt))) {
    if (ms(startsAt) > covered && covered < end)
      gaps.push({ from: at(covered), to: at(Math.min(ms(startsAt), end)) })
    covered = Math.max(covered, ms(endsAt))
  }
  if (covered < end) gaps.push({ from: at(covered), to: at(end) })
  return gaps
}

/** A verdict for each gap between the beginning of one day and the end of another, told in Shanghai time. */
export function judgeCover(entries: readonly Recorded<Shift>[], from: Day, to: Day): Verdict[] {
  const shifts = entries.map(({ entry }) => entry)
  const end = startOfDay(addDays(to, 1))
  return findGaps(shifts, startOfDay(from), end).map(gap => {
    const beside = entries.filter(({ entry }) => entry.endsAt === gap.from || entry.startsAt === gap.to)
    const until = gap.to === end ? `${to} 24:00` : told(gap.to)
    return {
      on: dayOf(gap.from),
      records: beside.map(each => each.id),
      detail: { zh: `${told(gap.from)}至${until}无人值班`, en: `nobody from ${told(gap.from)} to ${until}` },
    }
  })
}

/** True when the shift was over before a day began. */
export const wasOver = ({ endsAt }: Shift, today: Day): boolean => ms(endsAt) <= ms(startOfDay(today))
