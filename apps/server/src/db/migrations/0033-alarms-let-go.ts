import { sql, type Kysely } from 'kysely'

/**
 * An alarm is kept whole as long as it is held, and no longer: afterwards its bus, its kind and its moment are known, and
 * nobody's name. Held alarms are tried again a limited number of times, those of a revoked platform not at all. A line of the
 * alarm log says which platform it is of, for each numbers its alarms by itself.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...COLUMNS, ...asOwner([...FILLED, ...NAMED]), ...KEPT])
    await sql.raw(statement).execute(db)
}

const COLUMNS = [
  `alter table bus_alarms
    add column plate text,
    add column kind text,
    add column raised_at timestamptz,
    add column tries integer not null default 0,
    add column next_try_at timestamptz,
    alter column body drop not null`,
]

/** Row-level security binds an owner who is not the cluster's superuser, and would show him no line. */
const TABLES = ['bus_alarms', 'bus_platforms', 'register_entries', 'entry_facets']
const asOwner = (statements: readonly string[]): string[] => [
  ...TABLES.map(table => `alter table ${table} no force row level security`),
  ...statements,
  ...TABLES.map(table => `alter table ${table} force row level security`),
]

const FILLED = [
  `update bus_alarms set plate = body ->> 'plate', kind = body ->> 'kind',
    raised_at = (body ->> 'at')::timestamptz, next_try_at = received_at`,
  `update bus_alarms a set state = 'given-up', settled_at = p.revoked_at, settled_by_name = p.revoked_by_name
    from bus_platforms p where p.id = a.platform_id and p.revoked_at is not null and a.state = 'held'`,
  `update bus_alarms set body = null where state <> 'held'`,
  // Anybody could write it, and nobody is told of it any more.
  `update bus_platforms set refused_at = null, refused_code = null where refused_code = 'signature-wrong'`,
]

/** As `identityOf` writes it. */
const NAMED = [
  `update register_entries e set body = e.body || jsonb_build_object('platform', p.name)
    from bus_platforms p where e.register = 'bus/bus-alarm-log' and p.id = e.recorded_by`,
  `update register_entries set identity = '[' || coalesce(to_json(body ->> 'platform')::text, 'null') || ','
    || to_json(body ->> 'number')::text || ']' where register = 'bus/bus-alarm-log'`,
]

const KEPT = [
  `alter table bus_alarms
    alter column plate set not null,
    alter column kind set not null,
    alter column raised_at set not null,
    alter column next_try_at set not null,
    add constraint whole_while_held check ((state = 'held') = (body is not null))`,
  `create index bus_alarms_due on bus_alarms (next_try_at) where state = 'held'`,
  `create index bus_alarms_given_up on bus_alarms (settled_at) where state = 'given-up'`,
]
