import {
  AGE_BAND_IDS,
  ageBandOf,
  AREA_IDS,
  HAZARD_RATES,
  isListed,
  isOverdue,
  lookBackDueOn,
  hazardLimitsOn,
  type FileId,
  type HazardCommand,
  type HazardId,
  type NewHazard,
} from '@anlan/domain'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty, type PersonName } from '../testing/county.ts'
import type { HazardFilter } from './hazard-filter.ts'
import { addUpTallies, correctTallies, countTallyFaults } from './hazard-tallies.queries.ts'
import { toHazard } from './prevention.table.ts'

const county = useCounty()
type Unit = 'eastMiddle' | 'westMiddle'
const HEAD = { eastMiddle: 'eastHead', westMiddle: 'westHead' } as const satisfies Record<Unit, PersonName>
const SAFETY = { eastMiddle: 'eastSafety', westMiddle: 'westSafety' } as const satisfies Record<
  Unit,
  PersonName
>

const found = (over: Partial<NewHazard> = {}): NewHazard => ({
  ...{ area: 'fire', source: 'self-inspection', place: '教学楼二层', description: '灭火器压力表指针在红区' },
  ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false, riskPointId: null, ...over },
})

const planned = (grade: 'general' | 'major', unit: Unit, dueOn = '2026-10-30'): HazardCommand => ({
  ...{ event: 'confirm', grade, basis: '学校安全检查标准', interimControl: null, stopUse: false },
  plan: {
    leadId: county.people[SAFETY[unit]].accountId,
    ...{ measures: '立即更换', funds: '公用经费', dueOn: dueOn as '2026-10-30', contingency: '专人值守' },
  },
})

/** The next step of a hazard on its way, given by whoever may give it; what is refused changes nothing. */
async function step(unit: Unit, id: HazardId, command: HazardCommand, file: boolean): Promise<void> {
  const by =
    command.event === 'submit' || command.event === 'ask-extension'
      ? SAFETY[unit]
      : command.event === 'list'
        ? 'leader'
        : 'officer'
  const { hazard } = await county.as('officer').hazards.get({ id })
  const files = file ? [(await county.aFile(unit)) as FileId] : []
  await county.as(by).hazards.advance({ id, revision: hazard.revision, command, files })
}

const reportAt = (unit: Unit, over: Partial<NewHazard> = {}) =>
  county.as(HEAD[unit]).hazards.report({ unitId: county.units[unit], hazard: found(over), files: [] })

const submit: HazardCommand = { event: 'submit', rectification: '已更换并试用' }

/** Hazards in every state and of every kind the board tells apart. */
async function layCounty(): Promise<void> {
  county.setNow('2026-10-15T02:00:00Z')
  await reportAt('eastMiddle', { area: 'food', discoveredOn: '2026-10-01' })
  await reportAt('westMiddle', { source: 'handed-down', discoveredOn: '2026-06-01' })
  const dismissed = await reportAt('westMiddle', { area: 'bus' })
  await step('westMiddle', dismissed.id, { event: 'dismiss', reason: '经核实不属实' }, false)
  const overdue = await reportAt('eastMiddle', { discoveredOn: '2026-09-20' })
  await step('eastMiddle', overdue.id, planned('general', 'eastMiddle', '2026-10-20'), false)
  const listed = await reportAt('eastMiddle')
  await step('eastMiddle', listed.id, planned('major', 'eastMiddle'), false)
  await step(
    'eastMiddle',
    listed.id,
    { event: 'list', number: '', until: '2026-11-30', reason: '重大隐患' },
    false,
  )
  await step(
    'eastMiddle',
    listed.id,
    { event: 'ask-extension', until: '2026-11-10', reason: '材料未到' },
    false,
  )
  const returned = await reportAt('westMiddle')
  await step('westMiddle', returned.id, planned('general', 'westMiddle'), false)
  await step('westMiddle', returned.id, submit, true)
  await step('westMiddle', returned.id, { event: 'return', reason: '没有更换到位' }, false)
  for (const [grade, unit] of [
    ['general', 'westMiddle'],
    ['major', 'eastMiddle'],
    ['major', 'westMiddle'],
  ] as const) {
    const closed = await reportAt(unit, { area: 'chemicals' })
    await step(unit, closed.id, planned(grade, unit), false)
    await step(unit, closed.id, submit, true)
    if (unit === 'westMiddle') county.setNow('2026-11-02T02:00:00Z')
    await step(unit, closed.id, { event: 'accept', note: '合格' }, true)
    county.setNow('2026-10-15T02:00:00Z')
    if (grade === 'major' && unit === 'eastMiddle')
      await step(unit, closed.id, { event: 'look-back', holds: false, note: '又出现同样的问题' }, true)
  }
  county.setNow('2026-11-05T02:00:00Z')
}

