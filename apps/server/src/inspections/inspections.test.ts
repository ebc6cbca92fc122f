import {
  AREA,
  findChecklistVersion,
  InspectionRunId,
  listAsked,
  type AreaId,
  type CheckAnswer,
  type CheckItem,
  type FileId,
  type HazardId,
  type Instant,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const BEGUN: Instant = '2026-10-15T02:00:00.000Z'
/** So many seconds after the county's first moment. */
const after = (seconds: number): Instant =>
  new Date(Date.parse(BEGUN) + seconds * 1000).toISOString() as Instant
const west = () => county.units.westMiddle
const as = (who: PersonName) => county.as(who).inspections
const newRun = () => InspectionRunId.parse(randomUUID())

function versionOf(area: AreaId) {
  const { checklist } = AREA[area]
  const version = checklist && findChecklistVersion(checklist, '2026-10-15')
  if (!version) throw new Error(area)
  return version
}
const askedIn = async (area: AreaId): Promise<readonly CheckItem[]> => {
  const { profile } = await as('westHead').profile({ unitId: west() })
  return listAsked(versionOf(area), { unit: profile, on: '2026-10-15', every: [] })
}
async function begin(area: AreaId = 'fire', who: PersonName = 'westSafety'): Promise<InspectionRunId> {
  const id = newRun()
  await as(who).begin({ id, unitId: west(), area, version: versionOf(area).version, every: [] })
  return id
}
/** An answer with which nothing is wrong. */
const fine = (item: CheckItem, photo: FileId): CheckAnswer => ({
  ...{ code: item.code, verdict: 'yes', photos: item.kinds.includes('photo') ? [photo] : [] },
  ...(item.number && { number: item.number.min ?? item.number.max ?? 1 }),
  ...(item.day && { day: '2026-10-15' }),
})
const sent = (answer: Partial<CheckAnswer> & { code: string }, at = after(0), seen: Instant[] = []) => ({
  ...{ answer: { verdict: 'yes' as const, photos: [], ...answer }, at, seen },
})
const aPhoto = async (): Promise<FileId> => (await county.aFile('westMiddle')) as FileId
/** A whole run of an area in which one answer is another one. */
async function answerAll(
  id: InspectionRunId,
  area: AreaId,
  change: Partial<CheckAnswer> & { code: string },
  who: PersonName = 'westSafety',
): Promise<void> {
  const photo = await aPhoto()
  const answers = (await askedIn(area)).map(item => {
    const answer = fine(item, photo)
    return sent(item.code === change.code ? { ...answer, ...change } : answer)
  })
  await as(who).save({ id, answers })
}
const BLOCKED = { code: 'FI02', verdict: 'no', place: '教学楼东侧楼梯', note: '一层门上锁' } as const

describe('a run', () => {
  test('is begun, answered, handed in and read by its version; each deed is on record', async () => {
    const id = await begin()
    await answerAll(id, 'fire', BLOCKED)
    await as('westSafety').handIn({ id })
    const read = await as('officer').get({ id })
    expect(read.run).toMatchObject({ state: 'handed-in', on: '2026-10-15', version: 1, every: [] })
    expect(read.answers.find(({ answer }) => answer.code === 'FI02')).toMatchObject({
      ...{ byName: 'westSafety', answer: BLOCKED },
    })
    const { rows } = await as('officer').list({ filter: { unitId: west(), area: 'fire' } })
    const asked = (await askedIn('fire')).length
    expect(rows[0]).toMatchObject({ id, asked, answered: asked, failing: 1, hazards: 0 })
    for (const verb of ['begin', 'save', 'hand-in'])
      expect(await county.audit(`inspection.${verb}`, id)).toMatchObject([{ unit_id: west() }])
    // Handed in once more, as after a lost answer, it stays as it is.
    await as('westHead').handIn({ id })
    expect(await county.audit('inspection.hand-in', id)).toHaveLength(1)
  })

  test('that lacks something is not handed in, and what lacks is named by item', async () => {
    const id = await begin()
    await answerAll(id, 'fire', { code: 'FI02', verdict: 'not-applicable' })
    const refused = await as('westSafety')
      .handIn({ id })
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({
      refusal: { code: 'run-incomplete', faults: [{ code: 'FI02', fault: 'reason-missing' }] },
    })
    const [{ code = '' } = {}] = (await askedIn('fire')).filter(({ kinds }) => kinds.includes('photo'))
    await as('westSafety').save({ id, answers: [sent({ code }, after(1), [after(0)])] })
    await expect(as('westSafety').handIn({ id })).rejects.toMatchObject({
      refusal: { faults: expect.arrayContaining([{ code, fault: 'photo-missing' }]) as unknown },
    })
    expect((await as('westSafety').get({ id })).run.state).toBe('open')
  })

  test('is written by the people of the school, and is not there for another one', async () => {
    const id = await begin()
    await expect(as('officer').save({ id, answers: [sent({ code: 'FI02' })] })).rejects.toThrow(
      'not-permitted',
    )
    await expect(as('villageHead').get({ id })).rejects.toThrow('not-found')
    await expect(as('villageHead').save({ id, answers: [sent({ code: 'FI02' })] })).rejects.toThrow(
      'not-found',
    )
    await expect(as('villageHead').handIn({ id })).rejects.toThrow('not-found')
    await expect(
      as('villageHead').begin({ id: newRun(), unitId: west(), area: 'fire', version: 1, every: [] }),
    ).rejects.toThrow('not-found')
    expect((await as('villageHead').list({})).rows).toEqual([])
    // An id that another school has already is refused, and nothing is said of whose it is.
    const villages = county.units.eastVillage
    await expect(
      as('villageHead').begin({ id, unitId: villages, area: 'fire', version: 1, every: [] }),
    ).rejects.toThrow('run-differs')
  })

  test('is begun once, however often it is sent; sent otherwise it is refused', async () => {
    const input = { id: newRun(), unitId: west(), area: 'food', version: 1, every: ['day', 'week'] } as const
    const wish = { ...input, every: [...input.every] }
    await as('westSafety').begin(wish)
    await as('westSafety').begin({ ...wish, every: ['week', 'day'] })
    expect(await county.audit('inspection.begin', input.id)).toHaveLength(1)
    await expect(as('westSafety').begin({ ...wish, every: [] })).rejects.toThrow('run-differs')
  })

  test('of an area in which nothing is asked is not begun, nor by a version that is not in force', async () => {
    const { safety } = county.units
    const wish = { id: newRun(), area: 'bus', version: 1, every: [] } as const
    await expect(as('officer').begin({ ...wish, every: [], unitId: safety })).rejects.toThrow('not-permitted')
    await expect(as('westHead').begin({ ...wish, every: ['trip'], unitId: west() })).rejects.toThrow(
      'nothing-to-inspect',
    )
    await expect(as('westHead').begin({ ...wish, every: [], version: 2, unitId: west() })).rejects.toThrow(
      'unknown-checklist-version',
    )
  })

  test('by a version that this server does not know is refused, and still stands in the list', async () => {
    const id = await begin()
    await county.assembled.connections.owner.query('update inspection_runs set version = 99 where id = $1', [
      id,
    ])
    await expect(as('westHead').get({ id })).rejects.toMatchObject({
      refusal: { code: 'unknown-checklist-version', version: 99 },
    })
    await expect(as('westHead').save({ id, answers: [sent({ code: 'FI02' })] })).rejects.toThrow(
      'unknown-checklist-version',
    )
    expect((await as('westHead').list({})).rows.map(row => row.id)).toContain(id)
  })

  test('begun by mistake is discarded, and nothing is written into it', async () => {
    const id = await begin()
    await as('westSafety').discard({ id })
    await expect(as('westSafety').save({ id, answers: [sent({ code: 'FI02' })] })).rejects.toThrow('run-over')
    await expect(as('westSafety').handIn({ id })).rejects.toThrow('run-over')
    expect((await as('westSafety').list({})).rows.map(row => row.id)).not.toContain(id)
    const { rows } = await as('westSafety').list({ filter: { state: 'discarded' } })
    expect(rows.map(row => row.id)).toContain(id)
  })
})

describe('answers', () => {
  test('sent twice are kept once', async () => {
    const id = await begin()
    const answers = [sent({ code: 'FI02' }), sent({ code: 'FI03' })]
    const first = await as('westSafety').save({ id, answers })
    const again = await as('westSafety').save({ id, answers })
    expect([first.changed, again.changed]).toEqual([true, false])
    expect(again).toMatchObject({ revision: first.revision, at: { FI02: after(0) } })
    expect(await county.audit('inspection.save', id)).toHaveLength(1)
  })

  test('of two phones merge by item: the later counts, and the other one is kept beside it', async () => {
    const id = await begin()
    const at = (seconds: number): void => county.setNow(after(seconds))
    at(100)
    await as('westSafety').save({
      id,
      answers: [sent({ code: 'FI02' }, after(10)), sent({ code: 'FI03' }, after(30))],
    })
    // The second phone was away meanwhile, and answered one item of its own and both of the first one's.
    const second = await as('westHead').save({
      id,
      answers: [
        sent({ code: 'FI02', verdict: 'no', place: '东门' }, after(20)),
        sent({ code: 'FI03', verdict: 'no', place: '西门' }, after(25)),
        sent({ code: 'FI04' }, after(26)),
      ],
    })
    expect(second).toMatchObject({ changed: true, aside: ['FI03'] })
    const read = await as('westSafety').get({ id })
    const said = (list: typeof read.answers) =>
      list.map(({ answer, byName }) => [answer.code, answer.verdict, byName])
    expect(said(read.answers)).toEqual([
      ['FI02', 'no', 'westHead'],
      ['FI03', 'yes', 'westSafety'],
      ['FI04', 'yes', 'westHead'],
    ])
    expect(said(read.others)).toEqual([
      ['FI02', 'yes', 'westSafety'],
      ['FI03', 'no', 'westHead'],
    ])
    // Who saw an answer and gave another one is later than it, whatever his clock says.
    await as('westSafety').save({ id, answers: [sent({ code: 'FI02' }, after(1), [after(20)])] })
    const later = await as('westSafety').get({ id })
    expect(said(later.answers)[0]).toEqual(['FI02', 'yes', 'westSafety'])
    expect(later.others).toHaveLength(2)
    at(0)
  })

  test('are known again by their moment, whatever zeros it ends in', async () => {
    const id = await begin()
    county.setNow(after(100))
    const moment = '2026-10-15T02:00:10.120Z'
    await as('westSafety').save({ id, answers: [sent({ code: 'FI02' }, moment)] })
    const photo = await aPhoto()
    const again = sent({ code: 'FI02', photos: [photo] }, moment, [moment])
    expect(await as('westSafety').save({ id, answers: [again] })).toMatchObject({
      ...{ changed: true, aside: [], at: { FI02: '2026-10-15T02:00:10.121Z' } },
    })
    county.setNow(BEGUN)
  })

  test('by a clock that is ahead are not right for ever', async () => {
    const id = await begin()
    const { at } = await as('westSafety').save({ id, answers: [sent({ code: 'FI02' }, after(9e6))] })
    expect(at).toEqual({ FI02: BEGUN })
  })

  test('that come after the run was handed in do not count and are not lost', async () => {
    const id = await begin()
    await answerAll(id, 'fire', BLOCKED)
    await as('westHead').handIn({ id })
    const late = await as('westSafety').save({ id, answers: [sent({ code: 'FI02' }, after(0), [after(0)])] })
    expect(late.aside).toEqual(['FI02'])
    const read = await as('westSafety').get({ id })
    expect(read.others.map(({ answer }) => answer)).toMatchObject([{ code: 'FI02', verdict: 'yes' }])
    expect(read.answers.find(({ answer }) => answer.code === 'FI02')?.answer.verdict).toBe('no')
  })

  test('carry the school’s own photos and nothing else', async () => {
    const id = await begin()
    const save = (photo: string) =>
      as('westSafety').save({ id, answers: [sent({ code: 'FI02', photos: [photo as FileId] })] })
    await expect(save(await county.aFile('eastMiddle'))).rejects.toThrow('unknown-file')
    await expect(save(await county.aFile('westMiddle', 'application/pdf'))).rejects.toThrow('not-a-photo')
    const photo = await aPhoto()
    await save(photo)
    const kept = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('inspection_files').select('file_id').where('run_id', '=', id).execute(),
    )
    expect(kept).toEqual([{ file_id: photo }])
  })

  test('to an item that is not asked, twice in one parcel or out of shape are refused whole', async () => {
    const id = await begin()
    const save = (...answers: ReturnType<typeof sent>[]) => as('westSafety').save({ id, answers })
    await expect(save(sent({ code: 'FI02' }), sent({ code: 'FD01' }))).rejects.toMatchObject({
      refusal: { code: 'item-not-asked', items: ['FD01'] },
    })
    await expect(save(sent({ code: 'FI02' }), sent({ code: 'FI02' }))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    expect((await as('westSafety').get({ id })).answers).toEqual([])
  })
})

describe('a failing item', () => {
  const asProposed = {
    place: BLOCKED.place,
    description: '安全出口上锁',
    interimControl: null,
    stopUse: false,
  }

  test('becomes a hazard once, with everything filled in and its grade left to whoever confirms', async () => {
    const id = await begin()
    await answerAll(id, 'fire', BLOCKED)
    const open = (code = 'FI02') => as('westSafety').openHazard({ id, code, hazard: asProposed })
    await expect(open()).rejects.toThrow('run-not-handed-in')
    await as('westSafety').handIn({ id })
    await expect(open('FI03')).rejects.toThrow('not-found')
    await expect(as('villageHead').openHazard({ id, code: 'FI02', hazard: asProposed })).rejects.toThrow(
      'not-found',
    )
    const { hazardId, number } = await open()
    await expect(open()).rejects.toMatchObject({ refusal: { code: 'item-already-reported', number } })

    const found = await county.as('westHead').hazards.get({ id: hazardId })
    expect(found.hazard).toMatchObject({
      ...{ area: 'fire', source: 'self-inspection', place: BLOCKED.place, discoveredOn: '2026-10-15' },
      ...{ state: 'reported', grade: null },
    })
    expect(found.inspection).toEqual({ item: { runId: id, code: 'FI02' }, proposed: 'major' })
    expect((await as('officer').get({ id })).opened).toEqual([{ code: 'FI02', hazardId, number }])
    const { rows } = await as('officer').list({ filter: { area: 'fire' } })
    expect(rows.find(row => row.id === id)).toMatchObject({ failing: 1, hazards: 1 })
    expect(await county.audit('inspection.open-hazard', id)).toHaveLength(1)
    expect(await county.audit('hazard.report', hazardId)).toHaveLength(1)
  })

  test('takes its photos along', async () => {
    const id = await begin()
    const photo = await aPhoto()
    await answerAll(id, 'fire', { ...BLOCKED, photos: [photo] })
    await as('westSafety').handIn({ id })
    const { hazardId } = await as('westSafety').openHazard({ id, code: 'FI02', hazard: asProposed })
    const { files } = await county.as('westHead').hazards.get({ id: hazardId as HazardId })
    expect(files).toMatchObject([{ id: photo, stage: 'before' }])
  })
})

describe('items about single pupils', () => {
  const CASE = { code: 'BU05', verdict: 'no', place: '校长室', note: '乙生的个案未报公安' } as const
  const hazard = { place: '校长室', description: '个案未按规定上报', interimControl: null, stopUse: false }

  test('are answered by the principal; others learn only that they are settled', async () => {
    const id = await begin('priority')
    await expect(as('westSafety').save({ id, answers: [sent(CASE)] })).rejects.toThrow('not-permitted')
    await answerAll(id, 'priority', CASE, 'westHead')
    const seen = await as('westSafety').get({ id })
    expect(seen.hidden).toContainEqual({ code: 'BU05', settled: true })
    expect(seen.hiddenFailing).toBe(1)
    expect(JSON.stringify(seen)).not.toMatch(/乙生/)
    expect(seen.answers.map(({ answer }) => answer.code)).not.toContain('BU05')
    // Whoever settles the rest may hand the whole in.
    await as('westSafety').handIn({ id })
    await expect(as('westSafety').openHazard({ id, code: 'BU05', hazard })).rejects.toThrow('not-found')
    const { hazardId } = await as('westHead').openHazard({ id, code: 'BU05', hazard })
    expect((await county.as('westHead').hazards.get({ id: hazardId })).files).toEqual([])
    expect((await as('westSafety').get({ id })).opened).toEqual([])
  })

  test('are not there for a transaction that has not asked, each reading is on record, and no note is', async () => {
    const id = await begin('priority', 'westHead')
    await as('westHead').save({ id, answers: [sent(CASE)] })
    const unasked = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('inspection_answers').select('code').where('run_id', '=', id).execute(),
    )
    expect(unasked).toEqual([])
    const read = await as('westHead').get({ id })
    expect(read.answers).toMatchObject([{ answer: CASE }])
    await as('officer').get({ id })
    expect(await county.audit('inspection.read', id)).toMatchObject([{ actor_name: 'westHead' }])
    const { rows } = await county.assembled.connections.owner.query(
      'select before, after from audit_events where subject_id = $1',
      [id],
    )
    expect(JSON.stringify(rows)).not.toMatch(/乙生/)
  })
})
