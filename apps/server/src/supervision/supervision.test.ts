import type { FileId, MatterId, MeasureCommand, MeasureId, NewMeasure } from '@anlan/domain'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()

const asked: NewMeasure = {
  ...{ kind: 'reminder', reason: '隐患整改逾期', demand: '请于期限内完成整改并反馈。', skipReason: null },
}
const fact = { kind: 'text', words: '宿舍安全出口夜间上锁，已逾期三天。' } as const
const open = (by: PersonName = 'officer', measure: Partial<NewMeasure> = {}) =>
  county.as(by).supervision.open({
    ...{ unitId: county.units.eastMiddle, title: '宿舍安全出口上锁逾期未整改', facts: [fact] },
    measure: { ...asked, ...measure },
  })
let serial = 0
const numbered = () => `安教督〔2026〕${(serial += 1)}号`

/** Carries a command to the newest revision of a measure. */
async function give(
  by: PersonName,
  { id, matterId }: { id: MeasureId; matterId: MatterId },
  command: MeasureCommand,
  files: FileId[] = [],
) {
  const { measures } = await county.as('officer').supervision.get({ id: matterId })
  const revision = measures.find(({ measure }) => measure.id === id)?.measure.revision ?? 0
  return county.as(by).supervision.advance({ id, revision, command, files })
}
const issue = (replyDueOn: '2026-10-25' | null = '2026-10-25'): MeasureCommand => ({
  ...{ event: 'issue', documentNumber: numbered(), replyDueOn },
})

/** A measure that has gone out and was received. */
async function received(kind: NewMeasure['kind'] = 'supervision-notice') {
  const measure = await open('officer', { kind, skipReason: '情形严重' })
  await give(kind === 'admonition-talk' ? 'director' : 'leader', measure, { event: 'approve' })
  await give('officer', measure, issue())
  await give('eastHead', measure, { event: 'receive' })
  return measure
}

beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

