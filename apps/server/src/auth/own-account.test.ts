import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { announce } from '../live/news.ts'
import type { Assembled } from '../server.ts'
import { useCounty, type PersonName } from '../testing/county.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'
import { MAX_STREAMS } from './ending-with-session.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
const NEXT = 'qing-he-zhen-9'

let house: Awaited<ReturnType<typeof open>>
/** A second server over the same database, as behind a load balancer. */
let beside: Awaited<ReturnType<typeof open>>
let besideServer: Assembled
const SCHOOL = ['eastHead', 'eastSafety', 'westHead', 'westSafety', 'villageHead', 'eastTeacher'] as const
beforeAll(async () => {
  await givePasswords(county, PASSWORD, SCHOOL)
  house = await open(county.assembled)
  besideServer = await county.another()
  beside = await open(besideServer)
})
afterAll(async () => {
  await house.close()
  await beside.close()
  await besideServer.close()
})
beforeEach(() => county.assembled.connections.auth.query('delete from sign_in_failures'))

async function signedIn(person: PersonName, at = house): Promise<Visitor> {
  const visitor = new Visitor(at.origin, { 'user-agent': 'Test browser' })
  const { body } = await visitor.signIn(person.toLowerCase(), PASSWORD)
  expect(body.next).toBe('work')
  return visitor
}
/** Asks until the answer is there: other servers hear of it by a notice, since the county's clock stands still. */
const soon = (ask: () => Promise<unknown>, answer: unknown) => expect.poll(ask).toEqual(answer)

const change = (person: PersonName, values: { must_change_password?: boolean; disabled_at?: string }) =>
  county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx.updateTable('accounts').set(values).where('id', '=', county.people[person].accountId).execute(),
  )

describe('the first password', () => {
  test('has to be changed before anything else is possible, on every route', async () => {
    await change('eastTeacher', { must_change_password: true })
    const teacher = await signedIn('eastTeacher')
    for (const procedure of ['hazards.list', 'campaigns.list', 'inbox.unread', 'session.sessions'])
      expect(await teacher.call(procedure)).toBe('password-change-required')
    expect(await teacher.call('session.beginTwoFactor', { password: PASSWORD })).toBe(
      'password-change-required',
    )
    const unit = county.units.eastMiddle
    expect((await teacher.fetch(`/api/files?unit=${unit}`, { method: 'POST', body: 'x' })).status).toBe(401)
    expect((await teacher.fetch('/api/plans', { method: 'POST', body: 'x' })).status).toBe(401)

    expect(await teacher.call('session.changePassword', { current: PASSWORD, next: PASSWORD })).toBe(
      'password-weak',
    )
    expect(await teacher.call('session.changePassword', { current: PASSWORD, next: NEXT })).toEqual({
      endedSessions: 0,
    })
    expect(await teacher.call('inbox.unread')).toBe(0)
    const { accountId } = county.people.eastTeacher
    expect(await county.audit('account.first-password-change', accountId)).toMatchObject([
      { actor_name: 'eastTeacher', unit_id: unit },
    ])
  })
})

