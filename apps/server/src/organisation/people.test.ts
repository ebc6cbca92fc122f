import { type AccountId, type RoleId, type UnitId } from '@anlan/domain'
import { verifyPassword } from 'better-auth/crypto'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { countHashes } from '../testing/count-hashes.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'

const county = useCounty()
const people = (person: PersonName) => county.as(person).people
const owner = () => county.assembled.connections.owner

let number = 0
const newcomer = (change: { role?: RoleId; unit?: UnitName; username?: string } = {}) => ({
  name: '陈新来',
  username: change.username ?? `xin${(number += 1)}`,
  phone: '13800000000',
  role: change.role ?? ('staff-member' as RoleId),
  unitId: county.units[change.unit ?? 'eastMiddle'],
  posts: ['class-teacher' as const],
  from: '2026-09-01' as const,
})

/** Somebody new, as his page shows him. */
async function aPerson(change: Parameters<typeof newcomer>[0] = {}) {
  const made = await people('admin').create(newcomer(change))
  const { person } = await people('admin').get({ id: made.id })
  return { ...person, password: made.password, seen: { id: made.id, revision: person.revision } }
}

async function signIn(accountId: string): Promise<void> {
  await owner().query(
    `insert into sessions (id, expires_at, token, created_at, updated_at, user_id)
     values ($1, now() + interval '1 hour', $2, now(), now(), $3)`,
    [randomUUID(), randomUUID(), accountId],
  )
}
const count = async (sql: string, values: unknown[]): Promise<number> => {
  const { rows } = await owner().query<{ n: number }>(`select count(*) as n ${sql}`, values)
  return rows[0]?.n ?? -1
}
const countSessions = (id: string): Promise<number> => count('from sessions where user_id = $1', [id])
const hashOf = async (id: string): Promise<string> => {
  const { rows } = await owner().query<{ password: string }>(
    'select password from credentials where user_id = $1',
    [id],
  )
  return rows[0]?.password ?? ''
}

