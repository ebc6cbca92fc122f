import type { DrillId, Instant, PupilId } from '@anlan/domain'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { boardsOf } from '../testing/boards.ts'
import { useCounty } from '../testing/county.ts'
import { pairKiosk, type TestKiosk } from '../testing/kiosk.ts'
import { open } from '../testing/visitor.ts'

const county = useCounty()
const held: { house?: Awaited<ReturnType<typeof open>>; kiosk?: TestKiosk } = {}
const kiosk = (): TestKiosk => held.kiosk as TestKiosk
const refused = (code: string) => ({ refusal: expect.objectContaining({ code }) as object })

const CLASS = newId<string>()
const grid = [
  ['班级', '姓名'],
  ['一（1）班', '甲'],
  ['一(1)班', '乙'],
  ['一（1）班', '甲'],
]
const soon = (minutes = 60): Instant => new Date(Date.now() + minutes * 60_000).toISOString() as Instant

beforeAll(async () => {
  county.setNow(new Date().toISOString() as Instant)
  held.house = await open(county.assembled)
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .insertInto('school_classes')
      .values({
        id: CLASS,
        unit_id: county.units.eastPrimary,
        grade: 1,
        ordinal: 1,
        name: '一（1）班',
        pupils: 3,
      })
      .execute(),
  )
  held.kiosk = await pairKiosk(county, held.house.origin, 'eastPrimary', 'eastSafety')
})
afterAll(() => held.house?.close())

const head = () => county.as('eastSafety')
const unitId = () => county.units.eastPrimary
const pupils = async () => (await head().rosters.pupils({ unitId: unitId() })).rows

describe('the roster', () => {
  test('comes out of a table; two of one name are two children, and the same table enters nobody twice', async () => {
    expect(await head().rosters.checkImport({ unitId: unitId(), grid })).toMatchObject({
      count: 3,
      known: 0,
      problems: [],
    })
    expect(await head().rosters.importPupils({ unitId: unitId(), grid })).toEqual({ entered: 3, known: 0 })
    expect(await head().rosters.importPupils({ unitId: unitId(), grid })).toEqual({ entered: 0, known: 3 })
    expect((await pupils()).map(({ name }) => name).toSorted()).toEqual(['乙', '甲', '甲'])
    const bad = [
      ['班级', '姓名'],
      ['九班', '丙'],
      ['一（1）班', ''],
    ]
    const checked = await head().rosters.checkImport({ unitId: unitId(), grid: bad })
    expect(checked.problems.map(({ row, code }) => [row, code])).toEqual(
      expect.arrayContaining([
        [2, 'unknown-class'],
        [3, 'required'],
      ]),
    )
    await expect(head().rosters.importPupils({ unitId: unitId(), grid: bad })).rejects.toMatchObject(
      refused('import-not-clean'),
    )
    expect(await county.audit('roster.import', unitId())).toHaveLength(2)
  })
  test('is another school’s business to nobody', async () => {
    expect((await county.as('westSafety').rosters.pupils({ unitId: unitId() })).rows).toEqual([])
    await expect(
      county.as('westSafety').rosters.importPupils({ unitId: unitId(), grid }),
    ).rejects.toMatchObject(refused('outside-scope'))
    const [child] = await pupils()
    await expect(
      county.as('westSafety').rosters.changePupil({ id: child?.id as PupilId, left: true }),
    ).rejects.toMatchObject(refused('not-found'))
    await expect(county.as('officer').rosters.pupils({ unitId: unitId() })).rejects.toMatchObject(
      refused('not-permitted'),
    )
  })
  test('has points, kept by name; attendance by class and day; badges that name nobody', async () => {
    const classes = [{ id: CLASS, point: '操场' }]
    await head().rosters.savePoints({
      unitId: unitId(),
      points: [{ id: null, name: '操场' }],
      classes,
      storeys: 5,
    })
    const saved = await head().rosters.classes({ unitId: unitId() })
    expect(saved).toMatchObject({
      storeys: 5,
      points: [{ name: '操场' }],
      classes: [{ named: 3, pointId: saved.points[0]?.id }],
    })
    const [child] = await pupils()
    const day = county.assembled.app.clock.today()
    const away = [{ pupilId: child?.id as PupilId, kind: 'absent' as const }]
    await head().rosters.recordAttendance({ unitId: unitId(), classId: CLASS, day, away })
    const listed = await head().rosters.attendance({ unitId: unitId(), classId: CLASS, day })
    expect(listed.filter(({ kind }) => kind === 'absent')).toHaveLength(1)
    const badges = await head().rosters.badges({ unitId: unitId(), classId: CLASS })
    expect(badges).toHaveLength(3)
    for (const { text, name } of badges) {
      expect(text).toMatch(/^AL[0-9A-Z]{13}.$/)
      expect(text).not.toContain(name)
    }
    const staff = await head().rosters.badges({ unitId: county.units.eastMiddle, classId: null })
    expect(staff.length).toBeGreaterThan(0)
  })
})

