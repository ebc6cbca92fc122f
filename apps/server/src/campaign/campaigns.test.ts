import type { CampaignDraft, CampaignId, FileId, PhaseId, TaskId } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'
import { importPlan } from './import-plan.ts'

const county = useCounty()

const PLAN = `安澜县教育局校园安全专项行动方案

各乡镇中学：

一、重点任务

（一）加强消防安全管理。各乡镇中学要全面排查消防安全隐患，建立台账。

（二）加强食品安全管理。各学校要落实食品安全校长负责制。

二、实施步骤

（一）安排部署（2026年10月1日至2026年10月20日）。各单位召开专题会议动员部署。

（二）排查整治（2026年10月21日至2026年12月10日）。全面排查安全风险。

（三）总结评估（2026年12月11日至2026年12月31日）。各单位的总结于2026年12月20日前报局法制安全股。

安澜县教育局
2026年9月28日
`

const contextOf = (person: PersonName) => {
  const { app } = county.assembled
  return { app, actor: county.people[person], now: app.clock.now(), requestId: newId<string>() }
}

const importIt = async (text = PLAN): Promise<CampaignId> => {
  const read = await importPlan(contextOf('officer').app.db, contextOf('officer'), {
    text,
    encoding: 'utf-8',
    name: '方案.txt',
  })
  return read.campaignId
}

/** The draft as a clerk finishes it: every question waived, every task with addressees. */
function finished(draft: CampaignDraft): CampaignDraft {
  return {
    ...draft,
    questions: draft.questions.map(each => ({
      ...each,
      resolution: { kind: 'waived', reason: '已核对' },
    })),
    tasks: draft.tasks.map(task => ({
      ...task,
      addressees:
        task.addressees.sets.length > 0
          ? task.addressees
          : { sets: ['all-schools'], include: [], exclude: [] },
    })),
  }
}

async function confirmed(): Promise<{ id: CampaignId; revision: number }> {
  const id = await importIt()
  const { campaigns } = county.as('officer')
  const { draft, revision } = await campaigns.draft({ id })
  const saved = await campaigns.saveDraft({ id, revision, draft: finished(draft) })
  const turn = await campaigns.advance({ id, revision: saved.revision, event: 'confirm' })
  return { id, revision: turn.revision }
}

async function dispatched(): Promise<CampaignId> {
  const { id, revision } = await confirmed()
  await county.as('leader').campaigns.advance({ id, revision, event: 'dispatch' })
  return id
}

describe('import', () => {
  test('a document becomes a draft whose tasks stand in the text', async () => {
    const id = await importIt()
    const draft = await county.as('officer').campaigns.draft({ id })
    expect(draft.draft.phases.map(phase => phase.kind)).toEqual(['deployment', 'rectification', 'review'])
    expect(draft.draft.tasks.length).toBeGreaterThanOrEqual(4)
    for (const task of draft.draft.tasks)
      expect(draft.text.slice(task.span?.start, task.span?.end)).toBe(task.quote)
    const summary = draft.draft.tasks.find(task => task.milestone === 'summary')
    expect(summary).toMatchObject({ dueOn: '2026-12-20', evidence: ['statement', 'document'] })
    expect(await county.audit('campaign.import', id)).toHaveLength(1)
  })

  test('the same text again is allowed and said', async () => {
    const first = await importIt(`${PLAN}\n附件：无`)
    const second = await importIt(`${PLAN}\n附件：无`)
    const draft = await county.as('officer').campaigns.draft({ id: second })
    expect(draft.sameDocument.map(each => each.id)).toEqual([first])
  })

  test('a text without phases is kept, and says what is missing', async () => {
    const id = await importIt('关于做好安全工作的通知\n各学校要加强管理。\n')
    const draft = await county.as('officer').campaigns.draft({ id })
    expect(draft.problems).toContainEqual({ code: 'no-phases', blocking: true })
  })

  test('a school sees no draft', async () => {
    const id = await importIt()
    await expectRefusal(county.as('eastHead').campaigns.draft({ id }), 'not-permitted')
    await expectRefusal(county.as('eastHead').campaigns.get({ id }), 'not-found')
  })
})

