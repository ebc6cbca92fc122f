import {
  CertificateId,
  LetterId,
  PAPER_KIND_IDS,
  PublicityActivityId,
  TrainingId,
  TrainingSessionId,
  type CampaignId,
  type DutyId,
  type FileId,
  type HandoverId,
  type LetterTemplateId,
  type MechanismRecordId,
  type StudyRecordId,
  type SummaryId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from './db/scope.ts'
import { newId } from './ids.ts'
import { makePaper } from './papers/make-paper.ts'
import { bulkInsert } from './seed/bulk-insert.ts'
import { useCounty, type PersonName } from './testing/county.ts'

const county = useCounty()
const [DAY, UNTIL] = ['2026-10-15', '2026-10-30'] as const
const NOW = '2026-10-15T02:00:00.000Z'
const held = {} as {
  letter: LetterId
  duty: DutyId
  study: StudyRecordId
  training: TrainingId
  session: TrainingSessionId
  certificate: CertificateId
  activity: PublicityActivityId
  handover: HandoverId
  summary: SummaryId
  record: MechanismRecordId
  template: LetterTemplateId
  file: FileId
}
const idOf = (who: PersonName) => county.people[who].accountId
const east = () => county.units.eastMiddle

beforeAll(async () => {
  county.setNow(NOW)
  const [campaign, phase] = [newId<CampaignId>(), newId<string>()]
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    const posts = [
      ['eastHead', 'head'],
      ['eastTeacher', 'class-teacher'],
      ['eastSafety', 'class-teacher'],
      ['westHead', 'head'],
    ] as const
    await bulkInsert(
      tx,
      'appointments',
      posts.map(([who, post]) => ({
        ...{ id: newId<string>(), account_id: idOf(who), unit_id: county.people[who].unitId, post },
        ...{ from_on: '2026-09-01' as const, until_on: null },
      })),
    )
    await bulkInsert(tx, 'campaigns', [
      {
        ...{ id: campaign, title: '校园安全专项行动', year: 2026, issuer: null, document_number: null },
        ...{ issued_on: null, from_on: '2026-09-01', to_on: '2026-12-31', state: 'running', revision: 1 },
        ...{ document_id: null, draft: null, created_by: idOf('officer') },
        ...{ created_at: NOW, dispatched_by: null, dispatched_at: NOW, reason: null },
      },
    ])
    await bulkInsert(tx, 'phases', [
      {
        ...{ id: phase, campaign_id: campaign, ordinal: 1, kind: 'review', name: '总结评估' },
        ...{ from_on: '2026-12-01', to_on: '2026-12-31', path: null },
      },
    ])
    const handover = newId<HandoverId>()
    await tx
      .insertInto('handovers')
      .values({
        ...{ id: handover, unit_id: east(), post: 'head', from_id: idOf('eastHead'), from_name: 'eastHead' },
        ...{ until_on: UNTIL, to_id: idOf('eastSafety'), to_name: 'eastSafety', state: 'open', made_at: NOW },
        body: JSON.stringify({ items: [], steps: [], note: null, handedFor: null, passedOver: [] }) as never,
      } as never)
      .execute()
    held.handover = handover
  })
  const head = county.as('eastHead')
  const wanted = {
    ...{ level: 'school-staff' as const, templateId: null, names: [], posts: ['class-teacher' as const] },
    ...{ unitIds: null, from: '2026-09-01' as const, to: '2027-08-31' as const },
  }
  const { planned } = await head.letters.preview(wanted)
  const expected = planned.map(({ unitId, post, accountId }) => ({ unitId, post, signerId: accountId }))
  await head.letters.issue({ asked: wanted, expected })
  held.letter = LetterId.parse((await head.letters.list({})).rows[0]?.id)
  const content = { post: 'class-teacher' as const, kind: 'safety' as const, area: null, text: '每日点名' }
  held.duty = (
    await head.duties.save({ unitId: east(), of: null, content: { ...content, basis: null, coOwners: [] } })
  ).id
  held.study = (
    await head.studies.record({
      content: {
        ...{ kind: 'school-party', heldOn: DAY, topic: '专题学习', documents: [], chairId: idOf('eastHead') },
        minutes: '逐条学习，明确分工。',
      },
      ...{ attendees: [{ accountId: idOf('eastHead'), present: true }], files: [] },
    })
  ).id
  held.training = TrainingId.parse(randomUUID())
  await head.trainings.plan({
    ...{ id: held.training, kind: 'rotation', title: '消防培训', content: '', basis: '', test: null },
    ...{
      posts: ['class-teacher'],
      from: DAY,
      to: UNTIL,
      lessons: 1,
      film: null,
      among: { by: 'units', unitIds: [east()] },
    },
  })
  held.session = TrainingSessionId.parse(randomUUID())
  await head.trainingSessions.plan({
    ...{ id: held.session, trainingId: held.training, heldOn: DAY, begins: '09:00', place: '会议室' },
    isMakeUp: false,
  })
  await head.trainingSessions.advance({ id: held.session, revision: 1, event: 'open', reason: null })
  await head.trainingSessions.signInList({ id: held.session, accountIds: [idOf('eastTeacher')] })
  await head.trainings.certify({ id: held.training })
  held.certificate = CertificateId.parse((await county.as('eastTeacher').trainings.certificates())[0]?.id)
  held.activity = PublicityActivityId.parse(randomUUID())
  await head.publicity.plan({
    ...{ id: held.activity, day: 'fire-day', title: '消防宣传', content: '', place: '操场', plannedOn: DAY },
  })
  held.summary = (await head.summaries.begin({ campaignId: campaign, phaseId: null, unitId: east() })).id
  const record = await county.as('officer').mechanisms.create({
    id: newId<MechanismRecordId>(),
    body: {
      ...{ kind: 'consultation', title: '十月会商研判', on: DAY, place: '三楼会议室', chair: '分管副局长' },
      ...{
        attending: '县公安局',
        topic: '入冬用电安全',
        judgement: '取暖用电负荷上升，应排查。',
        figures: [],
      },
    },
    ...{ items: [{ unitId: east(), target: '', text: '更换宿舍老化线路' }], files: [] },
  })
  held.record = record.id
  const { id } = await head.letters.saveTemplate({
    of: null,
    content: {
      ...{ level: 'school-staff', title: '安全责任书', preamble: '', closing: '', withDuties: false },
      clauses: [{ text: '落实岗位安全职责', owner: null }],
    },
  })
  held.template = id
  held.file = (await county.aFile('eastMiddle')) as FileId
})

