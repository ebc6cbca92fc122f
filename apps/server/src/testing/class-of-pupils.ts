import { SYSTEM } from '../db/scope.ts'
import { newId } from '../ids.ts'
import { bulkInsert } from '../seed/bulk-insert.ts'
import type { TestCounty, UnitName } from './county.ts'

/** Puts a class of so many named pupils into a school of the test county; gives the keys of their badges. */
export async function aClassOf(county: TestCounty, unit: UnitName, count: number): Promise<string[]> {
  const [unitId, classId] = [county.units[unit], newId<string>()]
  const keys = Array.from({ length: count }, (_, at) => at.toString(32).toUpperCase().padStart(8, '0'))
  await county.assembled.app.db.unrecorded(SYSTEM, 'test-arrangement', async tx => {
    await tx
      .insertInto('school_classes')
      .values({ id: classId, unit_id: unitId, grade: 1, ordinal: 1, name: '一（1）班', pupils: count })
      .execute()
    await bulkInsert(
      tx,
      'pupils',
      keys.map((badge_key, at) => ({
        ...{ id: newId<string>(), unit_id: unitId, class_id: classId, name: `学生${at + 1}` },
        ...{ badge_key, left_on: null },
      })),
    )
  })
  return keys
}
