import {
  listSubtree,
  mayHangUnder,
  UNIT_KIND_IDS,
  UnitFacts,
  type UnitId,
  type UnitKind,
} from '@anlan/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../testing/county.ts'
import { listUnits } from './unit.queries.ts'

const county = useCounty()
const units = (person: PersonName = 'admin') => county.as(person).units
const tree = () => county.assembled.app.db.read(SYSTEM, listUnits)

let number = 0
const newSchool = (change: { kind?: UnitKind; parent?: UnitId; name?: string; schoolCode?: string } = {}) => {
  number += 1
  const name = change.name ?? `新办第${number}小学`
  return {
    ...{ kind: change.kind ?? ('central-primary' as UnitKind), name, shortName: name.slice(0, 20) },
    ...{ parentId: change.parent ?? county.units.westMiddle, township: '439901102' },
    ...{ schoolCode: change.schoolCode ?? null, boarding: false, hasBus: false, hasLab: false },
    ...{ hasCanteen: true, pupils: 320, openFrom: '2026-09-01' as const },
  }
}
const aSchool = async (change: Parameters<typeof newSchool>[0] = {}) => units().create(newSchool(change))
const get = async (id: UnitId) => (await units().get({ id })).unit
const seen = async (id: UnitId) => ({ id, revision: (await get(id)).revision })
const ofName = (unit: UnitName) => seen(county.units[unit])
const closing = {
  reason: '并入中心小学',
  lastDay: '2026-10-15' as const,
  disablePeople: false,
  openWorkSeen: 0,
}

describe('a new unit', () => {
  test('hangs where its kind belongs and is in the record', async () => {
    const { id } = await aSchool()
    const detail = await units().get({ id })
    expect(detail).toMatchObject({
      parent: { id: county.units.westMiddle },
      townshipName: '西镇',
      verbs: ['change', 'move', 'close'],
      history: [{ action: 'unit.create', actorName: 'admin' }],
    })
    expect(await county.audit('unit.create', id)).toMatchObject([{ unit_id: id }])
    expect((await units('westHead').list()).map(row => row.id)).not.toContain(id)
  })
  test('is seen by the head above it as soon as he signs in anew', async () => {
    const { id } = await aSchool()
    const { accountId } = county.people.westHead
    const { rows } = await county.assembled.connections.auth.query<{ id: string }>(
      `with recursive below as (select unit_id as id from accounts where id = $1
        union select u.id from units u join below on u.parent_id = below.id) select id from below`,
      [accountId],
    )
    expect(rows.map(row => row.id)).toContain(id)
  })
  test.each([
    ['under a section', { kind: 'village-school' as const, under: 'section' as const }, 'unit-misplaced'],
    ['as a second bureau', { kind: 'bureau' as const, under: 'bureau' as const }, 'unit-misplaced'],
  ])('does not hang %s', async (_where, { kind, under }, code) => {
    await expectRefusal(aSchool({ kind, parent: county.units[under] }), code)
  })
  test('needs a name and a code of its own, and a township that exists', async () => {
    await aSchool({ name: '同名小学', schoolCode: '2143000001' })
    await expectRefusal(aSchool({ name: '同名小学' }), 'name-taken')
    await expectRefusal(aSchool({ schoolCode: '2143000001' }), 'school-code-taken')
    await expectRefusal(units().create({ ...newSchool(), township: '439901999' }), 'unknown-township')
  })
  test.each<PersonName>(['eastAdmin', 'officer', 'director', 'auditor'])('is not %s’s to make', async who => {
    await expectRefusal(units(who).create(newSchool()), 'not-permitted')
    await expectRefusal(units(who).createTownship({ code: '439901103', name: '北镇' }), 'not-permitted')
  })
})

describe('changing a unit', () => {
  const facts = async (id: UnitId, change: Partial<UnitFacts> = {}) => ({
    ...(await seen(id)),
    facts: { ...UnitFacts.parse(await get(id)), ...change },
  })
  test('keeps what it was', async () => {
    const { id } = await aSchool()
    const input = await facts(id, { name: '改名小学', pupils: 400, kind: 'village-school' })
    await units().change(input)
    expect(await get(id)).toMatchObject({ name: '改名小学', pupils: 400, kind: 'village-school' })
    expect(await county.audit('unit.change', id)).toHaveLength(1)
    await expectRefusal(units().change(input), 'stale-revision')
    await expectRefusal(units('eastAdmin').change(input), 'not-permitted')
  })
  test('gives it no kind that the units above and below do not bear', async () => {
    await expectRefusal(
      units().change(await facts(county.units.eastPrimary, { kind: 'village-school' })),
      'unit-misplaced',
    )
    await expectRefusal(units().change(await facts(county.units.bureau, { kind: 'section' })), 'unit-is-root')
  })
})

