import type { Instant } from '@anlan/domain'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty, type PersonName } from '../testing/county.ts'
import { fromBase32, givePasswords, open, Visitor } from '../testing/visitor.ts'
import { totpAt } from './totp.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
const PEOPLE = [
  'officer',
  'leader',
  'eastHead',
  'eastSafety',
  'westHead',
  'westSafety',
  'villageHead',
  'eastTeacher',
] as const

let house: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  await givePasswords(county, PASSWORD, PEOPLE)
  house = await open(county.assembled)
})
afterAll(() => house.close())
beforeEach(async () => {
  // The sign-in library checks codes by the machine's time, so the county's clock shows the same here.
  county.setNow(now())
  await county.assembled.connections.auth.query('delete from sign_in_failures')
  await county.assembled.connections.auth.query('delete from used_codes')
})

const now = (): Instant => new Date().toISOString() as Instant

/** The authenticator's code, of now or of the next half minute: one that was used does not come back. */
const codeOf = (secret: string, stepsAway = 0): string => totpAt(secret, now(), stepsAway)

async function signedIn(person: PersonName): Promise<Visitor> {
  const visitor = new Visitor(house.origin)
  expect((await visitor.signIn(person.toLowerCase(), PASSWORD)).body.next).toBe('work')
  return visitor
}

async function enrolled(person: PersonName): Promise<{ visitor: Visitor; secret: string; codes: string[] }> {
  const visitor = await signedIn(person)
  const begun = (await visitor.call('session.beginTwoFactor', { password: PASSWORD })) as { secret: string }
  const secret = fromBase32(begun.secret)
  const confirmed = (await visitor.call('session.confirmTwoFactor', { code: codeOf(secret) })) as {
    backupCodes: string[]
  }
  await county.assembled.connections.auth.query('delete from used_codes')
  return { visitor, secret, codes: confirmed.backupCodes }
}

const atSecondStep = async (person: PersonName): Promise<Visitor> => {
  const visitor = new Visitor(house.origin)
  const answer = await visitor.signIn(person.toLowerCase(), PASSWORD)
  expect(answer).toMatchObject({ status: 200, body: { next: 'second-factor' } })
  expect(await visitor.whoAmI()).toBe('signed-out')
  return visitor
}

describe('the bureau', () => {
  test('does nothing before its second factor is set up', async () => {
    const officer = await signedIn('officer')
    for (const procedure of ['hazards.list', 'campaigns.list', 'inbox.unread', 'session.sessions'])
      expect(await officer.call(procedure)).toBe('two-factor-required')
    expect((await officer.fetch('/api/plans', { method: 'POST', body: 'x' })).status).toBe(401)

    const begun = (await officer.call('session.beginTwoFactor', { password: PASSWORD })) as {
      uri: string
      secret: string
    }
    expect(begun.uri).toContain(`secret=${begun.secret}`)
    expect(await officer.call('session.confirmTwoFactor', { code: '000000' })).toBe('code-wrong')
    expect(await county.audit('account.proof-failed', county.people.officer.accountId)).toHaveLength(1)
    expect(await officer.call('inbox.unread')).toBe('two-factor-required')
    const confirmed = await officer.call<{ backupCodes: string[] }>('session.confirmTwoFactor', {
      code: codeOf(fromBase32(begun.secret)),
    })
    expect(confirmed).toMatchObject({ backupCodes: expect.arrayContaining([expect.any(String)]) as unknown })
    expect(await officer.call('inbox.unread')).toBe(0)
    const { accountId } = county.people.officer
    expect(await county.audit('two-factor.enable', accountId)).toMatchObject([{ actor_name: 'officer' }])
  })

  test('cannot switch it off again', async () => {
    const { visitor } = await enrolled('leader')
    expect(await visitor.call('session.disableTwoFactor', { password: PASSWORD })).toBe('two-factor-kept')
    expect(await visitor.call('inbox.unread')).toBe(0)
  })
})

