import type { InspectionRunId } from '@anlan/domain'
import { ref, shallowRef } from 'vue'
import { isApiError, refusalOf, UploadError } from '../../app/errors.ts'
import { signedOutUnderway } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'
import type { Draft } from './draft.ts'
import { holdRun } from './held-run.ts'
import { sendHeld } from './send-run.ts'
import { forgetInspections } from './useInspections.ts'

export type RunKeeper = ReturnType<typeof keepRun>

/** Runs that are open on a page, or were and still have something to send. */
const KEPT = new Map<string, RunKeeper>()

/** The keeper of a run for whoever is signed in; the page that asks closes it. */
export function openKeeper(id: InspectionRunId, account: string): RunKeeper {
  const key = `${account} ${id}`
  const keeper = KEPT.get(key) ?? keepRun(id, account, () => void KEPT.delete(key))
  KEPT.set(key, keeper)
  keeper.enter()
  return keeper
}

/** How long typing rests before what was typed is sent. */
const REST_MS = 1_200
const AGAIN_MS = 2_000
const AGAIN_AT_MOST_MS = 60_000

/** True when nobody answered, or could for the moment: it is tried again by itself. */
function isPassing(error: unknown): boolean {
  if (error instanceof UploadError) return error.code === 'database-away' || error.code === 'unknown'
  if (!isApiError(error)) return true
  const refusal = refusalOf(error)
  // A picture that was cleaned up is sent anew.
  if (refusal === 'database-away' || refusal === 'unknown-file') return true
  return (error.data?.httpStatus ?? 500) >= 500
}

/**
 * Brings what is filled into a run to the server as soon as there is a line, and what others fill in to this page.
 */
function keepRun(id: InspectionRunId, account: string, ended: () => void) {
  const run = holdRun(id, account)
  const { detail, held, photos, isStored, unsent } = run
  const isSending = ref(false)
  /** Why the server does not take what was filled in, where waiting will not help. */
  const trouble = shallowRef<unknown>(null)
  /** Items of which somebody else's later answer counts, or that came after the run was handed in. */
  const aside = ref<readonly string[]>([])
  const timer: { handle?: ReturnType<typeof setTimeout>; failures: number } = { failures: 0 }
  const work: { round?: Promise<void>; readers: number } = { readers: 0 }

  async function round(): Promise<void> {
    const sent = await sendHeld(id, run)
    if (sent.aside.length > 0) aside.value = [...new Set([...aside.value, ...sent.aside])]
    if (sent.isBehind) await fetchRun()
  }

  /** Sends what is unsent, one page of this device after the other, so that no picture goes twice. */
  function send(): Promise<void> {
    work.round ??= (async () => {
      clearTimeout(timer.handle)
      isSending.value = true
      try {
        if (navigator.locks) await navigator.locks.request(`anlan-inspection-${id}`, round)
        else await round()
        trouble.value = null
        timer.failures = 0
      } finally {
        isSending.value = false
        delete work.round
      }
    })()
    return work.round
  }

  /** Sends by itself after a while; a line that is lost is tried again, later each time. */
  function plan(ms: number): void {
    clearTimeout(timer.handle)
    if (run.isOver()) end()
    else timer.handle = setTimeout(() => void tryAgain(), ms)
  }

  async function tryAgain(): Promise<void> {
    if (run.isOver()) return end()
    try {
      await send()
      if ([...held.values()].some(({ isUnsent, draft }) => isUnsent && canLeave(draft))) plan(REST_MS)
      else if (work.readers === 0) end()
    } catch (error) {
      if (refusalOf(error) === 'signed-out') signedOutUnderway.value = true
      else if (!isPassing(error)) trouble.value = error
      timer.failures += 1
      if (isPassing(error)) plan(Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * 2 ** (timer.failures - 1)))
    }
  }

  /** True of a picture that the server does not take. */
  const isRefused = (photo: string): boolean => (photos.get(photo)?.problem ?? null) !== null
  const canLeave = ({ verdict, photos: names }: Draft): boolean => verdict !== '' && !names.some(isRefused)

  function edit(code: string, patch: Partial<Draft>): Promise<void> {
    aside.value = aside.value.filter(each => each !== code)
    plan(REST_MS)
    return run.edit(code, patch)
  }
  const addPhotos = (code: string, files: Iterable<File>): Promise<void> =>
    run.addPhotos(code, files).then(soon)
  const removePhoto = (code: string, photo: string): Promise<void> => run.removePhoto(code, photo).then(soon)

  /** Asks the server how the run stands, and takes over what others have answered. */
  async function fetchRun(): Promise<void> {
    const fresh = await trpc.inspections.get.query({ id })
    detail.value = fresh
    for (const kept of fresh.answers) run.takeAnswer(kept)
    const { state } = fresh.run
    if (state === 'open' && fresh.mayRecord) await run.store({ detail: fresh, answers: [...held.values()] })
    else if (unsent.value === 0 || state === 'discarded') await run.forget()
  }

  /** Opens the run: from this device at once, where it was here before, and from the server as soon as it answers. */
  async function open(): Promise<void> {
    await run.readSiblings()
    // What the server does not take stays here and says so; the run itself is read all the same.
    if (unsent.value > 0) await tryAgain()
    try {
      await fetchRun()
    } catch (error) {
      if (!detail.value || !isPassing(error)) throw error
      plan(AGAIN_MS)
    }
  }

  /** Hands the run in, once everything is with the server; then nothing of it stays on this device. */
  async function handIn(): Promise<void> {
    await send()
    await trpc.inspections.handIn.mutate({ id })
    // The server has taken the run for whole: a picture it refused is nobody's any more.
    held.clear()
    await over()
  }

  async function discard(): Promise<void> {
    await trpc.inspections.discard.mutate({ id })
    held.clear()
    await over()
  }

  async function over(): Promise<void> {
    await fetchRun()
    run.siblings.postMessage('over')
    await forgetInspections()
  }

  const soon = (): void => plan(0)
  const seen = (): void => {
    if (document.visibilityState === 'visible') void run.readSiblings()
  }
  run.siblings.onmessage = ({ data }) => void (data === 'over' ? fetchRun() : run.readSiblings())
  addEventListener('online', soon)
  document.addEventListener('visibilitychange', seen)

  function end(): void {
    clearTimeout(timer.handle)
    removeEventListener('online', soon)
    document.removeEventListener('visibilitychange', seen)
    run.siblings.close()
    ended()
  }

  const enter = (): void => void (work.readers += 1)

  /** A page that is left goes on sending until nothing is on this device only. */
  function close(): void {
    work.readers -= 1
    if (work.readers === 0 && (unsent.value === 0 || run.isOver())) end()
  }

  return {
    ...{ detail, held, photos, isRefused, isSending, trouble, isStored, aside, unsent },
    ...{ open, edit, addPhotos, removePhoto, handIn, discard, fetchRun, again: soon, enter, close },
  }
}
