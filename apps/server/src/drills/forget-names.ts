import { namesDueBefore, type DrillId, type Instant, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import type { App } from '../app.ts'
import { recordAudit, type AuditEntry } from '../audit/record-audit.ts'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import { readRuleLimits } from '../registers/rule-limits.queries.ts'
import { NO_NAME } from './fact-row.ts'
import { settleDrill } from './settle-drill.ts'

const BATCH = 100

/** The purpose of the names ends with the drill. The keys that stay in the facts name nobody by themselves. */
export async function forgetNames(tx: Tx, drill: DrillId, now: Instant): Promise<void> {
  await tx
    .updateTable('drills')
    .set(eb => ({ roster: null, names_removed_at: eb.fn.coalesce('names_removed_at', eb.val(now)) }))
    .where('id', '=', drill)
    .execute()
  await sql`update drill_facts set body = jsonb_set(body, '{name}', to_jsonb(${NO_NAME}::text))
    where drill_id = ${drill} and kind = 'v1.added' and body ->> 'name' <> ${sql.lit(NO_NAME)}`.execute(tx)
}

/**
 * Takes the names of drills that ended a while ago and that nobody closed, and names that came in after a drill's had
 * gone: a kiosk may bring them weeks later. What was counted is written down before. Two servers that do it at once do
 * it together.
 * @returns how many drills lost their names
 */
export async function forgetOldNames(app: App): Promise<number> {
  const { value: overrides } = await app.db.read(SYSTEM, readRuleLimits)
  const due = namesDueBefore(app.clock.today(), overrides)
  let drills = 0
  for (const id of await listDue(app, due)) {
    // Once more from all facts: with the list goes what they are read by.
    await settleDrill(app, id)
    if (await forgetOne(app, id, due)) drills += 1
  }
  await forgetLateNames(app, due)
  await forgetRefused(app, due)
  return drills
}

const hasEndedBefore = (due: Instant) =>
  sql<boolean>`state in ('all-clear', 'reviewed', 'closed', 'cancelled')
    and coalesce(all_clear_at, cancelled_at) < ${due}::timestamptz`

async function listDue({ db }: App, due: Instant): Promise<DrillId[]> {
  const rows = await db.read(SYSTEM, tx =>
    tx.selectFrom('drills').select('id').where('roster', 'is not', null).where(hasEndedBefore(due)).execute(),
  )
  return rows.map(({ id }) => id as DrillId)
}

async function forgetOne(app: App, id: DrillId, due: Instant): Promise<boolean> {
  const now = app.clock.now()
  const done = await app.db.transaction(SYSTEM, async tx => {
    const drill = await tx
      .selectFrom('drills')
      .select(['unit_id', 'state', 'all_clear_at', 'cancelled_at'])
      .where('id', '=', id)
      .where('roster', 'is not', null)
      .where(hasEndedBefore(due))
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!drill) return false
    await forgetNames(tx, id, now)
    await recordAudit(
      tx,
      { actor: SYSTEM, now, requestId: null },
      {
        ...{ action: 'drill.forget-names', subject: { kind: 'drill', id }, unitId: drill.unit_id as UnitId },
        after: { state: drill.state, endedAt: drill.all_clear_at ?? drill.cancelled_at },
      },
    )
    announce(tx, `drill:${id}`)
    return true
  })
  if (done) app.musters.forget(id)
  return done
}

/** Names in facts that were received after their drill's names had gone, or of a drill that never had a list. */
const forgetLateNames = (app: App, due: Instant): Promise<void> =>
  eachBatch(app, async (tx, record) => {
    const { rows } = await sql<{ drill_id: string; unit_id: UnitId }>`
      update drill_facts set body = jsonb_set(body, '{name}', to_jsonb(${NO_NAME}::text))
      where (drill_id, id) in (
        select drill_facts.drill_id, drill_facts.id from drill_facts
        join drills on drills.id = drill_facts.drill_id and drills.roster is null
          and (${hasEndedBefore(due)} or state = 'closed')
        where drill_facts.kind = 'v1.added' and drill_facts.body ->> 'name' <> ${sql.lit(NO_NAME)}
        limit ${sql.lit(BATCH)} for update of drill_facts skip locked)
      returning drill_id, unit_id`.execute(tx)
    for (const [id, of] of Map.groupBy(rows, ({ drill_id }) => drill_id))
      await record({
        ...{ action: 'drill.forget-names', subject: { kind: 'drill', id }, unitId: of[0]?.unit_id ?? null },
        after: { count: of.length },
      })
    return rows.length
  })

/** What was refused is kept for whoever looks into it, as long as names are: whatever it says may be one. */
const forgetRefused = (app: App, due: Instant): Promise<void> =>
  eachBatch(app, async (tx, record) => {
    const { rows } = await sql<{ unit_id: UnitId }>`
      update refused_facts set body = '{}'
      where id in (
        select id from refused_facts where received_at < ${due}::timestamptz and body <> '{}'
        limit ${sql.lit(BATCH)} for update skip locked)
      returning unit_id`.execute(tx)
    for (const [unitId, of] of Map.groupBy(rows, ({ unit_id }) => unit_id))
      await record({
        ...{ action: 'roster.forget', subject: { kind: 'unit', id: unitId }, unitId },
        after: { refused: of.length },
      })
    return rows.length
  })

/** Does a piece of work until nothing is left of it. */
async function eachBatch(
  app: App,
  work: (tx: Tx, record: (event: AuditEntry) => Promise<void>) => Promise<number>,
): Promise<void> {
  const occasion = { actor: SYSTEM, now: app.clock.now(), requestId: null }
  for (;;) {
    const done = await app.db.transaction(SYSTEM, tx => work(tx, event => recordAudit(tx, occasion, event)))
    if (done < BATCH) return
  }
}
