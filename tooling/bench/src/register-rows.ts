import {
  addDays,
  daysBetween,
  listExamples,
  REGISTERS,
  type AreaId,
  type Day,
  type Placed,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import type pg from 'pg'

export const BOOK_SCHOOLS = 300
export const ENTRIES = 500_000
/** The register that is listed, and how many lines each school has in it. */
export const LISTED = 'fire/extinguisher-ledger'
const LISTED_EACH = 200
/** A log has so many times the lines of a ledger, spread over so many days. */
const LOG_WEIGHT = 4
const LOG_DAYS = 180

interface Pattern {
  readonly area: string
  readonly register: string
  readonly version: number
  readonly body: object
  readonly identity: string
  readonly happenedOn: Day | null
  readonly restricted: boolean
}

/** The lines of one school: the examples of every register again and again, their days moved to today. */
function linesOfASchool(today: Day): Pattern[] {
  const weight = (register: Placed): number => (register.kind === 'log' ? LOG_WEIGHT : 1)
  const others = REGISTERS.filter(({ key }) => key !== LISTED)
  const unit =
    (ENTRIES / BOOK_SCHOOLS - LISTED_EACH) / others.reduce((sum, register) => sum + weight(register), 0)
  return REGISTERS.flatMap(register => {
    const examples = bodiesOf(register)
    const count = register.key === LISTED ? LISTED_EACH : Math.ceil(unit * weight(register))
    return Array.from({ length: count }, (_, at): Pattern => {
      const example = examples[at % examples.length]
      if (!example) throw new Error(`no example of ${register.key}`)
      const to = addDays(today, register.kind === 'log' ? -Math.floor((at * LOG_DAYS) / count) : 0)
      const body = moved(example.body, daysBetween(example.today, to))
      // One bottle in fifty has lost its pressure, half are powder.
      if (register.key === LISTED)
        Object.assign(body, {
          type: at % 2 === 0 ? 'powder' : 'carbon-dioxide',
          gauge: at % 50 === 0 ? 'red' : 'green',
        })
      const happened = register.happenedOn === null ? null : (body[register.happenedOn] as Day)
      return {
        ...{ area: register.area, register: register.key, version: register.version, body },
        ...{ identity: `[${at}]`, happenedOn: happened, restricted: register.readsAreLogged },
      }
    })
  })
}

/** The entries of a register's examples as its schema reads them. */
const bodiesOf = (register: Placed): { today: Day; body: Record<string, unknown> }[] =>
  listExamples(register.area as AreaId, register.id).flatMap(example => {
    const entries = 'entry' in example ? [example.entry] : 'entries' in example ? example.entries : []
    return entries.flatMap(entry => {
      const read = register.entry.safeParse(entry)
      return read.success ? [{ today: example.today, body: read.data as Record<string, unknown> }] : []
    })
  })

/** The same line so many days later: its days and its moments. */
const moved = (body: Readonly<Record<string, unknown>>, days: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value.replace(/^\d{4}-\d{2}-\d{2}(?=$|T)/, day => addDays(day as Day, days))
        : value,
    ]),
  )

/**
 * Lays down a county of 300 schools with 500,000 entries in all registers, their standings as of yesterday, and beside them
 * the listed register's lines in a table made for nothing else, `bench_bottles`.
 */
export async function layBooks(owner: pg.Pool): Promise<void> {
  const { rows } = await owner.query<{ today: Day }>(
    `select to_char(now() at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today`,
  )
  const lines = linesOfASchool(rows[0]?.today ?? '2026-09-01')
  await owner.query(
    `insert into units (id, kind, name, short_name, parent_id, township, school_code, boarding, has_bus, has_lab,
       has_canteen, pupils)
     select id, 'town-middle', '台账中学' || n, '台账' || n, (select id from units where kind = 'bureau'), null, null, true,
       true, true, true, 1000 from unnest($1::uuid[]) with ordinality as u (id, n)`,
    [Array.from({ length: BOOK_SCHOOLS }, () => randomUUID())],
  )
  const column = <Key extends keyof Pattern>(key: Key): Pattern[Key][] => lines.map(line => line[key])
  await owner.query(
    `insert into register_entries (id, unit_id, area, register, version, body, recorded_by, recorded_by_name, recorded_at,
       recorded_on, happened_on, identity, changed_at, restricted)
     select gen_random_uuid(), u.id, p.area, p.register, p.version, p.body, a.id, '测量', at, at::date, p.happened_on,
       p.identity, at, p.restricted
     from (select id from units where name like '台账中学%') u
     cross join (select id from accounts limit 1) a
     cross join unnest($1::text[], $2::text[], $3::int[], $4::jsonb[], $5::text[], $6::date[], $7::bool[])
       with ordinality as p (area, register, version, body, identity, happened_on, restricted, n)
     cross join lateral (select now() - p.n * interval '2 hours' - abs(hashtext(u.id::text) % 7200) * interval '1 second'
       as at) moment`,
    [
      ...[
        column('area'),
        column('register'),
        column('version'),
        lines.map(({ body }) => JSON.stringify(body)),
      ],
      ...[column('identity'), column('happenedOn'), column('restricted')],
    ],
  )
  await owner.query(
    `insert into register_standings (unit_id, area, register, day, standing, entries, findings, rates)
     select e.unit_id, e.area, e.register, current_date - 2, 'unknown', 0, '[]'::jsonb, '{}'::jsonb from register_entries e
     group by e.unit_id, e.area, e.register union all
     select e.unit_id, e.area, '', current_date - 2, 'unknown', 0, '[]'::jsonb, '{}'::jsonb from register_entries e
     group by e.unit_id, e.area
     on conflict do nothing`,
  )
  await owner.query(
    `create table bench_bottles as select e.id, e.unit_id, e.body ->> 'number' as number,
       e.body ->> 'location' as location, e.body ->> 'type' as type, e.body ->> 'gauge' as gauge, (e.body ->> 'madeOn')::date
       as made_on, (e.body ->> 'lastCheckedOn')::date as last_checked_on, e.recorded_at, e.recorded_by_name, e.revision
     from register_entries e where e.register = '${LISTED}'`,
  )
  await owner.query('create index on bench_bottles (gauge, recorded_at desc, id desc)')
  await owner.query('create index on bench_bottles (type, recorded_at desc, id desc)')
  for (const statement of [
    'alter table bench_bottles enable row level security',
    `create policy in_scope on bench_bottles to anlan_app
       using ((select anlan_county()) or unit_id = any ((select anlan_units())::uuid[]))`,
    'grant select on bench_bottles to anlan_app',
  ])
    await owner.query(statement)
  await owner.query('vacuum (analyze) entry_facets, register_entries, register_standings, bench_bottles')
  await owner.query('checkpoint')
}
