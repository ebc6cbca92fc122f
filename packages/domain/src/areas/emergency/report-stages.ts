import { z } from 'zod'
import { addDays, dayOf, type Day, type Instant } from '../../kernel/day.ts'
import type { Label } from '../../kernel/label.ts'
import type { Recorded, Verdict } from '../../kernel/register.ts'
import { groupBy } from '../list-rules.ts'
import { ACCIDENT_GRADES, gradeOf, type Harm, type IncidentKind } from './incident-kind.ts'

/** Reports on one incident, in the order in which they are sent. */
export const REPORT_STAGES = {
  first: { zh: '首报', en: 'First report' },
  'follow-up': { zh: '续报', en: 'Follow-up' },
  final: { zh: '终报', en: 'Final report' },
} as const satisfies Record<string, Label>
type ReportStage = keyof typeof REPORT_STAGES
export const ReportStage = z.enum(Object.keys(REPORT_STAGES) as [ReportStage, ...ReportStage[]])

interface Casualties {
  readonly deaths: number
  readonly seriouslyInjured: number
  readonly injured: number
}
interface Report extends Casualties {
  readonly incident: string
  readonly stage: ReportStage
  readonly sentAt: Instant
}
interface Incident extends Casualties, Harm {
  readonly title: string
  readonly kind: IncidentKind
  readonly happenedAt: Instant
  readonly headToldAt?: Instant | undefined
  readonly casualtiesChangedOn?: Day | undefined
}
interface Books {
  readonly 'incident-list': readonly Recorded<Incident>[]
  readonly 'incident-report': readonly Recorded<Report>[]
}

const HOUR = 3_600_000
const ms = (at: Instant): number => Date.parse(at)
const bySending = (reports: readonly Recorded<Report>[]) =>
  reports.toSorted((a, b) => ms(a.entry.sentAt) - ms(b.entry.sentAt))

/** Each incident with its reports, the earliest first. */
function followed(books: Books) {
  const reports = groupBy(bySending(books['incident-report']), ({ entry }) => entry.incident)
  return books['incident-list'].map(incident => ({
    incident,
    reports: reports.get(incident.entry.title) ?? [],
  }))
}

const titled = ({ title, ...harm }: Incident): Label => {
  const { label } = ACCIDENT_GRADES[gradeOf(harm)]
  return {
    zh: `${title}（按伤亡和损失为${label.zh}）`,
    en: `${title} (${label.en.toLowerCase()} by its harm)`,
  }
}

/** Until when the first report has to be with the authorities: so many hours after the head knew, or after it happened. */
export const firstReportDue = (
  { kind, happenedAt, headToldAt }: Pick<Incident, 'kind' | 'happenedAt' | 'headToldAt'>,
  hours: { readonly hours: number; readonly publicHealthHours: number },
): number =>
  ms(headToldAt ?? happenedAt) + HOUR * (kind === 'public-health' ? hours.publicHealthHours : hours.hours)

/** Incidents whose first report came after its hour. */
export function findReportedLate(books: Books, limits: Parameters<typeof firstReportDue>[1]): Verdict[] {
  return followed(books).flatMap(({ incident, reports: [first] }) => {
    const late = first && ms(first.entry.sentAt) - firstReportDue(incident.entry, limits)
    if (!first || late === undefined || late <= 0) return []
    const minutes = Math.ceil(late / 60_000)
    const told = titled(incident.entry)
    return {
      on: dayOf(first.entry.sentAt),
      records: [incident.id, first.id],
      detail: { zh: `${told.zh}：迟报${minutes}分钟`, en: `${told.en}: ${minutes} minutes late` },
    }
  })
}

/** Incidents nobody has reported though the day on which it was due is over. */
export function findNotReported(
  books: Books,
  limits: Parameters<typeof firstReportDue>[1],
  today: Day,
): Verdict[] {
  return followed(books).flatMap(({ incident, reports }) => {
    const due = dayOf(new Date(firstReportDue(incident.entry, limits)).toISOString() as Instant)
    if (reports.length > 0 || today <= due) return []
    return { on: today, since: addDays(due, 1), records: [incident.id], detail: titled(incident.entry) }
  })
}

/** Incidents that were reported and whose next report is overdue: a follow-up, or the final one. */
export function findNextOverdue(
  books: Books,
  stage: 'follow-up' | 'final',
  days: number,
  today: Day,
): Verdict[] {
  return followed(books).flatMap(({ incident: { id, entry }, reports }) => {
    const last = reports.at(-1)
    if (!last || reports.some(each => each.entry.stage === 'final')) return []
    const due = addDays(dayOf(stage === 'final' ? entry.happenedAt : last.entry.sentAt), days)
    if (today <= due) return []
    const detail = { zh: entry.title, en: entry.title }
    return { on: today, since: addDays(due, 1), records: [id, last.id], detail }
  })
}

/** Incidents whose numbers changed while they still had to be reported, and whose last report gives others. */
export function findChangeNotReported(
  books: Books,
  { days, shortDays }: { readonly days: number; readonly shortDays: number },
  today: Day,
): Verdict[] {
  return followed(books).flatMap(({ incident: { id, entry }, reports }) => {
    const last = reports.at(-1)
    if (!last) return []
    const happened = dayOf(entry.happenedAt)
    const changed = entry.casualtiesChangedOn ?? happened
    const short = entry.kind === 'traffic' || entry.kind === 'fire'
    if (changed > addDays(happened, short ? shortDays : days) || changed > today) return []
    const same = (['deaths', 'seriouslyInjured', 'injured'] as const).every(
      each => entry[each] === last.entry[each],
    )
    if (same) return []
    const told = (from: Casualties) => `${from.deaths}/${from.seriouslyInjured}/${from.injured}`
    const detail = {
      zh: `${entry.title}：死亡、重伤、轻伤现为${told(entry)}，上次报${told(last.entry)}`,
      en: `${entry.title}: dead, seriously and slightly injured ${told(entry)}, last reported ${told(last.entry)}`,
    }
    return { on: today, since: changed, records: [id, last.id], detail }
  })
}

/** Incidents whose reports are not one first, then follow-ups, then at most one final. */
export function findOutOfOrder(entries: readonly Recorded<Report>[], today: Day): Verdict[] {
  return [...groupBy(bySending(entries), ({ entry }) => entry.incident)].flatMap(([title, reports]) => {
    const wrong = reports.find(({ entry: { stage } }, index) => {
      if ((index === 0) !== (stage === 'first')) return true
      return stage === 'final' && index < reports.length - 1
    })
    if (!wrong) return []
    return {
      on: today,
      since: dayOf(wrong.entry.sentAt),
      records: reports.map(each => each.id),
      detail: { zh: title, en: title },
    }
  })
}
