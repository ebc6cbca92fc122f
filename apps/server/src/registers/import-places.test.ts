import { writeCsv } from '@anlan/documents'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Assembled } from '../server.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'
import { accept, aLine, aTable, bytesOf, contextOf, post, send } from '../testing/import-desk.ts'
import { forgetImports } from './forget-imports.ts'
import { scratchFolder } from './import-files.ts'
import { MOST_WAITING } from './import-room.ts'
import { rejectedRows } from './rejected-rows.ts'

const county = useCounty()
let other: Assembled
/** A second server with a folder of its own: what they share is the database. */
beforeAll(async () => {
  other = await county.another({ dataDir: join(county.assembled.app.config.dataDir, 'other') })
})
afterAll(() => other.close())

const scratch = (at: Assembled): Promise<string[]> => readdir(scratchFolder(at.app)).catch(() => [])

test('a table sent to one server is accepted, handed back and discarded at another', async () => {
  const faulty = aLine('B-2').replace('干粉', '泡沫')
  const sent = await send(county, aTable([aLine('B-1'), faulty]))
  expect(sent).toMatchObject({ state: 'checked', clean: 1, faulty: 1 })
  const rejected = await rejectedRows(contextOf(county, 'westSafety', other), sent.id, 'zh')
  expect(rejected.ok && (await new Response(rejected.value).arrayBuffer()).byteLength).toBeGreaterThan(1000)
  expect(await accept(county, sent, { at: other, without: true })).toMatchObject({
    state: 'done',
    written: 1,
  })
  // Its faulty row is still fetched, at either.
  for (const at of [county.assembled, other])
    expect((await rejectedRows(contextOf(county, 'westSafety', at), sent.id, 'zh')).ok).toBe(true)

  const second = await send(county, aTable([aLine('B-3')]), { at: other })
  expect(await bytesOf(county, second.id)).toBeGreaterThan(0)
  await county.as('westSafety').imports.discard({ id: second.id })
  expect(await bytesOf(county, second.id)).toBe(0)
  await expectRefusal(
    county.as('westSafety', other).imports.accept({ id: second.id, without: false }),
    'import-not-ready',
  )
  expect([await scratch(county.assembled), await scratch(other)]).toEqual([[], []])
})

test('a table of several pieces comes back byte by byte', async () => {
  const note = randomBytes(900_000).toString('base64')
  const columns = [{ heading: '编号', width: 9, shape: 'text' as const }]
  const rows = async function* () {
    for (let from = 0; from < note.length; from += 20_000) yield [note.slice(from, from + 20_000)]
    await Promise.resolve()
  }
  const bytes = await new Response(writeCsv(columns, rows())).arrayBuffer()
  const posted = await post(county, new Uint8Array(bytes))
  if (!posted.ok) throw new Error(posted.error.code)
  const { rows: kept } = await county.assembled.connections.owner.query<{ pieces: number; whole: boolean }>(
    `select count(*)::int as pieces, encode(sha256(string_agg(bytes, '' order by place)), 'hex') = min(i.sha256) as whole
      from import_chunks c join imports i on i.id = c.import_id where i.id = $1`,
    [posted.value.id],
  )
  expect(kept).toEqual([{ pieces: 3, whole: true }])
  await county.assembled.app.imports.idle()
  expect(await county.as('westSafety').imports.get(posted.value)).toMatchObject({
    ...{ state: 'failed', refusal: { code: 'table-headings-missing' } },
  })
})

test('a table of a school is not there for another, piece by piece', async () => {
  const sent = await send(county, aTable([aLine('P-1')]))
  const seenBy = (person: 'westSafety' | 'villageSafety') =>
    county.assembled.app.db.read(county.people[person], tx =>
      tx.selectFrom('import_chunks').select('place').where('import_id', '=', sent.id).execute(),
    )
  expect([(await seenBy('westSafety')).length, (await seenBy('villageSafety')).length]).toEqual([1, 0])
})

test('what a killed server left in its folder goes a day later, and what it is busy with stays', async () => {
  const folder = scratchFolder(county.assembled.app)
  await mkdir(folder, { recursive: true })
  for (const name of ['old', 'busy']) await writeFile(join(folder, name), 'x')
  const yesterday = new Date(Date.now() - 25 * 3600_000)
  await utimes(join(folder, 'old'), yesterday, yesterday)
  await forgetImports(county.assembled.app)
  expect(await scratch(county.assembled)).toEqual(['busy'])
})

test('whoever leaves many tables waiting is told, and sends again once one is dealt with', async () => {
  const by = { by: 'villageSafety', unit: 'eastVillage' } as const
  const waiting: string[] = []
  for (let at = 0; at < MOST_WAITING; at += 1)
    waiting.push((await send(county, aTable([aLine(`W-${at}`)]), by)).id)
  expect(await post(county, aTable([aLine('W-X')]), by)).toMatchObject({
    error: { code: 'imports-wait', limit: MOST_WAITING },
  })
  // Another's are his own.
  expect((await post(county, aTable([aLine('W-X')]))).ok).toBe(true)
  await county.as('villageSafety').imports.discard({ id: waiting[0] ?? '' })
  expect((await send(county, aTable([aLine('W-X')]), by)).state).toBe('checked')
})

test('of tables that are written only the newest are kept for their faulty rows', async () => {
  const by = { by: 'eastSafety', unit: 'eastMiddle' } as const
  const done: string[] = []
  for (let at = 0; at < 12; at += 1) {
    const sent = await send(county, aTable([aLine(`K-${at}`), aLine(' ')]), by)
    done.push((await accept(county, sent, { ...by, without: true })).id)
  }
  await send(county, aTable([aLine('K-X')]), by)
  const kept = await Promise.all(done.map(async id => (await bytesOf(county, id)) > 0))
  expect(kept).toEqual([false, false, ...Array.from({ length: 10 }, () => true)])
  expect(await county.as('eastSafety').imports.get({ id: done[0] ?? '' })).toMatchObject({
    ...{ state: 'done', faulty: 1, hasRejected: false },
  })
})

test('a county whose tables fill its room takes no more', async () => {
  const { owner } = county.assembled.connections
  const sent = await send(county, aTable([aLine('F-1')]))
  await owner.query('update imports set size = 2147483647 where id = $1', [sent.id])
  expect(await post(county, aTable([aLine('F-2')]))).toMatchObject({ error: { code: 'imports-full' } })
  await owner.query('update imports set size = 1 where id = $1', [sent.id])
  expect((await post(county, aTable([aLine('F-2')]))).ok).toBe(true)
})
