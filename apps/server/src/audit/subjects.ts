import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/scope.ts'

/** What something was done to, and what it is called today; no name when it has none or the reader may not see it. */
export interface Subject {
  readonly kind: string
  readonly id: string
  readonly name: string | null
}

interface Row {
  readonly subject_kind: string
  readonly subject_id: string
}

interface Named {
  readonly id: string
  readonly name: string
}

const people = (ids: readonly string[]) =>
  sql<Named>`select id, name from accounts where id = any (${ids}::uuid[])`

/** How things of a kind are called, by their ids. A kind that is not here has no name, and no harm in that. */
const NAMES: Readonly<Record<string, (ids: readonly string[]) => RawBuilder<Named>>> = {
  campaign: ids => sql`select id, title as name from campaigns where id = any (${ids}::uuid[])`,
  assignment: ids => sql`select a.id, t.title as name from assignments a join tasks t on t.id = a.task_id
    where a.id = any (${ids}::uuid[])`,
  'county-summary': ids =>
    sql`select id, title as name from county_summaries where id = any (${ids}::uuid[])`,
  summary: ids => sql`select id, title as name from summaries where id = any (${ids}::uuid[])`,
  hazard: ids => sql`select id, number || ' ' || place as name from hazards where id = any (${ids}::uuid[])`,
  risk: ids => sql`select id, name from risk_points where id = any (${ids}::uuid[])`,
  /** An entry is called by its register's key, which the screen puts into words; a restricted one is not seen here. */
  entry: ids => sql`select id, register as name from register_entries where id = any (${ids}::uuid[])`,
  inspection: ids => sql`select r.id, u.name || ' ' || r.on_day as name from inspection_runs r
    join units u on u.id = r.unit_id where r.id = any (${ids}::uuid[])`,
  referral: ids =>
    sql`select id, number || ' ' || title as name from referrals where id = any (${ids}::uuid[])`,
  matter: ids =>
    sql`select id, number || ' ' || title as name from supervision_matters where id = any (${ids}::uuid[])`,
  mechanism: ids =>
    sql`select id, number || ' ' || title as name from mechanism_records where id = any (${ids}::uuid[])`,
  bulletin: ids => sql`select id, title as name from bulletins where id = any (${ids}::uuid[])`,
  paper: ids => sql`select id, title as name from papers where id = any (${ids}::uuid[])`,
  round: ids => sql`select id, title as name from inspection_rounds where id = any (${ids}::uuid[])`,
  visit: ids => sql`select v.id, r.title || ' ' || u.name as name from inspection_visits v
    join inspection_rounds r on r.id = v.round_id join units u on u.id = v.unit_id
    where v.id = any (${ids}::uuid[])`,
  training: ids => sql`select id, title as name from trainings where id = any (${ids}::uuid[])`,
  publicity: ids => sql`select id, title as name from publicity_activities where id = any (${ids}::uuid[])`,
  'training-session': ids => sql`select s.id, t.title || ' ' || s.held_on as name from training_sessions s
    join trainings t on t.id = s.training_id where s.id = any (${ids}::uuid[])`,
  pilot: ids => sql`select p.id, u.name from pilots p join units u on u.id = p.unit_id
    where p.id = any (${ids}::uuid[])`,
  material: ids => sql`select id, title as name from pilot_materials where id = any (${ids}::uuid[])`,
  /** A duty is called by what it says in its newest edition. */
  duty: ids => sql`select distinct on (id) id, left(text, 40) as name from duties where id = any (${ids}::uuid[])
    order by id, version desc`,
  letter: ids => sql`select id, body->'text'->>'title' || ' ' || signer_name as name from letters
    where id = any (${ids}::uuid[])`,
  'letter-batch': ids => sql`select id, title as name from letter_batches where id = any (${ids}::uuid[])`,
  'letter-template': ids => sql`select distinct on (id) id, body->>'title' as name from letter_templates
    where id = any (${ids}::uuid[]) order by id, version desc`,
  study: ids => sql`select id, topic as name from study_records where id = any (${ids}::uuid[])`,
  handover: ids => sql`select id, from_name || coalesce(' → ' || to_name, '') as name from handovers
    where id = any (${ids}::uuid[])`,
  class: ids => sql`select id, name from school_classes where id = any (${ids}::uuid[])`,
  file: ids => sql`select id, name from files where id = any (${ids}::uuid[])`,
  unit: ids => sql`select id, name from units where id = any (${ids}::uuid[])`,
  township: codes => sql`select code as id, name from townships where code = any (${codes}::text[])`,
  person: people,
  account: people,
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Finds what the subjects of some events are called: one query a kind that is among them. */
export async function subjectsOf(tx: Tx, rows: readonly Row[]): Promise<(row: Row) => Subject> {
  const kinds = Map.groupBy(rows, row => row.subject_kind)
  const found = await Promise.all(
    [...kinds].map(async ([kind, of]) => {
      const ids = [...new Set(of.map(row => row.subject_id))].filter(
        id => kind === 'township' || UUID.test(id),
      )
      const names = ids.length > 0 ? await NAMES[kind]?.(ids).execute(tx) : undefined
      return [kind, new Map(names?.rows.map(({ id, name }) => [id, name]))] as const
    }),
  )
  const byKind = new Map(found)
  return ({ subject_kind: kind, subject_id: id }) => ({ kind, id, name: byKind.get(kind)?.get(id) ?? null })
}
