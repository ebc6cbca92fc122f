import type { Instant } from '@anlan/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'
import { PEER_NAMES } from './peer-throttle.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const minutesLater = (minutes: number): Instant =>
  new Date(Date.parse(NOW) + minutes * 60_000).toISOString() as Instant

let house: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  await givePasswords(county, PASSWORD, ['eastHead', 'eastSafety', 'westHead', 'villageHead', 'eastTeacher'])
  house = await open(county.assembled)
})
afterAll(() => house.close())
beforeEach(async () => {
  county.setNow(NOW)
  await county.assembled.connections.auth.query('delete from sign_in_failures')
  await county.assembled.connections.auth.query('delete from peer_failures')
})

const visitor = (headers?: Record<string, string>): Visitor => new Visitor(house.origin, headers)
const fail = async (username: string, times: number): Promise<void> => {
  for (let each = 0; each < times; each += 1) await visitor().signIn(username, `wrong ${each}`)
}

describe('signing in', () => {
  test('lets in by name and password, whatever the case of the name, and puts it on record', async () => {
    const head = visitor()
    expect(await head.whoAmI()).toBe('signed-out')
    const answer = await head.signIn(' EastHead ', PASSWORD)
    expect(answer).toMatchObject({ status: 200, body: { next: 'work' } })
    expect(await head.whoAmI()).toBe('easthead')
    const lines = await county.audit('session.sign-in', county.people.eastHead.accountId)
    expect(lines).toMatchObject([{ actor_name: 'eastHead', unit_id: county.units.eastMiddle }])
  })

  test('gives the session in a cookie that scripts cannot read and other sites cannot send', async () => {
    const { headers, body } = await visitor().signIn('easthead', PASSWORD)
    const [cookie = ''] = headers.getSetCookie()
    expect(cookie).toMatch(/^anlan\.session_token=/)
    expect(cookie).toMatch(/; HttpOnly/i)
    expect(cookie).toMatch(/; SameSite=Lax/i)
    expect(JSON.stringify(body)).toBe('{"next":"work"}')
  })

  test('answers a name nobody has as it answers a wrong password', async () => {
    const answers = await Promise.all([
      visitor().signIn('easthead', 'wrong password'),
      visitor().signIn('nobody.at.all', 'wrong password'),
      visitor().signIn('not a name!', 'wrong password'),
    ])
    for (const { status, body, headers } of answers) {
      expect([status, body]).toEqual([401, { refusal: { code: 'sign-in-wrong' } }])
      expect(headers.getSetCookie()).toEqual([])
    }
  })

  test('records a failure against the account, and of a name nobody has not even the name', async () => {
    await visitor().signIn('westhead', 'wrong password')
    await visitor().signIn('my.secret.password', 'x')
    const rows = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('audit_events').selectAll().where('action', '=', 'session.sign-in-failed').execute(),
    )
    expect(rows.map(row => row.subject_id)).toContain(county.people.westHead.accountId)
    expect(rows.map(row => row.subject_id)).toContain('unknown')
    expect(JSON.stringify(rows)).not.toMatch(/my\.secret\.password|wrong password/)
  })

  test('of a request that is none is refused without a fault', async () => {
    const { fetch } = globalThis
    for (const body of [
      '',
      'null',
      '[]',
      '{"username":1}',
      `{"username":"a","password":"${'x'.repeat(2000)}"}`,
    ]) {
      const response = await fetch(`${house.origin}/api/auth/sign-in/username`, { method: 'POST', body })
      expect(response.status).toBe(401)
    }
    const huge = await fetch(`${house.origin}/api/auth/sign-in/username`, {
      method: 'POST',
      body: 'x'.repeat(100_000),
    })
    expect(huge.status).toBe(413)
  })

  test('serves none of the sign-in library’s own routes', async () => {
    const head = visitor()
    await head.signIn('easthead', PASSWORD)
    for (const path of [
      'sign-up/email',
      'update-user',
      'is-username-available',
      'change-password',
      'list-sessions',
    ])
      expect((await head.post(`/api/auth/${path}`, { username: 'easthead', name: 'x' })).status).toBe(404)
    expect((await head.fetch('/api/auth/get-session')).status).toBe(404)
  })
})

