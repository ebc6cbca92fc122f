import type { FileId, MaterialCommand, MaterialContent, MaterialId, PilotId } from '@anlan/domain'
import { beforeAll, describe, expect, test } from 'vitest'
import { findFile } from '../../files/find-file.ts'
import { newId } from '../../ids.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../../testing/county.ts'

const county = useCounty()

const CONTENT: MaterialContent = {
  ...{ title: '学校风险分级管控制度', kind: 'rules', area: 'fire' },
  text: '第一条 为落实双重预防要求，结合学校实际制定本制度。',
}
const held: { pilot?: PilotId } = {}

/** A demonstration school, by the way every school goes. */
async function demonstrate(unit: UnitName, head: PersonName): Promise<PilotId> {
  const desk = county.as('officer').pilots
  const named = { unitId: county.units[unit], reason: '安全管理基础较好', targetOn: '2027-03-01' } as const
  const { id } = await desk.name(named)
  const answers = { team: '组长为校长', rules: '已经校务会审议', training: '已培训三次' }
  const assess = { event: 'assess', summary: '已按标准完成建设', answers } as const
  await county.as(head).pilots.advance({ id, revision: 1, command: assess })
  const accept = { event: 'accept', note: '核查属实', despite: '风险点正在补录' } as const
  await desk.advance({ id, revision: 2, command: accept })
  const promote = { event: 'promote', note: '做法可推广' } as const
  await county.as('director').pilots.advance({ id, revision: 3, command: promote })
  return id
}

const share = (by: PersonName = 'eastHead', more: Partial<MaterialContent> = {}, files: FileId[] = []) =>
  county.as(by).materials.share({
    ...{ pilotId: held.pilot ?? newId<PilotId>(), content: { ...CONTENT, ...more }, files },
  })
async function give(by: PersonName, id: MaterialId, command: MaterialCommand, files: FileId[] = []) {
  const { material } = await county.as('officer').materials.get({ id })
  return county.as(by).materials.advance({ id, revision: material.revision, command, files })
}
async function published(more: Partial<MaterialContent> = {}, files: FileId[] = []) {
  const { id } = await share('eastHead', more, files)
  await give('officer', id, { event: 'publish' })
  return id
}
const reads = (who: PersonName, id: string) =>
  findFile(
    {
      app: county.assembled.app,
      actor: county.people[who],
      now: '2026-10-15T02:00:00.000Z',
      requestId: null,
    },
    id,
  )

beforeAll(async () => {
  county.setNow('2026-10-15T02:00:00.000Z')
  held.pilot = await demonstrate('eastMiddle', 'eastHead')
})

