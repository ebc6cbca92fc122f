import { PublicityActivityId, type FileId, type NewActivity } from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../../testing/county.ts'

const county = useCounty()
const as = (who: PersonName) => county.as(who).publicity
beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

const plan = (who: PersonName, over: Partial<NewActivity> = {}) =>
  as(who).plan({
    ...{ id: PublicityActivityId.parse(randomUUID()), day: 'first-lesson', title: '开学安全第一课' },
    ...{ content: '', place: '操场', plannedOn: '2026-09-02', ...over },
  })
const report = { heldOn: '2026-09-03', participants: 320, summary: '全校师生参加。' } as const

describe('an activity', () => {
  test('is planned against a day, reported with its photos, and corrected', async () => {
    const { id } = await plan('eastHead')
    const photo = (await county.aFile('eastMiddle')) as FileId
    const done = { id, revision: 1, command: { event: 'report', report } as const, files: [photo] }
    await as('eastSafety').advance(done)
    await expectRefusal(as('eastSafety').advance(done), 'stale-revision')
    const again = { event: 'correct', report: { ...report, participants: 300 } } as const
    await as('eastSafety').advance({ id, revision: 2, command: again, files: [photo] })
    expect(await as('officer').get({ id })).toMatchObject({
      activity: { state: 'done', report: { participants: 300 } },
      ...{ files: [{ id: photo }], mayChange: true },
    })
    expect(await county.audit('publicity.report', id)).toHaveLength(1)
    await expectRefusal(as('westHead').get({ id }), 'not-found')
  })

  test('is not reported before its day, nor with another school’s photo, and changes nothing then', async () => {
    const { id } = await plan('eastHead', {
      title: '消防宣传月活动',
      day: 'fire-day',
      plannedOn: '2026-11-09',
    })
    const ahead = { event: 'report', report: { ...report, heldOn: '2026-11-09' } } as const
    await expectRefusal(
      as('eastHead').advance({ id, revision: 1, command: ahead, files: [] }),
      'day-in-the-future',
    )
    const photo = (await county.aFile('westMiddle')) as FileId
    const command = { event: 'report', report } as const
    await expectRefusal(as('eastHead').advance({ id, revision: 1, command, files: [photo] }), 'unknown-file')
    expect((await as('eastHead').get({ id })).activity).toMatchObject({ state: 'planned', revision: 1 })
    await expectRefusal(plan('eastTeacher'), 'not-permitted')
  })
})

describe('a day of the calendar', () => {
  test('shows how many schools did something on it, and which did nothing', async () => {
    const before = await as('officer').days({ year: 2026 })
    const { id } = await plan('westHead', {
      day: 'drug-control-day',
      plannedOn: '2026-06-26',
      title: '禁毒宣传',
    })
    const idle = () => as('officer').idle({ year: 2026, day: 'drug-control-day', pageSize: 100 })
    expect((await idle()).total).toBe(before.schools)
    const command = { event: 'report', report: { ...report, heldOn: '2026-06-26' } } as const
    await as('westHead').advance({ id, revision: 1, command, files: [] })
    expect((await idle()).rows.map(row => row.id)).not.toContain(county.units.westMiddle)
    const { days } = await as('officer').days({ year: 2026 })
    expect(days.find(each => each.day === 'drug-control-day')?.schools).toEqual({
      ...{ numerator: 1, denominator: before.schools },
    })
    // A school looks at itself and what lies below it.
    expect((await as('eastHead').days({ year: 2026 })).schools).toBe(3)
  })

  test('what was done last year is planned once more on this year’s days, once', async () => {
    county.setNow('2025-04-01T02:00:00.000Z')
    const past = {
      day: 'safety-education-day',
      plannedOn: '2025-03-31',
      title: '安全教育日主题班会',
    } as const
    const { id } = await plan('villageHead', past)
    const command = { event: 'report', report: { ...report, heldOn: '2025-03-31' } } as const
    await as('villageHead').advance({ id, revision: 1, command, files: [] })
    county.setNow('2026-03-01T02:00:00.000Z')
    expect(await as('villageHead').copy({ year: 2026 })).toEqual({ copied: 1 })
    await expectRefusal(as('villageHead').copy({ year: 2026 }), 'nothing-to-copy')
    const { rows } = await as('villageHead').list({ filter: { year: 2026, day: 'safety-education-day' } })
    expect(rows).toMatchObject([{ plannedOn: '2026-03-30', state: 'planned' }])
  })
})