describe('a supervision notice', () => {
  test('goes from proposal to closing, and every step is in the record', async () => {
    const measure = await received()
    const file = (await county.aFile('eastMiddle')) as FileId
    await give('eastSafety', measure, { event: 'reply', text: '已拆除门锁并安排值守' }, [file])
    await give('inspector', measure, { event: 'return', reason: '照片看不清', replyDueOn: '2026-10-30' })
    await give('eastHead', measure, { event: 'reply', text: '已补拍照片并复核' })
    const closed = await give('officer', measure, { event: 'verify', note: '现场核实，已整改。' })
    expect(closed).toMatchObject({ state: 'closed', returned: 1, issued: { name: 'officer' } })

    const detail = await county.as('eastHead').supervision.get({ id: measure.matterId })
    expect(detail.state).toBe('closed')
    expect(detail.facts).toEqual([
      { kind: 'text', subjectId: null, words: fact.words, knownAt: '2026-10-15T02:00:00.000Z' },
    ])
    expect(detail.timeline.map(({ event }) => event)).toEqual([
      ...['propose', 'approve', 'issue', 'receive', 'reply', 'return', 'reply', 'verify'],
    ])
    expect(detail.measures[0]?.files).toMatchObject([{ id: file, stage: 'reply' }])
    for (const verb of ['propose', 'approve', 'issue', 'receive', 'return', 'verify'])
      expect(await county.audit(`measure.${verb}`, measure.matterId)).toHaveLength(1)
    expect(await county.audit('measure.reply', measure.matterId)).toHaveLength(2)
  })

  test('is the bureau’s own until it has been issued', async () => {
    const measure = await open('officer', { kind: 'warning', skipReason: '情形严重' })
    const school = county.as('eastHead').supervision
    await expectRefusal(school.get({ id: measure.matterId }), 'not-found')
    await give('leader', measure, { event: 'approve' })
    await expectRefusal(school.get({ id: measure.matterId }), 'not-found')
    await expectRefusal(
      school.advance({ id: measure.id, revision: 2, command: { event: 'receive' }, files: [] }),
      'not-found',
    )
    await give('officer', measure, issue())
    expect((await school.get({ id: measure.matterId })).measures).toHaveLength(1)
    await expectRefusal(county.as('westHead').supervision.get({ id: measure.matterId }), 'not-found')
    expect((await county.as('eastCoordinator').supervision.get({ id: measure.matterId })).facts).toHaveLength(
      1,
    )
  })

  test('that follows another shows the school nothing of what it rests on before it has been issued', async () => {
    const { matterId } = await received()
    const more = { kind: 'text', words: '接到举报，宿舍安全出口昨夜再次上锁。' } as const
    const next = await county.as('officer').supervision.propose({
      ...{ matterId, facts: [more] },
      measure: { ...asked, kind: 'circular', skipReason: '情形严重' },
    })
    const wordsFor = async (by: PersonName) =>
      (await county.as(by).supervision.get({ id: matterId })).facts.map(({ words }) => words)
    expect(await wordsFor('officer')).toEqual([fact.words, more.words])
    expect(await wordsFor('eastHead')).toEqual([fact.words])
    await give('leader', next, { event: 'approve' })
    expect(await wordsFor('eastCoordinator')).toEqual([fact.words])
    await give('officer', next, issue())
    expect(await wordsFor('eastHead')).toEqual([fact.words, more.words])
  })

  test('is changed by its proposer before it is approved; who read what it said before decides nothing', async () => {
    const measure = await open()
    const text = { reason: '隐患整改逾期', demand: '请于三日内完成整改并反馈。', skipReason: null }
    await expectRefusal(give('inspector', measure, { event: 'revise', text }), 'not-own-draft')
    await give('officer', measure, { event: 'revise', text })
    const asRead = { id: measure.id, revision: measure.revision, command: { event: 'approve' } as const }
    await expectRefusal(county.as('leader').supervision.advance({ ...asRead, files: [] }), 'stale-revision')
    const { measures, timeline } = await county.as('officer').supervision.get({ id: measure.matterId })
    expect(measures).toMatchObject([{ measure: { state: 'proposed', demand: text.demand } }])
    expect(timeline.map(({ event }) => event)).toEqual(['propose', 'revise'])
    expect(await county.audit('measure.revise', measure.matterId)).toHaveLength(1)
    await give('leader', measure, { event: 'approve' })
    await expectRefusal(give('officer', measure, { event: 'revise', text }), 'event-not-allowed')
    expect(await give('officer', measure, issue())).toMatchObject({ demand: text.demand })
  })

  test('tells the school that it is there, and whoever proposed it that it was answered', async () => {
    const measure = await received()
    await give('eastHead', measure, { event: 'reply', text: '已经整改完成' })
    const titles = async (who: PersonName) =>
      (await county.as(who).inbox.list({})).rows
        .filter(({ link }) => link === `/supervision/${measure.matterId}`)
        .map(({ title }) => title.zh)
    expect(await titles('eastSafety')).toEqual(['督办通知请签收'])
    expect(await titles('leader')).toContain('督办通知已反馈，请核验')
    expect(await titles('eastTeacher')).toEqual([])
  })

  test('goes out under a number that no other has', async () => {
    const [first, second] = [
      await open('officer', { kind: 'circular', skipReason: '情形严重' }),
      await open(),
    ]
    await give('leader', first, { event: 'approve' })
    await give('leader', second, { event: 'approve' })
    const command = {
      event: 'issue',
      documentNumber: '安教督〔2026〕900号',
      replyDueOn: '2026-10-25',
    } as const
    await give('officer', first, command)
    await expectRefusal(give('officer', second, command), 'number-taken')
  })

  test('a change somebody else made first is not overwritten', async () => {
    const measure = await received()
    const stale = {
      id: measure.id,
      revision: 1,
      command: { event: 'reply', text: '已经整改' } as const,
      files: [],
    }
    await expectRefusal(county.as('eastHead').supervision.advance(stale), 'stale-revision')
  })

  test('whoever has no part in it is not let in', async () => {
    await expectRefusal(county.as('eastTeacher').supervision.counts(), 'not-permitted')
    await expectRefusal(open('eastHead'), 'not-permitted')
    await expectRefusal(open('auditor'), 'not-permitted')
  })

  test('another school’s files are no answer', async () => {
    const measure = await received()
    const file = (await county.aFile('westMiddle')) as FileId
    await expectRefusal(
      give('eastHead', measure, { event: 'reply', text: '已经整改' }, [file]),
      'unknown-file',
    )
  })
})

