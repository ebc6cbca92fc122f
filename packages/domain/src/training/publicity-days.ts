import { addDays, weekdayOf, type Day } from '../kernel/day.ts'
import type { Label } from '../kernel/label.ts'

/** A day or a stretch of days of the publicity calendar (FACTS 4), as it falls in a year. */
export interface PublicityDay {
  readonly id: PublicityDayId
  readonly label: Label
  readonly from: Day
  readonly to: Day
}

type Span = readonly [from: Day, to: Day]
interface Rule {
  readonly label: Label
  readonly fall: (year: number) => Span
}

const on =
  (monthDay: string) =>
  (year: number): Span => [`${year}-${monthDay}` as Day, `${year}-${monthDay}` as Day]
const between =
  (from: string, to: string) =>
  (year: number): Span => [`${year}-${from}` as Day, `${year}-${to}` as Day]

/** The last Monday of March: the day of safety education, since 1996. */
function lastMondayOfMarch(year: number): Span {
  const last = `${year}-03-31` as Day
  const day = addDays(last, 1 - weekdayOf(last))
  return [day, day]
}

/** The week, from Monday to Sunday, in which a day lies. */
function weekOf(monthDay: string) {
  return (year: number): Span => {
    const day = `${year}-${monthDay}` as Day
    const monday = addDays(day, 1 - weekdayOf(day))
    return [monday, addDays(monday, 6)]
  }
}

/** The week from the third Monday of September (网络安全周). */
function thirdWeekOfSeptember(year: number): Span {
  const first = `${year}-09-01` as Day
  const monday = addDays(first, ((8 - weekdayOf(first)) % 7) + 14)
  return [monday, addDays(monday, 6)]
}

/**
 * The days on which schools speak of safety. Where a source gives no fixed days (the season of drowning, the first lesson of a
 * term) they are custom, and the county may enter activities on others.
 */
const RULES = {
  'safety-education-day': {
    label: { zh: '全国中小学生安全教育日', en: 'Safety Education Day' },
    fall: lastMondayOfMarch,
  },
  'national-security-day': {
    label: { zh: '全民国家安全教育日', en: 'National Security Education Day' },
    fall: on('04-15'),
  },
  'drowning-season': {
    label: { zh: '防溺水专项教育', en: 'Drowning season' },
    fall: between('04-22', '10-31'),
  },
  'disaster-reduction-day': {
    label: { zh: '全国防灾减灾日（宣传周）', en: 'Disaster Reduction Week' },
    fall: weekOf('05-12'),
  },
  'work-safety-month': {
    label: { zh: '安全生产月', en: 'Work Safety Month' },
    fall: between('06-01', '06-30'),
  },
  'drug-control-day': { label: { zh: '国际禁毒日', en: 'Drug Control Day' }, fall: on('06-26') },
  'first-lesson': {
    label: { zh: '开学安全第一课', en: 'First lesson of the term' },
    fall: between('09-01', '09-07'),
  },
  'network-security-week': {
    label: { zh: '网络安全宣传周', en: 'Network Security Week' },
    fall: thirdWeekOfSeptember,
  },
  'international-disaster-day': {
    label: { zh: '国际减轻自然灾害日', en: 'International Day for Disaster Reduction' },
    fall: on('10-13'),
  },
  'fire-day': {
    label: { zh: '全国消防日（消防宣传月）', en: 'Fire Day and its month' },
    fall: between('11-01', '11-30'),
  },
  'aids-day': { label: { zh: '世界艾滋病日', en: 'World AIDS Day' }, fall: on('12-01') },
  'traffic-safety-day': { label: { zh: '全国交通安全日', en: 'Traffic Safety Day' }, fall: on('12-02') },
  'constitution-day': { label: { zh: '国家宪法日', en: 'Constitution Day' }, fall: on('12-04') },
} as const satisfies Record<string, Rule>
export type PublicityDayId = keyof typeof RULES
export const PUBLICITY_DAY_IDS = Object.keys(RULES) as [PublicityDayId, ...PublicityDayId[]]
export const PUBLICITY_DAY_LABELS = Object.fromEntries(
  Object.entries(RULES).map(([id, { label }]) => [id, label]),
) as Record<PublicityDayId, Label>

/** The publicity calendar of a year, in the order of its days. */
export const listPublicityDays = (year: number): PublicityDay[] =>
  (Object.entries(RULES) as [PublicityDayId, Rule][])
    .map(([id, { label, fall }]) => {
      const [from, to] = fall(year)
      return { id, label, from, to }
    })
    .toSorted((a, b) => (a.from === b.from ? a.to.localeCompare(b.to) : a.from.localeCompare(b.from)))
