import type { AppRouter } from '@anlan/server/api'
import type { inferRouterOutputs } from '@trpc/server'
import type { Tile } from './pilot-tiles.ts'

type Waiting = inferRouterOutputs<AppRouter>['home']['summary']['personal']

/** What a person signs, learns or takes note of himself, whatever his role. */
export const personalTiles = (waiting: Waiting): Tile[] => [
  { key: 'lettersToSign', count: waiting.letters, to: '/letters?mine=1&state=issued' },
  { key: 'trainingsOwed', count: waiting.trainings, to: '/trainings/mine' },
  { key: 'dutiesToAccept', count: waiting.duties, to: '/responsibility/mine' },
  { key: 'handoversToSign', count: waiting.handovers, to: '/handovers?view=mine' },
  { key: 'summariesToSign', count: waiting.summaries, to: '/summaries' },
  { key: 'bulletinsToApprove', count: waiting.bulletinsToApprove, to: '/bulletins?state=submitted' },
  { key: 'bulletinsToNote', count: waiting.bulletinsToNote, to: '/bulletins?unread=1' },
]
