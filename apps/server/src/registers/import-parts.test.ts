import type { UnitId } from '@anlan/domain'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { useCounty } from '../testing/county.ts'
import { accept, aLine, aTable, bytesOf, LEDGER, send } from '../testing/import-desk.ts'
import type { ImportOrder } from '../testing/import-main.ts'
import { ROWS_TOGETHER } from './write-import.ts'

const county = useCounty()
const BY = { by: 'eastSafety', unit: 'eastMiddle' } as const
const MAIN = fileURLToPath(new URL('../testing/import-main.ts', import.meta.url))
beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

const owner = () => county.assembled.connections.owner
const imports = () => county.as('eastSafety').imports
/** Two schools of one person, in the order in which they are written. */
function inTurn(): readonly [Place, Place] {
  const places = (['eastMiddle', 'eastPrimary'] as const).map(name => ({ name, id: county.units[name] }))
  const [first, second] = places.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  if (!first || !second) throw new Error('two schools')
  return [first, second]
}
interface Place {
  readonly name: 'eastMiddle' | 'eastPrimary'
  readonly id: UnitId
}

/** A table of lines of two schools, the one that is written last first. */
const aTableOfBoth = (name: string): string => {
  const [first, second] = inTurn()
  return aTable(
    [
      aLine(`${name}-1`, `测试${second.name}`),
      aLine(`${name}-2`, `测试${first.name}`),
      aLine(`${name}-3`, `测试${first.name}`),
    ],
    true,
  )
}
const numbersIn = async ({ id }: Place, name: string): Promise<unknown[]> => {
  const { rows } = await owner().query<{ number: string }>(
    `select body ->> 'number' as number from register_entries
      where unit_id = $1 and body ->> 'number' like $2 order by 1`,
    [id, `${name}-%`],
  )
  return rows.map(({ number }) => number)
}
/** Lines of the record of an import, with what they say. */
const recordOf = async (id: string) => {
  const { rows } = await owner().query<{ unit_id: string; after: Record<string, unknown> }>(
    `select unit_id, after from audit_events where action = 'entry.import' and subject_id = $1 order by id`,
    [id],
  )
  return rows
}

