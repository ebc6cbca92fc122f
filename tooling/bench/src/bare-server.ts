import { serve } from '@hono/node-server'
import { verifyPassword } from 'better-auth/crypto'
import { Hono } from 'hono'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Recording } from './recording.ts'

/**
 * What the product is measured against: Hono and pg and nothing else, in a process of its own, over the same rows.
 *
 * `/read/…` and `/create` send, statement for statement and as the same role, what the product sent for the same
 * request: the transaction, its scope, the query, the audit row. They send it as well as can be done, prepared and in
 * one pipelined batch. Row-level security therefore works here too.
 *
 * What is not here: sessions, permissions, checks of the input, refusals, request ids, security headers, live
 * boards, a log. `/plain/…` leaves out the role, the scope and the transaction of a read as well, and writes
 * nothing but the hazard and its audit row: the least that could answer at all.
 */
export interface BareSetup {
  readonly connection: { readonly host: string; readonly port: number; readonly database: string }
  readonly reads: Readonly<Record<string, Recording>>
  readonly create: { readonly recording: Recording; readonly id: string; readonly number: string } | null
  /** Units of a scoped reader, by name of the read; absent for the county's. */
  readonly units: Readonly<Record<string, readonly string[]>>
}

const setup = JSON.parse(process.argv[2] ?? '') as BareSetup
const types: pg.CustomTypesConfig = {
  // Days and moments as they come: making a Date of each would be work that the product does not do either.
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    [pg.types.builtins.DATE, pg.types.builtins.TIMESTAMPTZ].includes(oid)
      ? (text: string) => text
      : pg.types.getTypeParser(oid, format as 'text'),
}
const poolOf = (user: string, max: number): pg.Pool =>
  new pg.Pool({
    ...{ ...setup.connection, user, max, types, pipeline: true, options: '-c timezone=UTC' },
  } as pg.PoolConfig)
const runtime = poolOf('anlan_app', 10)
const owner = poolOf('postgres', 10)

const names = new Map<string, string>()
/** A prepared statement: parsed by PostgreSQL once a connection. */
function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  const name = names.get(text) ?? `b${names.size}`
  names.set(text, name)
  return { name, text, values: [...values] }
}

const send = (client: pg.PoolClient, recording: Recording): Promise<pg.QueryResult>[] =>
  recording.map(({ text, values }) => client.query(values.length === 0 ? text : prepared(text, values)))

const http = new Hono()

http.get('/read/:name', async c => {
  const recording = setup.reads[c.req.param('name')] ?? []
  const client = await runtime.connect()
  const sent = send(client, recording)
  const ended = sent.at(-1)
  void ended?.then(
    () => client.release(),
    () => client.release(true),
  )
  // The first two open the transaction and set its scope, the last one ends it.
  const results = await Promise.all(sent.slice(2, -1))
  return c.json(results.map(result => result.rows as unknown[]))
})

