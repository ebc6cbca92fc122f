import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AREA } from '../areas/index.ts'
import type { AreaId } from '../areas/area-id.ts'
import {
  defineChecklist,
  findChecklistVersion,
  listAsked,
  readChecklistVersion,
  type CheckItem,
} from '../kernel/checklist.ts'
import type { Day } from '../kernel/day.ts'
import { FileId } from '../kernel/ids.ts'
import { aProfile } from '../testing/builders.ts'
import { CheckAnswer, InspectionRun, itemsAsked, judgeRun, PLACE_WITHHELD, RUN_FAULTS } from './inspection.ts'

const ON: Day = '2026-11-26'
const PHOTO = FileId.parse('00000000-0000-4000-8000-000000000001')
const unit = aProfile({})
const versionOf = (area: AreaId, on: Day = ON) => {
  const version = AREA[area].checklist && findChecklistVersion(AREA[area].checklist, on)
  if (!version) throw new Error(area)
  return version
}
const askedIn = (area: AreaId, on: Day = ON) => listAsked(versionOf(area, on), { unit, on, every: [] })

/** An answer with which nothing is wrong. */
const fine = (item: CheckItem, on: Day = ON): CheckAnswer => ({
  code: item.code,
  verdict: 'yes',
  photos: item.kinds.includes('photo') ? [PHOTO] : [],
  ...(item.number && { number: item.number.min ?? item.number.max ?? 1 }),
  ...(item.day && { day: on }),
})

/** A run of an area in which one answer is changed. */
function judgeWith(area: AreaId, code: string, change: Partial<CheckAnswer>, on: Day = ON) {
  const answers = askedIn(area, on).map(item => ({
    ...fine(item, on),
    ...(item.code === code ? change : {}),
  }))
  return judgeRun(versionOf(area, on), area, { on, every: [], visit: null, answers }, unit)
}

test('a run in which everything is in order is complete and proposes nothing', () => {
  for (const area of Object.keys(AREA) as AreaId[]) {
    const judged = judgeRun(
      versionOf(area),
      area,
      { on: ON, every: [], visit: null, answers: askedIn(area).map(item => fine(item)) },
      unit,
    )
    expect([area, judged.faults, judged.failing]).toEqual([area, [], []])
    expect(judged).toMatchObject({ complete: true, proposals: [] })
  }
})

test('a blocked exit proposes a hazard with everything filled in', () => {
  const judged = judgeWith('fire', 'FI02', { verdict: 'no', place: '教学楼东侧楼梯', note: '一层门上锁' })
  expect(judged.complete).toBe(true)
  expect(judged.failing).toEqual([{ code: 'FI02', whys: ['answered-no'] }])
  expect(judged.proposals).toMatchObject([
    {
      ...{ code: 'FI02', area: 'fire', source: 'self-inspection', place: '教学楼东侧楼梯', grade: 'major' },
      ...{ discoveredOn: ON, photos: [PHOTO], basis: [{ article: '28', sure: 'text' }] },
    },
  ])
  expect(judged.proposals[0]?.description.zh).toMatch(/^自查不符合（FI02）：疏散通道.*一层门上锁$/)
})

test('what fails needs its place, what does not apply its reason, a photo item its photo', () => {
  expect(judgeWith('fire', 'FI02', { verdict: 'no' }).faults).toEqual([
    { code: 'FI02', fault: 'place-missing' },
  ])
  expect(judgeWith('fire', 'FI02', { photos: [] }).faults).toEqual([{ code: 'FI02', fault: 'photo-missing' }])
  expect(judgeWith('fire', 'FI02', { verdict: 'not-applicable', photos: [] }).faults).toEqual([
    { code: 'FI02', fault: 'reason-missing' },
  ])
  const excused = judgeWith('fire', 'FI02', { verdict: 'not-applicable', photos: [], reason: '平房无楼梯' })
  expect(excused).toMatchObject({ complete: true, failing: [] })
})

test('a number out of its bounds fails the item, whatever was ticked', () => {
  const sample = (number: number) => judgeWith('food', 'FD04', { number, place: '食堂' }).failing
  expect(sample(124.9)).toEqual([{ code: 'FD04', whys: ['number-out-of-bounds'] }])
  expect(sample(125)).toEqual([])
  expect(judgeWith('food', 'FD04', { number: undefined }).faults).toEqual([
    { code: 'FD04', fault: 'number-missing' },
  ])
})

