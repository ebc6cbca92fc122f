import type { Actor } from '@anlan/domain'
import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const owner = () => county.assembled.connections.owner
const idOf = (person: PersonName): string => county.people[person].accountId

/** What a statement does that a verb forgot to guard: rows touched within an actor's scope. */
const run = (actor: Actor, statement: string): Promise<number> =>
  county.assembled.app.db.unrecorded(actor, 'test-arrangement', async tx => {
    const { numAffectedRows } = await sql.raw(statement).execute(tx)
    return Number(numAffectedRows ?? 0)
  })
const asEastAdmin = (statement: string): Promise<number> => run(county.people.eastAdmin, statement)

const VICTIMS = ['eastTeacher', 'eastCoordinator', 'westSafety', 'admin'] as const
beforeAll(async () => {
  for (const person of [...VICTIMS, 'eastAdmin'] as const) {
    await owner().query(
      `insert into credentials (id, account_id, provider_id, user_id, password)
       select gen_random_uuid(), id::text, 'credential', id, 'hash' from accounts where id = $1`,
      [idOf(person)],
    )
    await owner().query(
      `insert into two_factors (id, secret, backup_codes, user_id) values (gen_random_uuid(), 's', 'b', $1)`,
      [idOf(person)],
    )
    await owner().query(
      `insert into sessions (id, expires_at, token, created_at, updated_at, user_id)
       values (gen_random_uuid(), now() + interval '1 hour', gen_random_uuid(), now(), now(), $1)`,
      [idOf(person)],
    )
    await owner().query(
      `insert into sign_in_failures (username, failures, last_at) select username, 3, now() from accounts where id = $1`,
      [idOf(person)],
    )
  }
})

describe('a school administrator', () => {
  const details = { name: '某某', phone: null, posts: [] }
  const revisionOf = async (person: PersonName): Promise<number> => {
    const { rows } = await owner().query<{ revision: number }>(
      'select revision from accounts where id = $1',
      [idOf(person)],
    )
    return rows[0]?.revision ?? 0
  }
  const change = async (person: PersonName, role: Actor['role']) =>
    county.as('eastAdmin').people.change({
      ...{ id: county.people[person].accountId, revision: await revisionOf(person) },
      ...{ ...details, role },
    })

  test('does not raise his own role', async () => {
    await expectRefusal(change('eastAdmin', 'county-admin'), 'role-not-grantable')
    expect(
      (await county.as('eastAdmin').people.get({ id: county.people.eastAdmin.accountId })).verbs,
    ).toEqual([])
  })
  test('does not lift somebody else into the bureau', async () => {
    for (const role of ['county-admin', 'school-admin', 'auditor', 'township-coordinator'] as const)
      await expectRefusal(change('eastTeacher', role), 'role-not-grantable')
  })
  test('reaches neither the coordinator beside him nor a stranger by his id', async () => {
    await expectRefusal(change('eastCoordinator', 'staff-member'), 'role-not-grantable')
    await expectRefusal(change('westSafety', 'staff-member'), 'not-found')
    await expectRefusal(change('admin', 'staff-member'), 'not-found')
    const reset = county.as('eastAdmin').people.resetPassword({
      ...{ id: county.people.westSafety.accountId, revision: 1 },
    })
    await expectRefusal(reset, 'not-found')
  })
})

