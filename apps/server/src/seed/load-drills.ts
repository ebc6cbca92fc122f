import { makeBadgeKey, makeMergeReceipt, toFactSet, type Day, type Unit, type UnitId } from '@anlan/domain'
import {
  makeDrills,
  makePoints,
  pointOfClasses,
  storeysOf,
  type DemoDrill,
  type DemoPupil,
  type Person,
  type SchoolClass,
} from '@anlan/seed'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { Tx } from '../db/scope.ts'
import { sha256 } from '../drills/settle-drill.ts'
import { bulkInsert } from './bulk-insert.ts'

/** Children, badges and half a year of drills for the demonstration county. Gives how many drills. */
export async function loadDrills(
  tx: Tx,
  county: { readonly units: readonly Unit[]; readonly classes: readonly SchoolClass[] },
  people: readonly Person[],
  pupils: readonly DemoPupil[],
  today: Day,
): Promise<{ drills: number }> {
  const points = makePoints(county.units)
  const pointOf = pointOfClasses(county.classes, points)
  await bulkInsert(
    tx,
    'assembly_points',
    points.map(({ id, unitId, name, ordinal }) => ({ id, unit_id: unitId, name, ordinal, retired: false })),
  )
  await sql`update school_classes c set point_id = p.point from unnest(${[...pointOf.keys()]}::uuid[],
    ${[...pointOf.values()]}::uuid[]) as p (class, point) where c.id = p.class`.execute(tx)
  const storeys = new Map(county.units.map(unit => [unit.id, storeysOf(unit)]))
  await bulkInsert(
    tx,
    'school_sites',
    [...storeys].flatMap(([unit_id, count]) => (count === null ? [] : [{ unit_id, storeys: count }])),
  )
  await bulkInsert(
    tx,
    'pupils',
    pupils.map(({ id, unitId, classId, name, badgeKey }) => ({
      ...{ id, unit_id: unitId, class_id: classId, name, badge_key: badgeKey, left_on: null },
    })),
  )
  const schools = new Set(county.units.filter(({ pupils: count }) => count > 0).map(({ id }) => id))
  await bulkInsert(
    tx,
    'staff_badges',
    people
      .filter(({ unitId }) => schools.has(unitId))
      .map(({ id, unitId }) => ({
        ...{ account_id: id, unit_id: unitId },
        badge_key: makeBadgeKey(createHash('sha256').update(`staff ${id}`).digest()),
      })),
  )
  const made = makeDrills(county, pupils, points, pointOf, people, today)
  const author = people.find(({ username }) => username === 'anquangu')
  await bulkInsert(tx, 'county_drills', [
    {
      ...{ id: made.county.id, title: made.county.title, type: made.county.type, mode: 'drill' },
      ...{ scheduled_at: made.county.at, signal_at: null, signal_by_name: null, cancelled_at: null },
      ...{ cancel_reason: null, created_by: author?.id ?? '', created_at: `${today}T00:00:00Z` },
    },
  ])
  await insertDrills(tx, made.drills, storeys, today)
  return { drills: made.drills.length }
}

async function insertDrills(
  tx: Tx,
  drills: readonly DemoDrill[],
  storeys: ReadonlyMap<UnitId, number | null>,
  today: Day,
): Promise<void> {
  const receipts = new Map<string, string>()
  for (const { id, facts } of drills)
    if (facts.length > 0) receipts.set(id, (await makeMergeReceipt(toFactSet(facts), sha256)).hash)
  await bulkInsert(
    tx,
    'drills',
    drills.map(each => ({
      ...{ id: each.id, unit_id: each.unitId, county_drill_id: each.countyDrillId, type: each.type },
      ...{ mode: 'drill' as const, state: each.state, title: each.title, plan: '', roles: [] as never },
      ...{ storeys: storeys.get(each.unitId) ?? null, scheduled_at: each.scheduledAt, on_day: each.on },
      roster: each.roster as never,
      names_removed_at: each.roster === null && each.result !== null ? each.allClearAt : null,
      ...{ started_at: each.startedAt, started_by_name: each.startedByName, all_clear_at: each.allClearAt },
      ...{ all_clear_note: null, cancelled_at: null, cancel_reason: null, result: each.result as never },
      ...{
        receipt: receipts.get(each.id) ?? null,
        fact_count: each.facts.length,
        review: each.review as never,
      },
      ...{ created_by: null, created_at: `${today}T00:00:00Z`, revision: 1 },
    })),
  )
  await bulkInsert(
    tx,
    'drill_facts',
    drills.flatMap(({ unitId, facts }) =>
      facts.map(({ id, drill, device, seq, at, offset, ...body }) => ({
        ...{ drill_id: drill, id, unit_id: unitId, device_id: device, seq, kind: body.kind },
        ...{
          body: body as never,
          at,
          offset_ms: offset,
          received_at: new Date(at + 400).toISOString() as never,
        },
      })),
    ),
  )
}
