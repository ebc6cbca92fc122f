import { CheckAnswer, type Day, type FileId } from '@anlan/domain'

/** What stands in the fields of an item while it is being filled in: anything may be half typed. */
export interface Draft {
  readonly verdict: CheckAnswer['verdict'] | ''
  readonly reason: string
  readonly number: string
  readonly day: string
  /** Files of the server, and pictures that are still on this device only, by their ids here. */
  readonly photos: readonly string[]
  readonly record: string
  readonly place: string
  readonly note: string
  readonly majorCase: boolean | null
}

export const EMPTY_DRAFT: Draft = {
  ...{ verdict: '', reason: '', number: '', day: '', photos: [], record: '', place: '', note: '' },
  majorCase: null,
}

export const draftOf = (answer: CheckAnswer): Draft => ({
  ...{ verdict: answer.verdict, reason: answer.reason ?? '', day: answer.day ?? '' },
  number: answer.number === undefined ? '' : String(answer.number),
  ...{ photos: answer.photos, record: answer.record ?? '', place: answer.place ?? '' },
  ...{ note: answer.note ?? '', majorCase: answer.majorCase ?? null },
})

/** A number as people type it, full-width digits included, or nothing where it is none. */
export function numberIn(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim()
  const value = Number(plain)
  return plain !== '' && Number.isFinite(value) ? value : undefined
}

/** True of a picture that no server has yet. */
export const isLocal = (photo: string): boolean => photo.startsWith('local:')

const { reason, record, place, note, day } = CheckAnswer.shape
/** A field with what it holds, or nothing at all while that does not hold yet. */
const held = <Name extends string, Value>(
  name: Name,
  schema: { safeParse(value: unknown): { success: boolean; data?: Value | undefined } },
  text: string,
): Partial<Record<Name, Value>> => {
  const read = schema.safeParse(text)
  return read.success && read.data !== undefined && text.trim() !== ''
    ? ({ [name]: read.data } as Partial<Record<Name, Value>>)
    : {}
}

/**
 * The answer a draft gives, without what is not whole yet; nothing before a verdict is chosen. `fails` says whether an
 * answer fails: of one that is in order nothing is said that was typed when it was not.
 */
export function answerOf(
  code: string,
  draft: Draft,
  fails: (answer: CheckAnswer) => boolean,
): CheckAnswer | null {
  const { verdict } = draft
  if (verdict === '') return null
  if (verdict === 'not-applicable')
    return { code, verdict, photos: [], ...held('reason', reason, draft.reason) }
  const number = numberIn(draft.number)
  const answer: CheckAnswer = {
    ...{ code, verdict, photos: draft.photos as FileId[] },
    ...(number !== undefined && { number }),
    ...held<'day', Day>('day', day, draft.day),
    ...held('record', record, draft.record),
  }
  if (!fails(answer)) return answer
  return {
    ...answer,
    ...held('place', place, draft.place),
    ...held('note', note, draft.note),
    ...(draft.majorCase !== null && { majorCase: draft.majorCase }),
  }
}

/** What was typed into a field. */
export const typed = (event: Event): string => (event.target as HTMLInputElement | HTMLTextAreaElement).value
