import { addDays, dayOf, startOfDay, timeOf, type Day, type Instant } from '../../kernel/day.ts'
import type { Recorded, Verdict } from '../../kernel/register.ts'

interface Shift {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly person: string
}

const ms = (at: Instant): number => Date.parse(at)
const at = (value: number): Instant => new Date(value).toISOString() as Instant

/** A stretch of time with too few people on duty, and how many there were at the least. */
export interface Thin {
  readonly from: Instant
  readonly to: Instant
  readonly least: number
}

/** The stretches from one moment to another during which fewer than `needed` different people were on duty. */
export function findThin(shifts: readonly Shift[], from: Instant, to: Instant, needed: number): Thin[] {
  const [begin, end] = [ms(from), ms(to)]
  const turns = shifts.flatMap(({ startsAt, endsAt }) => [ms(startsAt), ms(endsAt)])
  const marks = [...new Set([begin, ...turns.filter(turn => begin < turn && turn < end), end])].sort(
    (a, b) => a - b,
  )
  const thin: { from: number; to: number; least: number }[] = []
  for (const [index, mark] of marks.entries()) {
    const next = marks[index + 1]
    if (next === undefined) break
    const there = shifts.filter(({ startsAt, endsAt }) => ms(startsAt) <= mark && next <= ms(endsAt))
    const people = new Set(there.map(({ person }) => person)).size
    if (people >= needed) continue
    const last = thin.at(-1)
    if (last?.to === mark) Object.assign(last, { to: next, least: Math.min(last.least, people) })
    else thin.push({ from: mark, to: next, least: people })
  }
  return thin.map(each => ({ from: at(each.from), to: at(each.to), least: each.least }))
}

const told = (moment: Instant): string => `${dayOf(moment)} ${timeOf(moment)}`

/** A verdict for each stretch that is too thin, between the beginning of one day and the end of another. */
export function judgeThin(
  entries: readonly Recorded<Shift>[],
  from: Day,
  to: Day,
  needed: number,
): Verdict[] {
  const shifts = entries.map(({ entry }) => entry)
  const end = startOfDay(addDays(to, 1))
  return findThin(shifts, startOfDay(from), end, needed).map(thin => {
    const until = thin.to === end ? `${to} 24:00` : told(thin.to)
    const beside = entries.filter(({ entry }) => entry.startsAt < thin.to && thin.from < entry.endsAt)
    return {
      on: dayOf(thin.from),
      records: beside.map(each => each.id),
      detail: {
        zh: `${told(thin.from)}至${until}在岗最少${thin.least}人`,
        en: `from ${told(thin.from)} to ${until}, on duty at the least: ${thin.least}`,
      },
    }
  })
}
