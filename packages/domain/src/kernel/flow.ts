import type { RoleId } from '../organisation/role.ts'

/** One arrow of a state table: where an event leads and which roles may raise it. */
export interface Step<State extends string> {
  readonly to: State
  readonly by: readonly RoleId[]
}

/** A state machine as a table: every state has a row, every arrow names a known state. */
export type Flow<State extends string, Event extends string> = {
  readonly [S in State]: { readonly [E in Event]?: Step<State> }
}

/** The events that can be raised in one state of a flow. */
export type EventsFrom<Table, State extends keyof Table> = keyof Table[State]

/** The arrow an event takes in a state, or nothing when the table has none. */
export function findStep<State extends string, Event extends string>(
  flow: Flow<State, Event>,
  state: State,
  event: Event,
): Step<State> | undefined {
  return flow[state][event]
}

/** The events a role may raise in a state, in the table's order. */
export function listEvents<State extends string, Event extends string>(
  flow: Flow<State, Event>,
  state: State,
  role: RoleId,
): Event[] {
  const steps = Object.entries(flow[state]) as [Event, Step<State>][]
  return steps.filter(([, step]) => step.by.includes(role)).map(([event]) => event)
}

/** States that no sequence of events reaches from `initial`; a sound flow gives an empty list. */
export function listUnreachableStates<State extends string, Event extends string>(
  flow: Flow<State, Event>,
  initial: State,
): State[] {
  const seen = new Set<State>([initial])
  const queue: State[] = [initial]
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    for (const step of Object.values(flow[state]) as Step<State>[]) {
      if (!seen.has(step.to)) {
        seen.add(step.to)
        queue.push(step.to)
      }
    }
  }
  return (Object.keys(flow) as State[]).filter(state => !seen.has(state))
}
