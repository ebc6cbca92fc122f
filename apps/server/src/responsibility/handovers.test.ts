import { itemKey, type HandoverCommand, type HandoverId, type PostId, type UnitId } from '@anlan/domain'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import { followEndedTerms } from './ended-terms.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'

const county = useCounty()
const TODAY = '2026-10-15'

beforeEach(async () => {
  county.setNow(`${TODAY}T02:00:00.000Z`)
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await tx
      .updateTable('handovers')
      .set({ state: 'cancelled', until_on: '2025-08-31' })
      .set({ body: sql`body || '{"passedOver": []}'` })
      .execute()
    await tx.updateTable('duties').set({ published_on: null }).execute()
    await tx.updateTable('letters').set({ state: 'withdrawn' }).execute()
    await tx
      .updateTable('appointments')
      .set({ from_on: '2025-09-01', until_on: '2026-08-01' })
      .where(({ or, eb }) => or([eb('until_on', 'is', null), eb('until_on', '>', '2026-08-01')]))
      .execute()
    for (const { accountId, unitId, role } of Object.values(county.people))
      await tx
        .updateTable('accounts')
        .set({ disabled_at: null, disabled_reason: null, unit_id: unitId, role })
        .where('id', '=', accountId)
        .execute()
  })
})

const revisionOf = async (who: PersonName): Promise<number> =>
  (await county.as('admin').people.get({ id: county.people[who].accountId })).person.revision

/** Gives somebody a post, or changes the days of one he has. */
async function appoint(
  who: PersonName,
  terms: { id?: string; post?: PostId; from?: string; until?: string | null }[],
) {
  const { person } = await county.as('admin').people.get({ id: county.people[who].accountId })
  await county.as('admin').people.change({
    ...{ id: county.people[who].accountId, revision: person.revision },
    ...{ name: person.name, phone: person.phone, role: person.role },
    posts: terms.map(({ id = null, post = 'safety-director', from = '2026-09-01', until = null }) => ({
      ...{
        id,
        post,
        from: from as `${number}-${number}-${number}`,
        until: until as `${number}-${number}-${number}`,
      },
    })),
  })
}

const termOf = async (who: PersonName): Promise<string> => {
  const { appointments } = await county.as('admin').people.get({ id: county.people[who].accountId })
  const [open] = appointments.filter(each => each.until === null)
  if (!open) throw new Error('holds no post')
  return open.id
}
const leave = async (who: PersonName, until = '2026-10-14') =>
  appoint(who, [{ id: await termOf(who), until }])

/** The one handover that is not signed by both. */
async function pending(): Promise<{ id: HandoverId; toName: string | null; fromName: string; gap: boolean }> {
  const { rows } = await county.as('officer').handovers.list({ filter: { state: ['open', 'handed'] } })
  const [row] = rows
  if (!row || rows.length > 1) throw new Error(`${rows.length} handovers`)
  return row
}
async function give(by: PersonName, id: HandoverId, command: HandoverCommand) {
  const { handover } = await county.as('officer').handovers.get({ id })
  return county.as(by).handovers.advance({ id, revision: handover.revision, command })
}
const handOver = async (by: PersonName, id: HandoverId, reason: string | null = null) => {
  const { handover } = await county.as('officer').handovers.get({ id })
  return give(by, id, {
    ...{ event: 'hand-over', seen: handover.items.map(itemKey), objects: ['微机室钥匙'], note: '', reason },
  })
}
const takeOver = async (by: PersonName, id: HandoverId) => {
  const { handover } = await county.as('officer').handovers.get({ id })
  return give(by, id, { event: 'take-over', checked: handover.items.map(itemKey), note: '' })
}

