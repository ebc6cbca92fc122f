import type { AuditVerdict } from '@anlan/domain'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SEAL_LOG } from '../audit/seal-log.ts'
import { replaceSealingKey } from '../audit/sealing-key.ts'
import { openHost, type Host } from '../host.ts'
import { newId } from '../ids.ts'
import { aFolder } from '../testing/folders.ts'
import { callCommand } from '../testing/terminal.ts'
import { command as auditExport } from './audit-export.ts'
import { command as rotateKey } from './audit-rotate-key.ts'
import { command as verify } from './audit-verify.ts'
import type { Answer } from './command.ts'
import { command as migrate } from './migrate.ts'

/** A county's own database and data folder; the commands share the cluster as they do with a running server. */
const held: { data: string; host?: Host; owner?: pg.Client } = { data: '' }
const owner = (): pg.Client => held.owner as pg.Client
const env = () => ({ ANLAN_DATA: held.data })

beforeAll(async () => {
  held.data = mkdtempSync(join(tmpdir(), 'anlan-audit-cli-'))
  chmodSync(held.data, 0o755)
  held.host = await openHost({ dataDir: held.data, databaseUrl: null }, 'secret')
  expect(await callCommand(migrate, env())).toMatchObject({ ok: true })
  held.owner = new pg.Client(held.host.connectAs() as pg.ClientConfig)
  await held.owner.connect()
})
afterAll(async () => {
  await held.owner?.end()
  await held.host?.stop()
  rmSync(held.data, { recursive: true, force: true })
})

/** As somebody who owns the database and has put its triggers out of the way. */
async function tamper(sql: string): Promise<void> {
  await owner().query('set session_replication_role = replica')
  await owner().query(sql)
  await owner().query('set session_replication_role = origin')
}

async function write(count: number): Promise<void> {
  for (let each = 0; each < count; each += 1) {
    await owner().query(
      `insert into audit_events (id, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id, after)
       values ($1, now(), 'a', '张老师', 'principal', 'hazard.report', 'hazard', 'h', '{"n": 9007199254740993, "m": 1.0}')`,
      [newId<string>()],
    )
  }
}

/** Each test begins with the same record: ten events and, by the export's own line, an eleventh; all sealed. */
const first = { file: '' }
beforeEach(async () => {
  await tamper('truncate audit_events, audit_chain, audit_seals, audit_keys, audit_unchained')
  rmSync(join(held.data, SEAL_LOG), { force: true })
  await write(10)
  first.file = join(aFolder(), 'record.jsonl')
  expect(await callCommand(auditExport, env(), first.file)).toMatchObject({
    ok: true,
    value: { json: { events: 11, seals: 1, keys: 1 } },
  })
})

async function ask(...args: string[]): Promise<Answer & { verdict: AuditVerdict }> {
  const outcome = await callCommand(verify, env(), ...args)
  if (!outcome?.ok) throw new Error(`no answer: ${JSON.stringify(outcome)}`)
  return { ...outcome.value, verdict: outcome.value.json as AuditVerdict }
}
const codesOf = ({ verdict }: { verdict: AuditVerdict }) =>
  verdict.breaks.map(({ code, position }) => (position === null ? code : `${code} ${position}`))

describe('audit verify', () => {
  test('says that an untouched record is whole, in both languages', async () => {
    const answer = await ask()
    expect(answer.failed).toBeUndefined()
    expect(answer.verdict).toMatchObject({ ok: true, events: 11, seals: 1, waiting: 0 })
    expect(answer.text).toContain('审计记录完整：11 条记录，1 次封存')
    expect(answer.text).toContain('The record is whole: 11 events, 1 seals')
  })

  test('changes nothing, not even by leaving a line', async () => {
    await ask()
    await ask()
    expect((await ask()).verdict).toMatchObject({ events: 11, waiting: 0 })
  })

  const ROW = `from audit_chain where event_id = id and position =`
  test.each([
    ['a changed event', `update audit_events set actor_name = '李老师' ${ROW} 4`, ['event-changed 4']],
    [
      'a deleted event',
      `delete from audit_events using audit_chain where event_id = id and position = 7`,
      ['event-missing 7'],
    ],
    [
      'two events that changed places',
      `update audit_chain set position = case position when 6 then -7 when 7 then -6 end where position in (6, 7);
       update audit_chain set position = -position where position < 0`,
      ['event-changed 6', 'event-changed 7', 'event-changed 8'],
    ],
    [
      'a cut end, whose seal is gone with it: only the log of seals knows',
      `delete from audit_chain where position > 8; delete from audit_seals;
       delete from audit_events where id not in (select event_id from audit_chain)`,
      ['sealed-history-missing 11'],
    ],
    [
      'a key that was exchanged',
      `update audit_keys set public_key = '${replaceSealingKey(mkdtempSync(join(tmpdir(), 'anlan-key-'))).after.publicKey}'`,
      ['key-exchanged', 'seal-forged 11'],
    ],
  ])('tells %s, and fails', async (_, sql, codes) => {
    await tamper(sql)
    const answer = await ask()
    expect(codesOf(answer)).toEqual(codes)
    expect(answer.failed?.en).toContain('not whole')
    expect(answer.text.match(/✗/g)).toHaveLength(codes.length)
    expect(answer.text).not.toMatch(/[{}]|T\d\d:/)
  })

  test('finds a seal that stands on paper, and tells one that is not in the record', async () => {
    const { rows } = await owner().query<{ hash: string }>('select hash from audit_chain where position = 11')
    const paper = `11-${rows[0]?.hash.slice(0, 16)}`
    expect((await ask('--printed', paper)).failed).toBeUndefined()
    expect((await ask(first.file, '--printed', paper.toUpperCase())).failed).toBeUndefined()
    const [other, beyond] = ['11-0123456789abcdef', paper.replace('11-', '12-')]
    for (const record of [[], [first.file]]) {
      const answer = await ask(...record, '--printed', other, '--printed', paper, '--printed', beyond)
      expect(codesOf(answer)).toEqual(['printed-seal-missing 11', 'printed-seal-missing 12'])
      expect(answer.text).toContain(other)
    }
    expect(await callCommand(verify, env(), '--printed', '11')).toMatchObject({
      ok: false,
      error: { zh: expect.stringContaining('“11”不是纸面上的封存号') },
    })
  })

  test('counts the breaks it does not list', async () => {
    await write(30)
    await callCommand(auditExport, env(), join(aFolder(), 'again.jsonl'))
    await tamper(`update audit_events set actor_name = '李老师'`)
    const { text, verdict } = await ask()
    expect(verdict).toMatchObject({ found: 42, ok: false })
    expect(text).toContain('另有 22 处未逐条列出。')
  })
})