describe('moving a unit', () => {
  test('takes the units below and the open work along into the new township', async () => {
    const { id: parent } = await aSchool({ kind: 'town-middle', parent: county.units.bureau })
    const { id: below } = await aSchool({ parent })
    await county.as('officer').hazards.report({
      unitId: below,
      hazard: {
        ...{ area: 'fire', source: 'self-inspection', place: '食堂', description: '疏散指示灯不亮' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
      },
      files: [],
    })
    const input = { ...(await seen(parent)), parentId: county.units.bureau, township: '439901101' }
    const stale = { ...(await seen(below)), parentId: parent, township: '439901102' }
    await units().move(input)
    await expectRefusal(units().move(stale), 'stale-revision')
    expect([(await get(parent)).township, (await get(below)).township]).toEqual(['439901101', '439901101'])
    const east = await county.as('officer').hazards.list({ filter: { unitId: below, township: '439901101' } })
    expect(east.total).toBe(1)
    expect(await county.audit('unit.move', parent)).toHaveLength(1)
    await expectRefusal(units().move(input), 'stale-revision')
  })
  test.each<[UnitName, UnitName, string]>([
    ['eastMiddle', 'eastMiddle', 'unit-misplaced'],
    ['eastMiddle', 'eastVillage', 'unit-misplaced'],
    ['eastPrimary', 'eastPrimary', 'unit-misplaced'],
    ['eastVillage', 'section', 'unit-misplaced'],
    ['bureau', 'eastMiddle', 'unit-is-root'],
  ])('%s does not go under %s: %s', async (unit, under, code) => {
    const input = { ...(await ofName(unit)), parentId: county.units[under], township: null }
    await expectRefusal(units().move(input), code)
    expect(await county.audit('unit.move', county.units[unit])).toHaveLength(0)
  })
  test('is the county’s business', async () => {
    const input = {
      ...(await ofName('eastVillage')),
      parentId: county.units.eastMiddle,
      township: '439901101',
    }
    await expectRefusal(units('eastAdmin').move(input), 'not-permitted')
  })
})

describe('closing a unit', () => {
  test('keeps it out of new work and keeps what it did', async () => {
    const { id } = await aSchool()
    await units().close({ ...(await seen(id)), ...closing })
    expect(await units().get({ id })).toMatchObject({
      unit: { openUntil: '2026-10-15' },
      verbs: ['change', 'reopen'],
    })
    expect(await county.audit('unit.close', id)).toHaveLength(1)
    await expectRefusal(aSchool({ kind: 'village-school', parent: id }), 'parent-closed')
    await expectRefusal(
      units().move({ ...(await seen(id)), parentId: county.units.bureau, township: null }),
      'unit-closed',
    )
    const person = {
      ...{ name: '王晚来', username: 'wanlai', phone: null, role: 'principal' as const, unitId: id },
      ...{ posts: [], from: '2026-10-15' as const },
    }
    await expectRefusal(county.as('admin').people.create(person), 'unit-closed')
  })
  test('waits for the units below and for its people', async () => {
    const { id } = await aSchool()
    const { id: below } = await aSchool({ kind: 'village-school', parent: id })
    const all = { ...closing, disablePeople: true }
    await expectRefusal(units().close({ ...(await seen(id)), ...all }), 'unit-not-empty')
    await units().close({ ...(await seen(below)), ...closing })
    const { id: head } = await county.as('admin').people.create({
      ...{ name: '王校长', username: 'wangxz', phone: null, role: 'principal', unitId: id, posts: ['head'] },
      from: '2026-09-01',
    })
    await expectRefusal(units().close({ ...(await seen(id)), ...closing }), 'unit-not-empty')
    await units().close({ ...(await seen(id)), ...all })
    expect((await county.as('admin').people.get({ id: head })).person).toMatchObject({
      ...{ state: 'disabled', disabledReason: closing.reason },
    })
    expect(await county.audit('person.disable', head)).toMatchObject([{ unit_id: id }])
  })
  test('shuts out neither whoever closes it nor the last county administrator', async () => {
    const { id } = await aSchool({ kind: 'section', parent: county.units.bureau })
    const { id: second } = await county.as('admin').people.create({
      ...{ name: '第二管理员', username: 'second', phone: null, role: 'county-admin', unitId: id, posts: [] },
      from: '2026-09-01',
    })
    const asSecond = county.asActor({
      ...{ ...county.people.admin, accountId: second, name: 'second', unitId: id },
    })
    const input = { ...(await seen(id)), ...closing, disablePeople: true }
    await expectRefusal(asSecond.units.close(input), 'own-account')
    const { person } = await county.as('admin').people.get({ id: county.people.admin.accountId })
    const both = await Promise.allSettled([
      units().close(input),
      asSecond.people.disable({
        ...{ id: person.accountId, revision: person.revision, reason: '岗位调整', endPosts: false },
      }),
    ])
    expect(both.find(each => each.status === 'rejected')).toMatchObject({
      reason: { refusal: { code: 'last-county-admin' } },
    })
    expect(both.filter(each => each.status === 'fulfilled')).toHaveLength(1)
  })
  test('with open work needs that work to have been seen', async () => {
    const { id } = await aSchool()
    await county.as('officer').hazards.report({
      unitId: id,
      hazard: {
        ...{ area: 'food', source: 'self-inspection', place: '食堂', description: '留样柜温度不够' },
        ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false },
      },
      files: [],
    })
    const refused = units().close({ ...(await seen(id)), ...closing })
    await expect(refused).rejects.toMatchObject({ refusal: { code: 'unit-has-open-work', count: 1 } })
    expect((await units().get({ id })).remains).toMatchObject({ hazards: 1, openWork: 1 })
    await units().close({ ...(await seen(id)), ...closing, openWorkSeen: 1 })
  })
  test('is not dated ahead, not the bureau’s fate, and the county’s business', async () => {
    const { id } = await aSchool()
    const later = { ...closing, lastDay: '2026-10-16' as const }
    await expectRefusal(units().close({ ...(await seen(id)), ...later }), 'day-in-the-future')
    await expectRefusal(units().close({ ...(await ofName('bureau')), ...closing }), 'unit-is-root')
    await expectRefusal(units('eastAdmin').close({ ...(await seen(id)), ...closing }), 'not-permitted')
    await expectRefusal(units().close({ id, revision: 9, ...closing }), 'stale-revision')
  })
})

