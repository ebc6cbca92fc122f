import {
  decideHazard,
  hazardLimitsOn,
  type Actor,
  type Day,
  type Hazard,
  type HazardCommand,
  type HazardEvent,
  type Instant,
  type Unit,
} from '@anlan/domain'
import { duringDay } from './campaign.ts'
import type { Person } from './people.ts'
import type { Random } from './random.ts'

export interface DemoHazardEvent {
  readonly at: Instant
  readonly by: Person
  readonly event: HazardEvent | 'report'
  readonly note: string | null
}

export interface DemoHazard {
  readonly hazard: Hazard
  readonly unit: Unit
  readonly reporter: Person
  readonly lead: Person | null
  readonly events: readonly DemoHazardEvent[]
}

/** The numbers a county has that set none of its own. */
export const LIMITS = hazardLimitsOn([], '2021-05-01')

const COUNTY_ROLES: readonly string[] = [
  'section-officer',
  'bureau-leader',
  'bureau-director',
  'bureau-inspector',
]

const actorOf = (person: Person): Actor => ({
  accountId: person.id,
  name: person.name,
  role: person.role,
  unitId: person.unitId,
  scope: COUNTY_ROLES.includes(person.role) ? { kind: 'county' } : { kind: 'units', units: [person.unitId] },
})

/** Who has a part in a hazard's way. */
export interface Cast {
  readonly safety: Person
  readonly head: Person
  readonly officer: Person
  readonly leader: Person
}

/** One hazard on its way through the real loop: every step is the domain's own decision. */
export class HazardWalk {
  hazard: Hazard
  lead: Person | null = null
  readonly unit: Unit
  readonly reporter: Person
  readonly events: DemoHazardEvent[] = []
  readonly #today: Day
  readonly #random: Random

  constructor(hazard: Hazard, unit: Unit, reporter: Person, today: Day, random: Random) {
    this.hazard = hazard
    this.unit = unit
    this.reporter = reporter
    this.#today = today
    this.#random = random
    this.events.push({ at: hazard.reportedAt, by: reporter, event: 'report', note: null })
  }

  /**
   * Gives a command on a day; false once the day lies ahead.
   * @throws where the domain refuses: the demonstration breaks no rule
   */
  give(on: Day, by: Person, command: HazardCommand, note: string | null): boolean {
    if (on >= this.#today) return false
    const at = duringDay(on, this.#random)
    const rectifiers = this.events
      .filter(({ event }) => ['submit', 'fix-at-once', 'settle-elsewhere'].includes(event))
      .map(each => each.by.id)
    const decision = decideHazard(this.hazard, command, {
      actor: actorOf(by),
      now: at,
      limits: LIMITS,
      ...{ photosBefore: 1, photosAfter: 1, papers: 1, rectifiers },
    })
    if (!decision.ok) throw new Error(`the demonstration broke a rule: ${decision.error.code}`)
    this.hazard = decision.value
    this.events.push({ at, by, event: command.event, note })
    return true
  }

  done(): DemoHazard {
    const { hazard, unit, reporter, lead, events } = this
    return { hazard, unit, reporter, lead, events }
  }
}
