import type { Result } from '@anlan/domain'
import {
  DRILL_MODES,
  DRILL_TYPES,
  EMPTY_ROSTER,
  fromUtf8,
  isSoundFact,
  packFacts,
  toUtf8,
  unpackFacts,
  type DrillMode,
  type DrillType,
  type Fact,
  type Roster,
} from '@anlan/domain/drills'

/** What stands before the facts: enough for a screen that never heard of the drill to join it. */
export interface MessageHead {
  readonly version: 1
  /** The school's letters on its badges. */
  readonly school: string
  readonly drill: string
  readonly type: DrillType
  readonly mode: DrillMode
  readonly startedAt: number
  readonly mark: string | null
  /** The server has this drill. */
  readonly known: boolean
  /** People are named by their own keys, not by their place in a list both must have. */
  readonly plain: boolean
}

export type MessageRefusal = {
  readonly code: 'damaged' | 'other-school' | 'other-roster' | 'other-mode' | 'newer'
}

const LENGTH_BYTES = 2
const MS_BOUND = 2 ** 48
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MARK = /^[0-9a-f]{32}$/

/** A drill's facts as the bytes one kiosk shows another. */
export function writeMessage(head: MessageHead, roster: Roster, facts: Iterable<Fact>): Uint8Array {
  const text = toUtf8(JSON.stringify(head))
  const packed = packFacts(head.plain ? { ...EMPTY_ROSTER, drill: head.drill } : roster, facts)
  const bytes = new Uint8Array(LENGTH_BYTES + text.length + packed.length)
  bytes[0] = text.length >> 8
  bytes[1] = text.length & 0xff
  bytes.set(text, LENGTH_BYTES)
  bytes.set(packed, LENGTH_BYTES + text.length)
  return bytes
}

/**
 * Reads what another kiosk showed.
 * @param school the letters of this kiosk's own school
 * @param rosterOf the list this kiosk has for a drill; where it has none of its own yet, the pack's
 */
export function readMessage(
  bytes: Uint8Array,
  school: string,
  rosterOf: (head: MessageHead) => Roster | null,
): Result<{ head: MessageHead; facts: Fact[] }, MessageRefusal> {
  const head = readHead(bytes)
  if (!head) return { ok: false, error: { code: 'damaged' } }
  if (head.head.version !== 1) return { ok: false, error: { code: 'newer' } }
  if (head.head.school !== school) return { ok: false, error: { code: 'other-school' } }
  const roster = head.head.plain ? EMPTY_ROSTER : rosterOf(head.head)
  if (!roster) return { ok: false, error: { code: 'other-roster' } }
  const facts = unpackFacts({ ...roster, drill: head.head.drill }, head.packed)
  if (facts.ok)
    return facts.value.every(isSoundFact)
      ? { ok: true, value: { head: head.head, facts: facts.value } }
      : { ok: false, error: { code: 'damaged' } }
  const { code } = facts.error
  return {
    ok: false,
    error: { code: code === 'other-roster' ? code : code === 'unknown-version' ? 'newer' : 'damaged' },
  }
}

function readHead(bytes: Uint8Array): { head: MessageHead; packed: Uint8Array } | null {
  const [high = 0, low = 0] = bytes
  const end = LENGTH_BYTES + high * 256 + low
  if (end > bytes.length) return null
  try {
    const head = JSON.parse(fromUtf8(bytes.subarray(LENGTH_BYTES, end))) as MessageHead | null
    return head && (head.version !== 1 || isSoundHead(head)) ? { head, packed: bytes.subarray(end) } : null
  } catch {
    return null
  }
}

/** A picture can be anybody's: what no screen could show, or no server take, must not stay on this device. */
const isSoundHead = ({ drill, type, mode, startedAt, mark }: MessageHead): boolean =>
  UUID.test(drill) &&
  Object.hasOwn(DRILL_TYPES, type) &&
  Object.hasOwn(DRILL_MODES, mode) &&
  Number.isFinite(startedAt) &&
  Math.abs(startedAt) < MS_BOUND &&
  (mark === null || MARK.test(mark))

/**
 * Which of two drills both go on with: the one the server knows, else the one that began first. Both screens decide
 * alike, so that it does not matter who scans whom.
 */
export function isElder(
  a: Pick<MessageHead, 'known' | 'startedAt' | 'drill'>,
  b: Pick<MessageHead, 'known' | 'startedAt' | 'drill'>,
): boolean {
  if (a.known !== b.known) return a.known
  return a.startedAt < b.startedAt || (a.startedAt === b.startedAt && a.drill < b.drill)
}
