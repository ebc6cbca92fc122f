import type { BulletinCommand, BulletinId } from '@anlan/domain'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { makePaper } from '../papers/make-paper.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
let number = 0

beforeAll(async () => {
  for (const unitId of [county.units.eastMiddle, county.units.eastPrimary])
    await county.as('officer').hazards.report({ unitId, hazard: found, files: [] })
})
const found = {
  ...{ area: 'fire' as const, source: 'supervision-review' as const, place: '食堂', stopUse: false },
  ...{ description: '灭火器压力不足', discoveredOn: '2026-10-10' as const, interimControl: null },
}

async function draft(by: 'school' | 'township' = 'school') {
  return county.as('officer').bulletins.draft({
    ...{ id: newId<BulletinId>(), title: '第三季度校园安全工作情况通报𠮷', from: '2026-10-01' },
    ...{ until: '2026-10-15', by, indicators: ['hazards-closed'] },
  })
}
const give = (
  who: PersonName,
  { id, revision }: { id: BulletinId; revision: number },
  command: BulletinCommand,
) => county.as(who).bulletins.advance({ id, revision, command })
const text = {
  ...{ title: '第三季度校园安全工作情况通报𠮷', praise: '东镇中学整改及时。', criticism: '' },
  ...{ practice: '', problems: '个别学校㐂报送不及时。' },
}
const issue = (): BulletinCommand => ({
  ...{ event: 'issue', to: null, documentNumber: `安教通〔2026〕${(number += 1)}号` },
})
async function submitted() {
  const edited = await give('officer', await draft(), { event: 'edit', text })
  return give('officer', edited, { event: 'submit' })
}
/** A hazard of the school is verified: its rate is counted otherwise from now on. */
async function change(): Promise<void> {
  const { owner } = county.assembled.connections
  await owner.query(
    `update hazards set state = 'rectifying' where id = (select id from hazards where state = 'reported' limit 1)`,
  )
}

describe('a bulletin', () => {
  test('leaves whoever has nothing to divide by unranked', async () => {
    const bulletin = await draft()
    const rows = bulletin.figures[0]?.rows ?? []
    expect(rows.length).toBeGreaterThan(4)
    expect(rows.every(({ place, denominator }) => (place === null) === (denominator === 0))).toBe(true)
    expect(rows.some(({ denominator }) => denominator === 0)).toBe(true)
  })

  test('shows what changed between draft and approval and follows none of it by itself', async () => {
    const waiting = await submitted()
    await change()
    const seen = await county.as('leader').bulletins.get({ id: waiting.id })
    expect(seen.drift).toMatchObject([{ then: { denominator: 0 }, now: { denominator: 1 } }])
    expect(seen.bulletin.figures).toEqual(waiting.figures)
    await expectRefusal(give('leader', waiting, { event: 'approve', keepsFigures: false }), 'figures-changed')
    const approved = await give('leader', waiting, { event: 'approve', keepsFigures: true })
    expect(approved).toMatchObject({ state: 'approved', approved: { keptFigures: true } })
    expect(approved.figures).toEqual(waiting.figures)
  })

  test('is approved by a leader, goes out under a number of its own and tells who has read it', async () => {
    const waiting = await submitted()
    await expectRefusal(
      give('officer', waiting, { event: 'approve', keepsFigures: false }),
      'role-not-allowed',
    )
    await expectRefusal(county.as('eastHead').bulletins.get({ id: waiting.id }), 'not-found')
    const approved = await give('leader', waiting, { event: 'approve', keepsFigures: false })
    const issued = await give('officer', approved, issue())
    const head = county.as('eastHead').bulletins
    expect((await head.get({ id: issued.id })).mayNote).toBe(true)
    await head.note({ id: issued.id })
    await head.note({ id: issued.id })
    const { receipts } = await county.as('officer').bulletins.get({ id: issued.id })
    expect(receipts.filter(({ readAt }) => readAt !== null)).toMatchObject([
      { unit: { id: county.units.eastMiddle }, readByName: 'eastHead' },
    ])
    expect(await county.audit('bulletin.read', issued.id)).toHaveLength(1)
    const seenByWest = await county.as('westHead').bulletins.get({ id: issued.id })
    expect(seenByWest.receipts.map(({ unit }) => unit.id)).not.toContain(county.units.eastMiddle)
    expect((await county.as('eastHead').inbox.list({})).rows.map(({ link }) => link)).toContain(
      `/bulletins/${issued.id}`,
    )
    const second = await give('leader', await submitted(), { event: 'approve', keepsFigures: true })
    const taken = { ...issue(), documentNumber: issued.issued?.documentNumber ?? '' } as BulletinCommand
    await expectRefusal(give('officer', second, taken), 'number-taken')
  })

  test('is one paper for the bureau and for every school that got it, and a draft for nobody else', async () => {
    const make = (who: PersonName, id: string) =>
      makePaper(
        {
          app: county.assembled.app,
          actor: county.people[who],
          now: county.assembled.app.clock.now(),
          requestId: null,
        },
        ...(['bulletin', id, 'http://here'] as const),
      )
    const approved = await give('leader', await submitted(), { event: 'approve', keepsFigures: true })
    expect(await make('eastHead', approved.id)).toEqual({ ok: false, error: { code: 'not-found' } })
    expect((await make('officer', approved.id)).ok).toBe(true)
    expect(await county.audit('paper.make')).toHaveLength(0)
    const command = { ...issue(), to: [county.units.eastMiddle] } as BulletinCommand
    const { id } = await give('officer', approved, command)
    expect(await make('westHead', id)).toEqual({ ok: false, error: { code: 'not-found' } })
    const made = await Promise.all((['eastHead', 'officer', 'eastHead'] as const).map(who => make(who, id)))
    expect(made.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(await county.audit('paper.make')).toHaveLength(1)
    const { rows } = await county.assembled.connections.owner.query<{ unit_id: string }>(
      'select unit_id from papers where subject_id = $1',
      [id],
    )
    expect(rows).toEqual([{ unit_id: county.units.bureau }])
  })

  test('compares with the one before it that ranked the same', async () => {
    await change()
    const next = await draft()
    const moved = next.figures[0]?.rows.filter(row => row.was !== null) ?? []
    expect(moved.length).toBeGreaterThan(0)
    expect((await draft('township')).figures[0]?.was).toBeNull()
  })

  test('that says nothing is not sent for approval, and a rate nobody declared is not drafted', async () => {
    const empty = { ...text, praise: '', problems: '' }
    const edited = await give('officer', await draft(), { event: 'edit', text: empty })
    await expectRefusal(give('officer', edited, { event: 'submit' }), 'bulletin-says-nothing')
    await expect(
      county.as('officer').bulletins.draft({
        ...{ id: newId<BulletinId>(), title: '十月情况通报', from: '2026-10-01', until: '2026-10-15' },
        ...{ by: 'school', indicators: ['no-such-rate'] },
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
