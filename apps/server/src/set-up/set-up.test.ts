import { cloneDatabase, dropDatabase } from '@anlan/postgres/testing'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import type { Instant } from '@anlan/domain'
import { clockAt } from '../clock.ts'
import { readConfig } from '../config.ts'
import { SYSTEM } from '../db/scope.ts'
import { assemble, type Assembled } from '../server.ts'
import { TEMPLATE } from '../testing/global-setup.ts'
import { open, Visitor } from '../testing/visitor.ts'
import { describeSetUpLink, makeSetUpToken } from './set-up-link.ts'

/** An empty system of its own for each test, as on the first start. */
let held: { server: Assembled; origin: string; remove(): Promise<void> }
let now: Instant
beforeEach(async () => {
  now = '2026-10-15T02:00:00.000Z'
  const cluster = inject('cluster')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await cloneDatabase(cluster, TEMPLATE, name)
  const dataDir = mkdtempSync(join(tmpdir(), 'anlan-data-'))
  const server = await assemble({
    config: readConfig({ ANLAN_DATA: dataDir, ANLAN_DEMO: '0' }),
    secret: randomUUID() + randomUUID(),
    connectAs: (user = undefined) => ({ ...cluster, database: name, ...(user && { user }) }),
    password: null,
    clock: clockAt(() => now),
    log: pino({ level: 'silent' }),
  })
  const { origin, close } = await open(server)
  held = {
    ...{ server, origin },
    async remove() {
      await close()
      await server.close()
      await dropDatabase(cluster, name)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
})
afterEach(() => held.remove())

const visitor = (): Visitor => new Visitor(held.origin)
const makeToken = async (): Promise<string> => {
  const token = await makeSetUpToken(held.server.app)
  if (token === null) throw new Error('the system is empty')
  return token
}
const form = (token: string, username = 'xianguan') => ({
  token,
  county: { name: '测试县', code: '439902' },
  ...{ bureau: '测试县教育局', section: '法制安全股' },
  administrator: { name: '王敏', username, password: 'lan-shan-yu-7' },
})

test('the link makes the county, its bureau and the first administrator, who signs in', async () => {
  const token = await makeToken()
  expect(describeSetUpLink('http://127.0.0.1:8080', token)).toContain(`http://127.0.0.1:8080/set-up#${token}`)
  expect(await visitor().call('setUp.needed')).toEqual({ needed: true })
  expect(await visitor().call('setUp.check', { token })).toEqual({ valid: true })
  expect(await visitor().call('setUp.finish', form(token))).toEqual({ username: 'xianguan' })
  expect(await visitor().call('setUp.needed')).toEqual({ needed: false })

  const administrator = visitor()
  expect((await administrator.signIn('xianguan', 'lan-shan-yu-7')).body.next).toBe('work')
  expect(await administrator.call('session.me')).toMatchObject({
    account: { name: '王敏', role: 'county-admin', mustChangePassword: false, twoFactorRequired: true },
    unit: { name: '测试县教育局', kind: 'bureau' },
  })
  const { units, settings, lines } = await held.server.app.db.read(SYSTEM, async tx => ({
    units: await tx
      .selectFrom('units')
      .select(['kind', 'name', 'parent_id', 'id'])
      .orderBy('ordinal')
      .execute(),
    settings: await tx.selectFrom('settings').select(['key', 'value']).execute(),
    lines: await tx.selectFrom('audit_events').selectAll().where('action', '=', 'county.set-up').execute(),
  }))
  expect(units.map(unit => [unit.kind, unit.name])).toEqual([
    ['bureau', '测试县教育局'],
    ['safety-section', '法制安全股'],
  ])
  expect(units[1]?.parent_id).toBe(units[0]?.id)
  expect(settings).toEqual([{ key: 'county', value: { name: '测试县', code: '439902' } }])
  expect(lines).toMatchObject([{ actor_name: '王敏', subject_id: '439902', unit_id: units[0]?.id }])
  expect(JSON.stringify(lines)).not.toContain('lan-shan-yu-7')
})

test('the link is good once, and for one of two who use it at the same moment', async () => {
  const token = await makeToken()
  const answers = await Promise.all([
    visitor().call('setUp.finish', form(token, 'first')),
    visitor().call('setUp.finish', form(token, 'second')),
  ])
  expect(answers.filter(answer => answer === 'set-up-link-invalid')).toHaveLength(1)
  expect(await visitor().call('setUp.finish', form(token, 'third'))).toBe('set-up-link-invalid')
  expect(await visitor().call('setUp.check', { token })).toBe('set-up-link-invalid')
  const people = await held.server.app.db.read(SYSTEM, tx => tx.selectFrom('accounts').select('id').execute())
  expect(people).toHaveLength(1)
})

test('a wrong link, none, or one a day old opens nothing', async () => {
  expect(await visitor().call('setUp.finish', form('guess'))).toBe('set-up-link-invalid')
  const token = await makeToken()
  expect(await visitor().call('setUp.check', { token: `${token}x` })).toBe('set-up-link-invalid')
  now = '2026-10-16T02:00:01.000Z'
  expect(await visitor().call('setUp.check', { token })).toBe('set-up-link-invalid')
  expect(await visitor().call('setUp.finish', form(token))).toBe('set-up-link-invalid')
})

test('a new start makes a new link and the old one is void; the database holds neither', async () => {
  const [old, fresh] = [await makeToken(), await makeToken()]
  expect(await visitor().call('setUp.check', { token: old })).toBe('set-up-link-invalid')
  expect(await visitor().call('setUp.check', { token: fresh })).toEqual({ valid: true })
  const { rows } = await held.server.connections.owner.query('select * from set_up_links')
  expect(rows).toHaveLength(1)
  for (const token of [old, fresh]) expect(JSON.stringify(rows)).not.toContain(token)
})

test('once somebody has an account there is no link, and one from before is void', async () => {
  const token = await makeToken()
  await visitor().call('setUp.finish', form(token))
  expect(await makeSetUpToken(held.server.app)).toBeNull()
  // Even a link that came back by a restored backup: the account alone closes the door.
  const { createHash } = await import('node:crypto')
  await held.server.connections.owner.query(
    `insert into set_up_links (token_hash, expires_at) values ($1, $2)`,
    [createHash('sha256').update(token).digest('hex'), '2026-10-16T00:00:00Z'],
  )
  expect(await visitor().call('setUp.check', { token })).toBe('set-up-link-invalid')
  expect(await visitor().call('setUp.finish', form(token, 'another'))).toBe('set-up-link-invalid')
})

test('what is refused leaves nothing behind and the link good', async () => {
  const token = await makeToken()
  const weak = form(token)
  weak.administrator.password = 'password123'
  expect(await visitor().call('setUp.finish', weak)).toBe('password-weak')
  const wrong = form(token)
  wrong.county.code = '430600'
  expect(await visitor().call('setUp.finish', wrong)).not.toHaveProperty('username')
  const units = await held.server.app.db.read(SYSTEM, tx => tx.selectFrom('units').select('id').execute())
  expect(units).toEqual([])
  expect(await visitor().call('setUp.finish', form(token))).toEqual({ username: 'xianguan' })
})