describe('a new account', () => {
  test('gets a first password that is shown once and kept as a hash alone', async () => {
    const { id, password } = await people('admin').create(newcomer())
    expect(await verifyPassword({ hash: await hashOf(id), password })).toBe(true)
    expect(await county.audit('person.create', id)).toHaveLength(1)
    const { rows } = await owner().query<{ told: string }>(
      `select coalesce(string_agg(after::text, ''), '') as told from audit_events where subject_id = $1`,
      [id],
    )
    expect(rows[0]?.told).toContain('陈新来')
    expect(rows[0]?.told).not.toContain(password)
    const detail = await people('admin').get({ id })
    expect(detail.person.state).toBe('first-password')
    expect(detail.appointments).toMatchObject([{ post: 'class-teacher', from: '2026-09-01', until: null }])
  })
  test('is made by a school administrator in every school below his own', async () => {
    const { id } = await people('eastAdmin').create(newcomer({ unit: 'eastVillage', role: 'principal' }))
    expect((await people('villageHead').get({ id })).person.role).toBe('principal')
    expect(await county.audit('person.create', id)).toMatchObject([{ actor_name: 'eastAdmin' }])
  })
  test.each<[PersonName, Parameters<typeof newcomer>[0], string]>([
    ['eastHead', {}, 'not-permitted'],
    ['officer', {}, 'not-permitted'],
    ['eastAdmin', { unit: 'westMiddle' }, 'outside-scope'],
    ['eastAdmin', { role: 'school-admin' }, 'role-not-grantable'],
    ['eastAdmin', { role: 'county-admin' }, 'role-not-grantable'],
    ['admin', { role: 'county-admin' }, 'role-misplaced'],
    ['admin', { role: 'principal', unit: 'bureau' }, 'role-misplaced'],
    ['admin', { role: 'township-coordinator', unit: 'countySchool' }, 'role-misplaced'],
  ])('%s does not make one with %j: %s', async (who, change, code) => {
    const person = newcomer(change)
    await expectRefusal(people(who).create(person), code)
    expect(await count('from accounts where username = $1', [person.username])).toBe(0)
  })
  test('needs a user name that nobody has, whatever its capitals', async () => {
    await aPerson({ username: 'zhangsan' })
    await expectRefusal(people('admin').create(newcomer({ username: 'ZhangSan' })), 'username-taken')
    await expect(people('admin').create(newcomer({ username: '=cmd|calc' }))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })
})

describe('changing details', () => {
  const details = { name: '陈改名', phone: null, role: 'safety-officer' as RoleId, posts: [] }
  test('is kept with what was before', async () => {
    const { seen } = await aPerson()
    const turn = await people('eastAdmin').change({ ...seen, ...details })
    expect(turn.revision).toBe(seen.revision + 1)
    expect((await people('admin').get({ id: seen.id })).person).toMatchObject({
      ...{ name: '陈改名', phone: null, role: 'safety-officer' },
    })
    expect(await county.audit('person.change', seen.id)).toHaveLength(1)
  })
  test('ends one post and begins another, and erases none', async () => {
    const { seen } = await aPerson()
    const [post] = (await people('admin').get({ id: seen.id })).appointments
    if (!post) throw new Error('the person has a post')
    await people('admin').change({
      ...{ ...seen, ...details },
      posts: [
        { id: post.id, post: post.post, from: post.from, until: '2026-10-14' },
        { id: null, post: 'safety-director', from: '2026-10-15', until: null },
      ],
    })
    const { appointments } = await people('admin').get({ id: seen.id })
    expect(appointments.map(each => [each.post, each.until])).toEqual([
      ['safety-director', null],
      ['class-teacher', '2026-10-14'],
    ])
    const list = await people('admin').list({ filter: { search: '陈改名' }, pageSize: 100 })
    expect(list.rows.find(row => row.id === seen.id)?.posts).toEqual(['safety-director'])
  })
  test('does not reach somebody else’s post', async () => {
    const [one, other] = [await aPerson(), await aPerson()]
    const [post] = (await people('admin').get({ id: other.accountId })).appointments
    if (!post) throw new Error('the person has a post')
    const stolen = { id: post.id, post: post.post, from: post.from, until: '2026-10-01' as const }
    await expectRefusal(people('admin').change({ ...one.seen, ...details, posts: [stolen] }), 'not-found')
  })
  test('from an old page is refused', async () => {
    const { seen } = await aPerson()
    await people('admin').change({ ...seen, ...details })
    await expectRefusal(people('admin').change({ ...seen, ...details }), 'stale-revision')
    expect(await county.audit('person.change', seen.id)).toHaveLength(1)
  })
})

describe('moving somebody', () => {
  const move = (unit: UnitName) => ({
    unitId: county.units[unit],
    role: 'staff-member' as const,
    posts: ['general-affairs-director' as const],
    on: '2026-10-15' as const,
  })
  test('signs him out, ends his posts and keeps them', async () => {
    const { seen } = await aPerson()
    await signIn(seen.id)
    await people('admin').move({ ...seen, ...move('westMiddle') })
    expect(await countSessions(seen.id)).toBe(0)
    const detail = await people('westHead').get({ id: seen.id })
    expect(detail.unit.id).toBe(county.units.westMiddle)
    expect((await people('admin').get({ id: seen.id })).appointments).toMatchObject([
      { post: 'general-affairs-director', unitId: county.units.westMiddle, until: null },
      { post: 'class-teacher', unitId: county.units.eastMiddle, until: '2026-10-14' },
    ])
    expect(await county.audit('person.move', seen.id)).toMatchObject([{ unit_id: county.units.westMiddle }])
    await expectRefusal(people('eastHead').get({ id: seen.id }), 'not-found')
  })
  test('within the schools a school administrator looks after is his to do, and no further', async () => {
    const { seen } = await aPerson()
    await expectRefusal(people('eastAdmin').move({ ...seen, ...move('westMiddle') }), 'outside-scope')
    await people('eastAdmin').move({ ...seen, ...move('eastVillage') })
    expect(await county.audit('person.move', seen.id)).toHaveLength(1)
  })
  test('takes a role that the new unit has', async () => {
    const { seen } = await aPerson()
    const there = { ...move('section'), role: 'principal' as const }
    await expectRefusal(people('admin').move({ ...seen, ...there }), 'role-misplaced')
  })
  test('is not dated ahead, for the account goes over at once', async () => {
    const { seen } = await aPerson()
    const later = { ...move('westMiddle'), on: '2026-10-16' as const }
    await expectRefusal(people('admin').move({ ...seen, ...later }), 'day-in-the-future')
  })
  test('is no business of a head', async () => {
    const { seen } = await aPerson()
    await expectRefusal(people('eastHead').move({ ...seen, ...move('eastVillage') }), 'not-permitted')
    await expectRefusal(
      people('admin').move({ ...seen, revision: seen.revision + 1, ...move('eastVillage') }),
      'stale-revision',
    )
  })
})

describe('disabling', () => {
  const gone = { reason: '已退休', endPosts: true }
  test('ends every session at once, and enabling lets in again with the old password', async () => {
    const { seen, password } = await aPerson()
    await signIn(seen.id)
    await signIn(seen.id)
    // A reason that nobody can read is none.
    const unseen = people('eastAdmin').disable({ ...seen, ...gone, reason: '\u200b\u200b\u202e' })
    await expect(unseen).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const turn = await people('eastAdmin').disable({ ...seen, ...gone })
    expect(await countSessions(seen.id)).toBe(0)
    const { person, appointments } = await people('admin').get({ id: seen.id })
    expect(person).toMatchObject({ state: 'disabled', disabledReason: '已退休' })
    expect(appointments.map(each => each.until)).toEqual(['2026-10-15'])
    await people('eastAdmin').enable({ ...turn, reason: '返聘' })
    expect((await people('admin').get({ id: seen.id })).person.state).toBe('first-password')
    expect(await verifyPassword({ hash: await hashOf(seen.id), password })).toBe(true)
    for (const action of ['person.disable', 'person.enable'])
      expect(await county.audit(action, seen.id)).toMatchObject([{ actor_name: 'eastAdmin' }])
  })
  test('for a while leaves the posts as they are', async () => {
    const { seen } = await aPerson()
    await people('admin').disable({ ...seen, reason: '账号异常', endPosts: false })
    expect((await people('admin').get({ id: seen.id })).appointments).toMatchObject([{ until: null }])
  })
  test('shows the hazards that still name somebody, and goes on', async () => {
    const { seen } = await aPerson({ role: 'safety-officer' })
    const hazard = await county.as('eastTeacher').hazards.report({
      unitId: county.units.eastMiddle,
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place: '食堂', description: '疏散指示灯不亮' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
      },
      files: [],
    })
    await county.as('eastHead').hazards.advance({
      ...{ id: hazard.id, revision: hazard.revision, files: [] },
      command: {
        ...{ event: 'confirm', grade: 'general', basis: '检查标准', interimControl: null, stopUse: false },
        plan: { leadId: seen.id, measures: '更换', funds: '', dueOn: '2026-10-30', contingency: '' },
      },
    })
    const { work } = await people('eastAdmin').get({ id: seen.id })
    expect(work).toMatchObject({ hazardCount: 1, hazards: [{ number: hazard.number }] })
    await people('eastAdmin').disable({ ...seen, ...gone })
  })
  test('somebody disabled is corrected or enabled, nothing else', async () => {
    const { seen } = await aPerson()
    const turn = await people('admin').disable({ ...seen, ...gone })
    await expectRefusal(people('admin').disable({ ...turn, ...gone }), 'person-disabled')
    await expectRefusal(people('admin').resetPassword(turn), 'person-disabled')
    expect((await people('admin').get({ id: seen.id })).verbs).toEqual(['change', 'enable'])
  })
  test('is refused from an old page, and to whoever does not manage people', async () => {
    const { seen } = await aPerson()
    await expectRefusal(people('admin').disable({ ...seen, revision: 9, ...gone }), 'stale-revision')
    await expectRefusal(people('eastHead').disable({ ...seen, ...gone }), 'not-permitted')
    await expectRefusal(people('auditor').disable({ ...seen, ...gone }), 'not-permitted')
    const turn = await people('admin').disable({ ...seen, ...gone })
    await expectRefusal(people('eastHead').enable({ ...turn, reason: '返聘' }), 'not-permitted')
    await expectRefusal(people('admin').enable({ ...seen, reason: '返聘' }), 'stale-revision')
  })
})