beforeAll(layCounty)
const today = '2026-11-05'
const listed = async (filter: HazardFilter, by: PersonName = 'officer') =>
  county.as(by).hazards.list({ filter, page: 1, pageSize: 100 })
const all = async () =>
  (await county.assembled.app.db.read(SYSTEM, tx => tx.selectFrom('hazards').selectAll().execute())).map(
    toHazard,
  )

describe('the board', () => {
  test.each<HazardFilter>([
    {},
    { area: 'fire' },
    { township: '439901101' },
    { listed: true },
    { age: 'month' },
    { search: '红区' },
  ])('each number equals the list behind it: %j', async filter => {
    const { columns } = await county.as('officer').hazardBoards.board({ filter })
    for (const { state, total, overdue, cards } of columns) {
      const list = await listed({ ...filter, state: [state] })
      expect([state, total]).toEqual([state, list.total])
      expect(cards.map(({ id }) => id).sort()).toEqual(list.rows.map(({ id }) => id).sort())
      expect(overdue).toBe((await listed({ ...filter, state: [state], overdue: true })).total)
    }
  })

  test('what is due first stands first', async () => {
    const { columns } = await county.as('officer').hazardBoards.board({ filter: {} })
    const due = columns.find(({ state }) => state === 'rectifying')?.cards.map(({ dueOn }) => dueOn) ?? []
    expect(due.length).toBeGreaterThan(1)
    expect(due).toEqual(due.toSorted())
  })

  test('a school sees its own and nothing of others', async () => {
    const { columns } = await county.as('westHead').hazardBoards.board({ filter: {} })
    const units = new Set(columns.flatMap(({ cards }) => cards.map(({ unit }) => unit.id)))
    expect([...units]).toEqual([county.units.westMiddle])
    const list = await listed({}, 'westHead')
    expect(columns.reduce((sum, { total }) => sum + total, 0)).toBe(list.total)
    const asked = await county
      .as('westHead')
      .hazardBoards.board({ filter: { unitId: county.units.eastMiddle } })
    expect(asked.columns.every(({ total, cards }) => total === 0 && cards.length === 0)).toBe(true)
  })
})

describe('filters say what the domain says', () => {
  const ids = async (filter: HazardFilter) => (await listed(filter)).rows.map(({ id }) => id).sort()
  test.each(AGE_BAND_IDS)('age %s', async age => {
    const open = (await all()).filter(({ state }) => state !== 'closed' && state !== 'dismissed')
    const expected = open.filter(({ discoveredOn }) => ageBandOf(discoveredOn, today) === age)
    expect(await ids({ age })).toEqual(expected.map(({ id }) => id).sort())
  })

  test('overdue, listed, owed a look-back, come back', async () => {
    const hazards = await all()
    const idsOf = (those: typeof hazards) => those.map(({ id }) => id).sort()
    const limits = hazardLimitsOn([], today)
    const overdue = idsOf(hazards.filter(each => isOverdue(each, today)))
    expect(overdue.length).toBeGreaterThan(0)
    expect(await ids({ overdue: true })).toEqual(overdue)
    expect(await ids({ listed: true })).toEqual(idsOf(hazards.filter(isListed)))
    const owed = idsOf(hazards.filter(each => lookBackDueOn(each, limits) !== null))
    expect(owed).toHaveLength(1)
    expect(await ids({ lookBack: true })).toEqual(owed)
    const ancestors = hazards.flatMap(({ ancestorId }) => ancestorId ?? [])
    expect(ancestors).toHaveLength(1)
    expect(await ids({ cameBack: true })).toEqual(ancestors)
    expect(await ids({ recurrence: true })).toEqual(idsOf(hazards.filter(({ ancestorId }) => ancestorId)))
    const asked = hazards.filter(each => each.extensions.some(({ granted }) => granted === null))
    expect(asked).toHaveLength(1)
    expect(await ids({ extension: true })).toEqual(idsOf(asked))
  })
})