describe('a verb that forgot to ask', () => {
  test.each(['credentials', 'sessions', 'two_factors'])(
    'finds no %s but of people it may manage',
    async table => {
      const { rows } = await county.assembled.app.db.read(county.people.eastAdmin, tx =>
        sql<{ user_id: string }>`select user_id from ${sql.table(table)}`.execute(tx),
      )
      expect(rows.map(row => row.user_id).toSorted()).toEqual(
        [idOf('eastAdmin'), idOf('eastTeacher')].toSorted(),
      )
    },
  )
  test('sets no password outside its reach', async () => {
    const set = (person: PersonName): Promise<number> =>
      asEastAdmin(`update credentials set password = 'known' where user_id = '${idOf(person)}'`)
    expect(await set('westSafety')).toBe(0)
    expect(await set('admin')).toBe(0)
    expect(await set('eastCoordinator')).toBe(0)
    expect(await set('eastTeacher')).toBe(1)
    const added = asEastAdmin(
      `insert into credentials (id, account_id, provider_id, user_id, password)
       values ('${randomUUID()}', 'x', 'other', '${idOf('admin')}', 'known')`,
    )
    await expect(added).rejects.toThrow(/row-level security/)
  })
  test('signs nobody out and lifts no lock-out outside its reach', async () => {
    for (const person of ['westSafety', 'admin', 'eastCoordinator'] as const) {
      expect(await asEastAdmin(`delete from sessions where user_id = '${idOf(person)}'`)).toBe(0)
      expect(await asEastAdmin(`delete from two_factors where user_id = '${idOf(person)}'`)).toBe(0)
      expect(
        await asEastAdmin(`delete from sign_in_failures where username = '${person.toLowerCase()}'`),
      ).toBe(0)
    }
    expect(await asEastAdmin(`delete from sign_in_failures where username = 'eastteacher'`)).toBe(1)
  })
  test.each([
    ['raises its own role', 'eastAdmin', `role = 'county-admin'`],
    ['raises another’s role', 'eastTeacher', `role = 'school-admin'`],
    ['disables the coordinator', 'eastCoordinator', 'disabled_at = now()'],
    ['moves its administrator', 'eastAdmin', `unit_id = unit_id_of('eastPrimary')`],
  ] as const)('neither %s', async (_what, person, change) => {
    const set = change.replace(/unit_id_of\('(\w+)'\)/, `'${county.units.eastPrimary}'`)
    const forced = asEastAdmin(`update accounts set ${set} where id = '${idOf(person)}'`)
    await expect(forced).rejects.toThrow(/no role but a school's|nobody changes his own/)
  })
  test('gives nobody another role, unit or state of his own, not even the county’s administrator', async () => {
    const changes = [
      `role = 'safety-officer'`,
      `unit_id = '${county.units.kindergarten}'`,
      'disabled_at = now()',
    ]
    for (const person of ['eastTeacher', 'westHead', 'admin'] as const)
      for (const change of changes) {
        const forced = run(
          county.people[person],
          `update accounts set ${change} where id = '${idOf(person)}'`,
        )
        await expect(forced).rejects.toThrow(/nobody changes his own/)
      }
  })
  test('adds nobody to the bureau’s roles', async () => {
    const added = asEastAdmin(
      `insert into accounts (id, name, email, username, role, unit_id)
       values ('${randomUUID()}', 'x', 'x', 'x', 'auditor', '${county.units.eastMiddle}')`,
    )
    await expect(added).rejects.toThrow(/no role but a school's/)
  })
  test('changes no unit and no account of another school', async () => {
    expect(await asEastAdmin(`update units set parent_id = '${county.units.bureau}'`)).toBe(0)
    expect(await asEastAdmin(`update accounts set name = 'x' where id = '${idOf('westHead')}'`)).toBe(0)
    const taken = asEastAdmin(
      `update accounts set unit_id = '${county.units.westMiddle}' where id = '${idOf('eastTeacher')}'`,
    )
    await expect(taken).rejects.toThrow(/row-level security/)
  })
})

describe('the sign-in library', () => {
  test('gives nobody a role and enables nobody', async () => {
    const { auth } = county.assembled.connections
    const set = (change: string): Promise<unknown> =>
      auth.query(`update accounts set ${change} where id = $1`, [idOf('eastTeacher')])
    await expect(set(`role = 'county-admin'`)).rejects.toThrow(/the sign-in library changes no role/)
    await expect(set(`unit_id = '${county.units.bureau}'`)).rejects.toThrow(
      /the sign-in library changes no role/,
    )
    await expect(set('disabled_at = now()')).rejects.toThrow(/the sign-in library changes no role/)
    await set(`name = 'eastTeacher'`)
  })
  test('makes no accounts', async () => {
    const made = county.assembled.connections.auth.query(
      `insert into accounts (id, name, email, username, role, unit_id)
       values ($1, 'x', 'x', 'x', 'county-admin', $2)`,
      [randomUUID(), county.units.bureau],
    )
    await expect(made).rejects.toThrow(/permission denied/)
  })
})

describe('what is kept secret', () => {
  test.each([
    ['a password’s hash', 'select password from credentials'],
    ['a session’s token', 'select token from sessions'],
    ['a second factor’s secret', 'select secret from two_factors'],
    ['a whole row of any of them', 'select * from sessions'],
  ])('%s is read by no verb, not even the county’s', async (_what, statement) => {
    await expect(run(SYSTEM, statement)).rejects.toThrow(/permission denied/)
  })
  test('what a file is, and of what it is evidence, is rewritten by nobody', async () => {
    for (const statement of [
      `update files set sha256 = 'x'`,
      `update files set unit_id = unit_id, created_by = created_by`,
      `update hazard_files set stage = 'after'`,
      `update submission_files set file_id = file_id`,
    ])
      await expect(run(SYSTEM, statement)).rejects.toThrow(/permission denied/)
  })
  test('accounts, posts and people are erased by nobody', async () => {
    for (const table of ['accounts', 'appointments', 'units'])
      await expect(run(SYSTEM, `delete from ${table}`)).rejects.toThrow(/permission denied/)
  })
})