describe('a forgotten password', () => {
  test('is replaced by a first password; sessions and the lock-out end', async () => {
    const { seen, password: old, username } = await aPerson()
    await signIn(seen.id)
    await owner().query(
      `insert into sign_in_failures (username, failures, last_at, locked_until)
       values ($1, 5, now(), now() + interval '1 hour'), ('somebody.else', 5, now(), null)
       on conflict do nothing`,
      [username],
    )
    const reset = await people('eastAdmin').resetPassword(seen)
    const hash = await hashOf(seen.id)
    expect(await verifyPassword({ hash, password: reset.password })).toBe(true)
    expect(await verifyPassword({ hash, password: old })).toBe(false)
    expect(await countSessions(seen.id)).toBe(0)
    expect(await count('from sign_in_failures where username = $1', [username])).toBe(0)
    expect(await count(`from sign_in_failures where username = 'somebody.else'`, [])).toBe(1)
    expect(await county.audit('person.reset-password', seen.id)).toHaveLength(1)
    await expectRefusal(people('eastAdmin').resetPassword(seen), 'stale-revision')
    await expectRefusal(people('eastHead').resetPassword(reset), 'not-permitted')
  })
  test('is hashed for what is done, and for nothing that is refused', async () => {
    const { seen } = await aPerson({ username: 'hashed.once' })
    const stale = { ...seen, revision: seen.revision + 1 }
    const refused = async (): Promise<void> => {
      await expectRefusal(people('eastAdmin').resetPassword(stale), 'stale-revision')
      await expectRefusal(people('eastHead').resetPassword(seen), 'not-permitted')
      await expectRefusal(
        people('eastAdmin').resetPassword({ ...seen, id: county.people.westHead.accountId }),
        'not-found',
      )
      await expectRefusal(people('eastAdmin').create(newcomer({ unit: 'westMiddle' })), 'outside-scope')
      await expectRefusal(
        people('eastAdmin').create(newcomer({ role: 'school-admin' })),
        'role-not-grantable',
      )
      await expectRefusal(people('admin').create(newcomer({ username: 'hashed.once' })), 'username-taken')
    }
    expect(await countHashes(refused)).toBe(0)
    expect(await countHashes(() => people('eastAdmin').resetPassword(seen))).toBe(1)
    expect(await countHashes(() => people('eastAdmin').create(newcomer()))).toBe(1)
  })
  test('that was only mistyped needs the lock-out lifted and nothing else', async () => {
    const { seen, username } = await aPerson()
    await owner().query(
      `insert into sign_in_failures (username, failures, last_at, locked_until)
       values ($1, 5, now(), '2026-10-15T02:30:00Z')`,
      [username],
    )
    expect((await people('eastAdmin').get({ id: seen.id })).locked).toBe(true)
    await expectRefusal(people('eastHead').unlock({ id: seen.id }), 'not-permitted')
    await expectRefusal(people('eastAdmin').unlock({ id: county.people.westHead.accountId }), 'not-found')
    expect(await people('eastAdmin').unlock({ id: seen.id })).toEqual({ wasLocked: true })
    expect((await people('eastAdmin').get({ id: seen.id })).locked).toBe(false)
    expect(await county.audit('account.unlock', seen.id)).toHaveLength(1)
  })
  test('of somebody who never had one is laid down all the same', async () => {
    const { accountId } = county.people.eastTeacher
    const { person } = await people('admin').get({ id: accountId })
    const { password } = await people('admin').resetPassword({ id: accountId, revision: person.revision })
    expect(await verifyPassword({ hash: await hashOf(accountId), password })).toBe(true)
  })
})

