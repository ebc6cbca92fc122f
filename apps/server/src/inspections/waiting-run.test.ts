import {
  AREA,
  findChecklistVersion,
  InspectionRunId,
  listAsked,
  type CheckAnswer,
  type FileId,
  type Instant,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { sendReminders } from '../jobs/reminders.ts'
import { useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const west = () => county.units.westMiddle
const onDay = (day: number, hour = '02'): Instant => `2026-10-${day}T${hour}:00:00.000Z`
const PUPILS = ['DR04', 'BU05', 'BU06']
/** What a person is told of runs that wait. */
const told = async (who: PersonName) => {
  const { rows } = await county.as(who).inbox.list({ page: 1, pageSize: 50 })
  return rows.filter(({ title }) => title.zh === '自查待校长填写')
}
beforeEach(() => {
  county.setNow(onDay(15))
})

async function begin(): Promise<InspectionRunId> {
  const id = InspectionRunId.parse(randomUUID())
  const run = { id, unitId: west(), area: 'priority', version: 1, every: [] } as const
  await county.as('westSafety').inspections.begin({ ...run, every: [] })
  return id
}
/** Answers the items about single pupils, or all the others, or all of those but one. */
async function answer(id: InspectionRunId, who: PersonName, wants: (code: string) => boolean): Promise<void> {
  const { checklist } = AREA.priority
  const version = checklist && findChecklistVersion(checklist, '2026-10-15')
  if (!version) throw new Error('no checklist')
  const { profile } = await county.as('westHead').inspections.profile({ unitId: west() })
  const photo = (await county.aFile('westMiddle')) as FileId
  const asked = listAsked(version, { unit: profile, on: '2026-10-15', every: [] })
  const answers = asked
    .filter(({ code }) => wants(code))
    .map((item): CheckAnswer => ({
      ...{ code: item.code, verdict: 'yes', photos: item.kinds.includes('photo') ? [photo] : [] },
      ...(item.number && { number: item.number.min ?? item.number.max ?? 1 }),
      ...(item.day && { day: '2026-10-15' }),
    }))
  await county.as(who).inspections.save({
    id,
    answers: answers.map(each => ({ answer: each, at: onDay(15), seen: [] })),
  })
}
const ofPupils = (code: string): boolean => PUPILS.includes(code)

test('the principal is told when a run waits for him alone, once, and nobody else is', async () => {
  const id = await begin()
  await answer(id, 'westSafety', code => !ofPupils(code) && code !== 'BU01')
  expect(await told('westHead')).toEqual([])
  await answer(id, 'westSafety', code => code === 'BU01')
  expect(await told('westHead')).toMatchObject([{ link: `/inspections/${id}`, kind: 'due' }])
  await answer(id, 'westSafety', code => code === 'BU02')
  expect(await told('westHead')).toHaveLength(1)
  for (const who of ['westSafety', 'eastHead', 'officer'] as const) expect(await told(who)).toEqual([])
  await answer(id, 'westHead', ofPupils)
  await county.as('westSafety').inspections.handIn({ id })
})

test('he is reminded every third day until he has answered', async () => {
  const id = await begin()
  const mine = async () => (await told('westHead')).filter(({ link }) => link === `/inspections/${id}`).length
  await answer(id, 'westSafety', code => !ofPupils(code))
  for (const [day, count] of [
    [16, 1],
    [17, 1],
    [18, 2],
    [20, 2],
    [21, 3],
  ] as const) {
    county.setNow(onDay(day))
    await sendReminders(county.assembled.app)
    expect([day, await mine()]).toEqual([day, count])
  }
  await answer(id, 'westHead', ofPupils)
  county.setNow(onDay(24))
  await sendReminders(county.assembled.app)
  expect(await mine()).toBe(3)
})

test('a run that was discarded asks for nobody', async () => {
  const id = await begin()
  await answer(id, 'westSafety', code => !ofPupils(code))
  await county.as('westSafety').inspections.discard({ id })
  county.setNow(onDay(21))
  await sendReminders(county.assembled.app)
  expect((await told('westHead')).filter(({ link }) => link === `/inspections/${id}`)).toHaveLength(1)
})