test('what waits on the first page is as long as the list behind it', async () => {
  const { hazards } = await county.as('officer').home.summary()
  const { lookBack, extension, listingEnded, transferredLate } = hazards
  expect([lookBack, extension]).toEqual([1, 1])
  expect({ lookBack, extension, listingEnded, transferredLate }).toEqual({
    lookBack: (await listed({ lookBack: true })).total,
    extension: (await listed({ extension: true })).total,
    listingEnded: (await listed({ listingEnded: true })).total,
    transferredLate: (await listed({ state: ['transferred'], overdue: true })).total,
  })
})

describe('the county view', () => {
  test('each number equals the list behind it', async () => {
    const { open, ages, cells, units, figures, months } = await county
      .as('officer')
      .hazardBoards.county({ filter: {} })
    const total = async (filter: HazardFilter) => (await listed(filter)).total
    const OPEN: HazardFilter = { state: ['reported', 'rectifying', 'transferred', 'awaiting-acceptance'] }
    const VERIFIED: HazardFilter = { state: ['rectifying', 'transferred', 'awaiting-acceptance', 'closed'] }
    expect(open.open).toBe(await total(OPEN))
    expect(open.overdue).toBe(await total({ overdue: true }))
    for (const age of AGE_BAND_IDS) expect([age, ages[age].open]).toEqual([age, await total({ age })])
    for (const { place, area, open } of cells)
      expect(open).toBe(await total({ ...OPEN, area, ...(place !== null && { township: place }) }))
    for (const unit of units) {
      expect(unit.open).toBe(await total({ ...OPEN, unitId: unit.id }))
      expect(unit.verified).toBe(await total({ ...VERIFIED, unitId: unit.id }))
      expect(unit.closed).toBe(await total({ state: ['closed'], unitId: unit.id }))
    }
    expect(figures).toEqual({
      verified: await total(VERIFIED),
      closed: await total({ state: ['closed'] }),
      closedInTime: await total({ timeliness: ['in-time'] }),
      closedLate: await total({ timeliness: ['late'] }),
      overdue: await total({ timeliness: ['overdue'] }),
      majorVerified: await total({ ...VERIFIED, grade: 'major' }),
      majorClosed: await total({ state: ['closed'], grade: 'major' }),
      reinspected: await total({ reinspected: 'any' }),
      passedAtOnce: await total({ reinspected: 'at-once' }),
      cameBack: await total({ cameBack: true }),
    })
    expect(figures).toMatchObject({ closed: 3, closedInTime: 1, closedLate: 2, cameBack: 1, reinspected: 4 })
    for (const { month, reported, closed } of months) {
      expect([month, reported]).toEqual([month, await total({ reportedIn: month })])
      expect([month, closed]).toEqual([month, await total({ closedIn: month })])
    }
    expect(months).toHaveLength(12)
    expect(months.at(-1)?.month).toBe('2026-11')
  })

  test('a township is told school by school', async () => {
    const view = await county.as('officer').hazardBoards.county({ filter: { township: '439901101' } })
    expect(view.by).toBe('unit')
    expect(new Set(view.cells.map(({ place }) => place))).toEqual(new Set([county.units.eastMiddle]))
    expect(view.units.map(({ name }) => name)).toHaveLength(1)
  })

  test.each<[PersonName, HazardFilter]>([
    ['officer', { area: 'chemicals' }],
    ['officer', { township: '439901101', grade: 'major' }],
    ['westHead', {}],
  ])('months equal their lists as %s with %j', async (by, filter) => {
    const { months } = await county.as(by).hazardBoards.county({ filter })
    for (const { month, reported, closed } of months) {
      expect([month, reported]).toEqual([month, (await listed({ ...filter, reportedIn: month }, by)).total])
      expect([month, closed]).toEqual([month, (await listed({ ...filter, closedIn: month }, by)).total])
    }
    expect(months.some(({ reported }) => reported > 0)).toBe(true)
  })

  test('a unit alone has its own months', async () => {
    const filter = { unitId: county.units.westMiddle }
    const { months } = await county.as('officer').hazardBoards.county({ filter })
    for (const { month, reported } of months)
      expect([month, reported]).toEqual([month, (await listed({ ...filter, reportedIn: month })).total])
    expect(months.some(({ closed }) => closed > 0)).toBe(true)
  })

  test('a school with nothing has no rate', async () => {
    const { figures } = await county.as('villageHead').hazardBoards.county({ filter: {} })
    expect(HAZARD_RATES.map(rate => rate.count(figures).denominator)).toEqual([0, 0, 0, 0, 0])
  })
})