describe('lock-out', () => {
  test('comes after five failures, refuses even the right password, and grows', async () => {
    await fail('eastsafety', 5)
    const locked = await visitor().signIn('eastsafety', PASSWORD)
    expect(locked).toMatchObject({
      status: 429,
      body: { refusal: { code: 'account-locked', retryAfter: 60 } },
    })
    expect(locked.headers.get('retry-after')).toBe('60')

    county.setNow(minutesLater(1.1))
    await fail('eastsafety', 1)
    county.setNow(minutesLater(1.2))
    expect((await visitor().signIn('eastsafety', PASSWORD)).body.refusal).toEqual({
      ...{ code: 'account-locked', retryAfter: 114 },
    })
    county.setNow(minutesLater(3.2))
    expect((await visitor().signIn('eastsafety', PASSWORD)).body.next).toBe('work')
    expect(await county.audit('account.lock', county.people.eastSafety.accountId)).toHaveLength(2)
  })

  test('treats a name nobody has like one that somebody has', async () => {
    await fail('easthead', 5)
    await fail('no.such.person', 5)
    const [known, unknown] = [
      await visitor().signIn('easthead', 'again wrong'),
      await visitor().signIn('no.such.person', 'again wrong'),
    ]
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body])
    expect(known.body.refusal?.code).toBe('account-locked')
  })

  test('holds when many try at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, each) => visitor().signIn('villagehead', `guess ${each}`)),
    )
    const codes = answers.map(({ body }) => body.refusal?.code)
    expect(codes.filter(code => code === 'sign-in-wrong')).toHaveLength(5)
    expect(codes.filter(code => code === 'account-locked')).toHaveLength(7)
  })

  test('does not take many who share an account for many guesses', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => visitor().signIn('eastteacher', PASSWORD)),
    )
    expect(answers.map(({ body }) => body.next)).toEqual(Array<string>(8).fill('work'))
  })

  test('is forgotten by a success and survives a restart', async () => {
    await fail('easthead', 4)
    expect((await visitor().signIn('easthead', PASSWORD)).body.next).toBe('work')
    await fail('easthead', 4)
    expect((await visitor().signIn('easthead', PASSWORD)).body.next).toBe('work')

    await fail('easthead', 5)
    const restarted = await county.another()
    const second = await open(restarted)
    const answer = await new Visitor(second.origin).signIn('easthead', PASSWORD)
    await second.close()
    await restarted.close()
    expect(answer.body.refusal?.code).toBe('account-locked')
  })

  test('is lifted by an administrator of the account, and by nobody else', async () => {
    await fail('eastteacher', 5)
    const { accountId } = county.people.eastTeacher
    for (const person of ['eastHead', 'westHead', 'officer'] as const)
      await expect(county.as(person).people.unlock({ id: accountId })).rejects.toMatchObject({
        refusal: { code: 'not-permitted' },
      })
    expect(await county.as('eastAdmin').people.unlock({ id: accountId })).toEqual({ wasLocked: true })
    expect((await visitor().signIn('eastteacher', PASSWORD)).body.next).toBe('work')
    expect(await county.audit('account.unlock', accountId)).toMatchObject([{ actor_name: 'eastAdmin' }])
  })

  test('by strangers keeps nobody out of a browser he signed in with before, nor out of his session', async () => {
    const [known, stranger] = [visitor(), visitor()]
    await known.signIn('eastsafety', PASSWORD)
    await stranger.signIn('westhead', PASSWORD)
    await fail('eastsafety', 5)
    expect((await visitor().signIn('eastsafety', PASSWORD)).body.refusal?.code).toBe('account-locked')
    expect((await stranger.signIn('eastsafety', PASSWORD)).body.refusal?.code).toBe('account-locked')
    expect(await known.call('session.changePassword', { current: 'wrong', next: 'qing-he-zhen-9' })).toBe(
      'password-wrong',
    )
    await known.post('/api/auth/sign-out', {})
    expect((await known.signIn('eastsafety', PASSWORD)).body.next).toBe('work')
    // His success gives them no guesses more.
    expect((await visitor().signIn('eastsafety', PASSWORD)).body.refusal?.code).toBe('account-locked')
  })

  test('of a browser known to somebody holds for that browser, and for no other', async () => {
    const [taken, own] = [visitor(), visitor()]
    county.setNow(minutesLater(-1))
    await taken.signIn('eastsafety', PASSWORD)
    county.setNow(NOW)
    await own.signIn('eastsafety', PASSWORD)
    for (let each = 0; each < 5; each += 1)
      expect((await taken.signIn('eastsafety', `wrong ${each}`)).body.refusal?.code).toBe('sign-in-wrong')
    expect((await taken.signIn('eastsafety', PASSWORD)).body.refusal).toEqual({
      ...{ code: 'account-locked', retryAfter: 60 },
    })
    expect((await own.signIn('eastsafety', PASSWORD)).body.next).toBe('work')
    expect((await visitor().signIn('eastsafety', PASSWORD)).body.next).toBe('work')
    expect(await county.as('eastAdmin').people.unlock({ id: county.people.eastSafety.accountId })).toEqual({
      wasLocked: true,
    })
    expect((await taken.signIn('eastsafety', PASSWORD)).body.next).toBe('work')
  })

  test('of another school is not within a school administrator’s reach', async () => {
    await fail('westhead', 5)
    const { accountId } = county.people.westHead
    await expect(county.as('eastAdmin').people.unlock({ id: accountId })).rejects.toMatchObject({
      refusal: { code: 'not-found' },
    })
    expect((await visitor().signIn('westhead', PASSWORD)).body.refusal?.code).toBe('account-locked')
  })
})