describe('shared material', () => {
  test('is read by every school once the bureau agrees, with its files, and by none before or after', async () => {
    const file = (await county.aFile('eastMiddle', 'application/pdf')) as FileId
    const { id } = await share('eastSafety', {}, [file])
    const west = county.as('westHead').materials
    await expectRefusal(west.get({ id }), 'not-found')
    expect(await reads('westHead', file)).toBeUndefined()
    await give('officer', id, { event: 'return', reason: '请删去学生姓名' })
    await give(
      'eastHead',
      id,
      { event: 'resubmit', content: { ...CONTENT, title: '风险管控制度（修订）' } },
      [file],
    )
    await give('leader', id, { event: 'publish' })
    expect(await west.get({ id })).toMatchObject({
      ...{
        material: { title: '风险管控制度（修订）' },
        files: [{ id: file }],
        events: [],
        mayTakeOver: true,
      },
    })
    expect(await reads('westHead', file)).toMatchObject({ id: file })
    await give('eastHead', id, { event: 'withdraw', reason: '制度已修订' })
    await expectRefusal(west.get({ id }), 'not-found')
    expect(await reads('westHead', file)).toBeUndefined()
    for (const verb of ['share', 'return', 'resubmit', 'publish', 'withdraw'])
      expect(await county.audit(`material.${verb}`, id)).toHaveLength(1)
  })

  test('is changed by its own school and the bureau alone', async () => {
    const id = await published()
    const withdraw = { event: 'withdraw', reason: '制度已修订' } as const
    await expectRefusal(give('westHead', id, withdraw), 'not-found')
    await expectRefusal(give('villageHead', id, withdraw), 'not-found')
    await expectRefusal(give('officer', id, withdraw), 'role-not-allowed')
    await expectRefusal(give('inspector', id, { event: 'retract', reason: '内容过时' }), 'role-not-allowed')
    await give('officer', id, { event: 'retract', reason: '内容过时' })
    await expectRefusal(give('eastHead', id, withdraw), 'material-event-not-allowed')
  })

  test('comes from a demonstration school, with files of its own', async () => {
    await expectRefusal(share('officer'), 'not-permitted')
    await expectRefusal(share('westHead'), 'not-found')
    const strange = (await county.aFile('westMiddle')) as FileId
    await expectRefusal(share('eastHead', {}, [strange]), 'unknown-file')
    const { id } = await county.as('officer').pilots.name({
      ...{ unitId: county.units.westMiddle, reason: '安全管理基础较好', targetOn: '2027-03-01' },
    })
    const early = county.as('westHead').materials.share({ pilotId: id, content: CONTENT })
    await expectRefusal(early, 'not-a-demonstration-school')
  })

  test('refuses files that come with anything but a version, and what has no words', async () => {
    const file = (await county.aFile('eastMiddle')) as FileId
    const { id } = await share()
    await expect(give('officer', id, { event: 'publish' }, [file])).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
    await expect(share('eastHead', { title: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(share('eastHead', { kind: 'gossip' as 'rules' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    })
  })

  test('that two publish or take back at the same moment has one fate', async () => {
    const { id } = await share()
    const both = await Promise.allSettled([
      give('officer', id, { event: 'publish' }),
      give('eastHead', id, { event: 'withdraw', reason: '制度已修订' }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('is found by what it says, its kind and its area', async () => {
    const id = await published({ title: '宿舍夜间巡查清单', kind: 'checklist', area: null })
    const found = async (filter: object) =>
      (await county.as('westSafety').materials.list({ filter })).rows.map(row => row.id)
    expect(await found({ search: '夜间巡查' })).toEqual([id])
    expect(await found({ search: '100%' })).toEqual([])
    expect(await found({ kind: 'checklist', area: 'none' })).toEqual([id])
    expect(await found({ kind: 'training' })).toEqual([])
    const counts = await county.as('westSafety').materials.counts()
    expect((await found({ state: 'published' })).length).toBe(counts.published)
    expect(counts.submitted).toBe(0)
  })
})

describe('taking over', () => {
  test('counts once a school, also when two click at the same moment', async () => {
    const id = await published()
    const west = county.as('westHead').materials
    const take = () => west.takeOver({ id, note: '结合本校实际修订后执行' })
    const both = await Promise.allSettled([take(), take()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const colleague = county.as('westSafety').materials.takeOver({ id, note: '再次参考' })
    await expectRefusal(colleague, 'taken-over-already')
    county.setNow('2026-10-16T02:00:00.000Z')
    await county.as('villageHead').materials.takeOver({ id, note: '照此张贴' })
    expect(await county.audit('material.take-over', id)).toHaveLength(2)
    const detail = await county.as('eastHead').materials.get({ id })
    expect(detail.takeOvers.map(({ unitId }) => unitId)).toEqual([
      ...[county.units.westMiddle, county.units.eastVillage],
    ])
    const { rows } = await west.list({ filter: { search: CONTENT.title } })
    expect(rows.find(row => row.id === id)).toMatchObject({ taken: 2, takenByMe: true })
    expect(await west.get({ id })).toMatchObject({ taken: true, mayTakeOver: false })
  })

  test('is for another school, of what is published', async () => {
    const id = await published()
    const take = (who: PersonName) => county.as(who).materials.takeOver({ id, note: '照此张贴' })
    await expectRefusal(take('eastHead'), 'takes-over-own')
    await expectRefusal(take('officer'), 'not-permitted')
    await expectRefusal(take('eastTeacher'), 'not-permitted')
    await give('eastHead', id, { event: 'withdraw', reason: '制度已修订' })
    await expectRefusal(take('westHead'), 'not-found')
  })
})

describe('a pairing', () => {
  const pair = (helped: UnitName, by: PersonName = 'officer') =>
    county.as(by).pilots.pair({
      ...{ pilotId: held.pilot ?? newId<PilotId>(), helpedId: county.units[helped] },
      ...{ goal: '帮助完成风险辨识', until: '2027-06-30' },
    })

  test('is seen by both schools and the bureau, and ended with what came of it', async () => {
    const { id } = await pair('westMiddle')
    const seen = async (who: PersonName) =>
      (await county.as(who).pilots.pairings({ pilotId: null })).map(({ pairing }) => pairing.id)
    for (const who of ['westHead', 'eastHead', 'officer'] as const) expect(await seen(who)).toContain(id)
    expect(await seen('villageHead')).not.toContain(id)
    const told = async (who: PersonName) =>
      (await county.as(who).inbox.list({})).rows.map(({ title, body }) => `${title.zh}：${body.zh}`)
    expect((await told('westHead')).filter(text => text.startsWith('双重预防结对帮扶：'))).toHaveLength(1)
    await expectRefusal(pair('westMiddle'), 'paired-already')
    await county.as('officer').pilots.endPairing({ id, outcome: '已完成风险辨识' })
    const again = county.as('officer').pilots.endPairing({ id, outcome: '再次结束' })
    await expectRefusal(again, 'pairing-ended')
    for (const who of ['westHead', 'eastHead'] as const)
      expect((await told(who)).filter(text => text.includes('已结束'))).toEqual([
        '双重预防结对帮扶已结束：已完成风险辨识',
      ])
    expect(await county.audit('pilot.pair', held.pilot)).toHaveLength(1)
    expect(await county.audit('pilot.end-pairing', held.pilot)).toHaveLength(1)
    await pair('westMiddle')
  })

  test('is the bureau’s to make, between two schools, once', async () => {
    await expectRefusal(pair('eastVillage', 'eastHead'), 'not-permitted')
    await expectRefusal(pair('eastMiddle'), 'helps-itself')
    await expectRefusal(pair('section'), 'not-a-school')
    const both = await Promise.allSettled([pair('kindergarten'), pair('kindergarten', 'leader')])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
