import { verifyPassword } from 'better-auth/crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'

const county = useCounty()
const people = (person: PersonName = 'admin') => county.as(person).people
const units = (person: PersonName = 'admin') => county.as(person).units
/** Imports people and hears it out: the accounts, and how far it was said to be on the way. */
async function bringPeople(rows: string[][], person: PersonName = 'eastAdmin') {
  const steps: { done: number; total: number }[] = []
  for await (const step of await people(person).import({ rows })) {
    if ('people' in step) return { people: step.people, steps }
    steps.push(step)
  }
  throw new Error('an import ended without a word')
}
const owner = () => county.assembled.connections.owner
const count = async (table: string): Promise<number> => {
  const { rows } = await owner().query<{ n: number }>(`select count(*) as n from ${table}`)
  return rows[0]?.n ?? -1
}

const PEOPLE = ['姓名', '单位', '角色', '用户名', '手机', '职务']
const UNITS = ['单位名称', '类别', '上级单位', '乡镇', '学生数']

describe('people out of a table', () => {
  const table = [
    PEOPLE,
    ['周一鸣', 'eastVillage', '校长', 'zhouyiming', '13811110001', '校长'],
    ['吴二妹', '测试eastPrimary', '安全专干', '', '13811110002', '安全办主任、班主任'],
  ]
  test('are looked at first, and nobody is made', async () => {
    const before = await count('accounts')
    expect(await people('eastAdmin').checkTable({ rows: table })).toEqual({
      count: 2,
      problems: [],
      ignored: [],
    })
    expect(await count('accounts')).toBe(before)
  })
  test('get an account each with a password that lets them in', async () => {
    const { people: made } = await bringPeople(table)
    expect(made.map(each => [each.name, each.username, each.unit])).toEqual([
      ['周一鸣', 'zhouyiming', '测试eastVillage'],
      ['吴二妹', '13811110002', '测试eastPrimary'],
    ])
    for (const { username, password } of made) {
      const { rows } = await owner().query<{ id: string; password: string }>(
        `select a.id, c.password from accounts a join credentials c on c.user_id = a.id
         where a.username = $1 and a.must_change_password`,
        [username],
      )
      const [account] = rows
      expect(await verifyPassword({ hash: account?.password ?? '', password })).toBe(true)
      expect(await county.audit('person.create', account?.id)).toMatchObject([{ actor_name: 'eastAdmin' }])
    }
    expect(await county.audit('person.import')).toHaveLength(1)
    const { rows } = await owner().query<{ told: string }>(
      `select string_agg(after::text, '') as told from audit_events`,
    )
    for (const { password } of made) expect(rows[0]?.told).not.toContain(password)
  })
  test('with one fault are refused whole', async () => {
    const before = await count('accounts')
    const rows = [
      PEOPLE,
      ['郑三', 'eastMiddle', '教职工', 'zhengsan', '', ''],
      ['王四', 'westMiddle', '校长', 'wangsi', '', ''],
    ]
    const refused = bringPeople(rows)
    await expect(refused).rejects.toMatchObject({
      refusal: { code: 'import-not-clean', problems: [{ row: 3, column: 'unit', code: 'outside-scope' }] },
    })
    expect(await count('accounts')).toBe(before)
  })
  test('do not take the user name of somebody whom the importer cannot see', async () => {
    const before = await count('accounts')
    const rows = [
      PEOPLE,
      ['郑三', 'eastMiddle', '教职工', 'zhengsan', '', ''],
      ['王四', 'eastMiddle', '教职工', 'westhead', '', ''],
    ]
    expect((await people('eastAdmin').checkTable({ rows })).problems).toEqual([])
    await expect(bringPeople(rows)).rejects.toMatchObject({
      refusal: { problems: [{ row: 3, column: 'username', code: 'username-taken', value: 'westhead' }] },
    })
    expect(await count('accounts')).toBe(before)
  })
  test.each<PersonName>(['eastHead', 'officer', 'auditor'])('are not %s’s to import', async who => {
    await expectRefusal(people(who).checkTable({ rows: table }), 'not-permitted')
    await expectRefusal(bringPeople(table, who), 'not-permitted')
  })
})