http.post('/create', async c => {
  const input = await c.req.json<object>()
  if (!setup.create) return c.text('nothing was recorded', 404)
  const { recording, id, number } = setup.create
  const [newId, client] = [randomUUID(), await runtime.connect()]
  try {
    const until = 1 + recording.findIndex(each => each.text.includes('nextval('))
    const opened = await Promise.all(send(client, recording.slice(0, until)))
    const next = String(Object.values((opened.at(-1)?.rows[0] ?? {}) as Record<string, unknown>)[0])
    const newNumber = `${number.slice(0, 5)}${next.padStart(5, '0')}`
    const renew = (value: string | null): string | null =>
      value === null ? null : value.replaceAll(id, newId).replaceAll(number, newNumber)
    await Promise.all(
      send(
        client,
        recording.slice(until).map(({ text, values }) => {
          const [first, ...rest] = values.map(renew)
          // The other rows' own ids are made anew as well.
          const isOther = /^insert into "\w+" \("id"/.test(text) && first !== newId
          return { text, values: first === undefined ? [] : [isOther ? randomUUID() : first, ...rest] }
        }),
      ),
    )
    client.release()
    return c.json({ id: newId, number: newNumber, ...input })
  } catch (error) {
    client.release(true)
    throw error
  }
})

const LIST = `select h.id, h.number, h.unit_id, u.name as unit_name, h.area, h.place, h.description, h.grade, h.state,
  h.due_on, h.reported_at, h.lead_name from hazards h join units u on u.id = h.unit_id`
const NEWEST = `order by h.reported_at desc, h.id desc limit $1 offset $2`

http.get('/plain/:name', async c => {
  const units = setup.units[c.req.param('name')]
  const [rows, count] = await Promise.all(
    units
      ? [
          owner.query(prepared(`${LIST} where h.unit_id = any($3::uuid[]) ${NEWEST}`, [25, 0, units])),
          owner.query(prepared('select count(*) from hazards where unit_id = any($1::uuid[])', [units])),
        ]
      : [
          owner.query(prepared(`${LIST} ${NEWEST}`, [25, 0])),
          owner.query(prepared('select count(*) from hazards', [])),
        ],
  )
  return c.json({
    rows: rows?.rows as unknown[],
    total: (count?.rows[0] as { count: string } | undefined)?.count,
  })
})

/** A table made for this one register, its fields as columns, an index for each list that is asked. */
const BOTTLES = {
  rare: ['gauge', 'red'],
  common: ['type', 'powder'],
} as const

const bottlesBy = (name: string): pg.QueryConfig[] => {
  const [column, value] = BOTTLES[name as keyof typeof BOTTLES]
  return [
    prepared(
      `select b.*, u.name as unit_name from bench_bottles b join units u on u.id = b.unit_id
       where b.${column} = $1 order by b.recorded_at desc, b.id desc limit $2 offset $3`,
      [value, 25, 0],
    ),
    prepared(`select count(*) from bench_bottles where ${column} = $1`, [value]),
  ]
}

/** As the runtime role, in the transaction and scope of the county's reader. */
http.get('/bottles/:name', async c => {
  const recording = setup.reads['list-county'] ?? []
  const client = await runtime.connect()
  const sent = [
    ...send(client, recording.slice(0, 2)),
    ...bottlesBy(c.req.param('name')).map(each => client.query(each)),
    ...send(client, recording.slice(-1)),
  ]
  void sent.at(-1)?.then(
    () => client.release(),
    () => client.release(true),
  )
  const results = await Promise.all(sent.slice(2, -1))
  return c.json(results.map(result => result.rows as unknown[]))
})

/** Without a role, a scope and a transaction. */
http.get('/plain-bottles/:name', async c => {
  const results = await Promise.all(bottlesBy(c.req.param('name')).map(each => owner.query(each)))
  return c.json(results.map(result => result.rows as unknown[]))
})

const INSERT_HAZARD = `insert into hazards (id, unit_id, number, state, area, source, place, description, discovered_on,
  reported_by, reported_by_name, reported_at, stop_use)
  values ($1, $2, 'P-' || nextval('hazard_numbers'), 'reported', $3, $4, $5, $6, $7, $8, $9, now(), false)
  returning number`
const INSERT_AUDIT = `insert into audit_events (id, at, actor_id, actor_name, actor_role, unit_id, action, subject_kind,
  subject_id, after) values ($1, now(), $2, $3, $4, $5, 'hazard.report', 'hazard', $6, $7)`

interface PlainHazard {
  readonly unitId: string
  readonly actor: { readonly id: string; readonly name: string; readonly role: string }
  readonly hazard: Readonly<Record<'area' | 'source' | 'place' | 'description' | 'discoveredOn', string>>
}

http.post('/plain/create', async c => {
  const { unitId, actor, hazard } = await c.req.json<PlainHazard>()
  const { area, source, place, description, discoveredOn } = hazard
  const [id, client] = [randomUUID(), await owner.connect()]
  const row = [id, unitId, area, source, place, description, discoveredOn, actor.id, actor.name]
  const audit = [
    randomUUID(),
    actor.id,
    actor.name,
    actor.role,
    unitId,
    id,
    JSON.stringify({ id, ...hazard }),
  ]
  try {
    const [, inserted] = await Promise.all([
      client.query('begin'),
      client.query<{ number: string }>(prepared(INSERT_HAZARD, row)),
      client.query(prepared(INSERT_AUDIT, audit)),
      client.query('commit'),
    ])
    client.release()
    return c.json({ id, number: inserted.rows[0]?.number, ...hazard })
  } catch (error) {
    client.release(true)
    throw error
  }
})

interface BareFact {
  readonly id: string
  readonly drill: string
  readonly device: string
  readonly seq: number
  readonly at: number
  readonly kind: string
}

/** One statement a request, committed to disk; no token, no check, no board. */
http.post('/facts', async c => {
  const { unitId, facts } = await c.req.json<{ unitId: string; facts: BareFact[] }>()
  await owner.query(
    prepared(
      `insert into drill_facts (drill_id, id, unit_id, device_id, seq, kind, body, at, offset_ms)
       select drill, id, $1, device, seq, kind, body, at, 0 from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int[],
         $6::text[], $7::jsonb[], $8::bigint[]) as f (drill, id, device, seq, kind, body, at) on conflict do nothing`,
      [
        unitId,
        facts.map(({ drill }) => drill),
        facts.map(({ id }) => id),
        facts.map(({ device }) => device),
        facts.map(({ seq }) => seq),
        facts.map(({ kind }) => kind),
        facts.map(fact => JSON.stringify(fact)),
        facts.map(({ at }) => at),
      ],
    ),
  )
  return c.json({ taken: facts.map(({ id }) => id) })
})

const secret = randomBytes(32)

/** Name, password hash, a session's row and a signed cookie; no limit of tries, no lock, no second factor. */
http.post('/sign-in', async c => {
  const { username, password } = await c.req.json<{ username: string; password: string }>()
  const found = await owner.query<{ id: string; password: string }>(
    prepared(
      `select a.id, c.password from accounts a join credentials c on c.user_id = a.id where a.username = $1`,
      [username],
    ),
  )
  const account = found.rows[0]
  if (!account || !(await verifyPassword({ hash: account.password, password }))) return c.text('', 401)
  const token = randomBytes(24).toString('base64url')
  await owner.query(
    prepared(
      `insert into sessions (id, token, user_id, created_at, updated_at, expires_at)
       values ($1, $2, $3, now(), now(), now() + interval '12 hours')`,
      [randomUUID(), token, account.id],
    ),
  )
  const signature = createHmac('sha256', secret).update(token).digest('base64url')
  c.header('set-cookie', `bare=${token}.${signature}; Path=/; HttpOnly; SameSite=Lax`)
  return c.json({ id: account.id })
})

const server = serve({ fetch: http.fetch, hostname: '127.0.0.1', port: 0 }, info =>
  process.stdout.write(`ready ${info.port}\n`),
)
process.on('SIGTERM', () => {
  server.close()
  process.exit(0)
})