test('the last valid day is still valid, and six months are six months', () => {
  const scrap = (day: Day) => judgeWith('fire', 'FI06', { day, place: '走廊' }).failing
  expect(scrap(ON)).toEqual([])
  expect(scrap('2026-11-25')).toEqual([{ code: 'FI06', whys: ['no-longer-valid'] }])
  const checked = (day: Day) => judgeWith('priority', 'DI01', { day, place: '教学楼' })
  expect(checked('2026-05-26').failing).toEqual([])
  expect(checked('2026-05-25').failing).toEqual([{ code: 'DI01', whys: ['too-long-ago'] }])
  expect(checked('2026-11-27').faults).toEqual([{ code: 'DI01', fault: 'day-in-future' }])
})

test('an item that is major in one case asks which it is', () => {
  const licence = (majorCase?: boolean) =>
    judgeWith('food', 'FD01', { verdict: 'no', place: '食堂', ...(majorCase !== undefined && { majorCase }) })
  expect(licence().faults).toEqual([{ code: 'FD01', fault: 'case-missing' }])
  expect(licence(true).proposals).toMatchObject([{ grade: 'major' }])
  expect(licence(false).proposals).toMatchObject([{ grade: 'general' }])
})

test('what only a rule of 2024 makes major is general in 2021 and asks no case', () => {
  const judged = judgeWith('fire', 'FI01', { verdict: 'no', place: '校内' }, '2021-10-01')
  expect(judged.complete).toBe(true)
  expect(judged.proposals).toMatchObject([{ grade: 'general', basis: [{ article: '16', sure: 'text' }] }])
})

test('what was noted about single pupils does not travel into a hazard', () => {
  const judged = judgeWith('priority', 'BU05', {
    ...{ verdict: 'no', place: '李小雨宿舍302', note: '李小雨一事未上报', photos: [PHOTO], record: '李小雨' },
  })
  expect(judged.proposals).toMatchObject([{ place: PLACE_WITHHELD, photos: [], restricted: true }])
  expect(JSON.stringify(judged.proposals)).not.toContain('李小雨')
})

test('of an item about single pupils nobody has to say where it fails, for that is told nowhere', () => {
  const judged = judgeWith('priority', 'BU05', { verdict: 'no' })
  expect(judged.faults.filter(({ code }) => code === 'BU05')).toEqual([])
  expect(judged.proposals.map(({ code }) => code)).toEqual(['BU05'])
})

test('an item left out, one answered twice and one nobody asked are named', () => {
  const [first, second, ...rest] = askedIn('fire').map(item => fine(item))
  if (!first || !second) throw new Error('nothing asked')
  const answers = [second, second, ...rest, { ...first, code: 'SB01' }]
  const { faults, complete } = judgeRun(
    versionOf('fire'),
    'fire',
    { on: ON, every: [], visit: null, answers },
    unit,
  )
  expect(complete).toBe(false)
  expect(faults).toEqual([
    { code: second.code, fault: 'answered-twice' },
    { code: 'SB01', fault: 'not-asked' },
    { code: first.code, fault: 'unanswered' },
  ])
})

test('a run arrives as data, and what cannot be an answer is refused', () => {
  const run = {
    area: 'fire',
    version: 1,
    on: ON,
    every: ['day'],
    answers: [{ code: 'FI02', verdict: 'yes' }],
  }
  expect(InspectionRun.parse(run).answers).toEqual([{ code: 'FI02', verdict: 'yes', photos: [] }])
  const refused = [
    { ...run, area: 'nowhere' },
    { ...run, every: ['sometimes'] },
    { ...run, answers: [{ code: 'FI02', verdict: 'maybe' }] },
    { ...run, answers: [{ code: 'FI02', verdict: 'yes', number: NaN }] },
    { ...run, answers: [{ code: 'FI02', verdict: 'yes', day: '2026-02-30' }] },
    { ...run, answers: [{ code: 'FI02', verdict: 'not-applicable', reason: '  ' }] },
  ]
  for (const each of refused) expect(InspectionRun.safeParse(each).success).toBe(false)
})

