import {
  AREA,
  findChecklistVersion,
  InspectionRunId,
  listAsked,
  PLACE_WITHHELD,
  type CheckAnswer,
  type FileId,
} from '@anlan/domain'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { command as exportData } from '../cli/export.ts'
import { SYSTEM } from '../db/scope.ts'
import { cleanUpFiles } from '../files/clean-up-files.ts'
import { callOn } from '../testing/command-line.ts'
import { expectRefusal, useCounty, type PersonName } from '../testing/county.ts'
import { aPhoto } from '../testing/evidence.ts'
import { aFolder } from '../testing/folders.ts'
import { givePasswords, open, Visitor } from '../testing/visitor.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
/** Whoever may have to do with a case, and those who see the school without it: of it, of another, of the bureau. */
const READERS = ['eastHead', 'leader'] as const
const OTHERS = [
  ...(['eastTeacher', 'eastSafety', 'eastAdmin', 'westHead', 'villageHead'] as const),
  ...(['eastCoordinator', 'officer', 'inspector', 'auditor'] as const),
]
const SECRET = '乙生'
const CASE = {
  code: 'BU05',
  verdict: 'no',
  place: `${SECRET}寝室`,
  note: `${SECRET}的个案`,
  record: SECRET,
} as const
const house: { at?: Awaited<ReturnType<typeof open>>; close?: () => Promise<void> } = {}
const visitors = new Map<PersonName, Visitor>()
const visit = async (who: PersonName): Promise<Visitor> => {
  const known = visitors.get(who)
  if (known) return known
  const visitor = new Visitor(house.at?.origin ?? '')
  await visitor.signIn(who.toLowerCase(), PASSWORD)
  visitors.set(who, visitor)
  return visitor
}
const statusFor = async (who: PersonName, photo: FileId, variant = 'view'): Promise<number> =>
  (await (await visit(who)).fetch(`/api/files/${photo}/${variant}`)).status

const east = () => county.units.eastMiddle
const head = () => county.as('eastHead').inspections
/** A picture of its own, so that no two tests share one. */
async function upload(width: number): Promise<FileId> {
  const bytes = new Uint8Array(await aPhoto({ width }))
  const sent = await (
    await visit('eastHead')
  ).fetch(`/api/files?unit=${east()}&name=p.jpg`, { method: 'POST', body: bytes })
  return ((await sent.json()) as { id: FileId }).id
}
const begin = async (): Promise<InspectionRunId> => {
  const id = InspectionRunId.parse(randomUUID())
  await head().begin({ id, unitId: east(), area: 'priority', version: 1, every: [] })
  return id
}
const save = (id: InspectionRunId, ...answers: (Partial<CheckAnswer> & { code: string })[]) =>
  head().save({
    id,
    answers: answers.map(answer => ({
      answer: { verdict: 'yes' as const, photos: [], ...answer },
      ...{ at: '2026-10-15T02:00:00.000Z', seen: [] },
    })),
  })

beforeAll(async () => {
  // A server beside that asks no second factor of the bureau's people.
  const beside = await county.another({ demo: true })
  house.at = await open(beside)
  house.close = () => beside.close()
  await givePasswords(county, PASSWORD, [...READERS, ...OTHERS])
})
afterAll(async () => {
  await house.at?.close()
  await house.close?.()
})

describe('a picture of an item about single pupils', () => {
  test('is there for whoever reads such items, each time on record, and for nobody else', async () => {
    const photo = await upload(70)
    // As long as it is evidence of nothing it is a picture like any other.
    expect(await statusFor('eastTeacher', photo)).toBe(200)
    await save(await begin(), { ...CASE, photos: [photo] })
    for (const who of OTHERS) expect([who, await statusFor(who, photo)]).toEqual([who, 404])
    expect(await county.audit('file.read', photo)).toEqual([])
    for (const who of READERS) expect([who, await statusFor(who, photo)]).toEqual([who, 200])
    expect(await statusFor('eastHead', photo, 'thumbnail')).toBe(200)
    expect((await county.audit('file.read', photo)).map(line => line.actor_name)).toEqual([
      ...READERS,
      'eastHead',
    ])
    const reply = await (await visit('eastHead')).fetch(`/api/files/${photo}/view`)
    expect(reply.headers.get('cache-control')).toBe('private, no-store')
  })

  test('is not there for a list that forgot to ask, and is never open again', async () => {
    const photo = await upload(71)
    const id = await begin()
    await save(id, { ...CASE, photos: [photo] })
    const { db } = county.assembled.app
    const seen = await db.read(SYSTEM, async tx => [
      ...(await tx.selectFrom('files').select('id').where('id', '=', photo).execute()),
      ...(await tx.selectFrom('inspection_files').select('file_id').where('run_id', '=', id).execute()),
    ])
    expect(seen).toEqual([])
    await expect(
      county.assembled.connections.owner.query('update files set restricted = false where id = $1', [photo]),
    ).rejects.toThrow('stays so')
  })

  test('is evidence of nothing else, before or after', async () => {
    const [photo, shown] = [await upload(72), await upload(73)]
    const id = await begin()
    await expectRefusal(
      save(id, { ...CASE, photos: [photo] }, { code: 'DR01', photos: [photo] }),
      'unknown-file',
    )
    await save(id, { code: 'DR01', photos: [shown] })
    await expectRefusal(save(id, { ...CASE, photos: [shown] }), 'unknown-file')
    expect(await statusFor('eastTeacher', shown)).toBe(200)
    await save(id, { ...CASE, photos: [photo] })
    await expectRefusal(save(id, { code: 'DR03', photos: [photo] }), 'unknown-file')
    const hazard = {
      ...{ area: 'fire' as const, source: 'self-inspection' as const, place: '食堂' },
      ...{ description: '灭火器压力不足', discoveredOn: '2026-10-15' as const },
      ...{ interimControl: null, stopUse: false },
    }
    await expectRefusal(
      county.as('eastHead').hazards.report({ unitId: east(), hazard, files: [photo] }),
      'unknown-file',
    )
  })

  test('stays, with its bytes, when unused uploads go', async () => {
    const photo = await upload(74)
    await save(await begin(), { ...CASE, photos: [photo] })
    county.setNow('2026-12-15T02:00:00.000Z')
    await cleanUpFiles(county.assembled.app)
    county.setNow('2026-10-15T02:00:00.000Z')
    expect(await statusFor('eastHead', photo, 'original')).toBe(200)
  })
})