type Api = ReturnType<typeof county.as>

/** Every call that names something of a school, as somebody sends it who came by its id. */
const CALLS: Readonly<Record<string, (api: Api) => Promise<unknown>>> = {
  'letters.get': api => api.letters.get({ id: held.letter }),
  'letters.advance sign': api =>
    api.letters.advance({ id: held.letter, revision: 1, command: { event: 'sign', read: true } }),
  'letters.advance withdraw': api =>
    api.letters.advance({ id: held.letter, revision: 1, command: { event: 'withdraw', reason: '撤回' } }),
  'letters.advance paper': api =>
    api.letters.advance({
      ...{ id: held.letter, revision: 1, command: { event: 'sign-on-paper', on: DAY }, files: [held.file] },
    }),
  'letters.saveTemplate': api =>
    api.letters.saveTemplate({
      of: { id: held.template, version: 1 },
      content: {
        ...{ level: 'school-staff', title: '他校责任书', preamble: '', closing: '', withDuties: false },
        clauses: [{ text: '落实岗位安全职责', owner: null }],
      },
    }),
  'letters.preview': api =>
    api.letters.preview({
      ...{ level: 'school-staff', templateId: held.template, names: [], posts: ['class-teacher'] },
      ...{ unitIds: null, from: '2026-09-01', to: '2027-08-31' },
    }),
  'duties.list': api => api.duties.list({ unitId: east() }),
  'duties.save': api =>
    api.duties.save({
      ...{ unitId: east(), of: { id: held.duty, version: 1, revision: 1 } },
      content: {
        ...{
          post: 'class-teacher',
          kind: 'safety',
          area: null,
          text: '每日改写一次',
          basis: null,
          coOwners: [],
        },
      },
    }),
  'duties.discard': api => api.duties.discard({ unitId: east(), id: held.duty, version: 1, revision: 1 }),
  'duties.discard as one’s own': api =>
    api.duties.discard({ unitId: county.units.westMiddle, id: held.duty, version: 1, revision: 1 }),
  'duties.publish': api => api.duties.publish({ unitId: east() }),
  'duties.takeOver': api => api.duties.takeOver({ unitId: east() }),
  'chain.person': api => api.chain.person({ id: idOf('eastTeacher') }),
  'chain.acknowledge': api => api.chain.acknowledge({ duties: [{ id: held.duty, version: 1 }] }),
  'chain.link': api =>
    api.chain.link({ accountId: idOf('eastTeacher'), dutyId: held.duty, on: DAY, text: '替他人登记' }),
  'studies.get': api => api.studies.get({ id: held.study }),
  'studies.catchUp': api => api.studies.catchUp({ id: held.study }),
  'studies.record': api =>
    api.studies.record({
      content: {
        ...{ kind: 'relay', heldOn: DAY, topic: '传达学习', documents: [], chairId: idOf('eastHead') },
        minutes: '传达学习。',
      },
      ...{ attendees: [{ accountId: idOf('eastHead'), present: true }], files: [] },
    }),
  'leaderRecords.get': api => api.leaderRecords.get({ id: idOf('eastHead'), from: DAY, to: DAY }),
  'leaderRecords.write': api =>
    api.leaderRecords.write({ part: 'study', on: DAY, text: '以他校文件为证', files: [held.file] }),
  'handovers.get': api => api.handovers.get({ id: held.handover }),
  'handovers.advance': api =>
    api.handovers.advance({ id: held.handover, revision: 1, command: { event: 'cancel', reason: '作废' } }),
  'trainings.get': api => api.trainings.get({ id: held.training }),
  'trainings.people': api => api.trainings.people({ id: held.training }),
  'trainings.cancel': api => api.trainings.cancel({ id: held.training, revision: 1, reason: '取消' }),
  'trainings.certify': api => api.trainings.certify({ id: held.training }),
  'trainings.certificate': api => api.trainings.certificate({ id: held.certificate }),
  'trainings.beginTest': api => api.trainings.beginTest({ id: held.training }),
  'trainings.plan': api =>
    api.trainings.plan({
      ...{ id: TrainingId.parse(randomUUID()), kind: 'rotation', title: '他校培训', content: '', basis: '' },
      ...{ posts: ['class-teacher'], from: DAY, to: UNTIL, lessons: 1, film: null, test: null },
      among: { by: 'units', unitIds: [east()] },
    }),
  'trainingSessions.get': api => api.trainingSessions.get({ id: held.session }),
  'trainingSessions.plan': api =>
    api.trainingSessions.plan({
      ...{ id: TrainingSessionId.parse(randomUUID()), trainingId: held.training, heldOn: DAY },
      ...{ begins: '10:00', place: '会议室', isMakeUp: false },
    }),
  'trainingSessions.advance': api =>
    api.trainingSessions.advance({ id: held.session, revision: 2, event: 'close', reason: null }),
  'trainingSessions.code': api => api.trainingSessions.code({ id: held.session }),
  'trainingSessions.signInList': api =>
    api.trainingSessions.signInList({ id: held.session, accountIds: [idOf('eastSafety')] }),
  'trainingSessions.strike': api =>
    api.trainingSessions.strike({ id: held.session, accountId: idOf('eastTeacher') }),
  'publicity.get': api => api.publicity.get({ id: held.activity }),
  'publicity.advance': api =>
    api.publicity.advance({
      ...{ id: held.activity, revision: 1, command: { event: 'cancel', reason: '取消' }, files: [] },
    }),
  'summaries.get': api => api.summaries.get({ id: held.summary }),
  'summaries.advance': api =>
    api.summaries.advance({ id: held.summary, revision: 1, command: { event: 'prepare' } }),
  'mechanisms.get': api => api.mechanisms.get({ id: held.record }),
  'mechanisms.advance': api => api.mechanisms.advance({ id: held.record, revision: 1, event: 'close' }),
  'mechanisms.candidates': api => api.mechanisms.candidates({ unitId: east(), work: 'hazard' }),
  'mechanisms.inquiryChoices': api => api.mechanisms.inquiryChoices({ unitId: east() }),
}

