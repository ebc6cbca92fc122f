import type { InspectionRunId, Instant } from '@anlan/domain'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import { isApiError, refusalOf, UploadError } from '../../app/errors.ts'
import { currentSession, signedOutUnderway } from '../../app/session.ts'
import { trpc } from '../../app/trpc.ts'
import { forgetRun, readDevice, writeDevice, type HeldAnswer, type HeldPhoto } from './device.ts'
import { answerOf, draftOf, EMPTY_DRAFT, isLocal, type Draft } from './draft.ts'
import { failsIn, versionOf } from './judge-held.ts'
import { listLeaving, sendAnswers, sendPhoto, type Leaving } from './send-run.ts'
import { forgetInspections, type KeptAnswer, type RunDetail } from './useInspections.ts'

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
const isPassing = (error: unknown): boolean => {
  if (error instanceof UploadError) return error.code === 'database-away' || error.code === 'unknown'
  if (!isApiError(error)) return true
  return refusalOf(error) === 'database-away' || (error.data?.httpStatus ?? 500) >= 500
}

/**
 * Keeps what is filled into a run: on this device at once, at the server as soon as there is a line. Several pages and
 * several people may fill in one run; what they write meets item by item.
 */
function keepRun(id: InspectionRunId, account: string, ended: () => void) {
  const whose = { account, run: id as string }
  const detail = shallowRef<RunDetail | null>(null)
  const held = shallowReactive(new Map<string, HeldAnswer>())
  const photos = shallowReactive(new Map<string, HeldPhoto>())
  const isSending = ref(false)
  /** Why the server does not take what was filled in, where waiting will not help. */
  const trouble = shallowRef<unknown>(null)
  /** False when this device could not keep what was typed. */
  const isStored = ref(true)
  /** Items of which somebody else's later answer counts, or that came after the run was handed in. */
  const aside = ref<readonly string[]>([])
  const unsent = computed(() => [...held.values()].filter(each => each.isUnsent).length)
  const siblings = new BroadcastChannel(`anlan-inspection-${id}`)
  const timer: { handle?: ReturnType<typeof setTimeout>; failures: number } = { failures: 0 }
  const work: { round?: Promise<void>; readers: number } = { readers: 0 }

  const isOpen = (): boolean => detail.value?.run.state === 'open' && detail.value.mayRecord

  /** Whoever signed out has taken everything with him: nothing is written or sent for him any more. */
  const isOver = (): boolean => currentSession()?.account.id !== account

  async function store(parts: Parameters<typeof writeDevice>[1]): Promise<void> {
    if (isOver()) return
    try {
      await writeDevice(whose, parts)
      isStored.value = true
      siblings.postMessage('changed')
    } catch {
      isStored.value = false
    }
  }

  /** Takes over what another page of this device has written, where it is newer than what stands here. */
  async function readSiblings(): Promise<void> {
    const there = await readDevice(whose).catch(() => null)
    if (!there) {
      isStored.value = false
      return
    }
    if (there.detail && (detail.value?.run.revision ?? 0) < there.detail.run.revision)
      detail.value = there.detail
    for (const photo of there.photos) photos.set(photo.id, photo)
    for (const theirs of there.answers) {
      const ours = held.get(theirs.code)
      const [newer, older] = [theirs.editedAt ?? '', ours?.editedAt ?? '']
      if (!ours || newer > older || (newer === older && !theirs.isUnsent)) held.set(theirs.code, theirs)
    }
  }

  function put(next: HeldAnswer): HeldAnswer {
    held.set(next.code, next)
    return next
  }

  const heldAt = (code: string): HeldAnswer =>
    held.get(code) ?? {
      ...{ ...whose, code, draft: EMPTY_DRAFT, editedAt: null, seen: [], isUnsent: false, by: null },
    }

  /** Changes what is filled in for an item. It is on the device before anything else happens. */
  function edit(code: string, patch: Partial<Draft>): Promise<void> {
    const was = heldAt(code)
    const known = Math.max(0, ...[...was.seen, was.editedAt ?? ''].filter(Boolean).map(at => Date.parse(at)))
    // Later than all it replaces, also by a clock that is behind.
    const editedAt = new Date(Math.max(Date.now(), known + 1)).toISOString() as Instant
    const next = put({ ...was, draft: { ...was.draft, ...patch }, editedAt, isUnsent: true })
    aside.value = aside.value.filter(each => each !== code)
    const stored = store({ answers: [next] })
    plan(REST_MS)
    return stored
  }

  async function addPhotos(code: string, files: Iterable<File>): Promise<void> {
    for (const file of files) {
      const photo: HeldPhoto = {
        ...{ ...whose, id: `local:${crypto.randomUUID()}`, name: file.name, type: file.type },
        ...{ bytes: await file.arrayBuffer(), problem: null },
      }
      photos.set(photo.id, photo)
      await store({ photo })
      await edit(code, { photos: [...heldAt(code).draft.photos, photo.id] })
    }
  }

  async function removePhoto(code: string, photo: string): Promise<void> {
    await edit(code, { photos: heldAt(code).draft.photos.filter(each => each !== photo) })
    photos.delete(photo)
    if (isLocal(photo)) await store({ gone: photo })
  }

  /** Sends the pictures of unsent answers; one that is refused stays where it is and says so. */
  async function sendPhotos(unitId: string): Promise<void> {
    for (const { code, isUnsent, draft } of [...held.values()]) {
      if (!isUnsent) continue
      for (const name of draft.photos.filter(isLocal)) {
        const photo = photos.get(name)
        if (!photo || photo.problem !== null) continue
        const sent = await sendPhoto(unitId, photo)
        if ('problem' in sent) {
          photos.set(name, { ...photo, problem: sent.problem })
          await store({ photo: { ...photo, problem: sent.problem } })
          continue
        }
        // Asked again: it may have been taken away while it was on its way.
        const now = heldAt(code)
        const next = {
          ...now,
          draft: { ...now.draft, photos: now.draft.photos.map(each => (each === name ? sent.id : each)) },
        }
        await store({ answers: [put(next)], gone: name })
        photos.delete(name)
      }
    }
  }

  function settle(leaving: readonly Leaving[], saved: Awaited<ReturnType<typeof sendAnswers>>): HeldAnswer[] {
    return leaving.map(({ code, editedAt }) => {
      const now = heldAt(code)
      const lost = saved.aside.includes(code)
      const at = saved.at[code]
      const isWhole = now.editedAt === editedAt && !now.draft.photos.some(isLocal)
      return put({
        ...now,
        isUnsent: !isWhole,
        // What somebody else answered is not yet known here.
        seen: lost || at === undefined ? now.seen : [...now.seen, at],
      })
    })
  }

  /** One round: pictures first, then the answers that name them. True when somebody else's answers are to be fetched. */
  async function round(): Promise<boolean> {
    await readSiblings()
    const known = detail.value
    const version = known && versionOf(known.run)
    if (!known || !version || unsent.value === 0) return false
    await sendPhotos(known.run.unitId)
    const fails = failsIn(version, known)
    const leaving = listLeaving(held.values(), ({ code, draft }) => answerOf(code, draft, fails))
    if (leaving.length === 0) return false
    // Written down first: an answer that came through and whose receipt was lost is known for one's own.
    await store({
      answers: leaving.map(({ code, editedAt }) => {
        const now = heldAt(code)
        return put({ ...now, seen: [...now.seen.filter(at => at !== editedAt), editedAt] })
      }),
    })
    const saved = await sendAnswers(id, leaving)
    const answers = settle(leaving, saved)
    if (saved.aside.length > 0) aside.value = [...new Set([...aside.value, ...saved.aside])]
    const expected = known.run.revision + (saved.changed ? 1 : 0)
    detail.value = { ...known, run: { ...known.run, revision: saved.revision } }
    await store({ detail: detail.value, answers })
    return saved.revision !== expected || saved.aside.length > 0
  }

  /** Sends what is unsent, page after page of this device, so that no picture goes twice. */
  function send(): Promise<void> {
    work.round ??= (async () => {
      clearTimeout(timer.handle)
      isSending.value = true
      try {
        const isBehind = navigator.locks
          ? await navigator.locks.request(`anlan-inspection-${id}`, round)
          : await round()
        trouble.value = null
        timer.failures = 0
        if (isBehind) await fetchRun()
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
    if (isOver()) return end()
    timer.handle = setTimeout(() => void tryAgain(), ms)
  }

  async function tryAgain(): Promise<void> {
    if (isOver()) return end()
    try {
      await send()
      if (
        [...held.values()].some(({ isUnsent, draft }) => isUnsent && draft.verdict !== '' && !isStuck(draft))
      )
        plan(REST_MS)
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
  /** True when all that keeps a draft from being sent is such a picture. */
  const isStuck = (draft: Draft): boolean => draft.photos.some(isRefused)

  function takeAnswer(kept: KeptAnswer): void {
    const { code } = kept.answer
    const ours = held.get(code)
    // What is on its way is judged by the server first; what is one's own stays as it was typed.
    if (ours?.isUnsent) return
    const by = { name: kept.byName, at: kept.at }
    put(
      ours?.seen.includes(kept.at)
        ? { ...ours, by }
        : {
            ...whose,
            code,
            draft: draftOf(kept.answer),
            editedAt: kept.at,
            seen: [kept.at],
            isUnsent: false,
            by,
          },
    )
  }

  /** Asks the server how the run stands, and takes over what others have answered. */
  async function fetchRun(): Promise<void> {
    const fresh = await trpc.inspections.get.query({ id })
    detail.value = fresh
    for (const kept of fresh.answers) takeAnswer(kept)
    if (isOpen()) await store({ detail: fresh, answers: [...held.values()] })
    else if (unsent.value === 0 || fresh.run.state === 'discarded')
      await forgetRun(whose).catch(() => undefined)
  }

  /** Opens the run: from this device at once, where it was here before, and from the server as soon as it answers. */
  async function open(): Promise<void> {
    await readSiblings()
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
    await fetchRun()
    siblings.postMessage('over')
    await forgetInspections()
  }

  async function discard(): Promise<void> {
    await trpc.inspections.discard.mutate({ id })
    await fetchRun()
    siblings.postMessage('over')
    await forgetInspections()
  }

  const soon = (): void => plan(0)
  const seen = (): void => {
    if (document.visibilityState === 'visible') void readSiblings()
  }
  siblings.onmessage = ({ data }) => void (data === 'over' ? fetchRun() : readSiblings())
  addEventListener('online', soon)
  document.addEventListener('visibilitychange', seen)

  function end(): void {
    clearTimeout(timer.handle)
    removeEventListener('online', soon)
    document.removeEventListener('visibilitychange', seen)
    siblings.close()
    ended()
  }

  const enter = (): void => void (work.readers += 1)

  /** A page that is left goes on sending until nothing is on this device only. */
  function close(): void {
    work.readers -= 1
    if (work.readers === 0 && (unsent.value === 0 || isOver())) end()
  }

  return {
    ...{ detail, held, photos, isRefused, isSending, trouble, isStored, aside, unsent },
    ...{ open, edit, addPhotos, removePhoto, handIn, discard, fetchRun, again: soon, close, enter },
  }
}
