import { PILOT_STAGES, RECHECKED_PILOT_STATES, SETTLED_PILOT_STATES, type PilotState } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

type Filter = NonNullable<inferRouterInputs<AppRouter>['pilots']['list']['filter']>
type Counts = inferRouterOutputs<AppRouter>['pilots']['counts']

interface StageRow {
  readonly filter: Filter
  readonly count: (counts: Counts) => number
  /** Red as soon as there is one. */
  readonly alarm?: true
}

const sum = (states: readonly PilotState[], counts: Counts): number =>
  states.reduce((total, state) => total + counts[state], 0)
const of = (...states: PilotState[]): StageRow => ({
  ...{ filter: { state: states }, count: counts => sum(states, counts) },
})

/** The strip over the list of pilots: each number is the length of the list it opens. */
const ROWS = {
  all: of(...PILOT_STAGES),
  applied: of('applied'),
  building: of('building'),
  assessed: of('assessed'),
  accepted: of('accepted'),
  demonstration: of('demonstration'),
  /** What the rate counts. */
  built: of(...RECHECKED_PILOT_STATES),
  late: { filter: { late: true }, count: ({ late }) => late, alarm: true },
  recheck: { filter: { recheck: true }, count: ({ recheck }) => recheck, alarm: true },
  ended: of(...SETTLED_PILOT_STATES),
} satisfies Record<string, StageRow>
export type Stage = keyof typeof ROWS
export const STAGES: Readonly<Record<Stage, StageRow>> = ROWS
export const STAGE_IDS = Object.keys(STAGES) as Stage[]