describe('a school', () => {
  test('may switch it on and off, each time with the password', async () => {
    const { visitor } = await enrolled('eastHead')
    expect(await visitor.call('session.disableTwoFactor', { password: 'wrong' })).toBe('password-wrong')
    expect(await visitor.call('session.beginTwoFactor', { password: 'wrong' })).toBe('password-wrong')
    expect(await visitor.call('session.disableTwoFactor', { password: PASSWORD })).toEqual({ disabled: true })
    expect(await visitor.call('session.disableTwoFactor', { password: PASSWORD })).toBe('two-factor-off')
    await signedIn('eastHead')
    const { accountId } = county.people.eastHead
    expect(await county.audit('two-factor.disable', accountId)).toHaveLength(1)
  })

  test('enrols only with a code of the secret that was shown, and within half an hour', async () => {
    const visitor = await signedIn('villageHead')
    expect(await visitor.call('session.confirmTwoFactor', { code: '123456' })).toBe('enrolment-over')
    const begun = (await visitor.call('session.beginTwoFactor', { password: PASSWORD })) as { secret: string }
    county.setNow(new Date(Date.now() + 31 * 60_000).toISOString() as Instant)
    expect(await visitor.call('session.confirmTwoFactor', { code: codeOf(fromBase32(begun.secret)) })).toBe(
      'enrolment-over',
    )
  })
})

