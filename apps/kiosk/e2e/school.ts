import { ownProduct } from '@anlan/browser/testing'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'

const PASSWORD = 'anlan-demo-2026'

export interface Pupil {
  readonly key: string
  readonly name: string
}
export interface SchoolClass {
  readonly id: string
  readonly name: string
  readonly pupils: readonly Pupil[]
}

/** A school of the demonstration county with classes of its own making, and its safety officer at the console. */
export interface School {
  readonly id: string
  readonly name: string
  readonly classes: readonly SchoolClass[]
  readonly points: readonly string[]
  /** A call of the console's API by the safety officer. */
  call<Value>(procedure: string, input: object): Promise<Value>
  /** Takes the kiosk that shows this code for the school; gives its id. */
  approve(code: string, name: string): Promise<string>
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/**
 * One school for a test file: its classes are replaced by classes of these sizes.
 * @param number of the school in the demonstration county
 */
export function useSchool(number: string, sizes: readonly number[]): School {
  const held: { client?: pg.Client; cookie?: string; id?: string; name?: string } = {}
  const origin = ownProduct().origin
  const points = ['操场东', '操场西'].map(name => ({ id: randomUUID(), name }))
  const classes: SchoolClass[] = sizes.map((size, at) => ({
    ...{ id: randomUUID(), name: `三（${at + 1}）班` },
    pupils: Array.from({ length: size }, (_, seat) => ({
      key: `${at + 1}`.padStart(4, '0') + `${seat + 1}`.padStart(4, '0'),
      name: `${'赵钱孙李周吴郑王'.charAt(at % 8)}${'一二三四五六七八九十'.charAt(seat % 10)}${seat >= 10 ? '甲' : ''}`,
    })),
  }))
  const sql = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    if (!held.client) throw new Error('the school is open inside tests only')
    return (await held.client.query<Row>(text, [...values])).rows
  }
  const call = async <Value>(procedure: string, input: object): Promise<Value> => {
    const response = await fetch(`${origin}/trpc/${procedure}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: held.cookie ?? '' },
      body: JSON.stringify(input),
    })
    const body = (await response.json()) as { result?: { data: Value } }
    if (!body.result) throw new Error(`${procedure} was refused: ${JSON.stringify(body)}`)
    return body.result.data
  }

  beforeAll(async () => {
    held.client = new pg.Client(socketOf(ownProduct().data))
    await held.client.connect()
    const username = `anquan${number}`
    const [account] = await sql<{ unit_id: string; unit: string }>(
      'select a.unit_id, u.name as unit from accounts a join units u on u.id = a.unit_id where a.username = $1',
      [username],
    )
    if (!account) throw new Error(`the demonstration county has no ${username}`)
    held.id = account.unit_id
    held.name = account.unit
    held.cookie = await signIn(origin, username)
    for (const table of ['pupils', 'staff_badges', 'school_classes'])
      await sql(`delete from ${table} where unit_id = $1`, [held.id])
    await sql('update assembly_points set retired = true where unit_id = $1', [held.id])
    await sql(
      `update drills set state = 'cancelled' where unit_id = $1 and state in ('scheduled', 'running')`,
      [held.id],
    )
    for (const [at, { id, name }] of points.entries())
      await sql('insert into assembly_points (id, unit_id, name, ordinal) values ($1, $2, $3, $4)', [
        ...[id, held.id, name, at + 1],
      ])
    for (const [at, each] of classes.entries()) {
      await sql(
        `insert into school_classes (id, unit_id, grade, ordinal, name, pupils, point_id)
         values ($1, $2, 3, $3, $4, $5, $6)`,
        [each.id, held.id, at + 1, each.name, each.pupils.length, points[at % 2]?.id],
      )
      await sql(
        `insert into pupils (id, unit_id, class_id, name, badge_key)
         select gen_random_uuid(), $1, $2, * from unnest($3::text[], $4::text[])`,
        [held.id, each.id, each.pupils.map(({ name }) => name), each.pupils.map(({ key }) => key)],
      )
    }
  })
  afterAll(() => held.client?.end())

  return {
    get id() {
      return held.id ?? ''
    },
    get name() {
      return held.name ?? ''
    },
    ...{ classes, points: points.map(({ name }) => name), sql, call },
    approve: async (code, name) =>
      (await call<{ id: string }>('devices.pair', { code, unitId: held.id, name })).id,
  }
}

async function signIn(origin: string, username: string): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  return response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

/** How to reach the database of the running product: by the socket its postmaster has written down. */
function socketOf(data: string): pg.ClientConfig {
  const lines = readFileSync(join(data, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')
  return { host: lines[4] ?? '', port: Number(lines[3]), database: 'anlan', user: 'postgres' }
}
