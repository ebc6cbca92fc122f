import type { DrillId, Instant, PupilId } from '@anlan/domain'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'

const county = useCounty()
const desk = () => county.as('eastSafety').rosters
const unitId = () => county.units.eastPrimary
const listed = async () => (await desk().classes({ unitId: unitId() })).classes
const names = async () => (await listed()).map(({ name }) => name)
const aClass = async (name: string) => {
  const found = (await listed()).find(each => each.name === name)
  if (!found) throw new Error(`no class ${name}`)
  return found
}
const pupilsOf = async (classId?: string) =>
  (await desk().pupils({ unitId: unitId(), pageSize: 100, ...(classId && { classId }) })).rows
const facts = (name: string, grade: number, pupils = 0) => ({ name, grade, pupils })
const create = (name: string, grade: number, pupils = 0) =>
  desk().createClass({ unitId: unitId(), facts: facts(name, grade, pupils) })

beforeAll(() => county.setNow(new Date().toISOString() as Instant))

describe('a school’s class', () => {
  test('is added once under its name, in its grade', async () => {
    const { id } = await create('一年级1班', 1, 40)
    await create('二年级1班', 2)
    await create('一年级2班', 1)
    expect(await names()).toEqual(['一年级1班', '一年级2班', '二年级1班'])
    await expectRefusal(create('一年级1班', 1), 'name-taken')
    for (const bad of [
      facts(' ', 1),
      facts('一班', 0),
      facts('一班', 13),
      facts('一班', 1, -1),
      facts('一班', 1, 201),
    ])
      await expect(desk().createClass({ unitId: unitId(), facts: bad })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
      })
    expect(await county.audit('roster.create-class', id)).toMatchObject([
      { actor_name: 'eastSafety', unit_id: unitId() },
    ])
  })
  test('of two who add the same at once one is told that the name is taken', async () => {
    const both = await Promise.allSettled([create('三年级1班', 3), create('三年级1班', 3)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect((await names()).filter(name => name === '三年级1班')).toHaveLength(1)
  })
  test('is renamed by who saw it last', async () => {
    const { id, revision } = await aClass('三年级1班')
    const change = { id, revision, facts: facts('三年级实验班', 3, 38) }
    expect(await desk().changeClass(change)).toEqual({ revision: 2 })
    await expectRefusal(desk().changeClass(change), 'stale-revision')
    await expectRefusal(
      desk().changeClass({ ...change, revision: 2, facts: facts('一年级1班', 3) }),
      'name-taken',
    )
    expect(await aClass('三年级实验班')).toMatchObject({ grade: 3, pupils: 38, revision: 2 })
    expect(await county.audit('roster.change-class', id)).toHaveLength(1)
  })
  test('gets pupils one by one, two of one name being two', async () => {
    const { id } = await aClass('一年级1班')
    const add = (name: string) => desk().addPupil({ unitId: unitId(), classId: id, name })
    const made = await add('甲')
    await Promise.all([add('甲'), add('乙')])
    expect((await pupilsOf(id)).map(({ name }) => name).toSorted()).toEqual(['乙', '甲', '甲'])
    await expect(add('')).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expectRefusal(
      desk().addPupil({ unitId: county.units.eastMiddle, classId: id, name: '丙' }),
      'not-found',
    )
    expect(await county.audit('roster.add-pupil', made.id)).toHaveLength(1)
  })
  test('moves up a grade together with the others, each into the name the next leaves', async () => {
    const rising = ['一年级1班', '一年级2班', '二年级1班']
    const seen = await Promise.all(rising.map(aClass))
    const to = (id: string, revision: number, name: string) => ({ id, revision, name })
    const [first, second, third] = seen
    if (!first || !second || !third) throw new Error('three classes were made')
    await expectRefusal(
      desk().promote({ unitId: unitId(), classes: [to(first.id, first.revision, '二年级1班')] }),
      'name-taken',
    )
    const classes = [
      ...[to(first.id, first.revision, '二年级1班'), to(second.id, second.revision, '二年级2班')],
      to(third.id, third.revision, '三年级1班'),
    ]
    expect(await desk().promote({ unitId: unitId(), classes })).toEqual({ promoted: 3 })
    expect(await names()).toEqual(['二年级1班', '二年级2班', '三年级1班', '三年级实验班'])
    expect((await aClass('二年级1班')).id).toBe(first.id)
    expect(await pupilsOf(first.id)).toHaveLength(3)
    await expectRefusal(desk().promote({ unitId: unitId(), classes }), 'stale-revision')
    const { id: last } = await create('高三1班', 12)
    await expectRefusal(desk().promote({ unitId: unitId(), classes: [to(last, 1, '高四1班')] }), 'grade-last')
    expect(await county.audit('roster.promote', unitId())).toHaveLength(1)
  })
  test('without pupils is closed at a word; with pupils only with a word where they go', async () => {
    const empty = await aClass('高三1班')
    expect(await desk().closeClass({ id: empty.id, revision: 1 })).toEqual({ moved: 0 })
    expect(await names()).not.toContain('高三1班')
    await expectRefusal(desk().closeClass({ id: empty.id, revision: 2 }), 'class-closed')

    const full = await aClass('二年级1班')
    const seen = { id: full.id, revision: full.revision }
    await expect(desk().closeClass(seen)).rejects.toMatchObject({
      refusal: { code: 'class-has-pupils', count: 40 },
    })
    for (const classId of [full.id, empty.id])
      await expectRefusal(desk().closeClass({ ...seen, pupils: { to: 'class', classId } }), 'not-found')
    expect(await pupilsOf(full.id)).toHaveLength(3)

    const target = await aClass('二年级2班')
    expect(await desk().closeClass({ ...seen, pupils: { to: 'class', classId: target.id } })).toEqual({
      moved: 3,
    })
    expect(await pupilsOf(target.id)).toHaveLength(3)
    expect(await aClass('二年级2班')).toMatchObject({ pupils: 40, named: 3 })
    // Its name is free again, and nobody is put into it any more.
    await create('二年级1班', 2)
    const [child] = await pupilsOf(target.id)
    await expectRefusal(desk().changePupil({ id: child?.id as PupilId, classId: full.id }), 'not-found')
    expect(await county.audit('roster.close-class', full.id)).toHaveLength(1)
  })
  test('that graduates takes its pupils off the roster, and none of them is in a closed class', async () => {
    const leaving = await aClass('二年级2班')
    const nameOf = new Map((await pupilsOf(leaving.id)).map(({ id, name }) => [id, name]))
    await desk().closeClass({ id: leaving.id, revision: leaving.revision, pupils: { to: 'left' } })
    expect(await pupilsOf()).toEqual([])
    const rows = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('pupils').select(['id', 'left_on']).where('unit_id', '=', unitId()).execute(),
    )
    expect(rows.map(({ left_on }) => left_on)).toEqual(Array(3).fill(county.assembled.app.clock.today()))
    // One of them comes back: into a class there is, not into the one that was closed.
    const id = rows[0]?.id as PupilId
    await expectRefusal(desk().changePupil({ id, name: '归来' }), 'not-found')
    const { id: classId } = await aClass('三年级1班')
    await desk().changePupil({ id, name: '归来', classId })
    expect((await pupilsOf(classId)).map(({ name }) => name)).toEqual(['归来'])
    await desk().changePupil({ id, left: true })
    expect(await pupilsOf()).toEqual([])
    const { rows: gone } = await desk().pupils({ unitId: unitId(), left: true })
    expect(gone.map(({ name }) => name).toSorted()).toEqual(
      rows.map(({ id: of }) => (of === id ? '归来' : nameOf.get(of))).toSorted(),
    )
    await expectRefusal(
      county.as('eastTeacher').rosters.pupils({ unitId: unitId(), left: true }),
      'not-permitted',
    )
    expect((await county.as('westSafety').rosters.pupils({ unitId: unitId(), left: true })).rows).toEqual([])
  })
  test('that is closed while somebody is put into it loses nobody', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [from, to] = [await create(`转出${round}`, 4), await create(`转入${round}`, 4)]
      const add = (classId: string, name: string) => desk().addPupil({ unitId: unitId(), classId, name })
      const { id } = await add(to.id, '调班生')
      await Promise.allSettled([
        desk().changePupil({ id, classId: from.id }),
        desk().closeClass({ id: from.id, revision: 1 }),
        add(from.id, '新生'),
      ])
      const open = new Set((await listed()).map(each => each.id))
      const rows = await county.assembled.app.db.read(SYSTEM, tx =>
        tx
          .selectFrom('pupils')
          .select('class_id')
          .where('unit_id', '=', unitId())
          .where('left_on', 'is', null)
          .execute(),
      )
      expect(rows.filter(({ class_id }) => !open.has(class_id))).toEqual([])
    }
  })
  test('changes under a drill that runs and leaves its list as it was frozen', async () => {
    const { id } = await create('五年级1班', 5)
    await desk().addPupil({ unitId: unitId(), classId: id, name: '在册生' })
    const started = await county
      .as('eastSafety')
      .drills.start({ unitId: unitId(), type: 'fire', mode: 'drill' })
    const frozen = async () =>
      county.assembled.app.db.read(SYSTEM, tx =>
        tx.selectFrom('drills').select('roster').where('id', '=', started.id).executeTakeFirstOrThrow(),
      )
    const before = await frozen()
    expect(JSON.stringify(before)).toContain('五年级1班')
    const { revision } = await desk().changeClass({ id, revision: 1, facts: facts('五年级甲班', 5) })
    await desk().addPupil({ unitId: unitId(), classId: id, name: '晚到生' })
    await desk().closeClass({ id, revision, pupils: { to: 'left' } })
    expect(await frozen()).toEqual(before)
    const drill = await county.as('eastSafety').drills.get({ id: started.id })
    await county.as('eastSafety').drills.advance({
      ...{ id: started.id as DrillId, revision: drill.revision, event: 'cancel', reason: '测试结束' },
    })
    const next = await county.as('eastSafety').drills.start({ unitId: unitId(), type: 'fire', mode: 'drill' })
    const roster = await county.assembled.app.db.read(SYSTEM, tx =>
      tx.selectFrom('drills').select('roster').where('id', '=', next.id).executeTakeFirstOrThrow(),
    )
    expect(JSON.stringify(roster)).not.toMatch(/五年级|在册生/)
  })
})