const HUNDREDS = 200
const many = (prefix: string, count: number): string[][] => [
  PEOPLE,
  ...Array.from({ length: count }, (_, each) => [
    ...[
      `教师${prefix}${each}`,
      'eastMiddle',
      '教职工',
      `${prefix}${each}`,
      '',
      each % 3 === 0 ? '班主任' : '',
    ],
  ]),
]

describe('a whole county’s people out of a table', () => {
  test('are told of as they are made, and all get in', { timeout: 300_000 }, async () => {
    const before = await count('accounts')
    const { people: made, steps } = await bringPeople(many('jiaoshi', HUNDREDS))
    expect(made.map(each => each.username)).toEqual(
      Array.from({ length: HUNDREDS }, (_, each) => `jiaoshi${each}`),
    )
    expect(new Set(made.map(each => each.password)).size).toBe(HUNDREDS)
    expect(await count('accounts')).toBe(before + HUNDREDS)
    expect(steps[0]).toEqual({ done: 0, total: HUNDREDS })
    expect(steps.at(-1)).toEqual({ done: HUNDREDS, total: HUNDREDS })
    const told = steps.map(({ done }) => done)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(told.length).toBeGreaterThan(20)
    for (const each of [made[0], made[HUNDREDS - 1]]) {
      const { rows } = await owner().query<{ password: string }>(
        `select c.password from accounts a join credentials c on c.user_id = a.id where a.username = $1`,
        [each?.username],
      )
      expect(await verifyPassword({ hash: rows[0]?.password ?? '', password: each?.password ?? '' })).toBe(
        true,
      )
    }
  })

  test('work goes on meanwhile: no transaction waits for the passwords', async () => {
    // Short transactions come and go meanwhile, as when the record links its events; none lasts over most of the steps.
    const seen: Set<string>[] = []
    for await (const step of await people('eastAdmin').import({ rows: many('meanwhile', 12) })) {
      if (!('done' in step) || step.done === step.total) continue
      const { rows } = await owner().query<{ id: string }>(
        `select pid || ' ' || xact_start as id from pg_stat_activity
          where datname = current_database() and usename = 'anlan_app' and xact_start is not null`,
      )
      seen.push(new Set(rows.map(row => row.id)))
    }
    expect(seen.length).toBeGreaterThan(4)
    const lasting = seen.flatMap(step => [...step].filter(id => seen.filter(each => each.has(id)).length > 3))
    expect(lasting).toEqual([])
  })

  test('are nobody when whoever imports is disabled before the end', async () => {
    const importing = await people('eastAdmin').import({ rows: many('toolate', 6) })
    await importing[Symbol.asyncIterator]().next()
    const set = (disabledAt: string | null) =>
      owner().query('update accounts set disabled_at = $2 where id = $1', [
        ...[county.people.eastAdmin.accountId, disabledAt],
      ])
    await set('2026-10-15T02:00:00Z')
    const before = await count('accounts')
    const hear = async (): Promise<void> => {
      const steps: object[] = []
      for await (const step of importing) steps.push(step)
    }
    await expectRefusal(hear(), 'not-permitted')
    await set(null)
    expect(await count('accounts')).toBe(before)
  })

  test('are nobody when whoever imports goes away before the end', async () => {
    await givePasswords(county, 'a-long-test-password', ['admin'])
    const imports = (await county.audit('person.import')).length
    const beside = await county.another({ demo: true })
    const visited = await open(beside)
    const admin = new Visitor(visited.origin)
    await admin.signIn('admin', 'a-long-test-password')
    const rows = many('zhongtu', 30)
    const gone = new AbortController()
    const response = await admin.fetch('/trpc/people.import?batch=1', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'trpc-accept': 'application/jsonl' },
      body: JSON.stringify({ 0: { rows } }),
      signal: gone.signal,
    })
    const reader = response.body?.getReader()
    let heard = ''
    while (!heard.includes('"done":2')) heard += new TextDecoder().decode((await reader?.read())?.value)
    gone.abort()
    // Had the first made anybody by now, these names would be taken; and it makes nobody of a taken name.
    expect((await bringPeople(rows)).people).toHaveLength(30)
    expect(await county.audit('person.import')).toHaveLength(imports + 1)
    await visited.close()
    await beside.close()
  })
})

