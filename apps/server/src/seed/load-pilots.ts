import type { Day, PilotFigures, Unit, UnitId } from '@anlan/domain'
import {
  choosePilots,
  makeMaterials,
  makePairings,
  makePilots,
  type DemoMaterial,
  type DemoPilot,
  type Person,
} from '@anlan/seed'
import { SYSTEM, type Tx } from '../db/scope.ts'
import { countFigures } from '../prevention/pilot/figures.queries.ts'
import { toMaterialRow } from '../prevention/pilot/materials.table.ts'
import { toPilotRow } from '../prevention/pilot/pilots.table.ts'
import { bulkInsert } from './bulk-insert.ts'

/**
 * Loads the demonstration county's pilots, each at another stage, what its demonstration schools share and whom they help;
 * gives how many pilots. After risks, hazards and inspections, for pilots are accepted by what is counted of those.
 */
export async function loadPilots(
  tx: Tx,
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Promise<number> {
  const chosen = choosePilots(units, people)
  const figures = new Map<UnitId, PilotFigures>()
  for (const { id } of chosen.values()) figures.set(id, await countFigures(tx, id, { today, actor: SYSTEM }))
  const pilots = makePilots(chosen, people, figures, today)
  await insertPilots(tx, pilots)
  await insertMaterials(tx, makeMaterials(pilots, units, people, today))
  await bulkInsert(
    tx,
    'pilot_pairings',
    makePairings(pilots, units, people, today).map(pairing => ({
      ...{ id: pairing.id, pilot_id: pairing.pilotId, unit_id: pairing.unitId, helped_id: pairing.helpedId },
      ...{ goal: pairing.goal, until_on: pairing.until },
      ...{ paired: pairing.paired as never, ended: pairing.ended as never },
    })),
  )
  return pilots.length
}

async function insertPilots(tx: Tx, pilots: readonly DemoPilot[]): Promise<void> {
  await bulkInsert(
    tx,
    'pilots',
    pilots.map(({ pilot, begunAt }) => {
      const { body, ...row } = toPilotRow(pilot)
      return { ...row, begun_at: begunAt, body: JSON.parse(body) as never }
    }),
  )
  await bulkInsert(
    tx,
    'pilot_events',
    pilots.flatMap(({ pilot, events }, ordinal) =>
      events.map(({ at, by, event, note }, index) => ({
        // In the order in which they happened.
        id: `00000000-0000-8000-8001-${String(ordinal).padStart(6, '0')}${String(index).padStart(6, '0')}`,
        ...{ pilot_id: pilot.id, unit_id: pilot.unitId, at, event, note },
        ...{ actor_id: by.id, actor_name: by.name, actor_role: by.role },
      })),
    ),
  )
}

async function insertMaterials(tx: Tx, materials: readonly DemoMaterial[]): Promise<void> {
  await bulkInsert(
    tx,
    'pilot_materials',
    materials.map(({ material }) => {
      const { body, ...row } = toMaterialRow(material)
      return { ...row, body: JSON.parse(body) as never }
    }),
  )
  await bulkInsert(
    tx,
    'pilot_take_overs',
    materials.flatMap(({ takeOvers }) =>
      takeOvers.map(({ materialId, unitId, note, by, at }) => ({
        ...{ material_id: materialId, unit_id: unitId, note, at, by_id: by.id, by_name: by.name },
      })),
    ),
  )
}