test.each(['westSafety', 'westHead', 'villageHead'] as const)(
  '%s changes no class of another school',
  async person => {
    const api = county.as(person).rosters
    const { id } = await create(`${person}的门外`, 6)
    const seen = { id, revision: 1 }
    await expectRefusal(api.createClass({ unitId: unitId(), facts: facts('外班', 1) }), 'outside-scope')
    await expectRefusal(api.addPupil({ unitId: unitId(), classId: id, name: '外人' }), 'outside-scope')
    await expectRefusal(
      api.promote({ unitId: unitId(), classes: [{ ...seen, name: '外班' }] }),
      'outside-scope',
    )
    await expectRefusal(api.changeClass({ ...seen, facts: facts('外班', 6) }), 'not-found')
    await expectRefusal(api.closeClass(seen), 'not-found')
    expect(await names()).toContain(`${person}的门外`)
  },
)

test.each(['eastTeacher', 'officer', 'admin', 'auditor', 'eastCoordinator'] as const)(
  '%s keeps no roster and changes no class',
  async person => {
    const api = county.as(person).rosters
    const { id, revision } = await aClass('三年级1班')
    for (const call of [
      api.createClass({ unitId: unitId(), facts: facts('外班', 1) }),
      api.changeClass({ id, revision, facts: facts('外班', 1) }),
      api.promote({ unitId: unitId(), classes: [{ id, revision, name: '外班' }] }),
      api.closeClass({ id, revision }),
      api.addPupil({ unitId: unitId(), classId: id, name: '外人' }),
    ])
      await expectRefusal(call, 'not-permitted')
  },
)
