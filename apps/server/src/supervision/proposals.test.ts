import type { FileId, HazardId, ManyProposals, MatterId, MeasureId } from '@anlan/domain'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'
import { proposeByLimits } from './propose-by-limits.ts'

const county = useCounty()
type School = 'eastMiddle' | 'westMiddle' | 'eastVillage'
const SAFETY = {
  ...{ eastMiddle: 'eastSafety', westMiddle: 'westSafety', eastVillage: 'villageSafety' },
} as const satisfies Record<School, PersonName>

/** A hazard of a school that is ten days late. */
async function aLateHazard(school: School): Promise<HazardId> {
  county.setNow('2026-10-01T02:00:00.000Z')
  const desk = county.as(SAFETY[school]).hazards
  const { id } = await desk.report({
    ...{ unitId: county.units[school], files: [] },
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '教学楼二层', description: '灭火器失压' },
      ...{ discoveredOn: '2026-10-01', interimControl: null, stopUse: false },
    },
  })
  await desk.advance({
    ...{ id, revision: 1, files: [] },
    command: {
      ...{ event: 'confirm', grade: 'general', basis: '学校安全检查标准' },
      plan: {
        ...{ leadId: county.people[SAFETY[school]].accountId, measures: '立即更换', funds: '公用经费' },
        ...{ dueOn: '2026-10-05', contingency: '专人值守' },
      },
      ...{ interimControl: null, stopUse: false },
    },
  })
  return id
}

const HEAP = { trigger: 'hazards', kind: 'supervision-notice' } as const
const heap = async () => (await county.as('leader').supervision.proposals({ heap: HEAP })).rows
const decide = (act: Omit<ManyProposals, 'reason'>, by: PersonName = 'leader') =>
  county.as(by).supervision.decideMany({ ...act, reason: '情况属实，同意所提措施' })
const itemOf = ({ id, revision }: { id: MeasureId; revision: number }) => ({ id, revision })

beforeEach(() => county.setNow('2026-10-15T02:00:00.000Z'))

describe('the proposals of a night', () => {
  const hazards: Partial<Record<School, HazardId>> = {}
  beforeAll(async () => {
    for (const school of ['eastMiddle', 'westMiddle', 'eastVillage'] as const)
      hazards[school] = await aLateHazard(school)
    county.setNow('2026-10-15T02:00:00.000Z')
    await proposeByLimits(county.assembled.app)
  })

  test('lie in heaps by what they came of, those of people by themselves and in front', async () => {
    await county.as('officer').supervision.open({
      ...{ unitId: county.units.eastMiddle, title: '宿舍安全出口上锁' },
      facts: [{ kind: 'text', words: '督查发现宿舍安全出口上锁。' }],
      measure: { kind: 'reminder', reason: '督查发现', demand: '请立即整改并反馈。', skipReason: null },
    })
    expect(await county.as('leader').supervision.proposalHeaps()).toEqual([
      { trigger: 'people', kind: 'reminder', count: 1, gone: 0, units: 1 },
      { ...HEAP, count: 3, gone: 0, units: 3 },
    ])
    expect(await heap()).toMatchObject(
      Array.from({ length: 3 }, () => ({
        gone: false,
        facts: [{ kind: 'hazard', state: 'rectifying', stands: true }],
      })),
    )
  })

  test('are nobody’s to see outside the bureau', async () => {
    expect((await county.as('eastHead').supervision.proposals({ heap: HEAP })).rows).toEqual([])
    expect(await county.as('eastHead').supervision.proposalHeaps()).toEqual([])
    await expectRefusal(county.as('eastTeacher').supervision.proposalHeaps(), 'not-permitted')
  })

  test('say so when the cause has gone, and can be dropped', async () => {
    const id = hazards.westMiddle as HazardId
    const photo = (await county.aFile('westMiddle')) as FileId
    const submit = { event: 'submit', rectification: '已更换并试用' } as const
    await county.as('westSafety').hazards.advance({ id, revision: 2, command: submit, files: [photo] })
    const accept = { event: 'accept', note: '合格' } as const
    await county.as('westHead').hazards.advance({ id, revision: 3, command: accept, files: [] })
    const gone = (await heap()).filter(each => each.gone)
    expect(gone).toMatchObject([
      { unit: { id: county.units.westMiddle }, facts: [{ state: 'closed', stands: false }] },
    ])
    expect((await county.as('leader').supervision.proposalHeaps()).at(-1)).toMatchObject({ gone: 1 })
    const items = gone.map(({ measure }) => itemOf(measure))
    expect(await decide({ event: 'withdraw', items }, 'officer')).toEqual({ done: 1, left: [] })
    expect(await heap()).toHaveLength(2)
  })

  test('are decided in one act, each by itself; what is left is told by name', async () => {
    const [first, second] = (await heap()).map(({ measure }) => measure)
    if (!first || !second) throw new Error('two proposals wait')
    const stale = { ...itemOf(second), revision: 7 }
    const unknown = { id: county.units.bureau as string as MeasureId, revision: 1 }
    const { done, left } = await decide({ event: 'approve', items: [itemOf(first), stale, unknown] })
    expect(done).toBe(1)
    expect(left).toMatchObject([
      { id: second.id, code: 'stale-revision', unit: expect.stringContaining('测试') as string },
      { code: 'not-found', unit: '', title: '' },
    ])
    const { measures, timeline } = await county.as('leader').supervision.get({ id: first.matterId })
    expect(measures.map(({ measure }) => measure.state)).toEqual(['approved'])
    expect(timeline.at(-1)).toMatchObject({ event: 'approve', note: '情况属实，同意所提措施' })
    expect(await county.audit('measure.approve', first.matterId)).toHaveLength(1)
    expect(await county.audit('measure.approve', second.matterId)).toHaveLength(0)
  })

  test('are approved by no officer, and what is decided is not decided again', async () => {
    const items = (await heap()).map(({ measure }) => itemOf(measure))
    expect(await decide({ event: 'approve', items }, 'officer')).toMatchObject({
      ...{ done: 0, left: [{ code: 'role-not-allowed' }] },
    })
    expect(await decide({ event: 'decline', items })).toMatchObject({ done: 1 })
    expect(
      await decide({ event: 'approve', items: items.map(item => ({ ...item, revision: 2 })) }),
    ).toMatchObject({
      left: [{ code: 'event-not-allowed' }],
    })
    expect(await heap()).toEqual([])
  })
})