describe('a lost phone', () => {
  test('ends the second factor and every session', async () => {
    const { seen } = await aPerson()
    await signIn(seen.id)
    await owner().query(
      `insert into two_factors (id, secret, backup_codes, user_id) values ($1, 'x', 'y', $2)`,
      [randomUUID(), seen.id],
    )
    await owner().query('update accounts set two_factor_enabled = true where id = $1', [seen.id])
    expect((await people('eastAdmin').get({ id: seen.id })).verbs).toContain('reset-second-factor')
    await expectRefusal(people('eastHead').resetSecondFactor(seen), 'not-permitted')
    await people('eastAdmin').resetSecondFactor(seen)
    expect(await count('from two_factors where user_id = $1', [seen.id])).toBe(0)
    expect(await countSessions(seen.id)).toBe(0)
    expect((await people('admin').get({ id: seen.id })).person.twoFactorEnabled).toBe(false)
    expect(await county.audit('person.reset-second-factor', seen.id)).toHaveLength(1)
    await expectRefusal(people('eastAdmin').resetSecondFactor(seen), 'stale-revision')
  })
})

describe('the list', () => {
  test('finds people by part of a name, a user name or a number, and takes wildcards as letters', async () => {
    const { seen, username } = await aPerson()
    const find = async (search: string) =>
      (await people('admin').list({ filter: { search }, pageSize: 100 })).rows.map(row => row.id)
    for (const part of ['陈新', username, '138000']) expect(await find(part)).toContain(seen.id)
    expect(await find('%')).toEqual([])
    expect(await find("' or 1=1 --")).toEqual([])
  })
  test('narrows to a unit, a unit with all below, a role or a state', async () => {
    const list = async (filter: Parameters<ReturnType<typeof people>['list']>[0]['filter']) =>
      (await people('admin').list({ filter, pageSize: 100 })).rows
    const below = await list({ unitId: county.units.eastPrimary, withBelow: true })
    expect(new Set(below.map(row => row.unit.id))).toContain(county.units.eastVillage)
    for (const row of await list({ unitId: county.units.eastMiddle }))
      expect(row.unit.id).toBe(county.units.eastMiddle)
    for (const row of await list({ role: 'principal' })) expect(row.role).toBe('principal')
    for (const state of ['active', 'first-password', 'disabled'] as const) {
      const rows = await list({ state })
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect(row.state).toBe(state)
    }
  })
  test('pages without losing or doubling anybody', async () => {
    const seen: string[] = []
    const first = await people('admin').list({ pageSize: 7, sort: { by: 'name', desc: true } })
    for (let page = 1; page <= Math.ceil(first.total / 7); page += 1) {
      const { rows } = await people('admin').list({ page, pageSize: 7, sort: { by: 'name', desc: true } })
      seen.push(...rows.map(row => row.id))
    }
    expect(seen).toHaveLength(first.total)
    expect(new Set(seen).size).toBe(first.total)
  })
  test('shows a school its own people', async () => {
    const { rows } = await people('villageHead').list({ pageSize: 100 })
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row.unit.id).toBe(county.units.eastVillage)
    await expectRefusal(people('inspector').list({}), 'not-permitted')
    await expectRefusal(people('villageHead').get({ id: county.people.westHead.accountId }), 'not-found')
  })
  test('the record of an account is shown to those who may read the record', async () => {
    const { seen } = await aPerson()
    const { app } = county.assembled
    const occasion = { actor: county.people.eastHead, now: app.clock.now(), requestId: null }
    await app.db.transaction(SYSTEM, tx =>
      recordAudit(tx, occasion, {
        ...{ action: 'session.sign-in', unitId: county.units.eastMiddle },
        subject: { kind: 'account', id: seen.id },
      }),
    )
    // That he signed in is on record, and no change of his account.
    expect((await people('admin').get({ id: seen.id })).history).toMatchObject([{ action: 'person.create' }])
    expect((await people('eastAdmin').get({ id: seen.id })).history).toBeNull()
  })
})

