import { addDays, type EntryId, type Instant } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty } from '../testing/county.ts'
import { restandCounty } from './restand-county.ts'

const county = useCounty()
const KEY = 'fire/extinguisher-ledger'
const west = () => county.units.westMiddle
/** So many days after the county's first. */
const travel = (days: number): void =>
  county.setNow(`${addDays('2026-10-15', days)}T02:00:00.000Z` as Instant)
const safety = () => county.as('westSafety')
const bottle = (change: object = {}) => ({
  ...{ number: 'M-1', location: '教学楼1层东', type: 'powder', madeOn: '2024-03-01' },
  ...{ lastCheckedOn: '2026-10-10', gauge: 'green', ...change },
})
const recordBottle = (change: object = {}, who = safety()) =>
  who.registers.record({ unitId: west(), entry: { register: KEY, body: bottle(change) } })
const fireOf = (day?: string) =>
  safety().registers.standing({ unitId: west(), area: 'fire', day: day as never })
const ledgerOf = async (day?: string) =>
  (await fireOf(day)).registers.find(({ register }) => register === KEY)

describe('a line of a register', () => {
  test('is recorded, listed, changed and taken out, and each of it stands in the record', async () => {
    const { id } = await recordBottle()
    const listed = await safety().registers.list({ register: KEY })
    expect(listed).toMatchObject({ total: 1, rows: [{ id, entry: { number: 'M-1', damp: false } }] })

    const changed = await safety().registers.change({ id, revision: 1, body: bottle({ gauge: 'red' }) })
    expect(changed).toEqual({ revision: 2 })
    const found = await safety().registers.get({ id })
    expect(found).toMatchObject({ entry: { gauge: 'red' }, mayChange: true })
    expect(found.revisions).toMatchObject([{ revision: 1, body: { gauge: 'green' } }])

    await safety().registers.retire({ id, revision: 2, retired: true })
    expect((await safety().registers.list({ register: KEY })).total).toBe(0)
    expect((await safety().registers.list({ register: KEY, filter: { retired: true } })).total).toBe(1)
    await expect(safety().registers.retire({ id, revision: 3, retired: true })).rejects.toThrow(
      'entry-as-it-is',
    )
    const lines = await Promise.all(
      ['record', 'change', 'retire'].map(verb => county.audit(`entry.${verb}`, id)),
    )
    expect(lines.map(each => each.length)).toEqual([1, 1, 1])
  })
  test('is refused at the field that is wrong, and nothing is kept', async () => {
    await expect(recordBottle({ gauge: 'pink' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    const { id } = await recordBottle({ number: 'M-2' })
    await expect(
      safety().registers.change({ id, revision: 1, body: bottle({ madeOn: '2024-02-30' }) }),
    ).rejects.toThrow('entry-invalid')
    expect((await safety().registers.get({ id })).revision).toBe(1)
  })
  test('that tells of a day to come is refused, for its clock would be quiet till then; until when may lie ahead', async () => {
    await expect(recordBottle({ number: 'M-6', lastCheckedOn: '2026-10-16' })).rejects.toThrow(
      'day-in-the-future',
    )
    const { id } = await recordBottle({ number: 'M-6', lastCheckedOn: '2026-10-15' })
    const next = bottle({ number: 'M-6', lastCheckedOn: '2027-10-15' })
    await expect(safety().registers.change({ id, revision: 1, body: next })).rejects.toThrow(
      'day-in-the-future',
    )
    expect((await safety().registers.get({ id })).revision).toBe(1)
    const supply = { name: '急救箱', kind: 'first-aid', place: '医务室', quantity: 1, measure: '个' }
    const body = { ...supply, checkedOn: '2026-10-15', expiresOn: '2028-01-01' }
    const recorded = await safety().registers.record({
      ...{ unitId: west(), entry: { register: 'emergency/supply-list', body } },
    })
    expect(recorded).toMatchObject({ revision: 1 })
  })
  test('that two people change at once is changed by the first; the second is told', async () => {
    const { id } = await recordBottle({ number: 'M-3' })
    await safety().registers.change({ id, revision: 1, body: bottle({ number: 'M-3', location: '操场' }) })
    await expect(
      county.as('westHead').registers.change({ id, revision: 1, body: bottle({ number: 'M-3' }) }),
    ).rejects.toThrow('stale-revision')
  })
  test('of another school is not there, and who only reads writes nothing', async () => {
    const { id } = await recordBottle({ number: 'M-4' })
    await expect(county.as('villageHead').registers.get({ id })).rejects.toThrow('not-found')
    await expect(recordBottle({}, county.as('villageHead'))).rejects.toThrow('not-found')
    await expect(recordBottle({}, county.as('officer'))).rejects.toThrow('not-permitted')
  })
  test('is found by a field, by a search and in order', async () => {
    await recordBottle({ number: 'Z-9', location: '锅炉房', damp: true })
    const by = (filter: object, sort = {}) => safety().registers.list({ register: KEY, filter, sort })
    expect((await by({ fields: { damp: true } })).rows.map(({ entry }) => entry.number)).toEqual(['Z-9'])
    expect((await by({ search: '锅炉' })).total).toBe(1)
    expect((await by({ search: '%' })).total).toBe(0)
    const [first] = (await by({}, { by: 'number', desc: true })).rows
    expect(first?.entry.number).toBe('Z-9')
  })
})

describe('a list of the county by a field with few values', () => {
  const red = (paging: object = {}) =>
    county.as('officer').registers.list({ register: KEY, filter: { fields: { gauge: 'red' } }, ...paging })
  test('has the newest first, counts them, and forgets what was changed or taken out', async () => {
    const before = (await red()).total
    const first = await recordBottle({ number: 'F-1', gauge: 'red' })
    county.setNow(new Date(Date.parse(county.assembled.app.clock.now()) + 1000).toISOString() as Instant)
    const second = await recordBottle({ number: 'F-2', gauge: 'red' })
    const both = await red()
    expect(both.total).toBe(before + 2)
    expect(both.rows.slice(0, 2).map(({ id }) => id)).toEqual([second.id, first.id])
    expect((await red({ page: 2, pageSize: 1 })).rows.map(({ id }) => id)).toEqual([first.id])
    expect((await red({ sort: { by: 'recordedAt', desc: false } })).rows.at(-1)?.id).toBe(second.id)

    await safety().registers.change({ id: first.id, revision: 1, body: bottle({ number: 'F-1' }) })
    await safety().registers.retire({ id: second.id, revision: 1, retired: true })
    expect((await red()).total).toBe(before)
    await safety().registers.retire({ id: second.id, revision: 2, retired: false })
    expect((await red()).rows.map(({ id }) => id)).toContain(second.id)
    // The same by any other way of asking.
    const asked = await county
      .as('officer')
      .registers.list({ register: KEY, filter: { fields: { gauge: 'red' }, unitId: west() } })
    expect(asked.total).toBe(before + 1)
    await safety().registers.retire({ id: second.id, revision: 3, retired: true })
  })
})

describe('how a school stands', () => {
  test('is drawn from its entries, says why, and is the same for the county', async () => {
    const before = await ledgerOf()
    expect(before?.standing).toBe('met')
    const { id } = await recordBottle({ number: 'R-1', gauge: 'red' })
    const after = await ledgerOf()
    expect(after?.standing).toBe('not-met')
    const finding = after?.findings.find(({ code }) => code === 'pressure-wrong')
    expect(finding).toMatchObject({ severity: 'general', records: [id], remedy: { zh: '立即更换或送修' } })
    const everybody = await county.as('officer').registers.standings()
    expect(everybody.find(({ unit }) => unit.id === west())?.areas.fire.standing).toBe('not-met')
    expect(await county.as('villageHead').registers.standings()).toHaveLength(1)
    await safety().registers.change({ id, revision: 1, body: bottle({ number: 'R-1' }) })
    expect((await ledgerOf())?.standing).toBe('met')
  })
  test('counts a rule once, and one that finds that nothing was done as well', async () => {
    const firesOf = async () => {
      const all = await county.as('officer').registers.standings()
      return all.find(({ unit }) => unit.id === county.units.eastVillage)?.areas.fire
    }
    const village = await county.as('villageSafety').registers.standing({
      ...{ unitId: county.units.eastVillage, area: 'fire' },
    })
    const rules = new Set(village.registers.flatMap(each => each.findings).map(({ rule }) => rule))
    expect(rules.size).toBeGreaterThan(0)
    expect(await firesOf()).toEqual({ standing: 'not-met', findings: rules.size })
  })
  test('on a day that is over is as it was written then', async () => {
    const { id } = await recordBottle({ number: 'P-1', gauge: 'yellow' })
    const day = county.assembled.app.clock.today()
    travel(1)
    await safety().registers.change({ id, revision: 1, body: bottle({ number: 'P-1' }) })
    expect((await ledgerOf())?.standing).toBe('met')
    expect((await ledgerOf(day))?.findings.map(({ code }) => code)).toContain('pressure-wrong')
    expect((await ledgerOf(addDays(day, -30)))?.standing).toBe('unknown')
    await expect(ledgerOf(addDays(day, 9))).rejects.toThrow('day-in-the-future')
  })
  test('turns with the day: clocks that ran out over night are seen by the county too', async () => {
    const { app } = county.assembled
    travel(40)
    const of = async () =>
      (await county.as('officer').registers.standings()).find(({ unit }) => unit.id === west())?.areas.fire
    expect((await ledgerOf())?.standing).toBe('not-met')
    expect(await restandCounty(app)).toBeGreaterThan(0)
    expect((await of())?.standing).toBe('not-met')
    expect(await restandCounty(app)).toBe(0)
  })
})

test('two who write at once are both judged', async () => {
  const today = county.assembled.app.clock.today()
  const ids = await Promise.all(
    Array.from({ length: 6 }, (_, at) =>
      recordBottle({ number: `T-${at}`, gauge: 'red', lastCheckedOn: today }),
    ),
  )
  const rows = await county.as('officer').registers.standings()
  const shown = (await ledgerOf())?.findings.filter(({ code }) => code === 'pressure-wrong')
  expect(new Set(shown?.flatMap(({ records }) => records))).toEqual(
    new Set(ids.map(({ id }: { id: EntryId }) => id)),
  )
  const stands = await fireOf()
  const rules = [...stands.registers.flatMap(each => each.findings), ...stands.between].map(
    ({ rule }) => rule,
  )
  expect(rows.find(({ unit }) => unit.id === west())?.areas.fire.findings).toBe(new Set(rules).size)
})

describe('a register that only few may read', () => {
  const CASES = 'priority/case-file'
  const body = {
    ...{ number: '2026-01', reportedOn: '2026-10-14', source: 'teacher', stage: 'intake', harmed: '甲生' },
    ...{ accused: '乙生', forms: ['words'], sexualHarm: false, account: '课间言语侮辱', outcome: 'open' },
  }
  const GRAVE = {
    ...body,
    number: '2026-09',
    reportedOn: '2026-09-01',
    outcome: 'serious',
    investigatedOn: '2026-09-02',
  }
  const head = () => county.as('westHead')
  const record = () => head().registers.record({ unitId: west(), entry: { register: CASES, body } })

  test('is not there for others, not even for a list that forgot to ask', async () => {
    const { id } = await record()
    for (const who of ['officer', 'westSafety'] as const) {
      await expect(county.as(who).registers.list({ register: CASES })).rejects.toThrow('not-found')
      await expect(county.as(who).registers.get({ id })).rejects.toThrow('not-found')
    }
    const count = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('register_entries').select('id').where('id', '=', id).execute(),
    )
    expect(count).toEqual([])
  })
  test('says to others how the school stands, and not what was found', async () => {
    await head().registers.record({ unitId: west(), entry: { register: CASES, body: GRAVE } })
    const of = async (who: 'westHead' | 'westSafety') => {
      const stands = await county.as(who).registers.standing({ unitId: west(), area: 'priority' })
      return stands.registers.find(({ register }) => register === CASES)
    }
    expect((await of('westHead'))?.findings.length).toBeGreaterThan(0)
    expect(await of('westSafety')).toMatchObject({
      standing: 'not-met',
      findings: [],
      entries: 0,
      next: null,
    })
  })
  test('has every reading in the record, and nobody’s name there', async () => {
    const { id } = await record()
    const before = (await county.audit('entry.read', id)).length
    const seen = await head().registers.get({ id })
    expect(seen.entry.harmed).toBe('甲生')
    await head().registers.list({ register: CASES })
    expect((await county.audit('entry.read', id)).length).toBe(before + 2)
    await head().registers.change({ id, revision: 1, body: { ...body, stage: 'inquiry' } })
    const lines = await county.assembled.connections.owner.query(
      `select before, after from audit_events where subject_id = $1`,
      [id],
    )
    expect(JSON.stringify(lines.rows)).not.toMatch(/甲生|乙生|侮辱/)
    expect((await head().registers.get({ id })).revisions).toHaveLength(1)
  })
})
