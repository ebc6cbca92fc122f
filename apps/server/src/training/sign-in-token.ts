import { TrainingSessionId, type Instant, type TrainingSession } from '@anlan/domain'
import { timingSafeEqual } from 'node:crypto'
import type { Signer } from '../auth/vault.ts'

/** A new code comes so often, and each is good for so many of these. */
export const TURN_MS = 20_000
const GOOD_TURNS = 9
const [ID_BYTES, TURN_BYTES, MAC_BYTES] = [16, 4, 12]

const turnAt = (now: Instant): number => Math.floor(Date.parse(now) / TURN_MS)

/** Signed for one batch as it stands: whoever closes and opens it again has made all older codes worthless. */
const macOf = (signer: Signer, { id, revision }: Pick<TrainingSession, 'id' | 'revision'>, turn: number) =>
  Buffer.from(signer.sign(`training sign-in ${id} ${revision} ${turn}`), 'hex').subarray(0, MAC_BYTES)

/** The code that a batch shows at a moment. Somebody who was sent a picture of it is late after three minutes. */
export function signInTokenOf(
  signer: Signer,
  session: Pick<TrainingSession, 'id' | 'revision'>,
  now: Instant,
): string {
  const turn = turnAt(now)
  const head = Buffer.alloc(ID_BYTES + TURN_BYTES)
  head.write(session.id.replaceAll('-', ''), 'hex')
  head.writeUInt32BE(turn, ID_BYTES)
  return Buffer.concat([head, macOf(signer, session, turn)]).toString('base64url')
}

export interface ReadToken {
  readonly id: TrainingSessionId
  /** Whether it was signed for the batch as it stands, a short while ago. */
  isCurrent(session: Pick<TrainingSession, 'id' | 'revision'>): boolean
}

/** Reads a code; null when it is none. Whether it holds is seen once the batch is known. */
export function readSignInToken(signer: Signer, token: string, now: Instant): ReadToken | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.byteLength !== ID_BYTES + TURN_BYTES + MAC_BYTES) return null
  const hex = bytes.toString('hex', 0, ID_BYTES)
  const id = TrainingSessionId.safeParse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
  if (!id.success) return null
  const turn = bytes.readUInt32BE(ID_BYTES)
  const mac = bytes.subarray(ID_BYTES + TURN_BYTES)
  const age = turnAt(now) - turn
  return {
    id: id.data,
    isCurrent: session => age >= 0 && age < GOOD_TURNS && timingSafeEqual(macOf(signer, session, turn), mac),
  }
}