test('an old version stays readable when a new one has come', () => {
  const [old] = AREA.bus.checklist?.versions ?? []
  if (!old) throw new Error('no checklist')
  const [section] = old.sections
  const [, ...others] = section.items
  const [next] = others
  if (!next) throw new Error('one item only')
  const checklist = defineChecklist({
    id: 'self-inspection',
    label: { zh: '校车', en: 'Bus' },
    versions: [
      { ...old, until: '2026-12-30' },
      { version: 2, from: '2027-01-01', sections: [{ ...section, items: [next] }] },
    ],
  })
  expect(findChecklistVersion(checklist, '2026-12-30')?.version).toBe(1)
  expect(findChecklistVersion(checklist, '2026-12-31')).toBeUndefined()
  expect(findChecklistVersion(checklist, '2027-01-01')?.version).toBe(2)
  const read = readChecklistVersion(checklist, 1)
  if (!read.ok) throw new Error(read.error.code)
  const answers = listAsked(read.value, { unit, on: ON, every: [] }).map(item => fine(item))
  expect(judgeRun(read.value, 'bus', { on: ON, every: [], visit: null, answers }, unit).complete).toBe(true)
})

const anAnswer = (code: string): fc.Arbitrary<CheckAnswer> =>
  fc
    .record(
      {
        ...{ verdict: fc.constantFrom('yes', 'no', 'not-applicable'), reason: fc.constant('没有') },
        ...{ number: fc.integer({ min: -5, max: 300 }), place: fc.constant('校内'), majorCase: fc.boolean() },
        day: fc.constantFrom<Day[]>('2026-01-01', '2026-05-26', '2026-11-25', ON, '2026-11-27'),
        photos: fc.constantFrom([], [PHOTO]),
      },
      { requiredKeys: ['verdict', 'photos'] },
    )
    .map(answer => CheckAnswer.parse({ ...answer, code }))

test('whatever is answered, a complete run answers every item once and proposes what fails, no more', () => {
  const areas = fc.constantFrom(...(Object.keys(AREA) as AreaId[]))
  fc.assert(
    fc.property(
      areas.chain(area =>
        fc.tuple(
          fc.constant(area),
          fc.tuple(...askedIn(area).map(item => fc.oneof(anAnswer(item.code), fc.constant(fine(item))))),
        ),
      ),
      ([area, answers]) => {
        const judged = judgeRun(versionOf(area), area, { on: ON, every: [], visit: null, answers }, unit)
        for (const { fault } of judged.faults) expect(Object.keys(RUN_FAULTS)).toContain(fault)
        const failing = judged.failing.map(({ code }) => code)
        const proposed = judged.proposals.map(({ code }) => code)
        const said = new Map(answers.map(answer => [answer.code, answer]))
        for (const code of failing) expect(said.get(code)?.verdict).not.toBe('not-applicable')
        for (const { code, verdict } of answers) if (verdict === 'no') expect(failing).toContain(code)
        expect(failing).toEqual(expect.arrayContaining(proposed))
        if (judged.complete) expect(proposed).toEqual(failing)
        for (const { grade, code } of judged.proposals)
          if (grade === 'major') expect(judged.asked.find(item => item.code === code)?.severity).toBe('major')
        const emptier = answers.slice(1)
        expect(
          judgeRun(versionOf(area), area, { on: ON, every: [], visit: null, answers: emptier }, unit)
            .complete,
        ).toBe(false)
      },
    ),
  )
})

test('whoever visits a school is not asked about single pupils, and finds in the name of his visit', () => {
  const answers = [CheckAnswer.parse({ code: 'FI02', verdict: 'no', place: '西门' })]
  const judged = judgeRun(versionOf('fire'), 'fire', { on: ON, every: [], visit: 'joint', answers }, unit)
  expect(judged.proposals).toMatchObject([{ code: 'FI02', source: 'joint-inspection' }])
  expect(judged.proposals[0]?.description.zh).toMatch(/^检查不符合/)
  const items = (visit: 'special' | null) =>
    itemsAsked(versionOf('priority'), unit, { on: ON, every: [], visit }).filter(each => each.restricted)
  expect(items(null)).not.toEqual([])
  expect(items('special')).toEqual([])
})
