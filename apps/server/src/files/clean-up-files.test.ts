import { addDays, type FileId, type Instant } from '@anlan/domain'
import { utimesSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { SYSTEM } from '../db/scope.ts'
import { expectRefusal, useCounty } from '../testing/county.ts'
import { aPdf, aPhoto } from '../testing/evidence.ts'
import { findOwnFiles } from './attach-files.ts'
import { cleanUpFiles } from './clean-up-files.ts'
import { keepFile } from './keep-file.ts'

const county = useCounty()
const NOW: Instant = '2026-10-15T02:00:00.000Z'
const hoursLater = (hours: number): Instant =>
  new Date(Date.parse(NOW) + hours * 3600_000).toISOString() as Instant
beforeEach(() => county.setNow(NOW))

const app = () => county.assembled.app
const sha = async (id: string): Promise<string | null> => {
  const { rows } = await county.assembled.connections.owner.query<{ sha256: string }>(
    'select sha256 from files where id = $1',
    [id],
  )
  return rows[0]?.sha256 ?? null
}

/** Keeps a file as an upload does. */
async function upload(bytes: Uint8Array, now: Instant = NOW): Promise<{ id: FileId; sha256: string }> {
  county.setNow(now)
  const context = { app: app(), actor: county.people.eastTeacher, now, requestId: null }
  const kept = await keepFile(context, county.units.eastMiddle, '现场.pdf', bytes)
  if (!kept.ok) throw new Error(kept.error.code)
  return { id: kept.value.id, sha256: (await sha(kept.value.id)) ?? '' }
}

let papers = 0
const aPaper = (): Buffer => Buffer.concat([aPdf(), Buffer.from(`paper ${(papers += 1)}`)])

const report = (files: FileId[]) =>
  county.as('eastTeacher').hazards.report({
    unitId: county.units.eastMiddle,
    hazard: {
      ...{ area: 'fire', source: 'self-inspection', place: '宿舍楼', description: '应急灯不亮' },
      ...{ discoveredOn: addDays('2026-10-15', -1), interimControl: null, stopUse: false },
    },
    files,
  })

const isOnDisk = async (sha256: string): Promise<boolean> => (await app().files.find(sha256)) !== null

describe('an upload that nobody handed in', () => {
  test('goes after a day, with its copies and a line in the record', async () => {
    const { id, sha256 } = await upload(await aPhoto({ width: 50 }))
    county.setNow(hoursLater(23.9))
    expect((await cleanUpFiles(app())).unused).toBe(0)
    expect(await isOnDisk(sha256)).toBe(true)

    county.setNow(hoursLater(24.1))
    expect((await cleanUpFiles(app())).unused).toBe(1)
    expect(await sha(id)).toBeNull()
    for (const variant of [undefined, 'thumbnail', 'view'])
      expect(await app().files.find(sha256, variant)).toBeNull()
    expect(await county.audit('file.clean-up', id)).toEqual([
      { actor_name: SYSTEM.name, unit_id: county.units.eastMiddle },
    ])
    await expectRefusal(report([id]), 'unknown-file')
  })

  test('stays when it became evidence, however old it grows', async () => {
    const { id, sha256 } = await upload(aPaper())
    await report([id])
    county.setNow(hoursLater(24 * 400))
    expect((await cleanUpFiles(app())).unused).toBe(0)
    expect([await sha(id), await isOnDisk(sha256)]).toEqual([sha256, true])
  })

  test('leaves its bytes to whoever else kept the same', async () => {
    const paper = aPaper()
    const unused = await upload(paper)
    const used = await upload(paper)
    expect(used.sha256).toBe(unused.sha256)
    await report([used.id])
    county.setNow(hoursLater(48))
    expect((await cleanUpFiles(app())).unused).toBe(1)
    expect([await sha(unused.id), await isOnDisk(used.sha256)]).toEqual([null, true])
  })

  test('goes though its bytes are gone already', async () => {
    const id = await county.aFile('eastMiddle')
    county.setNow(hoursLater(48))
    expect((await cleanUpFiles(app())).unused).toBe(1)
    expect(await sha(id)).toBeNull()
  })

  test('goes in whatever number, once, though two servers remove at once', async () => {
    const ids: string[] = []
    for (let each = 0; each < 230; each += 1) ids.push(await county.aFile('eastMiddle'))
    county.setNow(hoursLater(48))
    const done = await Promise.all([cleanUpFiles(app()), cleanUpFiles(app())])
    const last = await cleanUpFiles(app())
    expect(done.reduce((sum, { unused }) => sum + unused, last.unused)).toBe(ids.length)
    for (const id of [ids[0], ids.at(-1)]) expect(await county.audit('file.clean-up', id)).toHaveLength(1)
  })
})

async function somebodyWaits(): Promise<void> {
  for (;;) {
    const { rowCount } = await county.assembled.connections.owner.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (rowCount !== null && rowCount > 0) return
    await sleep(10)
  }
}

describe('a file that is handed in at the very moment', () => {
  test('is passed by while it is being attached', async () => {
    const { id, sha256 } = await upload(aPaper())
    county.setNow(hoursLater(48))
    await app().db.unrecorded(county.people.eastTeacher, 'test-arrangement', async tx => {
      expect((await findOwnFiles(tx, county.units.eastMiddle, [id])).ok).toBe(true)
      // Would wait for ever if it did not pass by what somebody holds.
      expect((await cleanUpFiles(app())).unused).toBe(0)
    })
    expect([await sha(id), await isOnDisk(sha256)]).toEqual([sha256, true])
  })

  test('waits for a removal under way, and is refused and not a fault', async () => {
    const { id } = await upload(aPaper())
    let reporting: Promise<unknown> = Promise.resolve()
    await app().db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
      await tx.deleteFrom('files').where('id', '=', id).execute()
      reporting = expectRefusal(report([id]), 'unknown-file')
      await somebodyWaits()
    })
    await reporting
  })

  test('is either evidence with its bytes, or refused: never evidence of nothing', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, sha256 } = await upload(aPaper())
      county.setNow(hoursLater(48))
      const [reported] = await Promise.allSettled([report([id]), cleanUpFiles(app())])
      const isKept = reported.status === 'fulfilled'
      if (!isKept) expect(reported.reason).toMatchObject({ refusal: { code: 'unknown-file' } })
      expect([isKept, await sha(id), await isOnDisk(sha256)]).toEqual([
        ...[isKept, isKept ? sha256 : null, isKept],
      ])
      await cleanUpFiles(app())
    }
  })

  test('keeps its bytes when the same picture is uploaded while the old row goes', async () => {
    for (let round = 0; round < 10; round += 1) {
      const paper = aPaper()
      await upload(paper)
      const later = hoursLater(48)
      county.setNow(later)
      const [again] = await Promise.all([upload(paper, later), cleanUpFiles(app())])
      expect(await isOnDisk(again.sha256)).toBe(true)
      await report([again.id])
    }
  })
})