describe('the county administrators', () => {
  const gone = { reason: '岗位调整', endPosts: false }
  test('who disable each other at once leave one', async () => {
    const second = await people('admin').create(newcomer({ role: 'county-admin', unit: 'bureau' }))
    const [admin, other] = [county.people.admin.accountId, second.id]
    const { person } = await people('admin').get({ id: admin })
    const asOther = county.asActor({ ...county.people.admin, accountId: other, name: 'second' })
    const both = await Promise.allSettled([
      people('admin').disable({ id: other, revision: 1, ...gone }),
      asOther.people.disable({ id: admin, revision: person.revision, ...gone }),
    ])
    expect(both.filter(each => each.status === 'fulfilled')).toHaveLength(1)
    expect(both.find(each => each.status === 'rejected')).toMatchObject({
      reason: { refusal: { code: 'last-county-admin' } },
    })
    expect(await count(`from accounts where role = 'county-admin' and disabled_at is null`, [])).toBe(1)
  })
  test('the last is neither disabled, demoted nor moved out of the role', async () => {
    const { rows } = await owner().query<{ id: AccountId; revision: number }>(
      `select id, revision from accounts where role = 'county-admin' and disabled_at is null`,
    )
    const last = rows[0]
    if (!last) throw new Error('a county has an administrator')
    const somebody = county.asActor({ ...county.people.admin, accountId: randomUUID(), name: 'somebody' })
    const seen = { id: last.id, revision: last.revision }
    await expectRefusal(somebody.people.disable({ ...seen, ...gone }), 'last-county-admin')
    const demotion = { name: '某某', phone: null, role: 'section-officer' as const, posts: [] }
    await expectRefusal(somebody.people.change({ ...seen, ...demotion }), 'last-county-admin')
    const section: UnitId = county.units.section
    const away = { unitId: section, role: 'section-officer' as const, posts: [], on: '2026-10-15' as const }
    await expectRefusal(somebody.people.move({ ...seen, ...away }), 'last-county-admin')
  })
})
