import type { CheckAnswer, FileId, InspectionRunId, Instant } from '@anlan/domain'
import { UploadError } from '../../app/errors.ts'
import { trpc } from '../../app/trpc.ts'
import { upload } from '../../app/upload.ts'
import type { HeldAnswer, HeldPhoto } from './device.ts'
import { isLocal } from './draft.ts'

/** An answer on its way, with the moment by which its sender knows whether it was changed meanwhile. */
export interface Leaving {
  readonly code: string
  readonly editedAt: Instant
  readonly seen: readonly Instant[]
  readonly answer: CheckAnswer
}

/** Sends one picture; its id at the server, or the code of the refusal. A lost line is thrown. */
export async function sendPhoto(
  unitId: string,
  photo: HeldPhoto,
): Promise<{ id: string } | { problem: string }> {
  const file = new File([photo.bytes], photo.name, { type: photo.type })
  try {
    const { id } = await upload(unitId, file, () => undefined)
    return { id }
  } catch (error) {
    if (error instanceof UploadError && !PASSING.has(error.code)) return { problem: error.code }
    throw error
  }
}
/** What is wrong with the moment and not with the picture. */
const PASSING: ReadonlySet<string> = new Set(['signed-out', 'database-away', 'unknown'])

/** The answers that can leave: with a verdict, and with such pictures only as the server has. */
export const listLeaving = (
  held: Iterable<HeldAnswer>,
  answerOf: (held: HeldAnswer) => CheckAnswer | null,
): Leaving[] =>
  [...held].flatMap(each => {
    const answer = each.isUnsent && each.editedAt !== null ? answerOf(each) : null
    if (!answer || each.editedAt === null) return []
    const photos = answer.photos.filter((photo: FileId) => !isLocal(photo))
    return [{ code: each.code, editedAt: each.editedAt, seen: each.seen, answer: { ...answer, photos } }]
  })

/** As many as the server hears of one item; older ones are over. */
const SEEN_AT_MOST = 20

export const sendAnswers = (id: InspectionRunId, leaving: readonly Leaving[]) =>
  trpc.inspections.save.mutate({
    id,
    answers: leaving.map(({ answer, editedAt, seen }) => ({
      ...{ answer, at: editedAt, seen: seen.slice(-SEEN_AT_MOST) },
    })),
  })