test('what has run out is swept away, and nothing that still counts', async () => {
  await fail('easthead', 2)
  const signedIn = visitor()
  await signedIn.signIn('westhead', PASSWORD)
  const { auth } = county.assembled.connections
  const count = async (table: string): Promise<number | null> =>
    (await auth.query(`select 1 from ${table}`)).rowCount
  const sessions = await count('sessions')
  await county.assembled.app.throttle.sweep()
  await county.assembled.app.peers.sweep()
  expect([await count('sign_in_failures'), await count('peer_failures'), await count('sessions')]).toEqual([
    ...[1, 1, sessions],
  ])
  expect(await signedIn.whoAmI()).toBe('westhead')
  county.setNow(new Date(Date.now() + 3 * 24 * 3600_000).toISOString() as Instant)
  await county.assembled.app.throttle.sweep()
  await county.assembled.app.peers.sweep()
  expect([await count('sign_in_failures'), await count('peer_failures'), await count('sessions')]).toEqual([
    0, 0, 0,
  ])
})

describe('throttling by address', () => {
  const spray = async (from: number, to: number, headersOf: (each: number) => Record<string, string>) => {
    const codes: (string | undefined)[] = []
    for (let each = from; each < to; each += 1)
      codes.push((await visitor(headersOf(each)).signIn(`name.${each}`, 'Spring2026!')).body.refusal?.code)
    return codes
  }

  /** Names that failed from an address a moment ago. */
  const failing = (peer: string, count: number, at = NOW) =>
    county.assembled.connections.auth.query(
      `insert into peer_failures select $1, 'name ' || n, $3 from generate_series(1, $2::int) n
        on conflict (peer, name_hash) do update set at = excluded.at`,
      [peer, count, at],
    )
  const forged = (each: number) => ({
    ...{
      'x-forwarded-for': `10.0.${each}.1`,
      'x-real-ip': `10.1.${each}.1`,
      forwarded: `for=10.2.${each}.1`,
    },
    'x-anlan-peer': `10.3.${each}.1`,
  })

  test('stops one password tried on many names, however the forwarding headers change', async () => {
    await failing('127.0.0.1', PEER_NAMES - 3)
    expect(await spray(0, 6, forged)).toEqual([
      ...Array<string>(3).fill('sign-in-wrong'),
      ...Array<string>(3).fill('too-many-attempts'),
    ])
    const refused = await visitor(forged(99)).signIn('easthead', PASSWORD)
    expect(refused.body.refusal).toEqual({ code: 'too-many-attempts', retryAfter: 1800 })
    county.setNow(minutesLater(30.1))
    expect((await visitor().signIn('easthead', PASSWORD)).body.next).toBe('work')
  })

  test('stops it too when all are tried at the same moment', async () => {
    await failing('127.0.0.1', PEER_NAMES - 3)
    const codes = await Promise.all(
      Array.from({ length: 40 }, async (_, each) =>
        visitor(forged(each))
          .signIn(`name.${each}`, 'Spring2026!')
          .then(({ body }) => body.refusal?.code),
      ),
    )
    // No more than were under way when the hundredth failed.
    expect(codes.filter(code => code === 'sign-in-wrong').length).toBeLessThanOrEqual(3 + 3)
    expect(codes.filter(code => code === 'too-many-attempts').length).toBeGreaterThanOrEqual(40 - 6)
  })

  test('takes whoever mistypes and gets in for nobody, so that a county behind one address goes on', async () => {
    await failing('127.0.0.1', PEER_NAMES - 2)
    for (const name of ['easthead', 'eastsafety', 'westhead', 'easthead']) {
      await fail(name, 2)
      expect((await visitor().signIn(name, PASSWORD)).body.next).toBe('work')
    }
    const { rowCount } = await county.assembled.connections.auth.query('select 1 from peer_failures')
    expect(rowCount).toBe(PEER_NAMES - 2)
  })

  test('counts a person once, however often he fails', async () => {
    await failing('127.0.0.1', PEER_NAMES - 2)
    await fail('easthead', 9)
    expect((await visitor().signIn('westhead', PASSWORD)).body.next).toBe('work')
  })

  test('lets a browser go on with which somebody signed in before, under his name alone', async () => {
    const known = visitor()
    await known.signIn('easthead', PASSWORD)
    await known.signIn('eastsafety', PASSWORD)
    await known.post('/api/auth/sign-out', {})
    await failing('127.0.0.1', PEER_NAMES)

    expect((await visitor().signIn('easthead', PASSWORD)).body.refusal?.code).toBe('too-many-attempts')
    expect((await known.signIn('westhead', PASSWORD)).body.refusal?.code).toBe('too-many-attempts')
    expect((await known.signIn('eastsafety', PASSWORD)).body.next).toBe('work')
    expect((await known.signIn('easthead', PASSWORD)).body.next).toBe('work')
    // A browser that fails is locked like any other.
    for (let each = 0; each < 5; each += 1) await known.signIn('easthead', 'wrong')
    expect((await known.signIn('easthead', PASSWORD)).body.refusal?.code).toBe('account-locked')

    const nextQuarter = minutesLater(91 * 24 * 60)
    county.setNow(nextQuarter)
    await failing('127.0.0.1', PEER_NAMES, nextQuarter)
    expect((await known.signIn('eastsafety', PASSWORD)).body.refusal?.code).toBe('too-many-attempts')
  })

  test('believes no browser that vouches for itself', async () => {
    await failing('127.0.0.1', PEER_NAMES)
    const head = visitor()
    const cookie = county.assembled.app.knownBrowsers
      .remember(null, 'easthead', NOW)
      .replace(
        /^anlan\.known=([0-9a-f]{16}\.\d{10}\.)([0-9a-f])([0-9a-f]{63}).*$/,
        (_all, words, first, rest) => {
          return `anlan.known=${words}${first === '0' ? '1' : '0'}${rest}`
        },
      )
    const answer = await head.signIn('easthead', PASSWORD, { cookie })
    expect(answer.body.refusal?.code).toBe('too-many-attempts')
  })
})