describe('a draft', () => {
  test('two people save it: the second is told', async () => {
    const id = await importIt()
    const { draft, revision } = await county.as('officer').campaigns.draft({ id })
    await county
      .as('officer')
      .campaigns.saveDraft({ id, revision, draft: { ...draft, title: '第一个人的标题' } })
    await expectRefusal(
      county
        .as('secondOfficer')
        .campaigns.saveDraft({ id, revision, draft: { ...draft, title: '第二个人的标题' } }),
      'stale-revision',
    )
    expect((await county.as('officer').campaigns.draft({ id })).draft.title).toBe('第一个人的标题')
  })

  test('nobody rewrites the document through it', async () => {
    const id = await importIt()
    const { draft, revision } = await county.as('officer').campaigns.draft({ id })
    const [first, ...rest] = draft.tasks
    if (!first) throw new Error('no task')
    const forged = { ...draft, questions: [], tasks: [{ ...first, quote: '篡改' }, ...rest] }
    await county.as('officer').campaigns.saveDraft({ id, revision, draft: forged })
    const after = await county.as('officer').campaigns.draft({ id })
    expect(after.draft.tasks[0]?.quote).toBe(first.quote)
    expect(after.draft.questions).toHaveLength(draft.questions.length)
  })

  test('an open question stands in the way, a waived one does not', async () => {
    const id = await importIt()
    const { draft, revision } = await county.as('officer').campaigns.draft({ id })
    expect(draft.questions.length).toBeGreaterThan(0)
    await expectRefusal(
      county.as('officer').campaigns.advance({ id, revision, event: 'confirm' }),
      'draft-not-ready',
    )
    await expect(confirmed()).resolves.toMatchObject({ revision: 3 })
  })

  test('two people confirm it: one confirmation', async () => {
    const id = await importIt()
    const { draft, revision } = await county.as('officer').campaigns.draft({ id })
    const saved = await county.as('officer').campaigns.saveDraft({ id, revision, draft: finished(draft) })
    const both = await Promise.allSettled(
      (['officer', 'secondOfficer'] as const).map(person =>
        county.as(person).campaigns.advance({ id, revision: saved.revision, event: 'confirm' }),
      ),
    )
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await county.audit('campaign.confirm', id)).toHaveLength(1)
  })
})

describe('dispatch', () => {
  test('freezes the addressees, tells the schools once and shows them only their own', async () => {
    const id = await dispatched()
    const mine = await county.as('eastHead').assignments.mine({ campaignId: id, page: 1, pageSize: 50 })
    expect(mine.rows.length).toBeGreaterThan(0)
    expect(new Set(mine.rows.map(row => row.unit.id))).toEqual(new Set([county.units.eastMiddle]))
    const notices = await county.as('eastHead').inbox.list({ page: 1, pageSize: 50 })
    expect(notices.rows.filter(row => row.kind === 'dispatched').length).toBeGreaterThan(0)
    const board = await county.as('officer').campaigns.progress({ id, by: 'unit' })
    expect(board.groups.reduce((sum, group) => sum + group.progress.total, 0)).toBe(board.total.total)
    const matrix = await county.as('officer').campaigns.matrix({ id })
    expect(matrix.cells).toHaveLength(matrix.units.length * matrix.tasks.length)
    expect([...matrix.cells].filter(cell => cell !== '.')).toHaveLength(board.total.total)
    const ownMatrix = await county.as('westHead').campaigns.matrix({ id })
    expect(new Set(ownMatrix.units.map(unit => unit.township))).toEqual(new Set(['439901102']))
  })

  test('two people dispatch: one set of assignments', async () => {
    const { id, revision } = await confirmed()
    const both = await Promise.allSettled(
      (['leader', 'director'] as const).map(person =>
        county.as(person).campaigns.advance({ id, revision, event: 'dispatch' }),
      ),
    )
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { total } = await county.as('officer').campaigns.progress({ id, by: 'phase' })
    const one = await dispatched()
    const again = await county.as('officer').campaigns.progress({ id: one, by: 'phase' })
    expect(total.total).toBe(again.total.total)
  })

  test('makes ids of its own: a draft that names its rows as another campaign does is laid on units too', async () => {
    const first = await dispatched()
    const taken = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('tasks').select(['id', 'phase_id']).where('campaign_id', '=', first).execute(),
    )
    const { campaigns } = county.as('officer')
    const before = await campaigns.progress({ id: first, by: 'phase' })
    const phaseId = (taken[0]?.phase_id ?? '') as PhaseId
    const id = await importIt()
    const { draft, revision } = await campaigns.draft({ id })
    const { phases, tasks, ...rest } = finished(draft)
    const moved = phases[0]?.id
    const saved = await campaigns.saveDraft({
      ...{ id, revision },
      draft: {
        ...rest,
        phases: phases.map(phase => (phase.id === moved ? { ...phase, id: phaseId } : phase)),
        tasks: tasks.map((task, index) => ({
          ...{ ...task, id: (taken[index]?.id ?? task.id) as TaskId },
          phaseId: task.phaseId === moved ? phaseId : task.phaseId,
        })),
      },
    })
    const turn = await campaigns.advance({ id, revision: saved.revision, event: 'confirm' })
    await campaigns.advance({ id, revision: turn.revision, event: 'dispatch' })
    const board = await campaigns.progress({ id, by: 'phase' })
    expect(board.groups.map(each => each.progress.total)).toEqual(
      before.groups.map(each => each.progress.total),
    )
    expect(await campaigns.progress({ id: first, by: 'phase' })).toEqual(before)
  })

  test('an inspector cannot dispatch', async () => {
    const { id, revision } = await confirmed()
    await expectRefusal(
      county.as('inspector').campaigns.advance({ id, revision, event: 'dispatch' }),
      'not-permitted',
    )
  })
})