/** A hazard that somebody leads, without the walk that leads there. */
async function aHazardLedBy(who: PersonName, place: string): Promise<void> {
  const lead = county.people[who]
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', tx =>
    tx
      .insertInto('hazards')
      .values({
        ...{ id: newId<string>(), unit_id: county.units.eastMiddle as UnitId, township: '439901101' },
        ...{ number: `YH-${place}`, state: 'rectifying', area: 'fire', source: 'self' as never, place },
        ...{ description: '堆放杂物', discovered_on: TODAY, reported_by: lead.accountId },
        ...{ reported_by_name: lead.name, reported_at: `${TODAY}T01:00:00.000Z`, grade: 'general' },
        ...{ stop_use: false, due_on: '2026-10-30', lead_id: lead.accountId, lead_name: lead.name },
        ...{ extensions: '[]', transfer: null, listing: null, plan: null },
      } as never)
      .execute(),
  )
}

describe('a handover', () => {
  test('is made in the act that ends a post, listed by itself, sent back once and signed by both', async () => {
    await appoint('eastSafety', [{}])
    await aHazardLedBy('eastSafety', '实验楼三层')
    await leave('eastSafety')
    const made = await pending()
    expect(made).toMatchObject({ fromName: 'eastSafety', toName: null, gap: true })
    expect((await county.as('eastHead').handovers.counts()).gap).toBe(1)
    await appoint('eastTeacher', [{ from: TODAY }])
    expect(await pending()).toMatchObject({ id: made.id, toName: 'eastTeacher' })

    const detail = await county.as('eastSafety').handovers.get({ id: made.id })
    expect(detail.events).toEqual(['hand-over'])
    expect(detail.handover.items).toMatchObject([{ kind: 'hazard', title: 'YH-实验楼三层 实验楼三层' }])
    await handOver('eastSafety', made.id)
    await give('eastTeacher', made.id, { event: 'send-back', reason: '缺药品柜钥匙' })
    await handOver('eastSafety', made.id)
    await expectRefusal(
      give('eastTeacher', made.id, { event: 'take-over', checked: [], note: '' }),
      'items-unchecked',
    )
    await takeOver('eastTeacher', made.id)
    const { handover, gap } = await county.as('eastTeacher').handovers.get({ id: made.id })
    expect({ state: handover.state, gap, items: handover.items.map(({ checked }) => checked) }).toEqual({
      ...{ state: 'received', gap: false, items: [true, true] },
    })
    expect(handover.steps.map(({ event }) => event)).toEqual([
      ...['make', 'successor', 'hand-over', 'send-back', 'hand-over', 'take-over'],
    ])
    for (const verb of ['make', 'successor', 'send-back', 'take-over'])
      expect(await county.audit(`handover.${verb}`, made.id)).toHaveLength(1)
    const told = (await county.as('eastTeacher').inbox.list({})).rows
    expect(told.some(({ link }) => link === `/handovers/${made.id}`)).toBe(true)
  })

  test('a post that changes hands twice before the first handover is signed has one handover, to the third', async () => {
    await appoint('eastSafety', [{}])
    await leave('eastSafety')
    const { id } = await pending()
    await appoint('eastTeacher', [{ from: TODAY }])
    await handOver('eastSafety', id)
    await aHazardLedBy('eastTeacher', '东门')
    await leave('eastTeacher', TODAY)
    expect(await pending()).toMatchObject({ id, fromName: 'eastSafety', toName: null })
    await appoint('eastAdmin', [{ from: TODAY }])
    expect(await pending()).toMatchObject({ id, toName: 'eastAdmin' })
    const { handover } = await county.as('eastAdmin').handovers.get({ id })
    expect(handover).toMatchObject({ state: 'open', handedOn: null, passedOver: [{ name: 'eastTeacher' }] })
    // What came to lie with the one who was passed over goes on too.
    expect(handover.items.map(({ title }) => title)).toContain('YH-东门 东门')
    await expectRefusal(takeOver('eastAdmin', id), 'handover-event-not-allowed')
  })

  test('is signed by its own two sides and by nobody else', async () => {
    await appoint('eastSafety', [{}])
    await leave('eastSafety')
    await appoint('eastAdmin', [{ from: TODAY }])
    const { id } = await pending()
    await expectRefusal(handOver('eastAdmin', id), 'not-your-handover')
    await expectRefusal(handOver('eastHead', id, '代签'), 'predecessor-signs')
    await expectRefusal(handOver('eastTeacher', id), 'not-found')
    await expectRefusal(county.as('westHead').handovers.get({ id }), 'not-found')
    await handOver('eastSafety', id)
    await expectRefusal(takeOver('eastSafety', id), 'not-your-handover')
    await expectRefusal(takeOver('eastHead', id), 'not-your-handover')
  })

  test('a predecessor who moved to another school meanwhile still signs; a successor who moved away does not', async () => {
    await appoint('eastSafety', [{}])
    const move = async (who: PersonName) =>
      county.as('admin').people.move({
        ...{ id: county.people[who].accountId, revision: await revisionOf(who) },
        ...{ unitId: county.units.westMiddle, role: 'staff-member', posts: [], on: TODAY },
      })
    const elsewhere = (who: PersonName) =>
      county.asActor({
        ...county.people[who],
        ...{ role: 'staff-member', unitId: county.units.westMiddle },
        scope: { kind: 'units', units: [county.units.westMiddle] },
      }).handovers
    await aHazardLedBy('eastSafety', '食堂后门')
    await move('eastSafety')
    const { id } = await pending()
    await appoint('eastTeacher', [{ from: TODAY }])
    const seen = await elsewhere('eastSafety').get({ id })
    expect(seen.handover.items.map(({ title }) => title)).toContain('YH-食堂后门 食堂后门')
    await elsewhere('eastSafety').advance({
      ...{ id, revision: seen.handover.revision },
      command: {
        ...{
          event: 'hand-over',
          seen: seen.handover.items.map(itemKey),
          objects: [],
          note: '',
          reason: null,
        },
      },
    })
    const handed = (await county.as('eastTeacher').handovers.get({ id })).handover
    await move('eastTeacher')
    await expectRefusal(
      elsewhere('eastTeacher').advance({
        ...{ id, revision: handed.revision },
        command: { event: 'take-over', checked: handed.items.map(itemKey), note: '' },
      }),
      'not-found',
    )
    expect(await pending()).toMatchObject({ id, toName: null })
  })

  test('the head signs for somebody who has left, with his reason on the paper', async () => {
    await appoint('eastSafety', [{}])
    await county.as('admin').people.disable({
      ...{ id: county.people.eastSafety.accountId, revision: await revisionOf('eastSafety') },
      ...{ reason: '退休', endPosts: true },
    })
    const { id } = await pending()
    await expectRefusal(handOver('eastHead', id), 'reason-required')
    const after = await handOver('eastHead', id, '本人已退休')
    expect(after.handedFor).toMatchObject({ name: 'eastHead', reason: '本人已退休' })
  })

  test('what the post owes and a letter left unsigned go from hand to hand', async () => {
    await appoint('eastSafety', [{}])
    const [duty, shared, ended, letter, batch] = [1, 2, 3, 4, 5].map(() => newId<string>())
    const { accountId, unitId } = county.people.eastSafety
    await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
      const aDuty = (id: string | undefined, change: object) => ({
        ...{ id: id ?? '', version: 1, unit_id: unitId, post: 'safety-director', kind: 'safety', area: null },
        ...{ text: '组织日常巡查', basis: null, co_owners: [], published_on: '2026-09-01', retired: false },
        ...{ origin: null, revision: 1, made_by_name: '校长', made_at: `${TODAY}T00:00:00Z`, ...change },
      })
      await bulkInsert(tx, 'duties', [
        aDuty(duty, {}),
        aDuty(duty, { version: 2, published_on: null, text: '还没有公布的修订' }),
        aDuty(shared, { post: 'head', co_owners: ['safety-director'], text: '每月带队检查' }),
        aDuty(ended, { text: '已经停用的职责' }),
        aDuty(ended, { version: 2, retired: true }),
      ] as never)
      const year = { from_on: '2026-09-01', to_on: '2027-08-31' }
      await bulkInsert(tx, 'letter_batches', [
        {
          ...{ id: batch, unit_id: unitId, level: 'school-department', title: '责任书', issued: 1, ...year },
          ...{ skipped: [], issued_by: accountId, issued_by_name: '校长', issued_at: `${TODAY}T00:00:00Z` },
        },
      ] as never)
      await bulkInsert(tx, 'letters', [
        {
          ...{ id: letter, batch_id: batch, unit_id: unitId, level: 'school-department', state: 'issued' },
          ...{ post: 'safety-director', signer_id: accountId, signer_name: '安𠮷', issued_on: '2026-09-02' },
          ...{ signed_on: null, revision: 1, body: { text: { title: '部门安全工作责任书' } }, ...year },
        },
      ] as never)
    })
    await leave('eastSafety')
    const { id } = await pending()
    const { handover } = await county.as('officer').handovers.get({ id })
    const drawn = handover.items.filter(({ kind }) => kind !== 'hazard')
    expect(drawn.map(({ kind, title }) => [kind, title]).toSorted()).toEqual([
      ['duty', '每月带队检查'],
      ['duty', '组织日常巡查'],
      ['letter', '部门安全工作责任书'],
    ])
  })

  test('nothing is handed over that its signer has not seen', async () => {
    await appoint('eastSafety', [{}])
    await leave('eastSafety')
    const { id } = await pending()
    await aHazardLedBy('eastSafety', '操场看台')
    await expectRefusal(
      give('eastSafety', id, { event: 'hand-over', seen: [], objects: [], note: '', reason: null }),
      'handover-list-changed',
    )
  })
})