describe('bytes that no row names', () => {
  const age = async (sha256: string, days: number): Promise<void> => {
    const at = Date.parse(NOW) / 1000 - days * 24 * 3600
    utimesSync(app().files.pathOf(sha256), at, at)
  }

  test('go after a month', async () => {
    const [old, young] = [await app().files.put(aPaper()), await app().files.put(aPaper())]
    await age(old, 31)
    await age(young, 29)
    for (let each = 0; each < 3; each += 1) await report([(await upload(aPaper())).id])
    expect((await cleanUpFiles(app())).strays).toBe(1)
    expect([await isOnDisk(old), await isOnDisk(young)]).toEqual([false, true])
  })

  test('stay where most of the folder is strange: it belongs to another database', async () => {
    const strangers: string[] = []
    for (let each = 0; each < 200; each += 1) strangers.push(await app().files.put(aPaper()))
    for (const sha256 of strangers) await age(sha256, 90)
    expect((await cleanUpFiles(app())).strays).toBe(0)
    for (const sha256 of strangers) expect(await isOnDisk(sha256)).toBe(true)
    for (const sha256 of strangers) await app().files.remove(sha256)
  })
})

test('a school removes no file, whatever its verb might forget', async () => {
  const { id, sha256 } = await upload(aPaper())
  await app().db.unrecorded(county.people.eastTeacher, 'test-arrangement', tx =>
    tx.deleteFrom('files').where('id', '=', id).execute(),
  )
  expect(await sha(id)).toBe(sha256)
})
