import { ASSIGNMENT_STATE_IDS, TrainingId, type Day, type SummaryState } from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { useLists, type ListsByPath } from '../testing/lists-behind.ts'

/** Behind both numbers of a rate stand as many people, measures or summaries as it counts. */
const county = useCounty()
const TODAY: Day = '2026-10-15'
const run = (statement: string, parameters: readonly unknown[]) =>
  county.assembled.connections.owner.query(statement, [...parameters])

async function aMeasure(unit: UnitName, kind: string, state: string, issuedAt: string | null): Promise<void> {
  const [matter, unitId] = [newId<string>(), county.units[unit]]
  await run(
    `insert into supervision_matters (id, unit_id, number, title, road, opened_at, opened_by_name, known_at)
      values ($1, $2, $3, '安全出口上锁', 'ladder', '2026-09-01T00:00:00Z', 'officer', $4)`,
    [matter, unitId, matter, issuedAt],
  )
  await run(
    `insert into supervision_measures (id, matter_id, unit_id, kind, state, proposed_at, issued_at, body)
      values ($1, $2, $3, $4, $5, '2026-09-01T00:00:00Z', $6, '{"proposed":{"name":"officer"}}')`,
    [newId(), matter, unitId, kind, state, issuedAt],
  )
}

/** Six held posts of five people: the safety officer of the town is asked at two schools and counted at his own. */
async function trainings(): Promise<void> {
  const held: (readonly [PersonName, UnitName])[] = [
    ['eastSafety', 'eastMiddle'],
    ['eastSafety', 'eastVillage'],
    ['eastHead', 'eastMiddle'],
    ['villageSafety', 'eastVillage'],
    ['westSafety', 'westMiddle'],
    ['westHead', 'westMiddle'],
  ]
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    bulkInsert(
      tx,
      'appointments',
      held.map(([who, unit]) => ({
        ...{ id: newId<string>(), account_id: county.people[who].accountId, unit_id: county.units[unit] },
        ...{ post: 'safety-director' as const, from_on: '2026-09-01' as const, until_on: null },
      })),
    ),
  )
  const id = TrainingId.parse(randomUUID())
  await county.as('officer').trainings.plan({
    ...{ id, kind: 'rotation', title: '安全管理人员轮训', content: '', basis: '', film: null, lessons: 8 },
    ...{ posts: ['safety-director'], from: TODAY, to: '2026-11-30', among: { by: 'all' } },
    test: {
      ...{ passMark: 60, drawn: 1 },
      questions: [
        { kind: 'judgement', text: '疏散通道可以临时上锁。', choices: ['正确', '错误'], answers: [1] },
      ],
    },
  })
  const batch = randomUUID() as never
  const sessions = county.as('officer').trainingSessions
  await sessions.plan({
    ...{ id: batch, trainingId: id, heldOn: TODAY, begins: '09:00', place: '会议室', isMakeUp: false },
  })
  await sessions.advance({ id: batch, revision: 1, event: 'open', reason: null })
  const came: readonly PersonName[] = ['eastSafety', 'westSafety', 'westHead']
  await sessions.signInList({
    ...{ id: batch, accountIds: came.map(who => county.people[who].accountId as never) },
  })
  for (const [who, answer] of [
    ['eastSafety', 1],
    ['westSafety', 0],
  ] as const) {
    const sitting = await county.as(who).trainings.beginTest({ id })
    await county.as(who).trainings.handInTest({ id: sitting.id, answers: [[answer]] })
  }
}