describe('the own password', () => {
  test('is changed with the present one; the other sessions end, on every server', async () => {
    const [here, there] = [await signedIn('eastHead'), await signedIn('eastHead', beside)]
    expect(await there.whoAmI()).toBe('easthead')
    expect(await here.call('session.changePassword', { current: PASSWORD, next: NEXT })).toEqual({
      endedSessions: 1,
    })
    await soon(() => there.whoAmI(), 'signed-out')
    expect(await here.whoAmI()).toBe('easthead')
    expect((await new Visitor(house.origin).signIn('easthead', PASSWORD)).body.refusal?.code).toBe(
      'sign-in-wrong',
    )
    expect((await new Visitor(house.origin).signIn('easthead', NEXT)).body.next).toBe('work')
    const [line] = await county.audit('account.password-change', county.people.eastHead.accountId)
    expect(line).toMatchObject({ actor_name: 'eastHead' })
  })

  test('is not in the record, nor is its hash', async () => {
    const rows = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('audit_events').selectAll().execute(),
    )
    const text = JSON.stringify(rows)
    expect(text).toContain('account.password-change')
    for (const secret of [PASSWORD, NEXT]) expect(text).not.toContain(secret)
    const { rows: hashes } = await county.assembled.connections.auth.query<{ password: string }>(
      'select password from credentials',
    )
    for (const { password } of hashes) expect(text).not.toContain(password)
  })

  test('is not changed without it, and guessing at an open desk locks like guessing at the door', async () => {
    const safety = await signedIn('eastSafety')
    for (let each = 0; each < 5; each += 1)
      expect(await safety.call('session.changePassword', { current: `guess ${each}`, next: NEXT })).toBe(
        'password-wrong',
      )
    expect(await safety.call('session.changePassword', { current: PASSWORD, next: NEXT })).toBe(
      'account-locked',
    )
    const { accountId } = county.people.eastSafety
    expect(await county.audit('account.proof-failed', accountId)).toHaveLength(5)
    expect(await county.audit('account.lock', accountId)).toMatchObject([{ actor_name: 'eastSafety' }])
  })

  test('is not replaced by a weak one', async () => {
    const head = await signedIn('westHead')
    for (const next of ['short', 'my-westhead-key', 'password123', '13912345678', PASSWORD])
      expect(await head.call('session.changePassword', { current: PASSWORD, next })).toBe('password-weak')
  })

  test('is out of the runtime role’s sight, and outside its scope out of its reach', async () => {
    const { db } = county.assembled.app
    const reads = db.read(SYSTEM, tx => tx.selectFrom('credentials').select('password').execute())
    await expect(reads).rejects.toThrow(/permission denied/)
    const { numUpdatedRows } = await db.transaction(county.people.eastAdmin, tx =>
      tx
        .updateTable('credentials')
        .set({ password: 'x' })
        .where('user_id', '=', county.people.westHead.accountId)
        .executeTakeFirstOrThrow(),
    )
    expect(numUpdatedRows).toBe(0n)
    const { numDeletedRows } = await db.transaction(county.people.eastAdmin, tx =>
      tx
        .deleteFrom('sessions')
        .where('user_id', '=', county.people.westHead.accountId)
        .executeTakeFirstOrThrow(),
    )
    expect(numDeletedRows).toBe(0n)
  })
})

