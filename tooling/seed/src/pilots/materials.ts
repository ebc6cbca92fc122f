import {
  addDays,
  decideMaterial,
  decidePairing,
  decideSharing,
  endPairing,
  isSchool,
  type Day,
  type Material,
  type MaterialId,
  type Pairing,
  type PairingId,
  type TakeOver,
  type Unit,
} from '@anlan/domain'
import { duringDay } from '../campaign.ts'
import type { Person } from '../people.ts'
import { idFrom, Random } from '../random.ts'
import { actingOn, allowed, playerOf, type DemoPilot } from './index.ts'
import { MATERIAL_STORIES, RETURNED_FOR, USES, type MaterialStory } from './texts.ts'

export interface DemoTakeOver extends TakeOver {
  readonly by: Person
}
export interface DemoMaterial {
  readonly material: Material
  readonly takeOvers: readonly DemoTakeOver[]
}

const pilotOf = (pilots: readonly DemoPilot[], key: string): DemoPilot['pilot'] => {
  const found = pilots.find(each => each.key === key)
  if (!found) throw new Error(`no pilot is called ${key}`)
  return found.pilot
}

/** What demonstration schools share, with the schools that took it over. */
export function makeMaterials(
  pilots: readonly DemoPilot[],
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): DemoMaterial[] {
  const own = new Set(pilots.map(({ pilot }) => pilot.unitId))
  const others = units.filter(unit => isSchool(unit.kind) && unit.openUntil === null && !own.has(unit.id))
  return MATERIAL_STORIES.map((story, index) => {
    const material = shared(story, pilots, people, today)
    // Every story begins with another school, or the same few would have taken over everything.
    const takers = Array.from(
      { length: story.taken },
      (_, each) => others[(index * 11 + each * 5) % others.length],
    )
    return { material, takeOvers: takers.map((unit, each) => takenBy(material, unit, people, today, each)) }
  })
}

function shared(
  { of, content, daysAgo, fate }: MaterialStory,
  pilots: readonly DemoPilot[],
  people: readonly Person[],
  today: Day,
): Material {
  const random = new Random(`material ${content.title}`)
  const pilot = pilotOf(pilots, of)
  const turn = (role: 'head' | 'officer', ago: number) => ({
    actor: actingOn(playerOf(people, pilot.unitId, role), pilot.unitId),
    now: duringDay(addDays(today, -ago), random),
  })
  const id = idFrom<MaterialId>(`material ${content.title}`)
  const handedIn = allowed(decideSharing(turn('head', daysAgo), pilot, { id, content }))
  if (fate === 'submitted') return handedIn
  const command =
    fate === 'published'
      ? ({ event: 'publish' } as const)
      : ({ event: 'return', reason: RETURNED_FOR } as const)
  return allowed(decideMaterial(handedIn, command, turn('officer', daysAgo - 1), pilot))
}

function takenBy(
  material: Material,
  unit: Unit | undefined,
  people: readonly Person[],
  today: Day,
  index: number,
): DemoTakeOver {
  if (!unit) throw new Error('the county has no other school')
  const by = playerOf(people, unit.id, 'safety')
  const on = addDays(today, -(3 + index * 4))
  return {
    ...{ materialId: material.id, unitId: unit.id, by, name: by.name },
    note: USES[index % USES.length] ?? '',
    at: duringDay(on, new Random(`taken ${material.id} ${unit.id}`)),
  }
}

/** Two pairings: one that goes on and one that has come to its end. */
export function makePairings(
  pilots: readonly DemoPilot[],
  units: readonly Unit[],
  people: readonly Person[],
  today: Day,
): Pairing[] {
  const own = new Set(pilots.map(({ pilot }) => pilot.unitId))
  const villages = units.filter(
    ({ id, kind, openUntil }) => kind === 'village-school' && openUntil === null && !own.has(id),
  )
  const made = (key: string, helped: Unit | undefined, goal: string, ago: number, days: number): Pairing => {
    const pilot = pilotOf(pilots, key)
    if (!helped) throw new Error('the county has no village school')
    const on = addDays(today, -ago)
    const actor = actingOn(playerOf(people, pilot.unitId, 'officer'), pilot.unitId)
    const asked = { id: idFrom<PairingId>(`pairing ${key}`), goal, until: addDays(on, days) }
    return allowed(
      decidePairing({ actor, now: duringDay(on, new Random(`pairing ${key}`)) }, pilot, helped, asked),
    )
  }
  const going = made('primary', villages[1], '帮助完成全部风险点辨识评价，绘制上学路风险图。', 40, 180)
  const over = made('boarding', villages[2], '帮助建立夜间值守和交接班制度。', 120, 90)
  const officer = actingOn(playerOf(people, over.unitId, 'officer'), over.unitId)
  const at = duringDay(addDays(today, -28), new Random('pairing over'))
  return [
    going,
    allowed(endPairing(over, { actor: officer, now: at }, '制度已建立，值守记录连续两个月完整。')),
  ]
}
