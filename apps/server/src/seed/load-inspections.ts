import { judgeRun, type Day, type Unit } from '@anlan/domain'
import { makeRuns, type DemoRun, type Person } from '@anlan/seed'
import type { Tx } from '../db/scope.ts'
import type { FileStore } from '../files/file-store.ts'
import { versionOf } from '../inspections/inspections.table.ts'
import { bulkInsert } from './bulk-insert.ts'
import { sceneOf } from './demo-pictures.ts'
import { keepPicture } from './load-pictures.ts'

/** The self-inspections of the demonstration county, with a drawn picture each. */
export async function loadInspections(
  tx: Tx,
  files: FileStore,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<void> {
  const runs = makeRuns(units, people, today)
  const pictures = await Promise.all(
    runs.map(({ photo, unit, by, begunAt, area }) =>
      keepPicture(files, {
        ...{ id: photo, unitId: unit.id, by: by.id, at: begunAt },
        ...{ scene: sceneOf(area), isRight: true, name: '检查照片.jpg' },
      }),
    ),
  )
  await bulkInsert(tx, 'files', pictures)
  await bulkInsert(tx, 'inspection_runs', runs.map(toRow))
  await bulkInsert(
    tx,
    'inspection_answers',
    runs.flatMap(({ id, unit, by, begunAt, answers }) =>
      answers.map(answer => ({
        ...{ run_id: id, unit_id: unit.id, code: answer.code, body: answer as never, restricted: false },
        ...{ answered_at: begunAt, answered_by: by.id, answered_by_name: by.name },
      })),
    ),
  )
  await bulkInsert(
    tx,
    'inspection_files',
    runs
      .filter(({ answers, photo }) => answers.some(({ photos }) => photos.includes(photo)))
      .map(({ id, unit, photo }) => ({ run_id: id, unit_id: unit.id, file_id: photo })),
  )
}

function toRow(run: DemoRun) {
  const { id, unit, area, version, on, every, profile, by, begunAt, handedInAt, asked, answers } = run
  const read = versionOf({ area, version })
  if (!read.ok) throw new Error('the demonstration inspects by a list there is')
  const { failing } = judgeRun(
    read.value,
    area,
    { on, every: [...every], visit: null, answers: [...answers] },
    profile,
  )
  return {
    ...{ id, unit_id: unit.id, area, version, on_day: on, every: every as never, profile: profile as never },
    ...{ visit_id: null, visit_kind: null },
    ...{ begun_by: by.id, begun_by_name: by.name, begun_at: begunAt, discarded_at: null },
    ...{ handed_in_by_name: handedInAt && by.name, handed_in_at: handedInAt, revision: 1 },
    ...{ asked: asked.length, answered: answers.length, failing: failing.length },
  }
}
