import {
  addFigures,
  dayOf,
  draftCountySummary,
  type CampaignId,
  type Day,
  type Rate,
  type SummarySection,
  type UnitId,
} from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { CountySummaryUnitsTable, GatheredStanding } from './county-summaries.table.ts'
import type { CountyOccasion } from './county-summary.ts'
import { standingSql } from './list-summaries.ts'
import { findOccasion, RECEIVED } from './summary.queries.ts'
import { AREA_RATES, countFigures } from './unit-figures.ts'

/** Schools whose figures are counted together: enough that the statements are few, few enough that progress is seen. */
const AT_A_TIME = 60
/** Whoever gathers was not heard of for so long: his server is gone, and another goes on. */
const SILENT_MS = 30_000

/** The gatherings that go on in this server. One that was broken off goes on where it was, here or in another. */
export class CountyGathering {
  readonly #running = new Map<string, Promise<void>>()
  #isStopping = false

  /** Sets a gathering going that nobody waits for. */
  go(app: App, id: string): void {
    if (this.#isStopping || this.#running.has(id)) return
    const running = gather(app, id, () => this.#isStopping)
      .catch(async (error: unknown) => {
        app.log.error({ err: error }, 'gathering the county summary broke off')
        await settle(app, id, 'failed').catch(() => undefined)
      })
      .finally(() => this.#running.delete(id))
    this.#running.set(id, running)
  }

  /** Goes on with what a server that is gone had still to gather. */
  async catchUp(app: App): Promise<void> {
    const silent = new Date(Date.parse(app.clock.now()) - SILENT_MS).toISOString()
    const rows = await app.db.read(SYSTEM, tx =>
      tx
        .selectFrom('county_summaries')
        .select('id')
        .where('gathering', 'in', ['waiting', 'running'])
        .where(sql<boolean>`heard_at < ${silent}::timestamptz`)
        .execute(),
    )
    for (const { id } of rows) this.go(app, id)
  }

  /** Resolves when nothing is gathered here any more. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values())
  }

  stop(): Promise<void> {
    this.#isStopping = true
    return this.idle()
  }
}

const settle = (app: App, id: string, gathering: 'failed'): Promise<void> =>
  app.db.unrecorded(SYSTEM, 'county-gathering', async tx => {
    await tx.updateTable('county_summaries').set({ gathering }).where('id', '=', id).execute()
  })

interface School {
  readonly unit_id: UnitId
  readonly id: string | null
  readonly township_code: string | null
  readonly standing: GatheredStanding
  readonly days_late: number
}

async function gather(app: App, id: string, isStopping: () => boolean): Promise<void> {
  const today = app.clock.today()
  for (;;) {
    if (isStopping()) return
    const more = await app.db.unrecorded(SYSTEM, 'county-gathering', tx => gatherSome(tx, app, id, today))
    if (!more) break
  }
  if (!isStopping()) await finish(app, id)
}

/** Every school that owes the summary or handed it in, and how it stands. */
export async function listSchools(tx: Tx, of: CountyOccasion, today: Day): Promise<School[]> {
  const { rows } = await sql<School>`
    select unit_id, id, township_code, coalesce(days_late, 0) as days_late,
      case when by_task or state in ${RECEIVED} then 'accepted'
        when handed_in_at is not null then 'submitted' else 'missing' end as standing
    from (${standingSql(of, today)}) standing order by unit_id`.execute(tx)
  return rows
}

/** One step: it ends with its own commit, so that what is done stays done. False when there is nothing left to do. */
async function gatherSome(tx: Tx, app: App, id: string, today: Day): Promise<boolean> {
  const row = await tx
    .selectFrom('county_summaries')
    .select(['campaign_id', 'phase_id', 'gathering'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row || (row.gathering !== 'waiting' && row.gathering !== 'running')) return false
  const of = { campaignId: row.campaign_id as CampaignId, phaseId: row.phase_id }
  const schools = await listSchools(tx, of, today)
  const done = await tx
    .selectFrom('county_summary_units')
    .select('unit_id')
    .where('county_summary_id', '=', id)
    .execute()
  const known = new Set(done.map(each => each.unit_id))
  const next = schools.filter(({ unit_id }) => !known.has(unit_id)).slice(0, AT_A_TIME)
  const figures = await countFigures(
    tx,
    { today, accountId: SYSTEM.accountId, scope: SYSTEM.scope },
    of.campaignId,
    next.map(({ unit_id }) => unit_id),
  )
  await bulkInsert(
    tx,
    'county_summary_units',
    next.map(school => ({
      ...{ county_summary_id: id, unit_id: school.unit_id, summary_id: school.id },
      ...{ township: school.township_code, standing: school.standing, days_late: school.days_late },
      figures: Object.fromEntries(figures.get(school.unit_id) ?? []) as never,
    })),
  )
  await tx
    .updateTable('county_summaries')
    .set({ gathering: 'running', heard_at: app.clock.now() })
    .set({ gathered: known.size + next.length, to_gather: schools.length })
    .where('id', '=', id)
    .execute()
  return known.size + next.length < schools.length
}

/** Adds the schools up and drafts the text; one that somebody has written at keeps its words, with the new numbers. */
async function finish(app: App, id: string): Promise<void> {
  await app.db.transaction(SYSTEM, async tx => {
    const row = await tx
      .selectFrom('county_summaries')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    // Cancelled in between, or finished by another server: either way nothing is left to do, and the lock is let go.
    if (row?.gathering !== 'running') return
    const figures = await readCountyFigures(tx, id)
    const occasion = await findOccasion(tx, row.campaign_id as CampaignId, row.phase_id)
    const draft = draftCountySummary({
      ...{ campaign: occasion?.title ?? '', phase: occasion?.phase ?? null, figures },
      areaRates: AREA_RATES,
    })
    const written = row.sections.length > 0
    const now = app.clock.now()
    await tx
      .updateTable('county_summaries')
      .set({
        ...{ gathering: 'done', taken_at: now, heard_at: now, revision: row.revision + 1 },
        title: written ? row.title : draft.title,
        sections: JSON.stringify(written ? takenAnew(row.sections, figures) : draft.sections),
      })
      .where('id', '=', id)
      .execute()
    await recordAudit(
      tx,
      { actor: SYSTEM, now, requestId: null },
      {
        ...{ action: 'county-summary.finish', subject: { kind: 'county-summary', id }, unitId: null },
        after: { title: written ? row.title : draft.title, units: row.to_gather, day: dayOf(now) },
      },
    )
  })
}

const takenAnew = (
  sections: readonly SummarySection[],
  figures: ReadonlyMap<string, Rate>,
): SummarySection[] =>
  sections.map(section => ({
    ...section,
    figures: section.figures.map(figure => ({ ...figure, ...figures.get(figure.indicator) })),
  }))

/** The county's figures: those of its schools added up, and how many summaries came in. */
export async function readCountyFigures(tx: Tx, id: string): Promise<Map<string, Rate>> {
  const rows = await tx
    .selectFrom('county_summary_units')
    .select(['figures', 'standing', 'days_late', 'summary_id'])
    .where('county_summary_id', '=', id)
    .execute()
  return withSummaryRates(addFigures(rows.map(row => new Map(Object.entries(row.figures)))), rows)
}

/** Adds how many of the summaries themselves came in and were accepted. */
export function withSummaryRates(
  figures: Map<string, Rate>,
  rows: readonly Pick<CountySummaryUnitsTable, 'standing' | 'days_late' | 'summary_id'>[],
): Map<string, Rate> {
  const count = (test: (row: (typeof rows)[number]) => boolean): number => rows.filter(test).length
  figures.set('summaries-accepted', {
    numerator: count(({ standing }) => standing === 'accepted'),
    denominator: rows.length,
  })
  figures.set('summaries-in-time', {
    numerator: count(row => row.standing !== 'missing' && row.summary_id !== null && row.days_late === 0),
    denominator: count(row => (row.standing !== 'missing' && row.summary_id !== null) || row.days_late > 0),
  })
  return figures
}
