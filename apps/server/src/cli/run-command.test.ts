import { err, ok } from '@anlan/domain'
import { expect, test } from 'vitest'
import { HostRefusal } from '../host.ts'
import type { Command, CommandEntry } from './command.ts'
import { runCommand } from './run-command.ts'

const entry = (run: Command['run']): CommandEntry => ({
  parameters: 'FILE',
  about: { zh: '试', en: 'try' },
  load: () => Promise.resolve({ command: { run } }),
})

const COMMANDS: Record<string, CommandEntry> = {
  'gate open': entry((args, terminal) => {
    terminal.say('opening')
    return Promise.resolve(args.length === 1 ? ok({ json: { opened: args }, text: 'open' }) : null)
  }),
  shut: entry(() => Promise.resolve(err({ zh: '关不上。', en: 'It does not shut.' }))),
  refuse: entry(() => Promise.reject(new HostRefusal({ zh: '没有数据库。', en: 'No database.' }))),
  fail: entry(() => Promise.reject(new Error('broken'))),
}

async function call(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const streams = { out: (text: string) => (said.out += text), err: (text: string) => (said.err += text) }
  const code = await runCommand(COMMANDS, words, streams, { cwd: '/', env: {} })
  return { code, ...said }
}

test('an answer goes to standard output, progress to standard error', async () => {
  expect(await call('gate', 'open', 'a.txt')).toEqual({ code: 0, out: 'open\n', err: 'opening\n' })
})

test('with --json, wherever it stands, standard output is JSON and nothing else', async () => {
  const { code, out } = await call('gate', '--json', 'open', 'a.txt')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toEqual({ opened: ['a.txt'] })
})

test('a refusal is one sentence in both languages on standard error, exit code 1', async () => {
  expect(await call('shut', '--json')).toEqual({ code: 1, out: '', err: '关不上。\nIt does not shut.\n' })
  expect(await call('refuse')).toEqual({ code: 1, out: '', err: '没有数据库。\nNo database.\n' })
})

test('a fault shows where it happened', async () => {
  const { code, err } = await call('fail')
  expect(code).toBe(1)
  expect(err).toContain('run-command.test.ts')
})

test('words nobody knows are answered with every command, wrong arguments with the one', async () => {
  const unknown = await call('gate', 'close')
  expect(unknown).toMatchObject({ code: 2, out: '' })
  expect(unknown.err).toContain('shut')
  const misused = await call('gate', 'open')
  expect(misused.code).toBe(2)
  expect(misused.err).toContain('gate open FILE')
  expect(misused.err).not.toContain('shut')
})
