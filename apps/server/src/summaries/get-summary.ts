import {
  err,
  INDICATORS,
  listChangedFigures,
  listEvents,
  ok,
  SUMMARY_FLOW,
  summaryTimeliness,
  type ChangedFigure,
  type Instant,
  type Rate,
  type Result,
  type RoleId,
  type Summary,
  type SummaryEvent,
  type SummaryId,
  type SummarySection,
} from '@anlan/domain'
import type { Tx } from '../db/scope.ts'
import { readerOf } from './reader.ts'
import type { RateLists } from '../indicators/counter.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { findAsked, findAuthor, findOccasion, findSummary, type AskingTask } from './summary.queries.ts'
import { figureLists, figuresOf } from './unit-figures.ts'

export interface SummaryVersion {
  readonly version: number
  readonly title: string
  readonly sections: readonly SummarySection[]
  readonly takenAt: Instant
  readonly signedByName: string
  readonly signedAt: Instant
  readonly documentNumber: string | null
  /** Why figures that had changed by then stand as they were. */
  readonly standing: string | null
  readonly changed: readonly ChangedFigure[]
}

export interface SummaryDetail {
  /** The paper the unit works at; whoever is not of the unit reads what was handed in last. */
  readonly summary: Summary
  readonly unit: { readonly id: string; readonly name: string }
  readonly campaign: { readonly id: string; readonly title: string; readonly phase: string | null }
  readonly timeliness: ReturnType<typeof summaryTimeliness>
  /** The tasks that ask for it, the earliest first. */
  readonly tasks: readonly AskingTask[]
  readonly versions: readonly SummaryVersion[]
  readonly timeline: readonly {
    readonly id: string
    readonly at: Instant
    readonly who: { readonly name: string; readonly role: RoleId }
    readonly event: SummaryEvent | 'begin'
    readonly version: number
    readonly note: string | null
  }[]
  /** What the reader may do next. */
  readonly events: readonly SummaryEvent[]
  /** The unit is none of the reader's own: he sees what was handed in, and nothing of what is being written. */
  readonly fromOutside: boolean
  readonly isClosed: boolean
  /** What the data say now, for whoever writes: every rate that is counted of the unit. */
  readonly figures: readonly (Rate & { readonly indicator: string })[]
  readonly changed: readonly ChangedFigure[]
  /** Where the lists behind the numbers are, by the id of the rate. */
  readonly lists: Readonly<Record<string, RateLists>>
}

/** A summary with its versions and its story, as far as the reader sees it. */
export function getSummary(context: Context, id: SummaryId): Promise<Result<SummaryDetail, Refusal>> {
  const { app, actor } = context
  const today = app.clock.today()
  return app.db.read(actor, async (tx): Promise<Result<SummaryDetail, Refusal>> => {
    const summary = await findSummary(tx, id)
    if (!summary) return err({ code: 'not-found' })
    const [author, occasion, asked, versions, timeline] = await Promise.all([
      findAuthor(tx, summary.unitId),
      findOccasion(tx, summary.campaignId, summary.phase),
      findAsked(tx, summary),
      listVersions(tx, id),
      listEventsOf(tx, id),
    ])
    if (!author || !occasion) return err({ code: 'not-found' })
    const fromOutside = !INSIDE.includes(actor.role)
    const last = versions.at(-1)
    if (fromOutside && !last) return err({ code: 'not-found' })
    const writes = !fromOutside && ['draft', 'awaiting-signature'].includes(summary.state)
    const figures = writes
      ? await figuresOf(tx, readerOf(context), summary.campaignId, summary.unitId)
      : new Map<string, Rate>()
    const isOver = occasion.state !== 'running'
    const raised = isOver
      ? []
      : listEvents<Summary['state'], SummaryEvent>(SUMMARY_FLOW, summary.state, actor.role)
    return ok({
      summary:
        fromOutside && last ? { ...summary, title: last.title, sections: [...last.sections] } : summary,
      ...{ unit: { id: summary.unitId, name: author.name }, isClosed: author.isClosed, fromOutside },
      campaign: { id: occasion.id, title: occasion.title, phase: occasion.phase },
      timeliness: summaryTimeliness(summary, today),
      ...{ tasks: asked?.tasks ?? [], versions },
      timeline: timeline.filter(({ event }) => !fromOutside || !WITHIN.includes(event)),
      events: raised.filter(
        event =>
          event !== 'merge' &&
          event !== 'archive' &&
          (event === 'accept' || !author.isClosed) &&
          (!NEEDS_HEAD.includes(event) || !author.hasOwnHead || actor.unitId === summary.unitId),
      ),
      figures: INDICATORS.flatMap(({ id: indicator }) => {
        const rate = figures.get(indicator)
        return rate ? [{ indicator, ...rate }] : []
      }),
      changed: writes ? listChangedFigures(summary, figures) : [],
      lists: figureLists(
        [...figures.keys(), ...[summary, ...versions].flatMap(namedIn)],
        summary.campaignId,
        summary.unitId,
      ),
    })
  })
}

const namedIn = ({ sections }: Pick<SummaryVersion, 'sections'>): string[] =>
  sections.flatMap(section => section.figures.map(({ indicator }) => indicator))

const INSIDE: readonly RoleId[] = ['school-admin', 'principal', 'safety-officer']
/** What passes between a unit's own people before the paper is handed in, with the words they have for each other. */
const WITHIN: readonly (SummaryEvent | 'begin')[] = ['edit', 'refresh', 'prepare', 'send-back']
const NEEDS_HEAD: readonly SummaryEvent[] = ['sign', 'send-back']

async function listVersions(tx: Tx, id: SummaryId): Promise<SummaryVersion[]> {
  const rows = await tx
    .selectFrom('summary_versions')
    .select(['version', 'title', 'sections', 'taken_at as takenAt', 'signed_by_name as signedByName'])
    .select(['signed_at as signedAt', 'document_number as documentNumber', 'standing', 'changed'])
    .where('summary_id', '=', id)
    .orderBy('version')
    .execute()
  return rows
}

async function listEventsOf(tx: Tx, id: SummaryId) {
  const rows = await tx
    .selectFrom('summary_events')
    .select(['id', 'at', 'actor_name', 'actor_role', 'event', 'version', 'note'])
    .where('summary_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map(({ actor_name, actor_role, ...row }) => ({
    ...row,
    who: { name: actor_name, role: actor_role as RoleId },
  }))
}