/** Holds what writers in a school's area wait for, until it is let go. */
async function holdAreaOf({ id }: Place): Promise<() => Promise<void>> {
  const client = await owner().connect()
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${id} fire`])
  return async () => {
    await client.query('commit')
    client.release()
  }
}

test('while a table waits for one school’s book, the others are written and whoever writes there waits for nobody', async () => {
  const [first, second] = inTurn()
  const sent = await send(county, aTableOfBoth('A'), BY)
  expect(sent).toMatchObject({ state: 'checked', clean: 3 })
  const letGo = await holdAreaOf(second)
  await imports().accept({ id: sent.id, without: false })
  await expect.poll(async () => (await imports().get({ id: sent.id })).written).toBe(2)
  expect(await numbersIn(first, 'A')).toEqual(['A-2', 'A-3'])
  const { id } = await county.as('eastSafety').registers.record({
    unitId: first.id,
    entry: {
      register: LEDGER,
      body: {
        ...{ number: 'A-9', location: '门卫', type: 'powder', madeOn: '2024-03-01' },
        ...{ lastCheckedOn: '2026-10-10', gauge: 'green' },
      },
    },
  })
  expect(id).toBeTruthy()
  expect(await imports().get({ id: sent.id })).toMatchObject({ state: 'writing', written: 2, clean: 3 })
  await letGo()
  await county.assembled.app.imports.idle()
  expect(await imports().get({ id: sent.id })).toMatchObject({ state: 'done', written: 3 })
})

test('what fails half way says how much is in, school by school, and goes on without writing anything twice', async () => {
  const [first, second] = inTurn()
  const sent = await send(county, aTableOfBoth('H'), BY)
  await owner().query(`create function refuse_school() returns trigger language plpgsql as
    $$ begin if new.unit_id = '${second.id}' then raise 'no'; end if; return new; end $$`)
  await owner().query(
    'create trigger refuse_school before insert on register_entries for each row execute function refuse_school()',
  )
  const half = await accept(county, sent, BY)
  await owner().query('drop trigger refuse_school on register_entries')
  expect(half).toMatchObject({
    ...{ state: 'checked', clean: 3, written: 2, refusal: { code: 'import-interrupted' } },
  })
  expect([await numbersIn(first, 'H'), await numbersIn(second, 'H')]).toEqual([['H-2', 'H-3'], []])
  const standing = await county.as('eastSafety').registers.standing({ unitId: first.id, area: 'fire' })
  expect(standing.registers.find(({ register }) => register === LEDGER)?.entries).toBeGreaterThan(1)
  expect((await recordOf(sent.id)).map(each => each.unit_id)).toEqual([first.id])

  expect(await accept(county, sent, BY)).toMatchObject({
    ...{ state: 'done', clean: 3, written: 3, known: 0, faulty: 0, refusal: null },
  })
  expect([await numbersIn(first, 'H'), await numbersIn(second, 'H')]).toEqual([['H-2', 'H-3'], ['H-1']])
  expect((await recordOf(sent.id)).map(each => each.unit_id)).toEqual([first.id, second.id])
  expect(await bytesOf(county, sent.id)).toBe(0)
})

test('a table that has become faulty since its check is not written at all', async () => {
  const [first] = inTurn()
  const sent = await send(county, aTableOfBoth('F'), BY)
  const body = {
    ...{ number: 'F-2', location: '门卫', type: 'powder', madeOn: '2024-03-01' },
    ...{ lastCheckedOn: '2026-10-10', gauge: 'green' },
  }
  for (const location of ['门卫', '食堂'])
    await county.as('eastSafety').registers.record({
      unitId: first.id,
      entry: { register: LEDGER, body: { ...body, location } },
    })
  expect(await accept(county, sent, BY)).toMatchObject({
    ...{ state: 'checked', written: 0, refusal: { code: 'import-has-faults', count: 1 } },
  })
  expect(await recordOf(sent.id)).toEqual([])
})

test('a long table of one school goes in parts, each with a line in the record that its origins bear out', async () => {
  const lines = Array.from({ length: ROWS_TOGETHER + 1 }, (_, at) => aLine(`L-${at}`))
  const sent = await send(county, aTable(lines), BY)
  expect(await accept(county, sent, BY)).toMatchObject({ state: 'done', written: lines.length })
  const record = await recordOf(sent.id)
  expect(record.map(({ after }) => [after.firstRow, after.lastRow, after.added])).toEqual([
    [2, ROWS_TOGETHER + 1, ROWS_TOGETHER],
    [ROWS_TOGETHER + 2, ROWS_TOGETHER + 2, 1],
  ])
  const { rows } = await owner().query<{ line: string }>(
    `select concat_ws(' ', row, entry_id, revision) as line from entry_imports where import_id = $1 order by row`,
    [sent.id],
  )
  const hashOf = (some: typeof rows): string =>
    createHash('sha256')
      .update(some.map(({ line }) => line).join('\n'))
      .digest('hex')
  expect(record.map(({ after }) => after.lines)).toEqual([
    hashOf(rows.slice(0, ROWS_TOGETHER)),
    hashOf(rows.slice(ROWS_TOGETHER)),
  ])
})

test('the history of an entry names the table and the row that made it, and those that changed it', async () => {
  const line = aLine('O-1')
  await accept(county, await send(county, aTable([aLine('O-0'), line]), { ...BY, fileName: '初录.csv' }), BY)
  const { rows } = await county
    .as('eastSafety')
    .registers.list({ register: LEDGER, filter: { search: 'O-1' } })
  const id = rows[0]?.id ?? ('' as never)
  expect(await county.as('eastSafety').registers.get({ id })).toMatchObject({
    ...{ importedFrom: { fileName: '初录.csv', row: 3 }, revisions: [] },
  })
  const { entry } = await county.as('eastSafety').registers.get({ id })
  await county.as('eastSafety').registers.change({ id, revision: 1, body: { ...entry, location: '食堂' } })
  const changed = aTable([line.replace('绿区', '红区')])
  await accept(county, await send(county, changed, { ...BY, fileName: '更正.csv' }), BY)
  const now = await county.as('eastSafety').registers.get({ id })
  expect(now.importedFrom).toEqual({ fileName: '初录.csv', row: 3 })
  expect(now.revisions.map(({ revision, changedFrom }) => [revision, changedFrom])).toEqual([
    [2, { fileName: '更正.csv', row: 2 }],
    [1, null],
  ])
})

test('a server that is killed while it writes leaves whole schools only; whoever accepted sees it and goes on', async () => {
  const [first, second] = inTurn()
  const sent = await send(county, aTableOfBoth('K'), BY)
  const letGo = await holdAreaOf(second)
  const { config } = county.assembled.app
  const order: ImportOrder = {
    connection: { ...inject('cluster'), database: owner().options.database },
    ...{ dataDir: join(config.dataDir, 'killed'), now: '2026-10-15T02:00:00.000Z' },
    ...{ actor: county.people.eastSafety, id: sent.id },
  }
  const child = spawn(process.execPath, [MAIN, JSON.stringify(order)], { stdio: 'inherit' })
  const gone = new Promise(resolve => child.once('exit', (_code, signal) => resolve(signal)))
  onTestFinished(() => void child.kill('SIGKILL'))
  await expect.poll(async () => (await imports().get({ id: sent.id })).written, { timeout: 60_000 }).toBe(2)
  child.kill('SIGKILL')
  expect(await gone).toBe('SIGKILL')
  await letGo()

  expect([await numbersIn(first, 'K'), await numbersIn(second, 'K')]).toEqual([['K-2', 'K-3'], []])
  county.setNow('2026-10-15T02:01:01.000Z')
  expect(await imports().get({ id: sent.id })).toMatchObject({
    ...{ state: 'checked', clean: 3, written: 2, refusal: { code: 'import-interrupted' } },
  })
  expect(await accept(county, sent, BY)).toMatchObject({ state: 'done', written: 3, clean: 3 })
  expect([await numbersIn(first, 'K'), await numbersIn(second, 'K')]).toEqual([['K-2', 'K-3'], ['K-1']])
}, 90_000)
