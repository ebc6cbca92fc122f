import type { CampaignId, Day, SummaryId } from '@anlan/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { sendReminders } from '../jobs/reminders.ts'
import { useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const DAY = '2026-12-15'
beforeEach(() => county.setNow(`${DAY}T02:00:00.000Z`))

/** A campaign whose tasks ask the middle school of the west for its summary, one for each day. */
async function aCampaign(...dueOn: readonly Day[]): Promise<CampaignId> {
  const [campaign, phase] = [newId<CampaignId>(), newId<string>()]
  const { owner } = county.assembled.connections
  await owner.query(
    `insert into campaigns (id, title, year, state, revision, created_by, created_at, dispatched_at)
     values ($1, '专项行动', 2026, 'running', 1, $2, '2026-09-01', '2026-09-01')`,
    [campaign, county.people.officer.accountId],
  )
  await owner.query(
    `insert into phases (id, campaign_id, ordinal, kind, name) values ($1, $2, 1, 'review', '总结评估')`,
    [phase, campaign],
  )
  for (const [at, day] of dueOn.entries())
    await owner.query(
      `with task as (insert into tasks (id, campaign_id, phase_id, ordinal, title, quote, addressees, evidence, milestone)
         values (gen_random_uuid(), $1, $2, $3::int, '报送总结' || $3::int::text, '', '{}', '{}', 'summary') returning id)
       insert into assignments (id, campaign_id, task_id, phase_id, unit_id, state, due_on)
         select gen_random_uuid(), $1, id, $2, $4, 'pending', $5 from task`,
      [campaign, phase, at + 1, county.units.westMiddle, day],
    )
  return campaign
}
const look = (who: PersonName, id: SummaryId) => county.as(who).summaries.get({ id })
async function give(who: PersonName, id: SummaryId, command: Parameters<typeof send>[2]) {
  const { summary } = await look(who, id)
  return send(who, id, command, summary.revision)
}
const send = (
  who: PersonName,
  id: SummaryId,
  command: Parameters<ReturnType<typeof county.as>['summaries']['advance']>[0]['command'],
  revision: number,
) => county.as(who).summaries.advance({ id, revision, command })

const begun = (campaignId: CampaignId): Promise<SummaryId> =>
  county
    .as('westSafety')
    .summaries.begin({ campaignId, phaseId: null, unitId: county.units.westMiddle })
    .then(({ id }) => id)
async function waiting(campaignId: CampaignId): Promise<SummaryId> {
  const id = await begun(campaignId)
  await give('westSafety', id, {
    ...{ event: 'edit', title: '西镇中学工作总结' },
    sections: [{ part: 'organisation', heading: '一、组织部署', text: '已部署。' }],
  })
  await give('westSafety', id, { event: 'prepare' })
  return id
}
async function accepted(campaignId: CampaignId): Promise<SummaryId> {
  const id = await waiting(campaignId)
  await give('westHead', id, { event: 'sign', asStated: null, documentNumber: null })
  await give('officer', id, { event: 'accept' })
  return id
}
const stateOf = async (id: string): Promise<string | undefined> => {
  const { rows } = await county.assembled.connections.owner.query<{ state: string }>(
    'select state from assignments where id = $1',
    [id],
  )
  return rows[0]?.state
}
const toldOf = async (who: PersonName, campaign: CampaignId, id?: SummaryId): Promise<string[]> => {
  const { rows } = await county.as(who).inbox.list({})
  return rows
    .filter(
      ({ link, title }) =>
        (id ? link === `/summaries/${id}` : link === '/summaries') && title.zh.includes('到期'),
    )
    .map(({ title }) => title.zh)
}

test('a summary that two tasks ask for is due by the earlier day, and hands in both', async () => {
  const id = await waiting(await aCampaign('2026-12-25', '2026-12-20'))
  const { tasks, summary } = await look('westHead', id)
  expect(tasks.map(({ dueOn }) => dueOn)).toEqual(['2026-12-20', '2026-12-25'])
  expect(summary.dueOn).toBe('2026-12-20')
  await give('westHead', id, { event: 'sign', asStated: null, documentNumber: null })
  expect(await Promise.all(tasks.map(task => stateOf(task.id)))).toEqual(['submitted', 'submitted'])
  await give('officer', id, { event: 'accept' })
  expect(await Promise.all(tasks.map(task => stateOf(task.id)))).toEqual(['accepted', 'accepted'])
})

describe('as its day comes near', () => {
  test('whoever writes it is told, and its head alone once it lies before him', async () => {
    const campaign = await aCampaign('2026-12-18')
    await sendReminders(county.assembled.app)
    expect(await toldOf('westSafety', campaign)).toEqual(['总结还有3天到期：专项行动'])
    expect(await toldOf('eastSafety', campaign)).toEqual([])
    const id = await waiting(campaign)
    county.setNow('2026-12-17T02:00:00.000Z')
    await sendReminders(county.assembled.app)
    await sendReminders(county.assembled.app)
    expect(await toldOf('westHead', campaign, id)).toEqual(['待审签的总结还有1天到期：专项行动'])
    expect(await toldOf('westSafety', campaign, id)).toEqual([])
  })

  test('nobody is told of one that is in', async () => {
    const id = await accepted(await aCampaign('2026-12-18'))
    county.setNow('2026-12-19T02:00:00.000Z')
    await sendReminders(county.assembled.app)
    for (const who of ['westHead', 'westSafety'] as const)
      expect(
        (await county.as(who).inbox.list({})).rows.filter(
          ({ link, title }) => link === `/summaries/${id}` && title.zh.includes('期'),
        ),
      ).toEqual([])
  })
})

test('what was received is archived with its campaign, and what was not stays where it is', async () => {
  const [done, open] = [await aCampaign('2026-12-20'), await aCampaign('2026-12-20')]
  const [in_, out] = [await accepted(done), await waiting(open)]
  for (const id of [done, open])
    await county.as('leader').campaigns.advance({ id, revision: 1, event: 'archive', reason: null })
  expect(await look('officer', in_)).toMatchObject({ summary: { state: 'archived' }, events: [] })
  expect((await look('officer', in_)).timeline.at(-1)).toMatchObject({ event: 'archive' })
  expect((await look('westHead', out)).summary.state).toBe('awaiting-signature')
  const counts = await county.as('officer').summaries.counts({ campaignId: done, phaseId: null })
  expect(counts).toMatchObject({ accepted: 1, inTime: { numerator: 1, denominator: 1 } })
  await expect(
    county.assembled.connections.owner.query(`update summaries set title = '另一份总结' where id = $1`, [
      in_,
    ]),
  ).rejects.toThrow('a summary that was handed in is not changed')
})
