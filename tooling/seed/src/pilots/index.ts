import {
  addDays,
  decideApplication,
  decideNaming,
  decidePilot,
  FIRST_CRITERIA,
  FIRST_CRITERIA_VERSION,
  isSchool,
  noteOfPilotCommand,
  pilotLimitsOn,
  type Actor,
  type Day,
  type Instant,
  type Pilot,
  type PilotFigures,
  type PilotHappening,
  type PilotId,
  type Result,
  type Unit,
  type UnitId,
} from '@anlan/domain'
import { duringDay } from '../campaign.ts'
import type { Person } from '../people.ts'
import { idFrom, Random } from '../random.ts'
import { BUILDING_OFFICER, PILOT_STORIES, type PilotRole, type PilotStory } from './stories.ts'

export interface DemoPilotEvent {
  readonly at: Instant
  readonly by: Person
  readonly event: PilotHappening
  readonly note: string | null
}
export interface DemoPilot {
  readonly key: string
  readonly pilot: Pilot
  readonly begunAt: Instant
  readonly events: readonly DemoPilotEvent[]
}

/** The school of each story, by its key. */
export function choosePilots(units: readonly Unit[], people: readonly Person[]): Map<string, Unit> {
  const schools = units.filter(({ kind, openUntil }) => isSchool(kind) && openUntil === null)
  const chosen = new Map<string, Unit>()
  const builder = people.find(({ username }) => username === BUILDING_OFFICER)
  for (const { key, suits } of PILOT_STORIES) {
    const taken = new Set(chosen.values())
    const free = schools.filter(each => !taken.has(each) && each.id !== builder?.unitId)
    // From the middle on: the schools in front are the ones people look at first, the last ones have matters of supervision.
    const half = free.slice(Math.floor(free.length / 3))
    const unit =
      key === 'building'
        ? schools.find(({ id }) => id === builder?.unitId)
        : (half.find(suits) ?? free.find(suits))
    if (!unit) throw new Error(`the county has no school for the pilot ${key}`)
    chosen.set(key, unit)
  }
  return chosen
}

/** Pilots at every stage, walked along the real way by the domain's own decisions, over the figures as they are counted. */
export const makePilots = (
  chosen: ReadonlyMap<string, Unit>,
  people: readonly Person[],
  figures: ReadonlyMap<UnitId, PilotFigures>,
  today: Day,
): DemoPilot[] =>
  PILOT_STORIES.map(story => {
    const unit = chosen.get(story.key)
    const counted = unit && figures.get(unit.id)
    if (!unit || !counted) throw new Error(`nothing is counted for the pilot ${story.key}`)
    return walk(story, unit, people, counted, today)
  })

const USERNAMES = { officer: 'anquangu', inspector: 'ducha', leader: 'fenguan', director: 'juzhang' } as const

/** Whoever plays a role at a school. */
export function playerOf(people: readonly Person[], unitId: UnitId, role: PilotRole): Person {
  const found =
    role === 'head' || role === 'safety'
      ? people.find(
          each => each.unitId === unitId && each.role === (role === 'head' ? 'principal' : 'safety-officer'),
        )
      : people.find(each => each.username === USERNAMES[role])
  if (!found) throw new Error(`nobody is ${role}`)
  return found
}

/** Somebody as he acts on one school. */
export const actingOn = (by: Person, unitId: UnitId): Actor => ({
  ...{ accountId: by.id, name: by.name, role: by.role, unitId: by.unitId },
  scope: { kind: 'units', units: [unitId] },
})

/** What a decision gave; the demonstration breaks no rule. */
export function allowed<Value>(decision: Result<Value, { code: string }>): Value {
  if (!decision.ok) throw new Error(`the demonstration broke a rule: ${decision.error.code}`)
  return decision.value
}

function walk(
  { key, begun, days, turns }: PilotStory,
  unit: Unit,
  people: readonly Person[],
  figures: PilotFigures,
  today: Day,
): DemoPilot {
  const random = new Random(`pilot ${key}`)
  const first = addDays(today, -begun.daysAgo)
  const begunAt = duringDay(first, random)
  const by = playerOf(people, unit.id, begun.by)
  const who = { actor: actingOn(by, unit.id), now: begunAt }
  const beginning = { id: idFrom<PilotId>(`pilot ${key}`), unit, criteria: FIRST_CRITERIA_VERSION }
  let pilot = allowed(
    begun.by === 'head'
      ? decideApplication(who, beginning, begun.words)
      : decideNaming(who, beginning, { reason: begun.words, targetOn: addDays(first, days) }),
  )
  const event = begun.by === 'head' ? 'apply' : 'name'
  const events: DemoPilotEvent[] = [{ at: begunAt, by, event, note: begun.words }]
  for (const [daysAgo, role, make] of turns) {
    const on = addDays(today, -daysAgo)
    const [player, command] = [playerOf(people, unit.id, role), make(on)]
    const now = duringDay(on, random)
    pilot = allowed(
      decidePilot(pilot, command, {
        ...{ actor: actingOn(player, unit.id), now, figures, criteria: FIRST_CRITERIA },
        ...{ limits: pilotLimitsOn([], on), inForce: FIRST_CRITERIA_VERSION },
      }),
    )
    events.push({ at: now, by: player, event: command.event, note: noteOfPilotCommand(command) })
  }
  return { key, pilot, begunAt, events }
}