const CAMPAIGN = newId<string>()
/** Two summaries each school may owe: one by a day that is over, one by a day that is to come. */
async function summaries(): Promise<void> {
  await run(
    `insert into campaigns (id, title, year, from_on, to_on, state, revision, created_by, created_at, dispatched_at)
      values ($1, '校园安全专项行动', 2026, '2026-05-01', '2026-12-31', 'running', 1, $2, now(), now())`,
    [CAMPAIGN, county.people.officer.accountId],
  )
  const units: readonly UnitName[] = ['eastMiddle', 'eastPrimary', 'westMiddle']
  for (const [ordinal, dueOn] of (['2026-10-01', '2026-12-20'] as const).entries()) {
    const [phase, task] = [newId<string>(), newId<string>()]
    await run(
      `insert into phases (id, campaign_id, ordinal, kind, name, from_on, to_on)
        values ($1, $2, $3, 'rectification', '排查整治', '2026-05-01', $4)`,
      [phase, CAMPAIGN, ordinal + 1, dueOn],
    )
    await run(
      `insert into tasks (id, campaign_id, phase_id, ordinal, title, quote, addressees, due_on, evidence, milestone)
        values ($1, $2, $3, $5, '报送阶段总结', '', '{}', $4, '{}', 'summary')`,
      [task, CAMPAIGN, phase, dueOn, ordinal + 1],
    )
    for (const unit of units)
      await run(
        `insert into assignments (id, campaign_id, task_id, phase_id, unit_id, due_on, state)
          values ($1, $2, $3, $4, $5, $6, 'pending')`,
        [newId(), CAMPAIGN, task, phase, county.units[unit], dueOn],
      )
    if (ordinal > 0) continue
    const written: (readonly [UnitName, SummaryState, string])[] = [
      ['eastMiddle', 'accepted', '2026-09-30T02:00:00Z'],
      ['eastPrimary', 'submitted', '2026-10-09T02:00:00Z'],
    ]
    for (const [unit, state, at] of written)
      await run(
        `insert into summaries (id, campaign_id, phase_id, unit_id, state, title, sections, taken_at, due_on, version,
          handed_in_at, begun_by) values ($1, $2, $3, $4, $5, '阶段工作总结', '[]', $6, $7, 1, $6, $8)`,
        [newId(), CAMPAIGN, phase, county.units[unit], state, at, dueOn, county.people.eastHead.accountId],
      )
  }
}

/** Letters of a school: of this year one signed, one open and one taken back, of the last one signed. */
async function letters(unit: UnitName): Promise<void> {
  const batch = newId<string>()
  await run(
    `insert into letter_batches (id, unit_id, level, title, from_on, to_on, issued, skipped, issued_by, issued_by_name,
      issued_at) values ($1, $2, 'bureau-school', '责任书', '2026-09-01', '2027-08-31', 4, '[]', $3, 'officer', now())`,
    [batch, county.units.bureau, county.people.officer.accountId],
  )
  for (const [state, year, signer] of [
    ['signed', 2026, 'head'],
    ['issued', 2026, 'deputy'],
    ['withdrawn', 2026, 'secretary'],
    ['signed', 2025, 'head'],
  ] as const)
    await run(
      `insert into letters (id, batch_id, unit_id, level, state, signer_name, from_on, to_on, revision, body)
        values ($1, $2, $3, 'bureau-school', $4, $5, $6, $7, 1, '{"text":{"title":"责任书"}}')`,
      [newId(), batch, county.units[unit], state, signer, `${year}-09-01`, `${year + 1}-08-31`],
    )
}

/** A task in a key area that one school has done, one is excused from and one still owes. */
async function aTask(): Promise<void> {
  const [phase, task] = [newId<string>(), newId<string>()]
  await run(
    `insert into phases (id, campaign_id, ordinal, kind, name, from_on, to_on)
      values ($1, $2, 9, 'rectification', '隐患整改', '2026-05-01', '2026-12-31')`,
    [phase, CAMPAIGN],
  )
  await run(
    `insert into tasks (id, campaign_id, phase_id, ordinal, title, quote, addressees, area, due_on, evidence)
      values ($1, $2, $3, 9, '更换灭火器', '', '{}', 'fire', '2026-10-05', '{}')`,
    [task, CAMPAIGN, phase],
  )
  for (const [unit, state] of [
    ['eastMiddle', 'accepted'],
    ['eastPrimary', 'excused'],
    ['westMiddle', 'pending'],
  ] as const)
    await run(
      `insert into assignments (id, campaign_id, task_id, phase_id, unit_id, area, due_on, state)
        values ($1, $2, $3, $4, $5, 'fire', '2026-10-05', $6)`,
      [newId(), CAMPAIGN, task, phase, county.units[unit], state],
    )
}

beforeAll(async () => {
  await aMeasure('eastMiddle', 'supervision-notice', 'closed', '2026-10-01T02:00:00Z')
  await aMeasure('eastMiddle', 'supervision-notice', 'received', '2026-10-05T02:00:00Z')
  await aMeasure('eastMiddle', 'supervision-notice', 'withdrawn', '2026-10-05T02:00:00Z')
  await aMeasure('eastMiddle', 'praise', 'closed', '2026-10-05T02:00:00Z')
  await aMeasure('eastMiddle', 'supervision-notice', 'proposed', null)
  await aMeasure('westMiddle', 'supervision-notice', 'closed', '2026-10-10T02:00:00Z')
  await letters('eastMiddle')
  await letters('westMiddle')
  await trainings()
  await summaries()
  await aTask()
})

