import { readTableFile, type SheetCell } from '@anlan/documents'
import {
  formOf,
  listExamples,
  REGISTERS,
  type AreaId,
  type Day,
  type Instant,
  type Placed,
  type RegisterKey,
} from '@anlan/domain'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'
import { aFolder } from '../testing/folders.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'

const county = useCounty()
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const PASSWORD = 'lan-shan-yu-7'
const head = () => county.as('westHead')
const unitId = () => county.units.westMiddle

let house: Awaited<ReturnType<typeof open>>
let browser: Visitor
beforeAll(async () => {
  // A school that has everything keeps every register.
  await county.assembled.connections.owner.query(
    'update units set boarding = true, has_bus = true, has_lab = true, has_canteen = true where id = $1',
    [unitId()],
  )
  await givePasswords(county, PASSWORD, ['westHead'])
  house = await open(county.assembled)
  browser = new Visitor(house.origin)
  await browser.signIn('westhead', PASSWORD)
})
afterAll(() => house.close())

/** The first example of a register that is one line. */
function exampleOf(register: Placed): { today: Day; entry: Readonly<Record<string, unknown>> } {
  const example = listExamples(register.area as AreaId, register.id).find(each => 'entry' in each)
  if (!example || !('entry' in example)) throw new Error(`${register.key} has no example of one line`)
  return example
}

async function headingsOf(path: string): Promise<readonly SheetCell[]> {
  const response = await browser.fetch(path)
  expect([path, response.status]).toEqual([path, 200])
  const file = join(aFolder(), 'table')
  writeFileSync(file, Buffer.from(await response.arrayBuffer()))
  let first: readonly SheetCell[] | undefined
  await readTableFile(file, ({ cells }) => void (first ??= cells))
  return first ?? []
}

/** Nothing here names a register: what was declared a minute ago is asked the same as what has always been there. */
describe.each(REGISTERS.map(register => [register.key, register] as const))('%s', (key, register) => {
  test('is written to, listed, read back, judged and taken out as a table', async () => {
    const { today, entry } = exampleOf(register)
    county.setNow(`${today}T04:00:00.000Z` as Instant)
    const { id } = await head().registers.record({
      ...{ unitId: unitId(), entry: { register: key, body: entry } },
    })
    const listed = await head().registers.list({
      ...{ register: key as RegisterKey, filter: { unitId: unitId() } },
    })
    expect(listed.rows.map(row => row.id)).toEqual([id])
    const found = await head().registers.get({ id })
    expect(found).toMatchObject({ register: key, revision: 1, entry: listed.rows[0]?.entry, mayChange: true })
    const stands = await head().registers.standing({ unitId: unitId(), area: register.area as AreaId })
    expect(stands.registers.find(each => each.register === key)).toMatchObject({ entries: 1 })
    expect(await county.audit('entry.record', id)).toHaveLength(1)

    county.setNow(NOW)
    // A heading is its field's label, with a mark before it or a unit behind it.
    const columns = formOf(register)
      .filter(({ name }) => register.summary.includes(name))
      .map(({ label }) => label.zh)
    for (const table of ['export', 'template']) {
      const headings = await headingsOf(`/api/registers/${key}/${table}.xlsx?lang=zh`)
      const text = headings.map(String).join(' ')
      for (const column of columns) expect(text).toContain(column)
    }
  })
})
