import { RiskPlanId, type MapPlace, type RiskPointId } from '@anlan/domain'
import { onScopeDispose, ref } from 'vue'
import { sayError } from '../../app/errors.ts'
import { queryClient } from '../../app/query-client.ts'
import { OUTLIVES_PAGE, trpc } from '../../app/trpc.ts'
import type { RiskRow } from './useRisks.ts'

/** One press of an arrow key, as a share of the plan; with Shift ten of them. */
const STEP = 0.005
const LEAP = 10
/** A key that is held down moves many times and is saved once. */
const PAUSE_MS = 500

const within = (share: number): number => Math.min(1, Math.max(0, Math.round(share * 1e4) / 1e4))
const isSame = (a: MapPlace | null | undefined, b: MapPlace | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b)
const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Whoever leaves the page right after a move loses nothing, be it for another page, a reload or another program. */
function keepOnLeaving(flush: () => void): void {
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') flush()
  }
  addEventListener('pagehide', flush)
  document.addEventListener('visibilitychange', onHide)
  onScopeDispose(() => {
    removeEventListener('pagehide', flush)
    document.removeEventListener('visibilitychange', onHide)
    flush()
  })
}

/** Where points stand while somebody moves them, and their saving: one after the other, the last place of each. */
export function usePlacing(planId: () => string) {
  const moved = ref(new Map<RiskPointId, MapPlace | null>())
  const problem = ref('')
  /** Whether what is shown is kept already; empty until something was moved. */
  const kept = ref<'' | 'saving' | 'saved'>('')
  const revisions = new Map<RiskPointId, number>()
  const timers = new Map<RiskPointId, ReturnType<typeof setTimeout>>()
  /** The rows of the points that were moved and are not known to be kept. */
  const rows = new Map<RiskPointId, RiskRow>()
  /** What is on its way to the server. */
  const sent = new Map<RiskPointId, MapPlace | null>()
  let line: Promise<void> = Promise.resolve()
  keepOnLeaving(flush)

  const placeOf = (row: RiskRow): MapPlace | null =>
    moved.value.has(row.id) ? (moved.value.get(row.id) ?? null) : row.place

  function move(row: RiskRow, x: number, y: number): void {
    put(row, { planId: RiskPlanId.parse(planId()), x: within(x), y: within(y) })
  }
  function put(row: RiskRow, place: MapPlace | null): void {
    moved.value.set(row.id, place)
    rows.set(row.id, row)
    kept.value = 'saving'
  }
  const save = (row: RiskRow): void => {
    clearTimeout(timers.get(row.id))
    line = line.then(() => send(row))
  }
  /** Sends what was moved and is not on its way, at once: the page may be gone before a queue is through. */
  function flush(): void {
    for (const [id, place] of moved.value) {
      const row = rows.get(id)
      clearTimeout(timers.get(id))
      if (row && !(sent.has(id) && isSame(sent.get(id), place))) void send(row)
    }
  }
  function saveSoon(row: RiskRow): void {
    clearTimeout(timers.get(row.id))
    timers.set(
      row.id,
      setTimeout(() => save(row), PAUSE_MS),
    )
  }
  /** A later one of the same point may be on its way already. */
  function arrived(id: RiskPointId, place: MapPlace | null): void {
    if (isSame(sent.get(id), place)) sent.delete(id)
  }
  async function send(row: RiskRow): Promise<void> {
    if (!moved.value.has(row.id)) return
    const place = moved.value.get(row.id) ?? null
    // One that is on its way makes the next revision.
    const revision = Math.max(row.revision, revisions.get(row.id) ?? 0) + (sent.has(row.id) ? 1 : 0)
    sent.set(row.id, place)
    try {
      const point = await trpc.risks.place.mutate({ id: row.id, revision, place }, { context: OUTLIVES_PAGE })
      revisions.set(row.id, point.revision)
      arrived(row.id, place)
      problem.value = ''
      await queryClient.invalidateQueries({ queryKey: ['risks'] })
      if (isSame(moved.value.get(row.id), place)) moved.value.delete(row.id)
      if (moved.value.size === 0) kept.value = 'saved'
    } catch (error) {
      arrived(row.id, place)
      problem.value = sayError(error)
      kept.value = ''
      // What was not saved is not shown as if it were.
      moved.value.delete(row.id)
      await queryClient.invalidateQueries({ queryKey: ['risks'] })
    }
  }

  /** Moves a point by the key that was pressed; true when the key was one of ours. */
  function press(row: RiskRow, event: KeyboardEvent): boolean {
    const place = placeOf(row)
    if (!place) return false
    const arrow = ARROWS[event.key]
    if (arrow) {
      const step = STEP * (event.shiftKey ? LEAP : 1)
      move(row, place.x + arrow[0] * step, place.y + arrow[1] * step)
      saveSoon(row)
    } else if (event.key === 'Delete' || event.key === 'Backspace') takeOff(row)
    else return false
    return true
  }
  function takeOff(row: RiskRow): void {
    put(row, null)
    save(row)
  }
  return { placeOf, move, save, press, takeOff, problem, kept }
}