describe('signing in with a second factor', () => {
  test('takes password and code, and the code counts once', async () => {
    const { secret } = await enrolled('eastSafety')
    const visitor = await atSecondStep('eastSafety')
    const code = codeOf(secret)
    expect(await visitor.secondStep('totp', code)).toMatchObject({ status: 200, body: { next: 'work' } })
    expect(await visitor.whoAmI()).toBe('eastsafety')

    const again = await atSecondStep('eastSafety')
    expect((await again.secondStep('totp', code)).body.refusal?.code).toBe('code-wrong')
    expect((await again.secondStep('totp', codeOf(secret, 1))).body.next).toBe('work')
    const rows = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('audit_events').select('after').where('action', '=', 'session.sign-in').execute(),
    )
    expect(rows.map(row => row.after)).toContainEqual({ peer: '127.0.0.1', secondFactor: 'totp' })
  })

  test('trusts no device: the next sign-in asks again', async () => {
    const visitor = await atSecondStep('eastSafety')
    const { headers } = await visitor.post('/api/auth/two-factor', {
      ...{ kind: 'totp', code: '000000', trustDevice: true },
    })
    expect(headers.getSetCookie().join()).not.toContain('trust')
    await atSecondStep('eastSafety')
  })

  test('locks after five wrong codes, with the password known', async () => {
    const visitor = await atSecondStep('eastSafety')
    const codes: (string | undefined)[] = []
    for (let each = 0; each < 5; each += 1)
      codes.push((await visitor.secondStep('totp', `00000${each}`)).body.refusal?.code)
    expect(codes).toEqual(Array<string>(5).fill('code-wrong'))
    expect((await visitor.secondStep('totp', '000009')).body.refusal?.code).toBe('account-locked')
    const fresh = await new Visitor(house.origin).signIn('eastsafety', PASSWORD)
    expect(fresh.body.refusal?.code).toBe('account-locked')
  })

  test('gives no second chance by starting again with the password', async () => {
    for (let each = 0; each < 4; each += 1)
      await (await atSecondStep('eastSafety')).secondStep('totp', `10000${each}`)
    const visitor = await atSecondStep('eastSafety')
    expect((await visitor.secondStep('totp', '100009')).body.refusal?.code).toBe('code-wrong')
    expect((await visitor.secondStep('totp', '100010')).body.refusal?.code).toBe('account-locked')
  })

  test('needs the first step: a code without a challenge opens nothing', async () => {
    const nobody = new Visitor(house.origin)
    expect((await nobody.secondStep('totp', '123456')).body.refusal?.code).toBe('second-step-expired')
    const forged = new Visitor(house.origin, { cookie: 'anlan.two_factor=2fa-made-up.signature' })
    expect((await forged.secondStep('totp', '123456')).body.refusal?.code).toBe('second-step-expired')
  })

  test('takes a backup code as it was written down, once, also when sent twice at once', async () => {
    const { codes } = await enrolled('westHead')
    expect(codes).toHaveLength(10)
    const [first = '', second = ''] = codes
    const typed = ` ${first.toUpperCase().replace('-', ' ')} `
    expect((await (await atSecondStep('westHead')).secondStep('backup-code', typed)).body.next).toBe('work')
    const again = await (await atSecondStep('westHead')).secondStep('backup-code', first)
    expect(again.body.refusal?.code).toBe('code-wrong')

    const both = [await atSecondStep('westHead'), await atSecondStep('westHead')]
    const answers = await Promise.all(both.map(each => each.secondStep('backup-code', second)))
    expect(answers.map(({ body }) => body.next ?? body.refusal?.code).toSorted()).toEqual([
      'code-wrong',
      'work',
    ])
  })

  test('new backup codes replace the old, and the record does not hold them', async () => {
    const { visitor, secret, codes } = await enrolled('westSafety')
    expect(await visitor.call('session.backupCodesLeft')).toEqual({ left: 10 })
    const renewed = (await visitor.call('session.renewBackupCodes', { password: PASSWORD })) as {
      backupCodes: string[]
    }
    expect(new Set([...codes, ...renewed.backupCodes]).size).toBe(20)
    const old = await (await atSecondStep('westSafety')).secondStep('backup-code', codes[0] ?? '')
    expect(old.body.refusal?.code).toBe('code-wrong')
    const fresh = await (
      await atSecondStep('westSafety')
    ).secondStep('backup-code', renewed.backupCodes[0] ?? '')
    expect(fresh.body.next).toBe('work')
    expect(await visitor.call('session.backupCodesLeft')).toEqual({ left: 9 })

    const { db } = county.assembled.app
    const rows = await db.read(SYSTEM, tx => tx.selectFrom('audit_events').selectAll().execute())
    for (const text of [...codes, ...renewed.backupCodes, secret])
      expect(JSON.stringify(rows)).not.toContain(text)
    const secrets = db.read(SYSTEM, tx => tx.selectFrom('two_factors').select('secret').execute())
    await expect(secrets).rejects.toThrow(/permission denied/)
  })

  test('moves to a new telephone: the old secret holds until the new one has proved itself', async () => {
    const { visitor, secret } = await enrolled('villageHead')
    const begun = (await visitor.call('session.beginTwoFactor', { password: PASSWORD })) as { secret: string }
    const next = fromBase32(begun.secret)
    expect((await (await atSecondStep('villageHead')).secondStep('totp', codeOf(secret))).body.next).toBe(
      'work',
    )
    expect(await visitor.call('session.confirmTwoFactor', { code: codeOf(next) })).toHaveProperty(
      'backupCodes',
    )
    const old = await (await atSecondStep('villageHead')).secondStep('totp', codeOf(secret, 1))
    expect(old.body.refusal?.code).toBe('code-wrong')
    expect((await (await atSecondStep('villageHead')).secondStep('totp', codeOf(next, 1))).body.next).toBe(
      'work',
    )
  })
})

test('a secret that was shown and never confirmed is swept away after half an hour', async () => {
  const visitor = await signedIn('eastTeacher')
  const begun = (await visitor.call('session.beginTwoFactor', { password: PASSWORD })) as { secret: string }
  const { owner } = county.assembled.connections
  const waiting = async (): Promise<number | null> =>
    (
      await owner.query('select 1 from two_factor_enrolments where account_id = $1', [
        county.people.eastTeacher.accountId,
      ])
    ).rowCount
  const agedMinutes = (minutes: number) =>
    owner.query('update two_factor_enrolments set at = $2 where account_id = $1', [
      county.people.eastTeacher.accountId,
      new Date(Date.now() - minutes * 60_000),
    ])
  await agedMinutes(29)
  await county.assembled.app.throttle.sweep()
  expect(await waiting()).toBe(1)
  await agedMinutes(31)
  await county.assembled.app.throttle.sweep()
  expect(await waiting()).toBe(0)
  expect(await visitor.call('session.confirmTwoFactor', { code: codeOf(fromBase32(begun.secret)) })).toBe(
    'enrolment-over',
  )
})