describe('hand-ins', () => {
  const firstOwn = async (id: CampaignId) => {
    const mine = await county.as('eastSafety').assignments.mine({ campaignId: id, page: 1, pageSize: 50 })
    const summary = mine.rows.find(row => row.evidence.includes('document'))
    if (!summary) throw new Error('nothing asks for a document')
    return summary
  }

  test('hand in, return with a reason, hand in again, accept; nobody judges his own', async () => {
    const task = await firstOwn(await dispatched())
    const school = county.as('eastSafety').assignments
    const bureau = county.as('officer').assignments
    const received = await school.advance({ id: task.id, revision: task.revision, event: 'receive' })
    await expectRefusal(
      school.submit({ id: task.id, revision: received.revision, statement: '已完成', files: [] }),
      'evidence-missing',
    )
    const file = (await county.aFile('eastMiddle', 'application/pdf')) as FileId
    const first = await school.submit({
      ...{ id: task.id, revision: received.revision, statement: '已完成', files: [file] },
    })
    for (const reason of [null, ' ', '\u200b\u200b', '\u202e\u202c'])
      await expectRefusal(
        bureau.advance({ id: task.id, revision: first.revision, event: 'return', reason }),
        'reason-required',
      )
    const returned = await bureau.advance({
      ...{ id: task.id, revision: first.revision, event: 'return', reason: '\u202e缺签字\u200b' },
    })
    expect(returned.state).toBe('returned')
    const again = await school.submit({
      ...{ id: task.id, revision: returned.revision, statement: '已补签字', files: [file] },
    })
    await expectRefusal(
      school.advance({ id: task.id, revision: again.revision, event: 'accept' }),
      'role-not-allowed',
    )
    const accepted = await bureau.advance({ id: task.id, revision: again.revision, event: 'accept' })
    expect(accepted.state).toBe('accepted')
    const detail = await bureau.get({ id: task.id })
    expect(detail.submissions.map(each => [each.version, each.decision, each.reason])).toEqual([
      [2, 'accepted', null],
      [1, 'returned', '缺签字'],
    ])
    expect(detail.history.map(line => line.action)).toEqual([
      'assignment.receive',
      'assignment.submit',
      'assignment.return',
      'assignment.submit',
      'assignment.accept',
    ])
  })

  test('is judged by nobody of the same school, nor by whoever handed in an earlier version', async () => {
    const task = await firstOwn(await dispatched())
    const files = [(await county.aFile('eastMiddle', 'application/pdf')) as FileId]
    const as = (person: PersonName) => county.as(person).assignments
    const sent = await as('eastSafety').submit({
      ...{ id: task.id, revision: task.revision, statement: '已完成', files },
    })
    const own = { id: task.id, revision: sent.revision, reason: '缺签字' }
    for (const event of ['accept', 'return'] as const)
      await expectRefusal(as('eastCoordinator').advance({ ...own, event }), 'reviews-own-work')
    expect((await as('eastCoordinator').get({ id: task.id })).events).toEqual([])
    const home = await county.as('eastCoordinator').home.summary()
    expect(home.toReview.map(each => each.id)).not.toContain(task.id)

    const returned = await as('officer').advance({ ...own, event: 'return' })
    const again = await as('eastHead').submit({
      ...{ id: task.id, revision: returned.revision, statement: '已补签字', files },
    })
    // Whoever handed in the first version has gone to the bureau meanwhile.
    const promoted = { ...county.people.officer, accountId: county.people.eastSafety.accountId }
    const { assignments } = county.asActor(promoted)
    await expectRefusal(
      assignments.advance({ id: task.id, revision: again.revision, event: 'accept' }),
      'reviews-own-work',
    )
    expect((await assignments.get({ id: task.id })).events).toEqual([])
  })

  test('two reviewers on one hand-in: one decision', async () => {
    const task = await firstOwn(await dispatched())
    const file = (await county.aFile('eastMiddle', 'application/pdf')) as FileId
    const sent = await county
      .as('eastSafety')
      .assignments.submit({ id: task.id, revision: task.revision, statement: '已完成', files: [file] })
    const both = await Promise.allSettled([
      county.as('officer').assignments.advance({ id: task.id, revision: sent.revision, event: 'accept' }),
      county
        .as('secondOfficer')
        .assignments.advance({ id: task.id, revision: sent.revision, event: 'return', reason: '不清楚' }),
    ])
    expect(both.map(each => each.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('another school neither reads nor answers it, and its files are not evidence here', async () => {
    const task = await firstOwn(await dispatched())
    await expectRefusal(county.as('westHead').assignments.get({ id: task.id }), 'not-found')
    const theirs = (await county.aFile('westMiddle', 'application/pdf')) as FileId
    await expectRefusal(
      county
        .as('eastSafety')
        .assignments.submit({ id: task.id, revision: task.revision, statement: '完成', files: [theirs] }),
      'unknown-file',
    )
  })

  test('a hand-in cannot be rewritten by the running server', async () => {
    const task = await firstOwn(await dispatched())
    const file = (await county.aFile('eastMiddle', 'application/pdf')) as FileId
    await county
      .as('eastSafety')
      .assignments.submit({ id: task.id, revision: task.revision, statement: '已完成', files: [file] })
    await expect(
      county.assembled.app.db.transaction(SYSTEM, tx =>
        tx.updateTable('submissions').set({ statement: '改写' }).execute(),
      ),
    ).rejects.toThrow(/permission denied/)
  })

  test('while a campaign is suspended nothing is handed in', async () => {
    const id = await dispatched()
    const task = await firstOwn(id)
    const { revision } = await county.as('officer').campaigns.get({ id })
    await expectRefusal(
      county.as('officer').campaigns.advance({ id, revision, event: 'suspend' }),
      'reason-required',
    )
    await county.as('officer').campaigns.advance({ id, revision, event: 'suspend', reason: '汛情' })
    await expectRefusal(
      county
        .as('eastSafety')
        .assignments.submit({ id: task.id, revision: task.revision, statement: '完成', files: [] }),
      'campaign-not-running',
    )
  })

  test('progress moves by itself', async () => {
    const id = await dispatched()
    const stream = (await county.as('officer').campaigns.live({ id }))[Symbol.asyncIterator]()
    const before = await stream.next()
    const task = await firstOwn(id)
    await county
      .as('eastSafety')
      .assignments.advance({ id: task.id, revision: task.revision, event: 'receive' })
    // News of the dispatch may still be under way and bring a snapshot of its own.
    let after = await stream.next()
    while (after.value?.total.received === before.value?.total.received) after = await stream.next()
    expect(after.value?.total.received).toBe((before.value?.total.received ?? 0) + 1)
    await stream.return?.()
  })
})