const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: { refusal?: { code: string }; code?: string }) =>
      error.refusal?.code ?? error.code ?? String(error),
  )

/** Refusals that tell whoever asks nothing about the other school. */
const REFUSED = [
  ...['not-found', 'not-permitted', 'outside-scope', 'unknown-file', 'attendee-unknown', 'duty-changed'],
  ...['no-leading-post', 'stale-revision'],
]

describe.each(['westHead', 'westSafety', 'villageHead'] as const)('%s', who => {
  test.each(Object.entries(CALLS))('reaches nothing of another school by %s', async (_, call) => {
    expect(REFUSED).toContain(await outcome(call(county.as(who))))
  })

  test('has no paper of another school, of whatever kind and however he asks for it', async () => {
    for (const kind of PAPER_KIND_IDS)
      for (const id of Object.values(held)) {
        expect(['not-found', 'not-permitted']).toContain(
          await outcome(county.as(who).documentNumbers.show({ kind, id })),
        )
        const context = {
          app: county.assembled.app,
          actor: county.people[who],
          now: NOW,
          requestId: null,
        } as const
        expect(await makePaper(context, kind, id, 'http://localhost')).toMatchObject({ ok: false })
      }
  })
})

test('nothing of it was changed by any of them', async () => {
  const head = county.as('eastHead')
  expect((await head.letters.get({ id: held.letter })).letter).toMatchObject({ state: 'issued', revision: 1 })
  expect((await head.trainingSessions.get({ id: held.session })).session).toMatchObject({ state: 'open' })
  expect((await head.publicity.get({ id: held.activity })).activity).toMatchObject({ state: 'planned' })
  expect((await head.summaries.get({ id: held.summary })).summary).toMatchObject({
    state: 'draft',
    revision: 1,
  })
  expect((await head.handovers.get({ id: held.handover })).handover).toMatchObject({
    state: 'open',
    revision: 1,
  })
  expect((await head.duties.list({ unitId: east() })).editions).toMatchObject([{ id: held.duty, version: 1 }])
})