describe('a hazard of an item about single pupils', () => {
  const arrange = async () => {
    const id = await begin()
    const { profile } = await head().profile({ unitId: east() })
    const { checklist } = AREA.priority
    const version = checklist && findChecklistVersion(checklist, '2026-10-15')
    if (!version) throw new Error('no checklist')
    const photo = await upload(80 + visitors.size)
    const answers = listAsked(version, { unit: profile, on: '2026-10-15', every: [] }).map(item => ({
      ...{ code: item.code, verdict: 'yes' as const },
      photos: item.kinds.includes('photo') ? [photo] : [],
      ...(item.number && { number: item.number.min ?? item.number.max ?? 1 }),
      ...(item.day && { day: '2026-10-15' as const }),
      ...(item.code === CASE.code && CASE),
    }))
    await save(id, ...answers)
    await head().handIn({ id })
    const hazard = { place: `${SECRET}寝室`, description: `${SECRET}被打一事未上报` }
    const opened = await head().openHazard({
      ...{ id, code: CASE.code },
      hazard: { ...hazard, interimControl: `${SECRET}已转班`, stopUse: false },
    })
    return { id, ...opened }
  }

  test('says what the item asks and nothing that anybody wrote, in the record as well', async () => {
    const { id, hazardId } = await arrange()
    const read = await county.as('auditor').hazards.get({ id: hazardId })
    expect(read.hazard).toMatchObject({ place: PLACE_WITHHELD, interimControl: null })
    expect(read.hazard.description).toContain('严重欺凌/性侵害报公安和教育局')
    expect(JSON.stringify(read)).not.toContain(SECRET)
    const { rows } = await county.assembled.connections.owner.query(
      'select before, after from audit_events where subject_id = any ($1::text[])',
      [[id, hazardId]],
    )
    expect(JSON.stringify(rows)).not.toContain(SECRET)
    expect(await county.audit('inspection.open-hazard', id)).toHaveLength(1)
  })

  test('names its run and item to whoever reads such items; others see what grade was proposed', async () => {
    const { id, hazardId } = await arrange()
    const originFor = async (who: PersonName) =>
      (await county.as(who).hazards.get({ id: hazardId })).inspection
    for (const who of READERS)
      expect(await originFor(who)).toEqual({ item: { runId: id, code: CASE.code }, proposed: 'major' })
    for (const who of ['eastTeacher', 'eastCoordinator', 'auditor', 'officer'] as const)
      expect(await originFor(who)).toEqual({ item: null, proposed: 'major' })
    await expectRefusal(county.as('westHead').hazards.get({ id: hazardId }), 'not-found')
  })

  test('and all the rest leave the county’s export without a word of the case', async () => {
    const { hazardId } = await arrange()
    const photo = await upload(99)
    await save(await begin(), { ...CASE, photos: [photo] })
    const body = {
      ...{ number: '2026-01', reportedOn: '2026-10-14', source: 'teacher', stage: 'intake', harmed: SECRET },
      ...{ accused: '丙生', forms: ['words'], sexualHarm: false, account: '课间言语侮辱', outcome: 'open' },
    }
    const entry = { register: 'priority/case-file', body }
    await county.as('eastHead').registers.record({ unitId: east(), entry })
    const folder = join(aFolder(), '导出')
    expect(await callOn(county, aFolder())(exportData, folder)).toMatchObject({ ok: true })
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
    expect(read('hazards.jsonl')).toContain(hazardId)
    const all = readdirSync(folder).map(read).join('')
    expect(all).not.toContain(SECRET)
    expect(all).not.toContain(photo)
  })

  test('is found by nobody who searches for the pupil', async () => {
    await arrange()
    for (const who of [...READERS, ...OTHERS]) {
      const found = await county.as(who).hazards.list({ filter: { search: SECRET }, page: 1, pageSize: 10 })
      expect([who, found.rows]).toEqual([who, []])
    }
  })
})
