import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { EXPORTED_TABLES } from '../export/exported-tables.ts'
import type { Manifest } from '../export/export-county.ts'
import { callOn } from '../testing/command-line.ts'
import { useCounty } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { command as exportData } from './export.ts'

const county = useCounty()
const SECRET = 'a:hash-nobody-may-see'
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')

test('an export holds every row of the trade, as it was at one moment, and no secret', async () => {
  await county.assembled.connections.owner.query(
    `insert into credentials (id, account_id, provider_id, user_id, password, created_at, updated_at)
     select gen_random_uuid(), id::text, 'credential', id, $1, now(), now() from accounts limit 1`,
    [SECRET],
  )
  const folder = join(aFolder(), '导出')
  const exported = await callOn(county, aFolder())(exportData, folder)
  expect(exported).toMatchObject({ ok: true })
  const manifest = JSON.parse(read(folder, 'manifest.json')) as Manifest
  expect(readdirSync(folder).toSorted()).toEqual(
    [...EXPORTED_TABLES.map(table => `${table}.jsonl`), 'manifest.json'].toSorted(),
  )
  for (const [table, { rows, sha256 }] of Object.entries(manifest.tables)) {
    const text = read(folder, `${table}.jsonl`)
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
    expect(text.split('\n').filter(line => line !== '')).toHaveLength(rows)
  }
  const units = read(folder, 'units.jsonl').trim().split('\n')
  expect(units.map(line => (JSON.parse(line) as { id: string }).id).toSorted()).toEqual(
    (await county.assembled.app.db.read(SYSTEM, tx => tx.selectFrom('units').select('id').execute()))
      .map(({ id }) => id)
      .toSorted(),
  )
  const everything = readdirSync(folder)
    .map(name => read(folder, name))
    .join('')
  expect(everything).not.toContain(SECRET)
  expect(statSync(join(folder, 'accounts.jsonl')).mode & 0o077).toBe(0)
  expect(await county.audit('county.export')).toHaveLength(1)
})

test('more rows than one fetch are all there', async () => {
  await county.assembled.connections.owner.query(
    `insert into settings select 'many ' || n, '1' from generate_series(1, 1203) n`,
  )
  const folder = join(aFolder(), 'many')
  const exported = await callOn(county, aFolder())(exportData, folder)
  const keys = read(folder, 'settings.jsonl').trim().split('\n')
  expect(new Set(keys.filter(line => line.includes('"many ')))).toHaveProperty('size', 1203)
  expect(exported).toMatchObject({ value: { json: { tables: { settings: { rows: keys.length } } } } })
})

test('nothing is written over, and what cannot be written is said in a sentence', async () => {
  const call = callOn(county, aFolder())
  const taken = aFolder()
  expect(await call(exportData, taken)).toMatchObject({
    ok: false,
    error: { zh: expect.stringContaining('已存在') },
  })
  const nowhere = join(taken, 'no such folder', 'out')
  expect(await call(exportData, nowhere)).toMatchObject({
    ok: false,
    error: { en: expect.stringContaining('there is no such folder') },
  })
  expect(await call(exportData)).toBeNull()
  const half = join(taken, 'again')
  mkdirSync(`${half}.unfinished`)
  writeFileSync(join(`${half}.unfinished`, 'units.jsonl'), 'left by a killed export')
  expect(await call(exportData, half)).toMatchObject({ ok: true })
  expect(existsSync(`${half}.unfinished`)).toBe(false)
})
