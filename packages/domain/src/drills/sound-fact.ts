import { DRILL_MODE_IDS } from './drill.ts'
import { ABSENCE_IDS, SEEN_HOW, type Fact } from './fact.ts'
import { MAX_SEQ, readFactId } from './fact-id.ts'

/** The longest key, name and note, and the bounds of numbers: `fact-schema.ts` has the same for the server. */
const KEY_LENGTH = 40
const NAME_LENGTH = 40
const NOTE_LENGTH = 200
const MOST_COUNTED = 9999
const MS_BOUND = 2 ** 48
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const isText = (text: unknown, most: number): boolean =>
  typeof text === 'string' && text.length > 0 && text.length <= most && !text.includes('\0')
const isKey = (text: unknown): boolean => isText(text, KEY_LENGTH)
const isPlace = (text: unknown): boolean => text === null || isKey(text)
const isWithin = (number: unknown, min: number, max: number): boolean =>
  Number.isInteger(number) && (number as number) >= min && (number as number) <= max

/**
 * True for a fact that a device may have made. A picture can be anybody's, and what comes out of it is shown on a screen
 * and kept: without the schema library of the server, whose answer is the same (`exchange.test.ts`).
 */
export function isSoundFact(fact: Fact): boolean {
  const isHead =
    readFactId(fact.id) !== null &&
    UUID.test(fact.drill) &&
    UUID.test(fact.device) &&
    isWithin(fact.seq, 1, MAX_SEQ) &&
    isWithin(fact.at, 0, MS_BOUND - 1) &&
    (fact.offset === null || isWithin(fact.offset, -MS_BOUND, MS_BOUND))
  return isHead && isSoundBody(fact)
}

function isSoundBody(fact: Fact): boolean {
  switch (fact.kind) {
    case 'v1.started':
      return DRILL_MODE_IDS.includes(fact.mode)
    case 'v1.seen':
      return isKey(fact.subject) && isPlace(fact.point) && SEEN_HOW.includes(fact.how)
    case 'v1.missing':
      return isKey(fact.subject)
    case 'v1.absent':
      return isKey(fact.subject) && ABSENCE_IDS.includes(fact.reason)
    case 'v1.counted':
      return isKey(fact.group) && isPlace(fact.point) && isWithin(fact.count, 0, MOST_COUNTED)
    case 'v1.added':
      return (
        isKey(fact.subject) && isName(fact.name, NAME_LENGTH) && isPlace(fact.group) && isPlace(fact.point)
      )
    case 'v1.retracted':
      return readFactId(fact.fact) !== null
    case 'v1.all-clear':
      return fact.note === undefined || isName(fact.note, NOTE_LENGTH)
    case 'v1.cancelled':
      return true
  }
}

/** Blanks at the ends would be gone at the server, and the two would no longer hold the same. */
const isName = (text: string, most: number): boolean => isText(text, most) && text === text.trim()