describe('a planned drill', () => {
  const plan = () => ({
    ...({
      unitId: unitId(),
      type: 'fire',
      mode: 'drill',
      title: '消防疏散演练',
      plan: '',
      storeys: 5,
    } as const),
    ...{ roles: [{ duty: '总指挥', name: '王校长', place: '操场' }], scheduledAt: soon() },
  })
  const drill = { id: '' as DrillId }

  test('is planned by its school alone, for a time to come, and changed until it begins', async () => {
    drill.id = (await head().drills.plan(plan())).id
    await expect(head().drills.plan({ ...plan(), scheduledAt: soon(-60) })).rejects.toMatchObject(
      refused('day-past'),
    )
    await expect(county.as('westSafety').drills.plan(plan())).rejects.toMatchObject(refused('outside-scope'))
    const changed = await head().drills.changePlan({
      id: drill.id,
      revision: 1,
      plan: { ...plan(), title: '防火演练' },
    })
    expect(changed).toEqual({ revision: 2 })
    await expect(head().drills.changePlan({ id: drill.id, revision: 1, plan: plan() })).rejects.toMatchObject(
      refused('stale-revision'),
    )
    expect(await county.audit('drill.change-plan', drill.id)).toHaveLength(1)
  })
  test('begins once for all: at the console, at the kiosk and by two at the same moment', async () => {
    const input = { id: drill.id, unitId: unitId(), type: 'fire', mode: 'drill' } as const
    const starts = await Promise.all([head().drills.start(input), county.as('eastHead').drills.start(input)])
    expect(starts.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect((await kiosk().start(newId<DrillId>())).body).toEqual({ id: drill.id, isNew: false })
    expect(await head().drills.get({ id: drill.id })).toMatchObject({
      state: 'running',
      storeys: 5,
      hasRoster: true,
    })
    // The band on every page asks for what is real: an exercise is none of it, and has a school's name on no other page.
    const running = (mode: 'drill' | 'real') =>
      county.as('officer').drills.list({ mode, states: ['running'] })
    expect((await running('drill')).rows.map(({ id }) => id)).toContain(drill.id)
    expect(await running('real')).toMatchObject({ rows: [], total: 0 })
  })
  test('is watched live, with names for the school and without for the bureau', async () => {
    const roster = (
      await kiosk().ask<{ groups: { people: { key: string; attendance: string }[] }[] }>(
        `/drills/${drill.id}/roster`,
      )
    ).body
    const present = roster.groups[0]?.people.filter(({ attendance }) => attendance === 'present') ?? []
    await kiosk().send(present.slice(1).map(({ key }) => kiosk().seen(drill.id, key)))
    const board = async (who: 'eastSafety' | 'officer') => {
      const stopped = new AbortController()
      for await (const each of boardsOf(await county.as(who).drills.live({ id: drill.id }))) {
        stopped.abort()
        return each
      }
      throw new Error('no board came')
    }
    const mine = await board('eastSafety')
    expect(mine).toMatchObject({ targetSeconds: 150, totals: { accounted: 1, absent: 1 }, complete: false })
    expect(mine.outstanding.map(({ name }) => name)).toContainEqual(expect.stringMatching(/甲|乙/))
    expect((await board('officer')).outstanding.every(({ name }) => name === null)).toBe(true)
  })
  test('is not cleared over a child’s head without a word, and is closed without a name left', async () => {
    const revision = async () => (await head().drills.get({ id: drill.id })).revision
    const advance = async (event: 'all-clear' | 'review' | 'close', reason: string | null = null) =>
      county.as('eastHead').drills.advance({ id: drill.id, revision: await revision(), event, reason })
    await expect(advance('all-clear')).rejects.toMatchObject(refused('not-complete'))
    await kiosk().send([
      kiosk().fact(drill.id, { kind: 'v1.added', subject: 'x1', name: '张妈妈', group: null, point: null }),
    ])
    expect(await advance('all-clear', '家长已接走')).toMatchObject({ state: 'all-clear' })
    const problem = { id: newId<string>(), text: '东楼梯下行拥堵', place: '东楼梯', hazardId: null }
    const review = { summary: '有序', problems: [problem], actions: [] }
    await head().drills.saveReview({ id: drill.id, revision: await revision(), review })
    const hazard = {
      ...({ area: 'emergency', source: 'self-inspection', place: '东楼梯', stopUse: false } as const),
      ...{ description: '东楼梯下行拥堵', discoveredOn: county.assembled.app.clock.today() },
      interimControl: null,
    }
    const ask = async (change: object = {}) => ({
      ...{ id: drill.id, revision: await revision(), problemId: problem.id, hazard },
      ...change,
    })
    // A hazard that is refused leaves the problem as it was.
    await expect(
      county
        .as('eastHead')
        .drills.openHazard(await ask({ hazard: { ...hazard, discoveredOn: '2099-01-01' } })),
    ).rejects.toMatchObject(refused('day-in-the-future'))
    const opened = await county.as('eastHead').drills.openHazard(await ask())
    await expect(county.as('eastHead').drills.openHazard(await ask())).rejects.toMatchObject(
      refused('not-found'),
    )
    expect(await county.as('eastHead').hazards.get({ id: opened.hazardId })).toMatchObject({
      hazard: { place: '东楼梯', state: 'reported', unitId: unitId() },
    })
    expect(await county.audit('drill.open-hazard', drill.id)).toHaveLength(1)
    await advance('review')
    await advance('close')
    const closed = await head().drills.get({ id: drill.id })
    expect(closed).toMatchObject({
      ...{ state: 'closed', hasRoster: false, allClearNote: '家长已接走' },
      review: { summary: '有序', problems: [{ id: problem.id, hazardId: opened.hazardId }] },
    })
    expect(closed.result?.totals).toMatchObject({ outstanding: expect.any(Number) as number })
    const facts = await kiosk().ask<{ facts: object[] }>(`/drills/${drill.id}/facts`)
    expect(JSON.stringify(facts.body)).not.toContain('张妈妈')
  })
})

describe('whoever watches a board', () => {
  /** The states a board shows until it is left. */
  async function watch(id: DrillId) {
    const stopped = new AbortController()
    const seen: string[] = []
    const stream = await county.as('officer').drills.live({ id })
    const watching = (async () => {
      for await (const { state } of boardsOf(stream)) {
        seen.push(state)
        if (stopped.signal.aborted) return
      }
    })()
    await expect.poll(() => seen.length).toBeGreaterThan(0)
    return { seen, watching, leave: () => stopped.abort() }
  }
  const plan = () => ({
    ...({ unitId: unitId(), type: 'flood', mode: 'drill', title: '防汛转移', plan: '' } as const),
    ...{ roles: [], storeys: null, scheduledAt: soon() },
  })
  const cancel = async (id: DrillId) => {
    const { revision } = await head().drills.get({ id })
    await head().drills.advance({ id, revision, event: 'cancel', reason: '暴雨' })
  }

  test('of a drill that has not begun sees that it was called off', async () => {
    const { id } = await head().drills.plan(plan())
    const board = await watch(id)
    expect(board.seen).toEqual(['scheduled'])
    board.leave()
    await cancel(id)
    await expect.poll(() => board.seen.at(-1)).toBe('cancelled')
    await board.watching
  })
  test('of one that runs sees at once that it ended, though the muster was looked at just before', async () => {
    const { id } = await head().drills.plan(plan())
    await head().drills.start({ id, unitId: unitId(), type: 'flood', mode: 'drill' })
    const board = await watch(id)
    expect(board.seen.at(-1)).toBe('running')
    await cancel(id)
    await expect.poll(() => board.seen.at(-1)).toBe('cancelled')
    board.leave()
  })
  test('of one about which nothing was said for a while sees what then happens, with nothing said after it', async () => {
    const { id } = await head().drills.plan(plan())
    await head().drills.start({ id, unitId: unitId(), type: 'flood', mode: 'drill' })
    const board = await watch(id)
    // Longer than a board rests after a picture: the next news have it drawn in the same moment.
    await sleep(800)
    await cancel(id)
    await expect.poll(() => board.seen.at(-1)).toBe('cancelled')
    board.leave()
  })
})

describe('the county’s day', () => {
  test('is scheduled for schools, begun by one signal, watched, and the rest called off', async () => {
    const officer = county.as('officer')
    const planned = await officer.countyDrills.plan({
      ...{ title: '5·12 全县演练', type: 'earthquake', mode: 'drill', scheduledAt: soon(), unitIds: null },
    })
    expect(planned.schools).toBeGreaterThan(3)
    await expect(head().countyDrills.signal({ id: planned.id })).rejects.toMatchObject(
      refused('not-permitted'),
    )
    const before = await officer.countyDrills.get({ id: planned.id })
    expect(new Set(before.schools.map(({ state }) => state))).toEqual(new Set(['not-started']))
    expect(await officer.countyDrills.signal({ id: planned.id })).toEqual({
      started: planned.schools,
      already: 0,
    })
    expect(await officer.countyDrills.signal({ id: planned.id })).toEqual({ started: 0, already: 0 })
    const running = await officer.countyDrills.get({ id: planned.id })
    expect(new Set(running.schools.map(({ drillState }) => drillState))).toEqual(new Set(['running']))
    expect((await head().countyDrills.get({ id: planned.id })).schools).toHaveLength(3)
    await officer.countyDrills.cancel({ id: planned.id, reason: '暴雨' })
    expect((await officer.countyDrills.get({ id: planned.id })).cancelledAt).not.toBeNull()
  })
})

describe('a kiosk', () => {
  test('is revoked in one click, and from then on told nothing', async () => {
    const [device] = await head().devices.list({ unitId: unitId() })
    expect(device).toMatchObject({ name: '操场东', revokedAt: null })
    expect(await county.as('westSafety').devices.list({ unitId: unitId() })).toEqual([])
    await head().devices.revoke({ id: device?.id as never })
    await expect.poll(async () => (await kiosk().ask('/state')).body.refusal?.code).toBe('device-revoked')
    expect((await kiosk().ask('/pack')).status).toBe(401)
  })
  test('with a code nobody showed is not paired', async () => {
    await expect(
      head().devices.pair({ code: 'ABCD2345', unitId: unitId(), name: '门厅' }),
    ).rejects.toMatchObject(refused('pairing-code-unknown'))
  })
})

test('compliance says what is due, by a calendar that says that it is a default', async () => {
  const { schools, calendarIsDefault } = await county.as('officer').drills.compliance({})
  expect(calendarIsDefault).toBe(true)
  expect(schools.length).toBeGreaterThan(3)
  // Another school's drills are out of sight, and so is what would be said of it without them.
  const seen = await head().drills.compliance({})
  expect(seen.schools.map(({ unit }) => unit.id).toSorted()).toEqual(
    [county.units.eastMiddle, county.units.eastPrimary, county.units.eastVillage].toSorted(),
  )
  const own = await head().drills.periods({ unitId: unitId(), from: '2026-09-01', to: '2026-12-31' })
  expect(own.periods).toHaveLength(4)
  const foreign = { unitId: county.units.westMiddle, from: '2026-09-01', to: '2026-12-31' } as const
  await expect(head().drills.periods(foreign)).rejects.toMatchObject(refused('not-found'))
})
