import { FIRST_SCHEMES, RISK_COLOUR_IDS, type GradingScheme } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { remindOfRisks } from '../../jobs/risk-reminders.ts'
import { SYSTEM } from '../../db/scope.ts'
import { expectRefusal, useCounty, type PersonName } from '../../testing/county.ts'
import { recordStairs } from '../../testing/risks.ts'

const county = useCounty()
const LS = FIRST_SCHEMES[0] as GradingScheme
const stricter = (): GradingScheme => ({
  ...LS,
  basis: { zh: '县教育局依据本县文件确定', en: 'As the county set it' },
  levels: LS.levels.map(level => (level.id === 'general' ? { ...level, from: 8 } : level)),
})
const schemes = (person: PersonName = 'officer') => county.as(person).gradingSchemes
const inForce = () => schemes().inForce()

describe('a changed scheme', () => {
  test('is kept as the next version, grades nothing until it is chosen, and then marks what older ones graded', async () => {
    const point = await recordStairs(county)
    const saved = await schemes().save({ from: { id: 'ls', version: 1 }, scheme: stricter() })
    expect(saved).toEqual({ id: 'ls', version: 2 })
    expect((await inForce()).version).toBe(1)
    const reasons = async () => (await county.as('eastHead').risks.get({ id: point.id })).reasons
    expect(await reasons()).toEqual([])

    const { revision } = await schemes().list()
    await schemes('admin').choose({ revision, scheme: saved })
    expect(await inForce()).toMatchObject({ version: 2, basis: { zh: '县教育局依据本县文件确定' } })
    expect(await reasons()).toEqual(['scheme'])
    const due = await county.as('eastHead').risks.list({ page: 1, pageSize: 10, filter: { due: true } })
    expect(due.rows.some(({ id }) => id === point.id)).toBe(true)
    await expectRefusal(recordStairs(county), 'scheme-differs')
    await schemes().choose({ revision: revision + 1, scheme: { id: 'ls', version: 1 } })
    expect(await reasons()).toEqual([])
    expect(await county.audit('grading-scheme.choose')).toHaveLength(2)
  })

  test('is refused when it is faulty, changes nothing, or was made from an older version', async () => {
    const newest = (await schemes().list()).schemes.find(({ scheme }) => scheme.id === 'lec')?.scheme
    if (!newest) throw new Error('no scheme')
    const from = { id: 'lec', version: newest.version }
    const levels = newest.levels.map((level, index) => (index === 0 ? { ...level, from: 1 } : level))
    await expectRefusal(schemes().save({ from, scheme: { ...newest, levels } }), 'scheme-faulty')
    await expectRefusal(schemes().save({ from, scheme: newest }), 'scheme-unchanged')
    await expectRefusal(schemes().save({ from: { id: 'lec', version: 9 }, scheme: newest }), 'stale-revision')
    await expectRefusal(schemes().save({ from: { id: 'own', version: 1 }, scheme: newest }), 'not-found')
  })

  test('may have another factor, other values and three colours; what was graded before keeps its version', async () => {
    const point = await recordStairs(county)
    const newest = (await schemes().list()).schemes.find(({ scheme }) => scheme.id === 'ls')?.scheme
    if (!newest) throw new Error('no scheme')
    const [first, , third, last] = newest.levels
    if (!first || !third || !last) throw new Error('four levels')
    const scheme: GradingScheme = {
      ...newest,
      factors: [
        ...newest.factors,
        {
          id: 'P',
          label: { zh: '受影响人数', en: '' },
          values: [
            { value: 1, means: { zh: '十人以下', en: '' } },
            { value: 2, means: { zh: '十人以上', en: '' } },
          ],
        },
      ],
      levels: [first, third, last],
    }
    const saved = await schemes().save({ from: { id: 'ls', version: newest.version }, scheme })
    const { revision } = await schemes().list()
    await schemes().choose({ revision, scheme: saved })
    const { scheme: own, inForce: now, reasons } = await county.as('eastHead').risks.get({ id: point.id })
    expect([own.version, own.factors.length, own.levels.length]).toEqual([1, 2, 4])
    expect([now.version, now.factors.length, now.levels.length]).toEqual([saved.version, 3, 3])
    expect(now.factors[2]?.label.en).toBe('受影响人数')
    expect(reasons).toEqual(['scheme'])
    await schemes().choose({ revision: revision + 1, scheme: { id: 'ls', version: 1 } })
  })

  test('may stand beside the others as one of the county’s own, under a name of its own', async () => {
    const label = { zh: '本县三色评价法', en: '' }
    const added = await schemes().add({ scheme: { ...LS, label } })
    expect(added).toEqual({ id: 'own-1', version: 1 })
    expect((await schemes().list()).schemes.at(-1)?.scheme).toMatchObject({
      ...added,
      label: { zh: label.zh },
    })
    await expectRefusal(schemes().add({ scheme: { ...LS, label } }), 'scheme-name-taken')
    await expectRefusal(schemes().save({ from: added, scheme: LS }), 'scheme-name-taken')
    await expectRefusal(
      schemes().add({ scheme: { ...LS, label: { zh: '空', en: '' }, levels: [...LS.levels].reverse() } }),
      'scheme-faulty',
    )
    expect(await county.audit('grading-scheme.add')).toHaveLength(1)
  })

  test('is chosen by whoever saw the present choice, and must be there', async () => {
    const { revision } = await schemes().list()
    await expectRefusal(
      schemes().choose({ revision: revision + 5, scheme: { id: 'ls', version: 1 } }),
      'stale-revision',
    )
    await expectRefusal(schemes().choose({ revision, scheme: { id: 'ls', version: 99 } }), 'not-found')
  })

  test.each(['eastHead', 'leader', 'inspector', 'auditor', 'eastCoordinator'] as const)(
    'is not for %s to make or to choose',
    async person => {
      await expectRefusal(
        schemes(person).save({ from: { id: 'ls', version: 1 }, scheme: stricter() }),
        'not-permitted',
      )
      await expectRefusal(schemes(person).add({ scheme: stricter() }), 'not-permitted')
      await expectRefusal(
        schemes(person).choose({ revision: 0, scheme: { id: 'ls', version: 1 } }),
        'not-permitted',
      )
    },
  )
})