describe('reopening a unit', () => {
  const reason = '恢复办学'
  test('brings it back where it hung, without its people', async () => {
    const { id } = await aSchool()
    await units().close({ ...(await seen(id)), ...closing })
    const now = await seen(id)
    await expectRefusal(units('eastAdmin').reopen({ ...now, reason }), 'not-permitted')
    await units().reopen({ ...now, reason })
    expect((await get(id)).openUntil).toBeNull()
    expect(await county.audit('unit.reopen', id)).toHaveLength(1)
    await expectRefusal(units().reopen({ ...now, reason }), 'stale-revision')
    await expectRefusal(units().reopen({ ...(await seen(id)), reason }), 'unit-open')
  })
  test('waits for the unit above to work again', async () => {
    const { id: parent } = await aSchool({ kind: 'town-middle', parent: county.units.bureau })
    const { id } = await aSchool({ parent })
    await units().close({ ...(await seen(id)), ...closing })
    await units().close({ ...(await seen(parent)), ...closing })
    await expectRefusal(units().reopen({ ...(await seen(id)), reason }), 'parent-closed')
  })
})

describe('looking', () => {
  test('the list counts who can sign in, and shows a school its own units', async () => {
    const all = await units().list()
    const own = await units('eastHead').list()
    expect(own.map(row => row.shortName).toSorted()).toEqual(['eastMiddle', 'eastPrimary', 'eastVillage'])
    expect(all.length).toBeGreaterThan(own.length)
    const { total } = await county.as('admin').people.list({ filter: { unitId: county.units.eastMiddle } })
    expect(all.find(row => row.id === county.units.eastMiddle)?.people).toBe(total)
  })
  test('another school’s page stays shut', async () => {
    await expectRefusal(units('eastHead').get({ id: county.units.westMiddle }), 'not-found')
    expect((await units('eastHead').get({ id: county.units.eastVillage })).verbs).toEqual([])
  })
  test('townships are added by the county, each code once', async () => {
    await units().createTownship({ code: '439901103', name: '北镇' })
    await expectRefusal(units().createTownship({ code: '439901103', name: '又北镇' }), 'township-taken')
    expect(await units('eastHead').townships()).toContainEqual({ code: '439901103', name: '北镇' })
    expect(await county.audit('township.create', '439901103')).toHaveLength(1)
  })
})

// Last, for it leaves no unit where the others look for it.
describe('the tree', () => {
  test('stays one tree, whatever moves and changes come, also at the same time', async () => {
    for (const kind of ['town-middle', 'central-primary', 'village-school', 'kindergarten'] as const)
      await aSchool({ kind, parent: county.units.bureau })
    const all = (await tree()).filter(unit => unit.openUntil === null)
    const pick = fc.integer({ min: 0, max: all.length - 1 })
    const step = fc.record({
      unit: pick,
      under: pick,
      kind: fc.constantFrom(...UNIT_KIND_IDS),
      moves: fc.boolean(),
    })
    const act = async (each: { unit: number; under: number; kind: UnitKind; moves: boolean }) => {
      const [unit, under] = [all[each.unit], all[each.under]]
      if (!unit || !under) return
      const now = await seen(unit.id)
      if (each.moves) await units().move({ ...now, parentId: under.id, township: unit.township })
      else
        await units().change({ ...now, facts: { ...UnitFacts.parse(await get(unit.id)), kind: each.kind } })
    }
    let done = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, step), { minLength: 1, maxLength: 12 }), async pairs => {
        // Two at once each time: what both are refused or granted must still be one tree.
        for (const pair of pairs)
          for (const each of await Promise.allSettled(pair.map(act)))
            done += Number(each.status === 'fulfilled')
        const after = await tree()
        const roots = after.filter(unit => unit.parentId === null)
        expect(roots.map(unit => unit.id)).toEqual([county.units.bureau])
        expect(listSubtree(after, county.units.bureau)).toHaveLength(after.length)
        for (const unit of after) {
          const parent = after.find(each => each.id === unit.parentId)
          expect(mayHangUnder(unit.kind, parent?.kind ?? null)).toBe(true)
        }
      }),
      { numRuns: 12 },
    )
    expect(done).toBeGreaterThan(0)
  })
})
