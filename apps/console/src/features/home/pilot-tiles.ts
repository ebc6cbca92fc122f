import type { Permission } from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { inferRouterOutputs } from '@trpc/server'

/** A number on the first page, with the list it is the length of. */
export interface Tile {
  readonly key: string
  readonly count: number
  readonly to: string | null
  readonly alarming?: boolean
}

type Waiting = inferRouterOutputs<AppRouter>['home']['summary']['pilots']

/** What of pilots and of shared material waits for the reader. */
export const pilotTiles = (
  { applied, building, assessed, late, recheck, toReview, returned }: Waiting,
  may: (permission: Permission) => boolean,
): (Tile | false)[] => [
  may('pilot.name') && { key: 'pilotsApplied', count: applied, to: '/pilots?stage=applied' },
  may('pilot.accept') && { key: 'pilotsAssessed', count: assessed, to: '/pilots?stage=assessed' },
  may('pilot.accept') && { key: 'pilotsRecheck', count: recheck, to: '/pilots?stage=recheck' },
  may('pilot.build') && {
    ...{ key: 'pilotsBuilding', count: building, to: '/pilots?stage=building', alarming: late > 0 },
  },
  may('material.publish') && { key: 'materialToReview', count: toReview, to: '/shared?state=submitted' },
  may('material.share') && { key: 'materialReturned', count: returned, to: '/shared?state=returned' },
]