describe('a term with a last day from the beginning', () => {
  const YESTERDAY = '2026-10-14'
  const follow = () => followEndedTerms(county.assembled.app)
  const made = async () => (await county.audit('handover.make')).length

  test('has its handover the day after, once over two servers, and not before', async () => {
    const before = await made()
    await appoint('eastSafety', [{ until: YESTERDAY }])
    county.setNow(`${YESTERDAY}T02:00:00.000Z`)
    expect(await follow()).toBe(0)
    county.setNow(`${TODAY}T02:00:00.000Z`)
    const other = await county.another()
    await Promise.all([follow(), followEndedTerms(other.app)])
    await other.close()
    expect(await follow()).toBe(0)
    expect(await made()).toBe(before + 1)
    const { id, ...row } = await pending()
    expect(row).toMatchObject({ fromName: 'eastSafety', toName: null, gap: true })
    const told = (await county.as('eastHead').inbox.list({})).rows
    expect(told.some(({ link }) => link === `/handovers/${id}`)).toBe(true)
  })

  test('goes to whoever took the post meanwhile, and is made up for after a server was off', async () => {
    await appoint('eastSafety', [{ until: '2026-10-09' }])
    await appoint('eastTeacher', [{ from: '2026-10-10' }])
    expect(await follow()).toBe(1)
    expect(await pending()).toMatchObject({ fromName: 'eastSafety', toName: 'eastTeacher' })
  })

  test('has none where he goes on in it, where a leader has cancelled it, and for posts of whole groups', async () => {
    await appoint('eastSafety', [{ until: YESTERDAY }, { from: TODAY }])
    await appoint('eastTeacher', [{ post: 'subject-teacher', until: YESTERDAY }])
    expect(await follow()).toBe(0)
    await appoint('eastAdmin', [{ until: YESTERDAY }])
    expect(await follow()).toBe(1)
    await give('eastHead', (await pending()).id, { event: 'cancel', reason: '岗位撤并' })
    expect(await follow()).toBe(0)
  })

  test('of a successor who had not signed yet sends the one handover on and makes no second', async () => {
    await appoint('eastSafety', [{}])
    await leave('eastSafety', '2026-10-01')
    const { id } = await pending()
    await appoint('eastTeacher', [{ from: '2026-10-02', until: YESTERDAY }])
    expect(await pending()).toMatchObject({ id, toName: 'eastTeacher' })
    expect([await follow(), await follow()]).toEqual([1, 0])
    expect(await pending()).toMatchObject({ id, fromName: 'eastSafety', toName: null })
  })
})
