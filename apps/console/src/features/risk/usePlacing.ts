import { RiskPlanId, type MapPlace, type RiskPointId } from '@anlan/domain'
import { onScopeDispose, ref } from 'vue'
import { sayError } from '../../app/errors.ts'
import { queryClient } from '../../app/query-client.ts'
import { trpc } from '../../app/trpc.ts'
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

/** Where points stand while somebody moves them, and their saving: one after the other, the last place of each. */
export function usePlacing(planId: () => string) {
  const moved = ref(new Map<RiskPointId, MapPlace | null>())
  const problem = ref('')
  /** Whether what is shown is kept already; empty until something was moved. */
  const kept = ref<'' | 'saving' | 'saved'>('')
  const revisions = new Map<RiskPointId, number>()
  const timers = new Map<RiskPointId, ReturnType<typeof setTimeout>>()
  const waiting = new Map<RiskPointId, RiskRow>()
  // Whoever leaves the page right after a key loses nothing.
  onScopeDispose(() => waiting.forEach(row => save(row)))
  let line: Promise<void> = Promise.resolve()

  const placeOf = (row: RiskRow): MapPlace | null =>
    moved.value.has(row.id) ? (moved.value.get(row.id) ?? null) : row.place

  function move(row: RiskRow, x: number, y: number): void {
    moved.value.set(row.id, { planId: RiskPlanId.parse(planId()), x: within(x), y: within(y) })
    kept.value = 'saving'
  }
  const save = (row: RiskRow): void => {
    clearTimeout(timers.get(row.id))
    waiting.delete(row.id)
    line = line.then(() => send(row))
  }
  function saveSoon(row: RiskRow): void {
    clearTimeout(timers.get(row.id))
    waiting.set(row.id, row)
    timers.set(
      row.id,
      setTimeout(() => save(row), PAUSE_MS),
    )
  }
  async function send(row: RiskRow): Promise<void> {
    if (!moved.value.has(row.id)) return
    const place = moved.value.get(row.id) ?? null
    try {
      const revision = Math.max(row.revision, revisions.get(row.id) ?? 0)
      const point = await trpc.risks.place.mutate({ id: row.id, revision, place })
      revisions.set(row.id, point.revision)
      problem.value = ''
      await queryClient.invalidateQueries({ queryKey: ['risks'] })
      if (isSame(moved.value.get(row.id), place)) moved.value.delete(row.id)
      if (moved.value.size === 0) kept.value = 'saved'
    } catch (error) {
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
    moved.value.set(row.id, null)
    kept.value = 'saving'
    save(row)
  }
  return { placeOf, move, save, press, takeOff, problem, kept }
}
