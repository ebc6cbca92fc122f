import {
  applyBoardChange,
  type BoardUpdate,
  type CountyDrillId,
  type DrillBoard,
  type DrillId,
} from '@anlan/domain'
import type { AppRouter } from '@anlan/server/api'
import type { inferRouterOutputs } from '@trpc/server'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { trpc } from '../../app/trpc.ts'

type Outputs = inferRouterOutputs<AppRouter>
type Yielded<Stream> = Stream extends AsyncIterable<infer Value> ? Value : never
export type Board = DrillBoard
export type CountyBoard = Yielded<Outputs['countyDrills']['live']>
export type CountySchool = CountyBoard['schools'][number]

/** The present moment, again each second. */
export function useNow() {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}

/** A snapshot, with the moment it came: what the server's clock says is reckoned from there, not from this device's. */
export interface Received<Snapshot> {
  readonly snapshot: Snapshot
  readonly at: number
}

/** The server's present moment, as far as a snapshot tells. */
export const serverNow = ({ snapshot, at }: Received<{ asOf: string }>, now: number): number =>
  Date.parse(snapshot.asOf) + Math.max(0, now - at)

interface Watching<Update> {
  onData(update: Update): void
  onError(): void
  onConnectionStateChange(state: { state: string }): void
}

/** `toSnapshot` makes of what came, and of what is shown, what is to be shown; null leaves it. */
function watchBoard<Update, Snapshot>(
  subscribe: (watching: Watching<Update>) => { unsubscribe(): void },
  toSnapshot: (update: Update, shown: Snapshot | null) => Snapshot | null,
  heard?: (snapshot: Snapshot) => void,
) {
  const board = shallowRef<Received<Snapshot> | null>(null)
  const lost = ref(false)
  const stream = subscribe({
    onData: update => {
      lost.value = false
      const snapshot = toSnapshot(update, board.value?.snapshot ?? null)
      if (snapshot === null) return
      board.value = { snapshot, at: Date.now() }
      heard?.(snapshot)
    },
    onError: () => (lost.value = true),
    // The line is tried again by itself; meanwhile the page says that its numbers may be old.
    onConnectionStateChange: ({ state }) => (lost.value = state === 'connecting' && board.value !== null),
  })
  onScopeDispose(() => stream.unsubscribe())
  return { board, lost }
}

/** Every line begins with a whole board, so that there always is one that a change belongs to. */
const toBoard = (update: BoardUpdate, shown: Board | null): Board | null =>
  'whole' in update ? update.whole : shown && applyBoardChange(shown, update.change)

/** A drill's live board. */
export const useBoard = (id: DrillId, heard?: (board: Board) => void) =>
  watchBoard(watching => trpc.drills.live.subscribe({ id }, watching), toBoard, heard)

/** The live board of a county's drill day. */
export const useCountyBoard = (id: CountyDrillId) =>
  watchBoard<CountyBoard, CountyBoard>(
    watching => trpc.countyDrills.live.subscribe({ id }, watching),
    update => update,
  )