describe('sessions', () => {
  interface Listed {
    id: string
    current: boolean
    address: string
    userAgent: string
  }

  test('are listed with where they came from, one can be ended, and only one’s own', async () => {
    const [desk, phone, stranger] = [
      await signedIn('westSafety'),
      await signedIn('westSafety', beside),
      await signedIn('villageHead'),
    ]
    const list = (await desk.call<Listed[]>('session.sessions')) as Listed[]
    expect(list).toHaveLength(2)
    expect(list.filter(each => each.current)).toHaveLength(1)
    expect(list[0]).toMatchObject({ address: '127.0.0.1', userAgent: 'Test browser' })
    expect(JSON.stringify(list)).not.toContain('token')

    const other = list.find(each => !each.current)?.id
    expect(await stranger.call('session.endSession', { id: other })).toBe('not-found')
    expect(await phone.whoAmI()).toBe('westsafety')
    expect(await desk.call('session.endSession', { id: other })).toEqual({ ended: true })
    await soon(() => phone.whoAmI(), 'signed-out')
    expect(await desk.whoAmI()).toBe('westsafety')
    expect(await county.audit('session.end', other)).toMatchObject([{ actor_name: 'westSafety' }])
  })

  test('all end at once by signing out everywhere', async () => {
    const [desk, phone] = [await signedIn('villageHead'), await signedIn('villageHead', beside)]
    expect(await phone.whoAmI()).toBe('villagehead')
    expect(await desk.call('session.signOutEverywhere', {})).toMatchObject({ endedSessions: 3 })
    expect(await desk.whoAmI()).toBe('signed-out')
    await soon(() => phone.whoAmI(), 'signed-out')
    const { accountId } = county.people.villageHead
    expect(await county.audit('session.sign-out-everywhere', accountId)).toHaveLength(1)
  })

  test('end by signing out, on every server, and the cookie is taken back', async () => {
    const desk = await signedIn('villageHead')
    const cookies = desk.cookies
    const stolen = new Visitor(beside.origin, { cookie: cookies })
    const asStolen = () =>
      fetch(`${beside.origin}/trpc/session.me`, { headers: { cookie: cookies } }).then(({ status }) => status)
    expect(await asStolen()).toBe(200)
    await desk.post('/api/auth/sign-out', {})
    // That somebody was here the browser may keep; it lets nobody in.
    expect(desk.cookies).toMatch(/^anlan\.known=[^;]*$/)
    await soon(asStolen, 401)
    expect(stolen.cookies).toBe('')
    const { accountId } = county.people.villageHead
    expect(await county.audit('session.sign-out', accountId)).toHaveLength(1)
  })

  test('of an account that is disabled end at once, open streams too', async () => {
    const teacher = await signedIn('westSafety')
    const stream = await teacher.fetch('/trpc/inbox.live', { headers: { accept: 'text/event-stream' } })
    const reader = stream.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toContain('event: connected')

    await change('westSafety', { disabled_at: '2026-10-15T02:00:00Z' })
    // Whoever disables an account ends its sessions in the same transaction.
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
      const { endSessions } = await import('./end-sessions.ts')
      await endSessions(tx, county.people.westSafety.accountId)
    })
    await soon(() => teacher.whoAmI(), 'signed-out')
    const ended = async (): Promise<boolean> => {
      for (let part = await reader?.read(); part; part = await reader?.read()) if (part.done) return true
      return false
    }
    expect(await ended().catch(() => true)).toBe(true)
  })

  test('open no stream for whoever does not say that he listens', async () => {
    const safety = await signedIn('westHead')
    const input = encodeURIComponent(JSON.stringify({ id: county.units.bureau }))
    for (const path of [
      '/trpc/inbox.live',
      '/trpc/inbox%2Elive',
      '/trpc/inbox.live?batch=1',
      `/trpc/campaigns.live?input=${input}`,
    ])
      expect(await (await safety.fetch(path)).text()).toContain('BAD_REQUEST')
  })

  test('end a stream of somebody who has another role by now', async () => {
    const head = await signedIn('westHead')
    const stream = await head.fetch('/trpc/inbox.live', { headers: { accept: 'text/event-stream' } })
    const reader = stream.body?.getReader()
    await reader?.read()
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
      const { accountId } = county.people.westHead
      await tx.updateTable('accounts').set({ role: 'staff-member' }).where('id', '=', accountId).execute()
      announce(tx, 'sessions')
    })
    const ended = async (): Promise<boolean> => {
      for (let part = await reader?.read(); part; part = await reader?.read()) if (part.done) return true
      return false
    }
    expect(await ended().catch(() => true)).toBe(true)
    expect(await head.whoAmI()).toBe('westhead')
  })

  test('open no more streams than anybody needs, and new ones when some have ended', async () => {
    const head = await signedIn('villageHead')
    const listen = async () => {
      const stop = new AbortController()
      const { signal } = stop
      const stream = await head.fetch('/trpc/inbox.live', {
        signal,
        headers: { accept: 'text/event-stream' },
      })
      // With its answer, which would be given up when nobody holds it any more.
      return { status: stream.status, stream, stop }
    }
    const open = await Promise.all(Array.from({ length: MAX_STREAMS }, listen))
    expect(new Set(open.map(each => each.status))).toEqual(new Set([200]))
    expect((await listen()).status).toBe(429)
    for (const { stop } of open) stop.abort()
    await soon(async () => (await listen()).status, 200)
  })

  test('of a disabled account are refused even where only the account changed', async () => {
    const desk = await signedIn('eastSafety')
    await change('eastSafety', { disabled_at: '2026-10-15T02:00:00Z' })
    county.assembled.app.sessions.forget(county.people.eastSafety.accountId)
    expect(await desk.whoAmI()).toBe('signed-out')
    expect(await desk.call('hazards.list')).toBe('signed-out')
  })

  test('are found by the cookie that was proved, and by none that another site laid beside it', async () => {
    const head = await signedIn('westHead')
    const statusWith = (cookie: string): Promise<number> =>
      fetch(`${house.origin}/trpc/session.me`, { headers: { cookie } }).then(({ status }) => status)
    for (const [each, name] of ['__Secure-anlan.session_token', 'anlan.session_token'].entries()) {
      const tossed = `${name}=tossed-${each}`
      await Promise.all([statusWith(`${tossed}; ${head.cookies}`), statusWith(`${head.cookies}; ${tossed}`)])
      expect([tossed, await statusWith(tossed)]).toEqual([tossed, 401])
    }
    expect(await head.whoAmI()).toBe('westhead')
  })

  test('of nobody reach nothing', async () => {
    const nobody = new Visitor(house.origin)
    for (const [procedure, input] of [
      ['session.me'],
      ['session.sessions'],
      ['session.signOutEverywhere', {}],
      ['session.changePassword', { current: PASSWORD, next: NEXT }],
      ['people.unlock', { id: county.people.eastHead.accountId }],
    ] as const)
      expect([procedure, await nobody.call(procedure, input)]).toEqual([procedure, 'signed-out'])
    const forged = new Visitor(house.origin, { cookie: 'anlan.session_token=abc.def' })
    expect(await forged.whoAmI()).toBe('signed-out')
  })
})