const LISTS = {
  '/supervision': (who, query) => {
    const { counted, unit: unitId, from, to } = query
    return county.as(who).supervision.list({ filter: { counted, unitId, from, to } as never })
  },
  '/assignments': (who, { unit: unitId, area, from, to, state }) =>
    county.as(who).assignments.list({
      ...{ unitId, area, from, to },
      state: state === 'owed' ? ASSIGNMENT_STATE_IDS.filter(each => each !== 'excused') : [state],
    } as never),
  '/letters': (who, { unit: unitId, state, running }) =>
    county.as(who).letters.list({
      filter: {
        unitId,
        state: state ? [state] : ['issued', 'refused', 'signed'],
        on: running && TODAY,
      } as never,
    }),
  '/trainings/counted': (who, { kind, counted, unit: unitId }) =>
    county.as(who).trainings.counted({ filter: { kind, counted, unitId } as never }),
  '/summaries/counted': (who, { counted, unit: unitId, campaign: campaignId }) =>
    county.as(who).summaries.counted({ filter: { counted, unitId, campaignId } as never }),
} as const satisfies ListsByPath

const { rowsBehind, expectExact } = useLists(county, LISTS)
const ofCampaign = (id: string) => (id.startsWith('summaries') ? { campaignId: CAMPAIGN as never } : {})

describe('as many rows as are counted', () => {
  test.each([
    ['measures-closed', {}, [2, 3]],
    ['measures-closed', { units: ['eastMiddle'] }, [1, 2]],
    ['measures-closed', { from: '2026-10-05' }, [1, 2]],
    ['measures-closed', { to: '2026-10-01' }, [1, 1]],
    ['tasks-accepted', {}, [1, 8]],
    ['tasks-accepted', { units: ['eastMiddle'] }, [1, 3]],
    ['tasks-accepted', { from: '2026-10-05' }, [1, 5]],
    ['tasks-accepted', { to: '2026-10-01' }, [0, 3]],
    ['tasks-accepted', { area: 'fire' }, [1, 2]],
    ['letters-signed', {}, [2, 4]],
    ['letters-signed', { units: ['eastMiddle'] }, [1, 2]],
    ['people-trained', {}, [1, 5]],
    ['people-trained', { units: ['eastMiddle'] }, [1, 2]],
    // The one who is asked here as well is counted at his own school.
    ['people-trained', { units: ['eastVillage'] }, [0, 1]],
    ['training-tests-passed', {}, [1, 2]],
    ['training-tests-passed', { units: ['westMiddle'] }, [0, 1]],
    ['films-watched', {}, [0, 0]],
    ['summaries-in-time', {}, [1, 3]],
    ['summaries-in-time', { units: ['eastPrimary'] }, [0, 1]],
    ['summaries-accepted', {}, [1, 6]],
    ['summaries-accepted', { units: ['eastMiddle'] }, [1, 2]],
  ] as const)('%s %o', async (id, filter, expected) => {
    await expectExact('officer', id, { ...filter, ...ofCampaign(id) }, expected)
  })

  test.each([
    ['measures-closed', [1, 2]],
    ['people-trained', [1, 3]],
    ['summaries-in-time', [1, 2]],
  ] as const)('%s within a school and those that hang on it', async (id, expected) => {
    await expectExact('eastHead', id, ofCampaign(id), expected)
  })

  test('a unit’s line on the page of a rate leads to its own rows', async () => {
    for (const id of ['measures-closed', 'people-trained', 'summaries-accepted']) {
      const { units } = await county.as('officer').indicators.get({ id })
      expect(units.length).toBeGreaterThan(1)
      for (const { rate, lists } of units)
        expect([
          await rowsBehind('officer', lists.numerator),
          await rowsBehind('officer', lists.denominator),
        ]).toEqual([rate.numerator, rate.denominator])
    }
  })
})

test('whoever may read how many people are trained, and not who, reads no names', async () => {
  const filter = { kind: 'rotation', counted: 'asked' } as const
  const namesFor = async (who: PersonName) =>
    (await county.as(who).trainings.counted({ filter })).rows.map(({ name }) => name)
  expect(await namesFor('officer')).toContain('eastSafety')
  expect(new Set(await namesFor('inspector'))).toEqual(new Set([null]))
})