describe('units out of a table', () => {
  const table = [
    UNITS,
    ['北坡小学', '村小', '北镇中心小学', '', '45'],
    ['北镇中心小学', '中心小学', '北镇中学', '', '300'],
    ['北镇中学', '乡镇中学', 'bureau', '东镇', '500'],
  ]
  test('are hung where they belong, all or none', async () => {
    const before = await count('units')
    expect(await units().checkTable({ rows: table })).toEqual({ count: 3, problems: [], ignored: [] })
    expect(await count('units')).toBe(before)
    expect(await units().import({ rows: table })).toEqual({ units: 3 })
    const made = (await units().list()).filter(unit => unit.name.startsWith('北'))
    expect(made.map(unit => unit.township)).toEqual(['439901101', '439901101', '439901101'])
    for (const unit of made) expect(await county.audit('unit.create', unit.id)).toHaveLength(1)
    expect(await county.audit('unit.import')).toHaveLength(1)
  })
  test('imported twice are refused the second time', async () => {
    const before = await count('units')
    await expect(units().import({ rows: table })).rejects.toMatchObject({
      refusal: { problems: [{ row: 2, code: 'name-taken' }, { row: 3 }, { row: 4 }] },
    })
    expect(await count('units')).toBe(before)
  })
  test.each<PersonName>(['eastAdmin', 'officer'])('are not %s’s to import', async who => {
    await expectRefusal(units(who).checkTable({ rows: table }), 'not-permitted')
    await expectRefusal(units(who).import({ rows: table }), 'not-permitted')
  })
})

describe('a table over the line', () => {
  const held: { origin?: string; close?: () => Promise<void> } = {}
  beforeAll(async () => {
    Object.assign(held, await open(county.assembled))
    await givePasswords(county, 'a-long-test-password', ['eastAdmin', 'eastTeacher'])
  })
  afterAll(() => held.close?.())
  const send = async (who: string | null, body: string | Buffer) => {
    const visitor = new Visitor(held.origin ?? '')
    if (who !== null) await visitor.signIn(who, 'a-long-test-password')
    const response = await visitor.fetch('/api/tables', {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
    })
    return { status: response.status, body: (await response.json()) as object }
  }
  test('comes back as cells, whatever wrote it', async () => {
    // 姓名,电话 in GB18030.
    expect(await send('eastadmin', Buffer.from('d0d5c3fb2cb5e7bbb00a', 'hex'))).toEqual({
      ...{ status: 200, body: { rows: [['姓名', '电话']] } },
    })
  })
  test('is refused in a sentence of its own', async () => {
    const workbook = await send('eastadmin', Buffer.from('504b030414000000', 'hex'))
    expect(workbook).toMatchObject({ status: 422, body: { refusal: { code: 'table-is-workbook' } } })
    const large = await send('eastadmin', Buffer.alloc(2 * 1024 * 1024, 'a'))
    expect(large).toMatchObject({ status: 413, body: { refusal: { code: 'document-too-large' } } })
  })
  test('is read for those alone who may import it', async () => {
    expect(await send(null, '姓名')).toMatchObject({ status: 401, body: { refusal: { code: 'signed-out' } } })
    expect(await send('eastteacher', '姓名')).toMatchObject({
      ...{ status: 403, body: { refusal: { code: 'not-permitted' } } },
    })
  })
})
