import type { CheckAnswer, FileId, InspectionRunId, Instant } from '@anlan/domain'
import { refusalOf, UploadError } from '../../app/errors.ts'
import { trpc } from '../../app/trpc.ts'
import { upload } from '../../app/upload.ts'
import { answerOf, isLocal } from './draft.ts'
import type { HeldRun } from './held-run.ts'
import { failsIn, versionOf } from './judge-held.ts'
import type { RunDetail } from './useInspections.ts'

/** An answer on its way, as it stood when it left. */
interface Leaving {
  readonly code: string
  readonly editedAt: Instant
  readonly seen: readonly Instant[]
  readonly answer: CheckAnswer
  /** Pictures of this device that go with it, by the ids the server has given them. */
  readonly with: ReadonlyMap<string, string>
  /** Nothing of it stays behind. */
  readonly isWhole: boolean
}

/** What a round of sending brought to light. */
export interface Sent {
  /** Somebody else's answers are to be fetched. */
  readonly isBehind: boolean
  /** Items of which what was sent came too late to count. */
  readonly aside: readonly string[]
}
const NOTHING: Sent = { isBehind: false, aside: [] }

/** As many moments as the server hears of one item; older ones are over. */
const SEEN_AT_MOST = 20

/**
 * Sends what the server has not: answers first, for a picture takes long on a narrow line, then pictures, then the
 * answers they belong to. A lost line is thrown, and so is a refusal.
 */
export async function sendHeld(id: InspectionRunId, run: HeldRun): Promise<Sent> {
  await run.readSiblings()
  const first = await sendAnswers(id, run)
  if (!(await sendPhotos(run))) return first
  const second = await sendAnswers(id, run)
  return { isBehind: first.isBehind || second.isBehind, aside: [...first.aside, ...second.aside] }
}

/** Sends the pictures of unsent answers; one that is refused stays where it is and says so. True when any is through. */
async function sendPhotos(run: HeldRun): Promise<boolean> {
  const { detail, held, photos } = run
  const names = [...held.values()].flatMap(({ isUnsent, draft }) => (isUnsent ? draft.photos : []))
  let any = false
  for (const name of names) {
    const photo = photos.get(name)
    if (!detail.value || !photo || photo.problem !== null || photo.sentAs !== null) continue
    const file = new File([photo.bytes], photo.name, { type: photo.type })
    const outcome = await uploadOrStall(detail.value.run.unitId, file).then(
      ({ id: sentAs }) => ({ sentAs, problem: null }),
      (error: unknown) => {
        if (error instanceof UploadError && !PASSING.has(error.code))
          return { sentAs: null, problem: error.code }
        throw error
      },
    )
    // It may have been taken away while it was on its way.
    if (!photos.has(name)) continue
    await run.store({ photos: [run.putPhoto({ ...photo, ...outcome })] })
    any ||= outcome.sentAs !== null
  }
  return any
}
/** A line that is half dead says nothing for minutes; what was sent over it is sent again. */
const STALLED_MS = 45_000

/** Sends a picture, as long as it takes, while any of it is on the move. */
async function uploadOrStall(unitId: string, file: File): Promise<{ readonly id: string }> {
  const stalled = new AbortController()
  const watch = () => setTimeout(() => stalled.abort(), STALLED_MS)
  let timer = watch()
  const move = (): void => {
    clearTimeout(timer)
    timer = watch()
  }
  return upload(unitId, file, move, { signal: stalled.signal }).finally(() => clearTimeout(timer))
}

/** What is wrong with the moment and not with the picture. */
const PASSING: ReadonlySet<string> = new Set([
  'signed-out',
  'database-away',
  'too-many-unused-files',
  'unknown',
])

/** The answers that can leave: with a verdict, and with such pictures only as the server has. */
function listLeaving({ held, photos }: HeldRun, detail: RunDetail): Leaving[] {
  const version = versionOf(detail.run)
  if (!version) return []
  const fails = failsIn(version, detail)
  return [...held.values()].flatMap(({ code, draft, editedAt, seen, isUnsent }) => {
    const answer = isUnsent ? answerOf(code, draft, fails) : null
    if (!answer || editedAt === null) return []
    const going = new Map(
      answer.photos.filter(isLocal).flatMap(name => {
        const sentAs = photos.get(name)?.sentAs
        return sentAs ? [[name as string, sentAs] as const] : []
      }),
    )
    const ids = answer.photos.flatMap(name => (isLocal(name) ? (going.get(name) ?? []) : name)) as FileId[]
    const isWhole = ids.length === answer.photos.length
    return [{ code, editedAt, seen, answer: { ...answer, photos: ids }, with: going, isWhole }]
  })
}

async function sendAnswers(id: InspectionRunId, run: HeldRun): Promise<Sent> {
  const known = run.detail.value
  const leaving = known ? listLeaving(run, known) : []
  if (!known || leaving.length === 0) return NOTHING
  // Written down first: an answer that came through and whose receipt was lost is known for one's own.
  await run.store({
    answers: leaving.map(({ code, editedAt }) => {
      const now = run.heldAt(code)
      return run.put({ ...now, seen: [...now.seen.filter(at => at !== editedAt), editedAt] })
    }),
  })
  const saved = await trpc.inspections.save
    .mutate(
      {
        id,
        answers: leaving.map(({ answer, editedAt, seen }) => ({
          ...{ answer, at: editedAt, seen: seen.slice(-SEEN_AT_MOST) },
        })),
      },
      { signal: AbortSignal.timeout(STALLED_MS) },
    )
    .catch(async (error: unknown) => {
      // Pictures that waited for their answers too long are cleaned up; they are here still, and go once more.
      if (refusalOf(error) === 'unknown-file') await sendAnew(run, leaving)
      throw error
    })
  const answers = leaving.map(({ code, editedAt, with: going, isWhole }) => {
    const now = run.heldAt(code)
    const at = saved.at[code]
    return run.put({
      ...now,
      draft: { ...now.draft, photos: now.draft.photos.map(name => going.get(name) ?? name) },
      isUnsent: !isWhole || now.editedAt !== editedAt,
      // What somebody else answered is not yet known here.
      seen: saved.aside.includes(code) || at === undefined ? now.seen : [...now.seen, at],
    })
  })
  const expected = known.run.revision + (saved.changed ? 1 : 0)
  const detail = { ...known, run: { ...known.run, revision: saved.revision } }
  run.detail.value = detail
  await run.store({ detail, answers })
  await run.dropPhotos(leaving.flatMap(({ with: going }) => [...going.keys()]))
  return { isBehind: saved.revision !== expected || saved.aside.length > 0, aside: saved.aside }
}

async function sendAnew(run: HeldRun, leaving: readonly Leaving[]): Promise<void> {
  const names = leaving.flatMap(({ with: going }) => [...going.keys()])
  await run.store({
    photos: names.flatMap(name => {
      const photo = run.photos.get(name)
      return photo ? [run.putPhoto({ ...photo, sentAs: null })] : []
    }),
  })
}