describe('audit verify FILE', () => {
  /** The file with some of its lines as somebody left them, null for a line he took out. */
  function harm(change: (line: string, number: number) => string | null): string {
    const lines = readFileSync(first.file, 'utf8').trimEnd().split('\n')
    const path = join(aFolder(), 'harmed.jsonl')
    const kept = lines.map((line, index) => change(line, index + 1)).filter(line => line !== null)
    writeFileSync(path, `${kept.join('\n')}\n`)
    return path
  }
  const log = () => join(held.data, SEAL_LOG)
  /** Two lines before the first event: what the file is, and the key. */
  const lineOf = (event: number): number => event + 2

  test('needs no database, and says what it cannot prove without a log of seals', async () => {
    const outcome = await callCommand(
      verify,
      { ANLAN_DATA: '/nowhere', DATABASE_URL: 'postgres://127.0.0.1:1/x' },
      first.file,
    )
    expect(outcome).toMatchObject({ ok: true, value: { json: { ok: true, events: 11, seals: 1 } } })
    expect((await ask(first.file)).text).toContain('--seals')
    const proven = await ask(first.file, '--seals', log())
    expect(proven.failed).toBeUndefined()
    expect(proven.text).not.toContain('--seals')
  })

  test.each<[string, (line: string, number: number) => string | null, string[]]>([
    [
      'a changed event',
      (line, number) => (number === lineOf(3) ? line.replace('张老师', '李老师') : line),
      ['event-changed 3'],
    ],
    [
      'a digit beyond what a double holds',
      line => line.replace('9007199254740993', '9007199254740992'),
      Array.from({ length: 10 }, (_x, index) => `event-changed ${index + 1}`),
    ],
    [
      'a deleted event',
      (line, number) => (number === lineOf(5) ? null : line),
      ['link-missing 5', 'file-cut'],
    ],
    ['a deleted seal', line => (line.includes('"kind":"seal"') ? null : line), ['file-cut']],
    [
      'a damaged line',
      (line, number) => (number === lineOf(6) ? line.slice(0, -9) : line),
      [`file-damaged ${lineOf(6)}`, 'link-missing 6'],
    ],
    ['a file that ends too early', (line, number) => (number > lineOf(9) ? null : line), ['file-cut']],
    [
      'something added behind the end',
      line => (line.includes('"kind":"end"') ? `${line}\n${line}` : line),
      ['file-damaged 17'],
    ],
    [
      'a seal whose signature is not its own',
      line => line.replace(/"signature":"../, '"signature":"AA'),
      ['seal-forged 11'],
    ],
    [
      'a key that was exchanged',
      line => line.replace(/"publicKey":"MCowBQYDK2VwAyEA..../, '"publicKey":"MCowBQYDK2VwAyEAAAAA'),
      ['key-exchanged', 'seal-forged 11'],
    ],
  ])('tells %s', async (_, change, codes) => {
    const answer = await ask(harm(change))
    expect(codesOf(answer)).toEqual(codes)
    expect(answer.failed).toBeDefined()
    expect(answer.text).not.toContain('{')
  })

  test('tells two events that changed places', async () => {
    const lines = readFileSync(first.file, 'utf8').split('\n')
    const swapped = lines
      .with(lineOf(6) - 1, lines[lineOf(7) - 1] ?? '')
      .with(lineOf(7) - 1, lines[lineOf(6) - 1] ?? '')
    const path = join(aFolder(), 'swapped.jsonl')
    writeFileSync(path, swapped.join('\n'))
    expect(codesOf(await ask(path))).toEqual(['link-missing 6', 'link-missing 8', 'link-missing 7'])
  })

  test('tells by the log alone that the end was cut off together with its seal', async () => {
    const lines = readFileSync(first.file, 'utf8').trimEnd().split('\n')
    const cut = lines.filter((_line, index) => index + 1 <= lineOf(8))
    const outside = lines.filter(line => line.includes('"kind":"outside"'))
    const path = join(aFolder(), 'cut.jsonl')
    writeFileSync(path, [...cut, ...outside, `{"kind":"end","lines":${cut.length}}`].join('\n'))
    expect(codesOf(await ask(path))).toEqual([])
    expect(codesOf(await ask(path, '--seals', log()))).toEqual(['sealed-history-missing 11'])
  })

  test('knows which seals of the log are later than the file', async () => {
    await write(2)
    await callCommand(auditExport, env(), join(aFolder(), 'later.jsonl'))
    const answer = await ask(first.file, '--seals', log())
    expect(answer.failed).toBeUndefined()
    expect(answer.text).toContain('另有 1 次封存晚于文件')
  })

  test('tells a damaged line of the log, and history made anew', async () => {
    const copy = join(aFolder(), 'copy.log')
    copyFileSync(log(), copy)
    writeFileSync(copy, `${readFileSync(copy, 'utf8').replace(/"hash":".{8}/, '"hash":"00000000')}half`)
    expect(codesOf(await ask(first.file, '--seals', copy))).toEqual([
      'seal-forged 11',
      'log-damaged',
      'sealed-history-rewritten 11',
    ])
  })

  test.each([
    ['is not there', () => join(aFolder(), 'none.jsonl'), 'There is no file'],
    ['is a folder', () => aFolder(), 'not a file that audit export wrote'],
    ['is no export', () => log(), 'not a file that audit export wrote'],
  ])('refuses what %s, in one sentence', async (_, path, says) => {
    const outcome = await callCommand(verify, env(), path())
    expect(outcome).toMatchObject({ ok: false, error: { en: expect.stringContaining(says) } })
  })

  test('is not understood with two files, a log and no file, or an option nobody knows', async () => {
    expect(await callCommand(verify, env(), first.file, first.file)).toBeNull()
    expect(await callCommand(verify, env(), '--seals', log())).toBeNull()
    expect(await callCommand(verify, env(), '--deep')).toBeNull()
  })
})

describe('audit export', () => {
  test('writes its own line into the record and the file, for its owner’s eyes only', () => {
    expect(statSync(first.file).mode & 0o777).toBe(0o600)
    expect(readFileSync(first.file, 'utf8')).toContain('"action":"audit.export"')
    expect(existsSync(`${first.file}.unfinished`)).toBe(false)
  })

  test('overwrites nothing', async () => {
    const before = readFileSync(first.file, 'utf8')
    const outcome = await callCommand(auditExport, env(), first.file)
    expect(outcome).toMatchObject({ ok: false, error: { en: expect.stringContaining('overwrites nothing') } })
    expect(readFileSync(first.file, 'utf8')).toBe(before)
  })

  test('puts what a killed export left behind out of the way', async () => {
    const path = join(aFolder(), 'record.jsonl')
    writeFileSync(`${path}.unfinished`, 'half')
    expect(await callCommand(auditExport, env(), path)).toMatchObject({ ok: true })
    expect((await ask(path)).failed).toBeUndefined()
  })

  test('says in one sentence that there is no such folder', async () => {
    const outcome = await callCommand(auditExport, env(), join(dirname(first.file), 'no', 'record.jsonl'))
    expect(outcome).toMatchObject({ ok: false, error: { en: expect.stringContaining('no such folder') } })
  })

  test('carries a break into the file, where it is told too', async () => {
    await tamper(`delete from audit_events using audit_chain where event_id = id and position = 7`)
    const path = join(aFolder(), 'broken.jsonl')
    await callCommand(auditExport, env(), path)
    expect(codesOf(await ask(path))).toEqual(['event-missing 7'])
  })
})

describe('audit rotate-key', () => {
  test('seals with the old key, then with the new one, and is itself recorded', async () => {
    await write(1)
    const outcome = await callCommand(rotateKey, env())
    if (!outcome?.ok) throw new Error('refused')
    const { before, after } = outcome.value.json as { before: string; after: string }
    const { rows } = await owner().query('select position, key_id from audit_seals order by position')
    expect(rows.map(row => [Number(row.position), row.key_id])).toEqual([
      [11, before],
      [12, before],
      [13, after],
    ])
    const { rows: lines } = await owner().query(
      `select before, after from audit_events where action = 'audit.replace-key'`,
    )
    expect(lines).toEqual([{ before: { keyId: before }, after: { keyId: after } }])
    const { verdict, text } = await ask()
    expect(verdict).toMatchObject({ ok: true, events: 13, seals: 3 })
    expect(text).toContain(after)
    expect(await callCommand(rotateKey, env(), 'now')).toBeNull()
  })
})