describe('behind proxies of our own', () => {
  test('cookies are for https alone, and what the page posts comes from the public address', async () => {
    const server = await county.another({ publicUrl: 'https://anlan.example' })
    const { origin, close } = await open(server)
    const head = new Visitor(origin, { origin: 'https://anlan.example' })
    const { headers, body } = await head.signIn('easthead', PASSWORD)
    expect(body.next).toBe('work')
    expect(headers.getSetCookie()[0]).toMatch(/^__Secure-anlan\.session_token=.*; Secure/i)
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(await head.whoAmI()).toBe('easthead')
    const elsewhere = await head.post('/api/auth/sign-out', {}, { origin: 'https://anlan.example.evil' })
    expect(elsewhere.body.refusal?.code).toBe('cross-site')
    await close()
    await server.close()
  })

  test('the address that our proxy saw counts, whatever the client put before it', async () => {
    const server = await county.another({ trustedProxies: 1 })
    const { origin, close } = await open(server)
    const from = (forwarded: string) =>
      new Visitor(origin, { 'x-forwarded-for': forwarded }).signIn('nobody.here', 'wrong password')
    await county.assembled.connections.auth.query(
      `insert into peer_failures select '203.0.113.5', 'name ' || n, $1 from generate_series(2, $2::int) n`,
      [NOW, PEER_NAMES],
    )
    expect((await from('198.51.100.1, 203.0.113.5')).body.refusal?.code).toBe('sign-in-wrong')
    expect((await from('198.51.100.2, 203.0.113.5')).body.refusal?.code).toBe('too-many-attempts')
    expect((await from('203.0.113.5, 198.51.100.3')).body.refusal?.code).toBe('sign-in-wrong')
    await close()
    await server.close()
  })
})

describe('a disabled account', () => {
  const setDisabled = (at: string | null) =>
    county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
      tx
        .updateTable('accounts')
        .set({ disabled_at: at })
        .where('id', '=', county.people.villageHead.accountId)
        .execute(),
    )

  test('does not sign in, and only its own password tells why', async () => {
    await setDisabled(NOW)
    expect((await visitor().signIn('villagehead', 'wrong password')).body.refusal?.code).toBe('sign-in-wrong')
    const told = await visitor().signIn('villagehead', PASSWORD)
    expect(told).toMatchObject({ status: 403, body: { refusal: { code: 'account-disabled' } } })
    expect(told.headers.getSetCookie()).toEqual([])
    await setDisabled(null)
    expect((await visitor().signIn('villagehead', PASSWORD)).body.next).toBe('work')
  })
})
