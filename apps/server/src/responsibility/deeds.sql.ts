import { DEED_KIND_IDS, postsShownBy, type Day, type DeedKind, type UnitId } from '@anlan/domain'
import { sql, type RawBuilder } from 'kysely'

export interface Span {
  readonly from: Day
  readonly to: Day
  /** Null: every unit in scope. */
  readonly unitId: UnitId | null
  readonly accountId: string | null
}

/** A moment's day in the county’s time. */
const dayOf = (column: string) => sql.raw(`(${column} at time zone 'Asia/Shanghai')::date`)

/**
 * What people did between two days, a row a deed: kind, account_id, area, on_day, title, path. One statement over the records of
 * the trade, so that nobody writes down a second time that he has done something.
 */
export function deedsBetween({ from, to, unitId, accountId }: Span): RawBuilder<unknown> {
  const within = (
    on: RawBuilder<unknown>,
    who: string,
    unit = 'unit_id',
  ) => sql`${on} between ${from}::date and ${to}::date
    and ${unitId ? sql`${sql.raw(unit)} = ${unitId}` : sql`true`}
    and ${accountId ? sql`${sql.raw(who)} = ${accountId}` : sql`true`}`
  const parts: Record<DeedKind, RawBuilder<unknown>> = {
    'hazard-reported': sql`select reported_by, area, discovered_on, number || ' ' || place, '/hazards/' || id from hazards
      where ${within(sql`discovered_on`, 'reported_by')}`,
    'hazard-rectified': sql`select rectified_by, area, ${dayOf('rectified_at')}, number || ' ' || place, '/hazards/' || id
      from hazards where rectified_by is not null and ${within(dayOf('rectified_at'), 'rectified_by')}`,
    'hazard-accepted': sql`select accepted_by, area, ${dayOf('closed_at')}, number || ' ' || place, '/hazards/' || id
      from hazards where accepted_by is not null and closed_at is not null
        and ${within(dayOf('closed_at'), 'accepted_by')}`,
    'self-inspection': sql`select begun_by, area, on_day, '', '/inspections/' || id from inspection_runs
      where handed_in_at is not null and ${within(sql`on_day`, 'begun_by')}`,
    'visit-made': sql`select member, null, ${dayOf('v.arrived_at')}, u.name, '/visits/' || v.id from inspection_visits v
      cross join unnest(v.members) as member join units u on u.id = v.unit_id
      where v.arrived_at is not null and ${within(dayOf('v.arrived_at'), 'member', 'v.unit_id')}`,
    // Day by day and register by register: nobody wants to read each line of a patrol.
    'entry-recorded': sql`select recorded_by, area, recorded_on, register, '/registers/' || register from register_entries
      where not restricted and ${within(sql`recorded_on`, 'recorded_by')}
      group by recorded_by, area, recorded_on, register`,
    'task-handed-in': sql`select s.submitted_by, a.area, ${dayOf('s.submitted_at')}, t.title, '/tasks/' || a.id
      from submissions s join assignments a on a.id = s.assignment_id join tasks t on t.id = a.task_id
      where ${within(dayOf('s.submitted_at'), 's.submitted_by', 's.unit_id')}`,
    'drill-arranged': sql`select created_by, 'emergency', on_day, title, '/drills/' || id from drills
      where created_by is not null and started_at is not null and cancelled_at is null
        and ${within(sql`on_day`, 'created_by')}`,
    // Whoever came and, where there is a test, passed it: on the later of both days.
    'training-done': sql`select account_id, null, done_on, title, '/trainings/' || id from (
        select s.account_id, t.id, t.title, min(s.unit_id::text)::uuid as unit_id,
          greatest(min(${dayOf('s.at')}), min(${dayOf('a.handed_in_at')})) as done_on
        from training_sign_ins s join trainings t on t.id = s.training_id
          left join training_attempts a on a.training_id = t.id and a.account_id = s.account_id and a.passed
        where (t.test is null or a.passed) group by s.account_id, t.id) trained
      where ${within(sql`done_on`, 'account_id')}`,
    'certificate-earned': sql`select account_id, null, issued_on, title || ' ' || number, '/certificates/' || id
      from training_certificates where ${within(sql`issued_on`, 'account_id')}`,
    'study-attended': sql`select member, null, held_on, topic, '/study-records/' || id from study_records
      cross join unnest(attended) as member where ${within(sql`held_on`, 'member')}`,
  }
  return sql.join(
    DEED_KIND_IDS.map(
      kind =>
        sql`select ${kind}::text as kind, d.* from (${parts[kind]}) d (account_id, area, on_day, title, path)`,
    ),
    sql` union all `,
  )
}

/** The domain's table of whose duties a deed shows, as rows: kind, posts for the duties of its area, posts for the whole. */
export const DEED_RULES = sql.join(
  DEED_KIND_IDS.map(kind => {
    const { inArea, whole } = postsShownBy(kind)
    return sql`(${kind}::text, ${[...inArea]}::text[], ${[...whole]}::text[])`
  }),
)
