import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { open, Visitor } from '../testing/visitor.ts'
import type { Command } from './command.ts'
import { runCommand } from './run-command.ts'
import { command as userAdd } from './user-add.ts'
import { command as userReset } from './user-reset.ts'

const county = useCounty()
const data = mkdtempSync(join(tmpdir(), 'anlan-cli-'))
let house: Awaited<ReturnType<typeof open>>
beforeAll(async () => {
  house = await open(county.assembled)
})
afterAll(async () => {
  await house.close()
  rmSync(data, { recursive: true, force: true })
})

const entry = (command: Command) => ({
  parameters: '',
  about: { zh: '', en: '' },
  load: () => Promise.resolve({ command }),
})
const COMMANDS = { 'user add': entry(userAdd), 'user reset': entry(userReset) }

/** Calls the command line on the county's database while its server runs. */
async function anlan(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const { host, port } = inject('cluster')
  const { database } = county.assembled.connections.ownerConfig
  const said = { out: '', err: '' }
  const streams = { out: (text: string) => (said.out += text), err: (text: string) => (said.err += text) }
  const url = `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
  const env = { ANLAN_DATA: data, DATABASE_URL: url }
  return { code: await runCommand(COMMANDS, words, streams, { cwd: data, env }), ...said }
}
const add = (over: Record<string, string> = {}) => {
  const given = { username: 'zhangsan', name: '张三', role: 'safety-officer', unit: 'eastPrimary', ...over }
  return anlan(
    'user',
    'add',
    '--json',
    ...Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]),
  )
}

test('an account is added with a password that is good until its first sign-in', async () => {
  const { code, out } = await add()
  expect(code).toBe(0)
  const made = JSON.parse(out) as { password: string }
  expect(made).toMatchObject({ username: 'zhangsan', role: 'safety-officer', unit: '测试eastPrimary' })
  const person = new Visitor(house.origin)
  expect((await person.signIn('zhangsan', made.password)).body.next).toBe('work')
  expect(await person.call('inbox.unread')).toBe('password-change-required')
  const change = { current: made.password, next: 'lan-shan-yu-7' }
  expect(await person.call('session.changePassword', change)).toEqual({ endedSessions: 0 })
  expect(await person.call('inbox.unread')).toBe(0)
  const lines = await county.assembled.app.db.read(SYSTEM, tx =>
    tx.selectFrom('audit_events').selectAll().where('action', '=', 'person.create').execute(),
  )
  expect(lines).toMatchObject([{ actor_name: '系统', unit_id: county.units.eastPrimary }])
  expect(JSON.stringify(lines)).not.toContain(made.password)
})

test('the unit goes by its full name, its id or its school code too', async () => {
  expect((await add({ username: 'lisi', unit: '测试westMiddle' })).code).toBe(0)
  expect((await add({ username: 'wangwu', unit: county.units.westMiddle })).code).toBe(0)
})

test.each([
  ['a name that is taken', { username: 'EastHead' }, 'That user name is taken.'],
  ['a name nobody can sign in with', { username: '张三' }, 'A user name has'],
  ['a role there is not', { role: 'boss' }, 'No such role'],
  ['a unit there is not', { unit: '火星小学', username: 'a1' }, 'No such unit'],
  ['a bureau role at a school', { role: 'bureau-director', username: 'a2' }, 'Nobody with this role'],
  ['a name of one sign', { name: '张', username: 'a3' }, 'A name has'],
])('%s is refused with one sentence', async (_what, over, sentence) => {
  const { code, out, err } = await add(over)
  expect([code, out]).toEqual([1, ''])
  expect(err.trim().split('\n')).toHaveLength(2)
  expect(err).toContain(sentence)
})

test('what is not understood shows how it is called', async () => {
  for (const words of [
    ['user', 'add'],
    ['user', 'add', '--username', 'x'],
    ['user', 'reset', 'x'],
    ['user', 'reset', '--name', 'x'],
  ])
    expect((await anlan(...words)).code).toBe(2)
})

test('a reset password lets in once more, ends what was open and lifts a lock-out', async () => {
  const { out } = await add({ username: 'zhaoliu' })
  const first = (JSON.parse(out) as { password: string }).password
  const open = new Visitor(house.origin)
  await open.signIn('zhaoliu', first)
  for (let each = 0; each < 5; each += 1) await new Visitor(house.origin).signIn('zhaoliu', 'wrong')
  expect((await new Visitor(house.origin).signIn('zhaoliu', first)).body.refusal?.code).toBe('account-locked')

  const reset = await anlan('user', 'reset', '--username', 'zhaoliu')
  expect(reset.code).toBe(0)
  const password = /one-time password: (\S+)/.exec(reset.out)?.[1] ?? ''
  await expect.poll(() => open.whoAmI()).toBe('signed-out')
  expect((await new Visitor(house.origin).signIn('zhaoliu', first)).body.refusal?.code).toBe('sign-in-wrong')
  expect((await new Visitor(house.origin).signIn('zhaoliu', password)).body.next).toBe('work')
  expect(await county.audit('person.reset-password')).toMatchObject([{ actor_name: '系统' }])
})

test('nobody’s password is not reset', async () => {
  expect(await anlan('user', 'reset', '--username', 'nobody')).toMatchObject({
    ...{ code: 1, err: '没有这个用户名。\nNobody has that user name.\n' },
  })
})
