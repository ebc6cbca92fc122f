import { readPlanFile } from '@anlan/documents'
import {
  AREA,
  CheckAnswer,
  checkDraw,
  drawLots,
  findChecklistVersion,
  InspectionRunId,
  itemsAsked,
  RoundId,
  type Candidate,
  type Draw,
  type FileId,
  type Instant,
  type NewRound,
  type RuleCode,
  type VisitCommand,
  type VisitId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { makePaper } from '../papers/make-paper.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { judged, recordStairs } from '../testing/risks.ts'

const county = useCounty()
const AT: Instant = '2026-10-15T02:00:00.000Z'
const as = (who: PersonName) => county.as(who)
const idOf = (who: PersonName) => county.people[who].accountId

const team = (leader: PersonName, recorder: PersonName, ...members: PersonName[]): NewRound['team'] => ({
  ...{ leaderId: idOf(leader), convenorId: idOf(leader), recorderId: idOf(recorder) },
  memberIds: members.map(idOf),
})
const aRound = (change: Partial<NewRound> = {}): NewRound => ({
  ...{ id: RoundId.parse(randomUUID()), kind: 'unannounced', title: '秋季消防安全抽查', areas: ['fire'] },
  ...{ from: '2026-10-15', until: '2026-10-20', team: team('officer', 'inspector'), departments: [] },
  ...{ note: '', schools: { by: 'choice', unitIds: [county.units.westMiddle] } },
  ...change,
})
const at = (...units: UnitName[]): NewRound['schools'] => ({
  ...{ by: 'choice', unitIds: units.map(unit => county.units[unit]) },
})

/** Plans a round and gives its first visit. */
async function plan(who: PersonName, round: NewRound): Promise<VisitId> {
  await as(who).rounds.plan(round)
  const { visits } = await as(who).rounds.get({ id: round.id })
  const [visit] = visits
  if (!visit) throw new Error('no visit')
  return visit.id
}
async function advance(who: PersonName, id: VisitId, command: VisitCommand) {
  const { visit } = await as('officer').visits.get({ id })
  return as(who).visits.advance({ id, revision: visit.revision, command })
}
const photosOf = (unit: UnitName, count: number): Promise<FileId[]> =>
  Promise.all(Array.from({ length: count }, () => county.aFile(unit) as Promise<FileId>))

/** Fills in the fire checklist in the name of a visit, with one item that fails, and hands it in. */
async function inspect(who: PersonName, visitId: VisitId, unit: UnitName): Promise<InspectionRunId> {
  const id = InspectionRunId.parse(randomUUID())
  const unitId = county.units[unit]
  const version = AREA.fire.checklist && findChecklistVersion(AREA.fire.checklist, '2026-10-15')
  if (!version) throw new Error('no checklist')
  const mine = as(who).inspections
  await mine.begin({ id, unitId, area: 'fire', version: version.version, every: [], visitId })
  const { profile } = await mine.profile({ unitId })
  const [photo] = await photosOf(unit, 1)
  const asked = itemsAsked(version, profile, { on: '2026-10-15', every: [], visit: 'unannounced' })
  const answers = asked.map(item => ({
    answer: CheckAnswer.parse({
      ...{ code: item.code, verdict: 'yes', photos: item.kinds.includes('photo') ? [photo] : [] },
      ...(item.number && { number: item.number.min ?? item.number.max ?? 1 }),
      ...(item.day && { day: '2026-10-15' }),
      ...(item.code === 'FI02' && { verdict: 'no', place: '西侧楼梯' }),
    }),
    ...{ at: AT, seen: [] },
  }))
  await mine.save({ id, answers })
  await mine.handIn({ id })
  return id
}
const RECORD: VisitCommand = {
  event: 'record',
  record: { findings: '西侧楼梯一层门上锁', demands: '立即打开', dueOn: '2026-10-18', schoolSide: '王校长' },
}
async function paperOf(who: PersonName, kind: 'order' | 'visit', id: VisitId): Promise<string> {
  const context = { app: county.assembled.app, actor: county.people[who], now: AT, requestId: null }
  const made = await makePaper(context, kind, id, 'http://localhost')
  if (!made.ok) return made.error.code
  const read = await readPlanFile(made.value.bytes)
  return read.ok ? read.value.text : read.error.code
}
const TYPED = { way: 'typed', name: '某某某', confirmed: true } as const
const SIGN: VisitCommand = { event: 'sign', inspector: TYPED, school: TYPED }

describe('a visit', () => {
  test('goes from plan to close, and what is found becomes a hazard of the school', async () => {
    const visit = await plan('officer', aRound())
    await advance('inspector', visit, { event: 'arrive' })
    const run = await inspect('inspector', visit, 'westMiddle')
    await expectRefusal(advance('inspector', visit, RECORD), 'photos-too-few')
    await as('inspector').visits.addPhotos({ id: visit, files: await photosOf('westMiddle', 2) })
    await advance('inspector', visit, RECORD)
    const hazard = { place: '西侧楼梯', description: '一层门上锁', interimControl: null, stopUse: false }
    const opened = await as('inspector').inspections.openHazard({ id: run, code: 'FI02', hazard })
    const signed = await advance('officer', visit, SIGN)
    expect(signed).toMatchObject({ state: 'signed', signatures: { school: TYPED } })
    const read = await as('westHead').visits.get({ id: visit })
    expect(read).toMatchObject({
      ...{ photos: 3, events: ['object'], mayInspect: false, hazards: [{ number: opened.number }] },
      runs: [{ id: run, state: 'handed-in', failing: 1 }],
    })
    // The order names what was found, to the team and to the school alike.
    for (const who of ['officer', 'westHead'] as const)
      expect(await as(who).visits.order({ id: visit })).toMatchObject([
        { code: 'FI02', place: '西侧楼梯', hazard: { number: opened.number }, dueOn: '2026-10-18' },
      ])
    await expectRefusal(as('eastHead').visits.order({ id: visit }), 'not-found')
    // Both papers of the visit go out with their code, to the two sides alone.
    expect(await paperOf('westHead', 'order', visit)).toMatch(
      new RegExp(`责令整改通知书[^]*西侧楼梯[^]*${opened.number}[^]*2026年10月18日[^]*核验码：`),
    )
    expect(await paperOf('officer', 'visit', visit)).toMatch(/现场记录表[^]*西侧楼梯一层门上锁[^]*某某某/)
    expect(await paperOf('eastHead', 'order', visit)).toBe('not-found')
    await advance('westHead', visit, { event: 'object', text: '当时有人值守' })
    await advance('officer', visit, { event: 'close' })
    const found = await as('westHead').hazards.get({ id: opened.hazardId })
    expect(found.hazard).toMatchObject({ source: 'supervision-review', state: 'reported' })
    for (const verb of ['arrive', 'record', 'sign', 'object', 'close'])
      expect(await county.audit(`visit.${verb}`, visit)).toMatchObject([{ unit_id: county.units.westMiddle }])
  })

  test('that is not announced is not there for the school before the team is', async () => {
    const round = aRound({ schools: at('westMiddle', 'eastMiddle'), team: team('officer', 'inspector') })
    const visit = await plan('officer', round)
    const { visits } = await as('officer').rounds.get({ id: round.id })
    const [west, east] = [county.units.westMiddle, county.units.eastMiddle].map(
      unit => visits.find(each => each.unit.id === unit)?.id as VisitId,
    )
    if (!west || !east) throw new Error(visit)
    for (const who of ['westHead', 'westSafety', 'eastHead', 'eastCoordinator'] as const) {
      await expectRefusal(as(who).rounds.get({ id: round.id }), 'not-found')
      await expectRefusal(as(who).visits.get({ id: west }), 'not-found')
      await expectRefusal(as(who).visits.advance({ id: west, revision: 1, command: RECORD }), 'not-found')
      const { rows } = await as(who).rounds.list({})
      expect(rows.map(({ id }) => id)).not.toContain(round.id)
      const { rows: told } = await county.assembled.connections.owner.query(
        `select title from inbox_messages where account_id = $1 and link like '/visits/%' and link like $2`,
        [idOf(who), `%${west}`],
      )
      expect(told).toEqual([])
    }
    await advance('inspector', west, { event: 'arrive' })
    // The school that is visited now learns of itself, and of no other school.
    expect((await as('westHead').rounds.get({ id: round.id })).visits.map(({ id }) => id)).toEqual([west])
    await expectRefusal(as('westHead').visits.get({ id: east }), 'not-found')
    await expectRefusal(as('eastHead').rounds.get({ id: round.id }), 'not-found')
    // One that is cancelled before was never there.
    await advance('officer', east, { event: 'cancel', reason: '改日再查' })
    await expectRefusal(as('eastHead').visits.get({ id: east }), 'not-found')
    expect(await county.audit('visit.cancel', east)).toMatchObject([{ unit_id: null }])
  })

  test('that is announced is told to the school, and seen by it alone', async () => {
    const visit = await plan('officer', aRound({ kind: 'special' }))
    expect((await as('westHead').visits.get({ id: visit })).visit.state).toBe('planned')
    await expectRefusal(as('eastHead').visits.get({ id: visit }), 'not-found')
    const { rows } = await county.assembled.connections.owner.query(
      'select account_id from inbox_messages where link = $1',
      [`/visits/${visit}`],
    )
    expect(rows.map(({ account_id: id }: { account_id: string }) => id)).toContain(idOf('westHead'))
  })

  test('is moved by its team alone, in order, and by whoever has seen how it stands', async () => {
    const visit = await plan('officer', aRound({ kind: 'special' }))
    await expectRefusal(advance('secondOfficer', visit, { event: 'arrive' }), 'not-on-team')
    await expectRefusal(advance('westHead', visit, { event: 'arrive' }), 'not-on-team')
    await expectRefusal(advance('auditor', visit, { event: 'arrive' }), 'role-not-allowed')
    await expectRefusal(advance('officer', visit, SIGN), 'visit-event-not-allowed')
    await advance('officer', visit, { event: 'arrive' })
    await expectRefusal(
      as('officer').visits.advance({ id: visit, revision: 1, command: RECORD }),
      'stale-revision',
    )
    await expectRefusal(advance('officer', visit, RECORD), 'areas-unseen')
    await expectRefusal(as('officer').visits.order({ id: visit }), 'not-found')
    await expectRefusal(
      as('secondOfficer').visits.addPhotos({ id: visit, files: await photosOf('westMiddle', 1) }),
      'not-on-team',
    )
  })

  test('takes no pictures of another school, and no papers for pictures', async () => {
    const visit = await plan('officer', aRound())
    await advance('officer', visit, { event: 'arrive' })
    const add = (files: FileId[]) => as('officer').visits.addPhotos({ id: visit, files })
    await expectRefusal(add(await photosOf('eastMiddle', 1)), 'unknown-file')
    await expectRefusal(add([(await county.aFile('westMiddle', 'application/pdf')) as FileId]), 'not-a-photo')
  })
})

describe('the checklists of a visit', () => {
  const begin = (who: PersonName, visitId: VisitId, change: object = {}) =>
    as(who).inspections.begin({
      ...{ id: InspectionRunId.parse(randomUUID()), unitId: county.units.westMiddle, area: 'fire' },
      ...{ version: 1, every: [], visitId, ...change },
    })

  test('are begun by its team, on site, at its school and of its areas', async () => {
    const visit = await plan('officer', aRound())
    await expectRefusal(begin('inspector', visit), 'not-on-team')
    await advance('inspector', visit, { event: 'arrive' })
    await expectRefusal(begin('secondOfficer', visit), 'not-on-team')
    await expectRefusal(begin('westHead', visit), 'not-on-team')
    await expectRefusal(begin('inspector', visit, { unitId: county.units.eastMiddle }), 'not-found')
    await expectRefusal(begin('inspector', visit, { area: 'food' }), 'nothing-to-inspect')
    await expectRefusal(begin('inspector', newId<VisitId>()), 'not-found')
    const { id } = await begin('inspector', visit)
    // The school reads what is found, and writes none of it; nobody of the bureau writes without a visit.
    const answer = { answer: CheckAnswer.parse({ code: 'FI02', verdict: 'yes' }), at: AT, seen: [] }
    await expectRefusal(as('westHead').inspections.save({ id, answers: [answer] }), 'not-permitted')
    await expectRefusal(as('westHead').inspections.handIn({ id }), 'not-permitted')
    await expectRefusal(as('secondOfficer').inspections.discard({ id }), 'not-permitted')
    expect((await as('westHead').inspections.get({ id })).mayRecord).toBe(false)
  })

  test('keep what two inspectors say of one item, the one that counts and the other', async () => {
    const visit = await plan('officer', aRound())
    await advance('inspector', visit, { event: 'arrive' })
    const { id } = await begin('inspector', visit)
    const said = (verdict: 'yes' | 'no', second: number) => ({
      answer: CheckAnswer.parse({ code: 'FI02', verdict, ...(verdict === 'no' && { place: '西门' }) }),
      ...{ at: `2026-10-15T01:00:0${second}.000Z` as Instant, seen: [] },
    })
    await as('inspector').inspections.save({ id, answers: [said('yes', 1)] })
    await as('officer').inspections.save({ id, answers: [said('no', 2)] })
    const read = await as('leader').inspections.get({ id })
    expect(read.answers).toMatchObject([{ answer: { verdict: 'no' }, byName: 'officer' }])
    expect(read.others).toMatchObject([{ answer: { verdict: 'yes' }, byName: 'inspector' }])
  })
})

describe('a round', () => {
  test.each([
    ['officer', 'unannounced', 'ok'],
    ['leader', 'joint', 'ok'],
    ['inspector', 'look-back', 'ok'],
    ['inspector', 'self', 'round-kind-not-yours'],
    ['eastCoordinator', 'township', 'ok'],
    ['eastCoordinator', 'unannounced', 'round-kind-not-yours'],
    ['eastHead', 'self', 'ok'],
    ['eastHead', 'special', 'round-kind-not-yours'],
    ['eastTeacher', 'self', 'not-permitted'],
    ['eastAdmin', 'self', 'not-permitted'],
    ['director', 'special', 'not-permitted'],
    ['auditor', 'special', 'not-permitted'],
    ['admin', 'special', 'not-permitted'],
  ] as const)('is planned by %s of the kind %s: %s', async (who, kind, code) => {
    const members = {
      ...{ self: team('eastHead', 'eastSafety'), township: team('eastCoordinator', 'eastSafety') },
      special: team('officer', 'inspector'),
    }
    const round = aRound({
      ...{
        kind,
        schools: at(kind === 'township' ? 'eastVillage' : 'eastMiddle'),
        departments: kind === 'joint' ? ['县消防救援大队'] : [],
      },
      team: kind === 'self' || kind === 'township' ? members[kind] : members.special,
    })
    const planned = as(who).rounds.plan(round)
    if (code === 'ok') await expect(planned).resolves.toEqual({ id: round.id })
    else await expectRefusal(planned, code)
  })

  test.each([
    ['a school beyond the planner’s reach', { schools: 'westMiddle' }, 'not-a-school'],
    ['an office', { schools: 'safety' }, 'not-a-school'],
    ['a leader he does not see', { leader: 'westHead' }, 'team-unknown'],
    ['the school’s own head', { leader: 'eastHead' }, 'team-misplaced'],
    ['the head of a school below', { leader: 'villageHead' }, 'team-misplaced'],
    ['somebody who inspects nothing', { leader: 'eastAdmin' }, 'team-misplaced'],
    ['days that are past', { until: '2026-10-14', from: '2026-10-01' }, 'round-over'],
  ] as const)('of a township is refused with %s', async (_, change, code) => {
    const { schools, leader, ...days } = {
      schools: 'eastMiddle',
      leader: 'eastCoordinator',
      ...change,
    } as const
    const round = aRound({
      ...{ kind: 'township', schools: at(schools), ...days },
      team: team(leader, leader === 'eastCoordinator' ? 'eastTeacher' : 'eastCoordinator'),
    })
    await expectRefusal(as('eastCoordinator').rounds.plan(round), code)
  })

  test('is refused with a unit that does not exist, and planned once however often it is sent', async () => {
    const nowhere = aRound({ schools: { by: 'choice', unitIds: [newId()] } })
    await expectRefusal(as('officer').rounds.plan(nowhere), 'not-found')
    const round = aRound()
    await as('officer').rounds.plan(round)
    await expectRefusal(as('officer').rounds.plan(round), 'round-differs')
  })
})

describe('a draw', () => {
  const drawn = (count: number, change: object = {}): NewRound['schools'] => ({
    ...{ by: 'draw', count, townships: [], kinds: [], ...change },
  })

  const drawOf = async (round: NewRound): Promise<Draw> => {
    await as('officer').rounds.plan(round)
    const { draw } = await as('officer').rounds.get({ id: round.id })
    if (!draw) throw new Error('no draw')
    return draw
  }
  const of = (draw: Draw, unit: UnitName): Candidate | undefined =>
    draw.candidates.find(({ unitId }) => unitId === county.units[unit])

  test('is kept with its seed and its candidates, and anybody who repeats it finds the same schools', async () => {
    const round = aRound({ schools: drawn(2) })
    await as('officer').rounds.plan(round)
    const { draw, visits } = await as('officer').rounds.get({ id: round.id })
    if (!draw) throw new Error('no draw')
    expect(draw.candidates).toHaveLength(6)
    const again = drawLots(draw).filter(lot => lot.drawn)
    expect(visits.map(({ unit }) => unit.id).sort()).toEqual(
      again.map(({ candidate }) => candidate.unitId).sort(),
    )
  })

  test('is among the planner’s own schools, of the kinds and townships he names', async () => {
    const names = async (who: PersonName, change: Partial<NewRound>) => {
      const round = aRound(change)
      await as(who).rounds.plan(round)
      const { draw } = await as(who).rounds.get({ id: round.id })
      return draw?.candidates.map(({ name }) => name)
    }
    const east = ['测试eastMiddle', '测试eastPrimary', '测试eastVillage']
    const township = { kind: 'township', team: team('eastCoordinator', 'eastSafety') } as const
    // Whoever goes along from a school is not drawn to inspect his own.
    expect(await names('eastCoordinator', { ...township, schools: drawn(1) })).toEqual(east.slice(1))
    await expectRefusal(
      as('eastCoordinator').rounds.plan(aRound({ ...township, schools: drawn(3) })),
      'too-few-candidates',
    )
    expect(await names('officer', { schools: drawn(1, { townships: ['439901101'] }) })).toEqual(east)
    expect(await names('officer', { schools: drawn(1, { kinds: ['kindergarten'] }) })).toEqual([
      '测试kindergarten',
    ])
    await expectRefusal(as('officer').rounds.plan(aRound({ schools: drawn(7) })), 'too-few-candidates')
  })

  test('is seen by its schools once none of its visits is hidden any more', async () => {
    const round = aRound({ schools: drawn(6) })
    await as('officer').rounds.plan(round)
    const { visits } = await as('officer').rounds.get({ id: round.id })
    const [first, ...others] = visits
    if (!first) throw new Error('no visit')
    const seen = async () => {
      const { rows } = await as('westHead').rounds.list({})
      const id = rows.find(row => row.id === round.id)?.id
      return id && (await as('westHead').rounds.get({ id })).draw?.seed.length
    }
    for (const { id } of others) await advance('officer', id, { event: 'arrive' })
    const west = visits.find(({ unit }) => unit.id === county.units.westMiddle)
    if (first.id !== west?.id) expect(await seen()).toBeUndefined()
    await advance('officer', first.id, { event: 'arrive' })
    expect(await seen()).toBe(32)
  })

  test('weighs what is open, overdue and long ago, and how risks are graded', async () => {
    await recordStairs(county, { inherent: judged(4, 5), residual: judged(4, 5), measures: [] })
    const draw = await drawOf(aRound({ schools: drawn(1) }))
    // West was visited today by other tests of this file, the county school only just now.
    expect(of(draw, 'westMiddle')?.weights).toMatchObject({ base: 10, major: 0, since: 0 })
    const east = of(draw, 'eastMiddle')
    expect(east?.weights).toMatchObject({ base: 10, grades: 6 + 2 })
    expect(east?.grounds).toMatchObject({ residual: { red: 1, orange: 0 }, inherent: { red: 1, orange: 0 } })
  })

  test('is repeated as it was, whatever became of the schools and of the county’s points since', async () => {
    const round = aRound({ schools: drawn(2) })
    const before = await drawOf(round)
    await recordStairs(county, { inherent: judged(4, 5), residual: judged(4, 5), measures: [] })
    const { revision } = (await as('officer').ruleLimits.get()).limits
    const rule = 'prevention/rounds#inspections' as RuleCode
    const change = {
      rule,
      limit: 'residual-red',
      value: 20,
      from: '2026-10-15',
      basis: '县教育局会议',
    } as const
    await as('officer').ruleLimits.set({ revision, change })
    const { draw, visits, seesAll } = await as('officer').rounds.get({ id: round.id })
    expect(draw).toEqual(before)
    if (!draw) throw new Error('no draw')
    const visited = visits.map(({ unit }) => unit.id)
    expect(checkDraw(draw, visited, seesAll)).toEqual({ misweighed: [], misdrawn: [] })
    const later = await drawOf(aRound({ schools: drawn(2) }))
    expect(later.points?.['residual-red']).toBe(20)
    expect(of(later, 'eastMiddle')?.weights.grades).toBeGreaterThan(
      of(before, 'eastMiddle')?.weights.grades ?? Infinity,
    )
  })

  test('is repeated by a school for itself, which does not see the others’ visits', async () => {
    const round = aRound({ kind: 'special', schools: drawn(6) })
    await as('officer').rounds.plan(round)
    const { draw, visits, seesAll } = await as('westHead').rounds.get({ id: round.id })
    expect([visits.length < 6, seesAll]).toEqual([true, false])
    if (!draw) throw new Error('no draw')
    const visited = visits.map(({ unit }) => unit.id)
    expect(checkDraw(draw, visited, seesAll).misdrawn).toEqual([])
  })
})

describe('coverage', () => {
  test('names every open school within the reach, those nobody visited first', async () => {
    const kindergarten = county.units.kindergarten
    const visit = await plan('officer', aRound({ kind: 'special', schools: at('kindergarten') }))
    await advance('officer', visit, { event: 'arrive' })
    const { rows, since, isDefault } = await as('officer').rounds.coverage({})
    // Nobody has entered this school year.
    expect([since, isDefault]).toEqual(['2026-09-01', true])
    expect(rows).toHaveLength(6)
    expect(rows.find(({ unit }) => unit.id === kindergarten)).toMatchObject({ lastVisitAt: AT })
    const firstVisited = rows.findIndex(({ lastVisitAt }) => lastVisitAt !== null)
    expect(rows.slice(firstVisited).every(({ lastVisitAt }) => lastVisitAt !== null)).toBe(true)
    const { rows: later } = await as('officer').rounds.coverage({ since: '2026-10-16' })
    expect(later.find(({ unit }) => unit.id === kindergarten)).toMatchObject({ visits: 0, lastVisitAt: AT })
    const own = await as('eastHead').rounds.coverage({ since: '2026-09-01' })
    expect([own.since, own.isDefault]).toEqual(['2026-09-01', false])
    expect(own.rows.map(({ unit }) => unit.name)).not.toContain('测试westMiddle')
  })
})

test('what somebody has to visit is his alone', async () => {
  const visit = await plan(
    'officer',
    aRound({ team: team('leader', 'inspector'), schools: at('countySchool') }),
  )
  const mine = async (who: PersonName) => (await as(who).visits.mine()).map(({ id }) => id)
  expect(await mine('inspector')).toContain(visit)
  expect(await mine('leader')).toContain(visit)
  expect(await mine('secondOfficer')).not.toContain(visit)
  const openRun = async () => (await as('inspector').visits.mine()).find(({ id }) => id === visit)?.openRun
  expect(await openRun()).toBeNull()
  await advance('inspector', visit, { event: 'arrive' })
  const id = InspectionRunId.parse(randomUUID())
  const run = { id, unitId: county.units.countySchool, area: 'fire', version: 1, every: [] } as const
  await as('inspector').inspections.begin({ ...run, every: [], visitId: visit })
  expect(await openRun()).toBe(id)
  await as('inspector').inspections.discard({ id })
  expect(await openRun()).toBeNull()
})