describe('kept counts', () => {
  const faults = () => county.assembled.app.db.read(SYSTEM, countTallyFaults)
  const keep = (work: typeof addUpTallies) => county.assembled.app.db.unrecorded(SYSTEM, 'hazard-tally', work)

  /** One of two people at work: reports, confirms, submits, decides, and now and then fails half-way. */
  async function work(unit: Unit, deeds: readonly number[]): Promise<void> {
    const own: HazardId[] = []
    for (const deed of deeds) {
      const id = own[deed % Math.max(1, own.length)]
      if (deed % 5 === 0 || id === undefined) {
        own.push((await reportAt(unit, { area: AREA_IDS[deed % AREA_IDS.length] ?? 'fire' })).id)
      } else if (deed % 5 === 1) {
        // What is refused, and what is thrown after rows were written, is rolled back with its count.
        await county.assembled.app.db
          .unrecorded(SYSTEM, 'test-arrangement', async tx => {
            await tx.updateTable('hazards').set({ state: 'dismissed' }).where('id', '=', id).execute()
            throw new Error('half-way')
          })
          .catch(() => undefined)
      } else {
        const commands = [
          planned(deed % 2 ? 'major' : 'general', unit),
          submit,
          { event: 'return', reason: '没有到位' } as const,
          { event: 'accept', note: '合格' } as const,
        ]
        await step(unit, id, commands[deed % 4] ?? submit, deed % 4 !== 2 && deed % 4 !== 0).catch(
          () => undefined,
        )
      }
    }
  }

  test('they equal a recount after anything two people do at once, also while they are added up', async () => {
    expect(await faults()).toBe(0)
    const deeds = fc.array(fc.nat({ max: 99 }), { minLength: 4, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(deeds, deeds, async (east, west) => {
        await Promise.all([
          work('eastMiddle', east),
          work('westMiddle', west),
          keep(addUpTallies),
          keep(addUpTallies),
        ])
        expect(await faults()).toBe(0)
        await keep(addUpTallies)
        expect(await faults()).toBe(0)
      }),
      { numRuns: 8 },
    )
  })

  test('added up, one row stands for many', async () => {
    await keep(addUpTallies)
    const { rows, kinds } = await county.assembled.app.db.read(SYSTEM, async tx => {
      const all = await tx.selectFrom('hazard_tallies').selectAll().execute()
      return {
        rows: all.length,
        kinds: new Set(all.map(row => JSON.stringify({ ...row, count: 0 }))).size,
      }
    })
    expect(rows).toBe(kinds)
  })

  test('a count that is wrong is found and put right', async () => {
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
      tx
        .insertInto('hazard_tallies')
        .values({
          ...{
            unit_id: county.units.eastMiddle,
            township: null,
            area: 'fire',
            grade: null,
            state: 'reported',
          },
          ...{ source: 'third-party', in_time: null, was_returned: false, count: 3 },
        })
        .execute(),
    )
    expect(await faults()).toBe(1)
    await county.assembled.app.db.unrecorded(SYSTEM, 'hazard-tally', correctTallies)
    expect(await faults()).toBe(0)
  })

  test('a school counts at its own units alone, and takes no count away', async () => {
    const west = county.people.westHead
    const count = (unit: Unit) =>
      county.assembled.app.db.unrecorded(west, 'test-arrangement', tx =>
        tx
          .insertInto('hazard_tallies')
          .values({
            ...{ unit_id: county.units[unit], township: null, area: 'fire', grade: null, state: 'reported' },
            ...{ source: 'third-party', in_time: null, was_returned: false, count: 1 },
          })
          .execute(),
      )
    await expect(count('eastMiddle')).rejects.toThrow(/row-level security/)
    const { numDeletedRows } = await county.assembled.app.db.unrecorded(west, 'test-arrangement', tx =>
      tx.deleteFrom('hazard_tallies').executeTakeFirstOrThrow(),
    )
    expect(numDeletedRows).toBe(0n)
  })
})