describe('measures that were approved', () => {
  async function approved(title: string): Promise<{ id: MeasureId; revision: number; matterId: MatterId }> {
    const { id, matterId } = await county.as('officer').supervision.open({
      ...{ unitId: county.units.eastMiddle, title, facts: [{ kind: 'text', words: '督查发现门锁未拆除。' }] },
      measure: {
        ...{ kind: 'supervision-notice', reason: '督查发现', demand: '请立即整改并反馈。' },
        skipReason: '情形严重',
      },
    })
    const approve = { id, revision: 1, command: { event: 'approve' } as const, files: [] }
    const { revision } = await county.as('leader').supervision.advance(approve)
    return { id, revision, matterId }
  }
  const issue = (firstNumber: string | null, items: readonly { id: MeasureId; revision: number }[]) =>
    county.as('officer').supervision.issueMany({
      ...{ firstNumber, replyDueOn: '2026-10-30' as const },
      items: items.map(({ id, revision }) => ({ id, revision })),
    })
  const numberOf = async (id: MatterId) =>
    (await county.as('officer').supervision.get({ id })).measures[0]?.measure.issued?.documentNumber ?? null

  test('go out in one act, each under the next number, and each is received by itself', async () => {
    const [first, second, third] = [
      await approved('宿舍门锁'),
      await approved('食堂门锁'),
      await approved('车库门锁'),
    ]
    const stale = { ...second, revision: 9 }
    expect(await issue('安教督〔2026〕9号', [first, stale, third])).toMatchObject({
      ...{ done: 2, left: [{ id: second.id, code: 'stale-revision', title: '食堂门锁' }] },
    })
    expect([
      await numberOf(first.matterId),
      await numberOf(second.matterId),
      await numberOf(third.matterId),
    ]).toEqual(['安教督〔2026〕9号', null, '安教督〔2026〕10号'])
    expect(await county.audit('measure.issue', first.matterId)).toHaveLength(1)
    const told = (await county.as('eastHead').inbox.list({})).rows.map(({ link }) => link)
    expect(told).toContain(`/supervision/${first.matterId}`)
    expect(told).toContain(`/supervision/${third.matterId}`)
    expect(await issue('安教督〔2026〕10号', [second])).toMatchObject({ left: [{ code: 'number-taken' }] })
    expect(await issue(null, [second])).toMatchObject({ left: [{ code: 'number-required' }] })
  })

  test('are issued by the bureau alone', async () => {
    const { id, revision } = await approved('仓库门锁')
    const act = { firstNumber: null, replyDueOn: null, items: [{ id, revision }] }
    await expectRefusal(county.as('inspector').supervision.issueMany(act), 'not-permitted')
    await expectRefusal(county.as('eastHead').supervision.issueMany(act), 'not-permitted')
  })
})