describe('the ladder', () => {
  test('the next rung takes the place of what is under way when it goes out, and not before', async () => {
    const first = await open()
    await give('leader', first, { event: 'approve' })
    await give('officer', first, issue())
    await give('eastHead', first, { event: 'receive' })
    const second = await county.as('officer').supervision.propose({
      ...{ matterId: first.matterId, facts: [] },
      measure: { ...asked, kind: 'supervision-notice', reason: '提醒后仍未整改' },
    })
    const states = async (who: PersonName) =>
      (await county.as(who).supervision.get({ id: first.matterId })).measures.map(
        ({ measure }) => measure.state,
      )
    expect(await states('officer')).toEqual(['received', 'proposed'])
    expect(await states('eastHead')).toEqual(['received'])
    await give('leader', second, { event: 'approve' })
    await give('officer', second, issue())
    expect(await states('eastHead')).toEqual(['superseded', 'issued'])
    expect(await county.audit('measure.supersede', first.matterId)).toHaveLength(1)
  })

  test('two proposals at the same moment are one', async () => {
    const first = await open()
    await give('leader', first, { event: 'decline', reason: '先电话了解' })
    const again = () =>
      county.as('officer').supervision.propose({ matterId: first.matterId, facts: [], measure: asked })
    const both = await Promise.allSettled([again(), again()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('while an appeal is open, nothing further goes out', async () => {
    const measure = await received('warning')
    const next = await county.as('officer').supervision.propose({
      ...{ matterId: measure.matterId, facts: [] },
      measure: { ...asked, kind: 'admonition-talk', reason: '警示后仍未整改' },
    })
    await give('director', next, { event: 'approve' })
    await give('eastHead', measure, { event: 'appeal', grounds: '逾期系校舍施工所致，已事先报告。' })
    await expectRefusal(give('officer', next, issue()), 'appeal-open')
  })
})

describe('a talk with an appeal', () => {
  test('the appeal is upheld by another leader, and the talk closes with its record alone', async () => {
    const talk = await received('admonition-talk')
    await give('eastHead', talk, { event: 'appeal', grounds: '逾期系校舍施工所致，已事先报告。' })
    const uphold = { event: 'uphold', finding: '未见书面报告', replyDueOn: '2026-10-30' } as const
    await expectRefusal(give('director', talk, uphold), 'decides-own-approval')
    await give('leader', talk, uphold)
    await expectRefusal(
      give('eastHead', talk, { event: 'appeal', grounds: '请求再次复核原决定，理由同前。' }),
      'appeal-decided',
    )
    await expectRefusal(give('eastHead', talk, { event: 'reply', text: '已经整改完成' }), 'event-not-allowed')
    await give('officer', talk, {
      event: 'hold',
      record: {
        ...{ heldOn: '2026-10-15', place: '局会议室', ledBy: '局长', talkedTo: '校长' },
        ...{ said: '通报逾期未整改的事实，提出限期整改要求。', commitments: '十日内完成整改' },
      },
    })
    await give('eastHead', talk, { event: 'reply', text: '已按承诺完成整改' })
    expect(await give('officer', talk, { event: 'verify', note: '现场核实' })).toMatchObject({
      ...{ state: 'closed', appeal: { decision: { upheld: true } }, talk: { record: { talkedTo: '校长' } } },
    })
  })

  test('the appeal waits for a leader who had no part in it, and it is said where there is none', async () => {
    const talk = await open('leader', { kind: 'admonition-talk', skipReason: '情形严重' })
    await give('director', talk, { event: 'approve' })
    await give('officer', talk, issue())
    await give('eastHead', talk, { event: 'receive' })
    await give('eastHead', talk, { event: 'appeal', grounds: '逾期系校舍施工所致，已事先报告。' })
    const lift = { event: 'lift', finding: '确已事先报告' } as const
    await expectRefusal(give('leader', talk, lift), 'decides-own-proposal')
    await expectRefusal(give('director', talk, lift), 'decides-own-approval')
    const deciders = async (who: PersonName) =>
      (await county.as(who).supervision.get({ id: talk.matterId })).measures[0]?.appealDeciders
    expect(await deciders('officer')).toEqual([])
    expect(await deciders('eastHead')).toBeNull()
    const byOfficer = await received('admonition-talk')
    await give('eastHead', byOfficer, { event: 'appeal', grounds: '逾期系校舍施工所致，已事先报告。' })
    const { measures } = await county.as('officer').supervision.get({ id: byOfficer.matterId })
    expect(measures[0]?.appealDeciders).toEqual(['leader'])
  })

  test('an appeal that is late is refused with its last day', async () => {
    const talk = await received('admonition-talk')
    county.setNow('2026-10-26T02:00:00.000Z')
    await expectRefusal(
      give('eastHead', talk, { event: 'appeal', grounds: '逾期系校舍施工所致，已事先报告。' }),
      'appeal-late',
    )
  })
})

describe('a fact', () => {
  test('stays in the words of its day, whatever becomes of the hazard', async () => {
    const hazard = await county.as('eastSafety').hazards.report({
      ...{ unitId: county.units.eastMiddle, files: [] },
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place: '宿舍一层', description: '安全出口上锁。' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
      },
    })
    const measure = await county.as('officer').supervision.open({
      ...{ unitId: county.units.eastMiddle, title: '安全出口上锁', measure: asked },
      facts: [{ kind: 'hazard', id: hazard.id }],
    })
    const command = { event: 'dismiss', reason: '不属实' } as const
    await county.as('officer').hazards.advance({ id: hazard.id, revision: 1, command, files: [] })
    const { facts } = await county.as('officer').supervision.get({ id: measure.matterId })
    expect(facts).toMatchObject([
      { kind: 'hazard', subjectId: hazard.id, words: expect.stringContaining('状态：待核实') as string },
    ])
  })

  test('of another unit is no fact of this one', async () => {
    const hazard = await county.as('westSafety').hazards.report({
      ...{ unitId: county.units.westMiddle, files: [] },
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place: '宿舍一层', description: '安全出口上锁。' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
      },
    })
    const call = county.as('officer').supervision.open({
      ...{ unitId: county.units.eastMiddle, title: '安全出口上锁', measure: asked },
      facts: [{ kind: 'hazard', id: hazard.id }],
    })
    await expectRefusal(call, 'unknown-fact')
  })
})

describe('praise and highlights', () => {
  test('are read by every school once issued, and by none before or after they were taken back', async () => {
    const honour = await open('officer', { kind: 'highlight', demand: '值班带班制度做法可供各校借鉴。' })
    const seen = async () => (await county.as('westHead').supervision.honours()).map(({ id }) => id)
    expect(await seen()).not.toContain(honour.id)
    await give('leader', honour, { event: 'approve' })
    await give('officer', honour, { event: 'issue', documentNumber: null, replyDueOn: null })
    expect(await seen()).toContain(honour.id)
    // On the page of honours: another school's desk is about that school alone.
    expect((await county.as('westHead').supervision.list({})).rows).toEqual([])
    expect((await county.as('westHead').supervision.counts()).issued).toBe(0)
    expect(await give('eastHead', honour, { event: 'receive' })).toMatchObject({ state: 'closed' })
    expect(await seen()).toContain(honour.id)
    const other = await open('officer', { kind: 'praise' })
    await give('leader', other, { event: 'approve' })
    await give('officer', other, issue(null))
    await give('leader', other, { event: 'withdraw', reason: '名单有误' })
    expect(await seen()).not.toContain(other.id)
  })
})

test('the desk’s numbers are the length of the lists behind them', async () => {
  const desk = county.as('officer').supervision
  const counts = await desk.counts()
  for (const state of ['proposed', 'received', 'closed', 'superseded'] as const)
    expect((await desk.list({ filter: { state: [state] } })).total).toBe(counts[state])
  county.setNow('2026-11-15T02:00:00.000Z')
  const late = (await desk.counts()).late
  expect(late).toBeGreaterThan(0)
  expect((await desk.list({ filter: { late: true } })).total).toBe(late)
})