test('the county’s picture adds up to the lists behind it', async () => {
  await recordStairs(county, { area: 'fire' })
  await recordStairs(county, { area: null, overrides: ['law-broken'] })
  const { risks } = county.as('officer')
  const cells = await risks.heat()
  expect(cells.length).toBeGreaterThan(1)
  for (const { township, area, counts } of cells)
    for (const colour of RISK_COLOUR_IDS) {
      const filter = { colour, township: township ?? 'none', area: area ?? ('none' as const) }
      expect((await risks.list({ page: 1, pageSize: 1, filter })).total).toBe(counts[colour])
    }
  expect(await county.as('westHead').risks.heat()).toEqual([])
})

test('a school is reminded of what is due, once, and again when more comes to it', async () => {
  const point = await recordStairs(county)
  const remind = (on: `${number}-${number}-${number}`) =>
    county.assembled.app.db.read(SYSTEM, tx => remindOfRisks(tx, on))
  const ours = async (on: `${number}-${number}-${number}`) =>
    (await remind(on)).filter(({ accountId }) => accountId === county.people.eastSafety.accountId)
  expect((await ours('2026-11-30')).map(({ title }) => title.zh)).toEqual([])
  const measures = await ours('2026-12-01')
  expect(measures.map(({ link }) => link)).toEqual([`/risks?unit=${point.unitId}&measures=1`])
  expect((await ours('2026-12-02'))[0]?.dedupeKey).toBe(measures[0]?.dedupeKey)
  const later = await ours('2027-10-15')
  expect(later.map(({ link }) => link)).toContain(`/risks?unit=${point.unitId}&due=1`)
  expect(
    (await remind('2027-10-15')).some(({ accountId }) => accountId === county.people.eastTeacher.accountId),
  ).toBe(false)
})
