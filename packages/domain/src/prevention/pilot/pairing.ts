import { z } from 'zod'
import { Day, dayOf, type Instant } from '../../kernel/day.ts'
import { humanText } from '../../kernel/human-text.ts'
import { AccountId, PairingId, PilotId, UnitId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { hasClosed } from '../../organisation/decide-unit.ts'
import { may, type Actor } from '../../organisation/may.ts'
import { isSchool, type Unit } from '../../organisation/unit.ts'
import { SaidDeed, type Pilot } from './pilot.ts'

/** A demonstration school helps another one for a while. */
export const Pairing = z.object({
  id: PairingId,
  pilotId: PilotId,
  /** The school that helps. */
  unitId: UnitId,
  helpedId: UnitId,
  /** What the help is to bring about. */
  goal: humanText(4, 500),
  until: Day,
  paired: SaidDeed.omit({ note: true }),
  /** With what came of it. */
  ended: SaidDeed.nullable(),
})
export type Pairing = z.infer<typeof Pairing>

export const NewPairing = Pairing.pick({ pilotId: true, helpedId: true, goal: true, until: true })
export type NewPairing = z.infer<typeof NewPairing>

export type PairingRefusal =
  | { code: 'role-not-allowed' }
  | { code: 'not-a-demonstration-school' }
  | { code: 'not-a-school'; names: string[] }
  | { code: 'helps-itself' }
  | { code: 'paired-already' }
  | { code: 'pairing-ended' }
  | { code: 'deadline-in-the-past' }

interface Who {
  readonly actor: Actor
  readonly now: Instant
}
const deedOf = ({ actor, now }: Who) => ({
  ...{ by: AccountId.parse(actor.accountId), name: actor.name, at: now },
})

/**
 * The bureau pairs a demonstration school with one it helps. Refuses whoever may not, schools that are none, a school that
 * would help itself, and a last day that has passed.
 */
export function decidePairing(
  who: Who,
  pilot: Pick<Pilot, 'id' | 'unitId' | 'state'>,
  helped: Pick<Unit, 'id' | 'kind' | 'name' | 'openUntil'>,
  { id, goal, until }: Pick<Pairing, 'id' | 'goal' | 'until'>,
): Result<Pairing, PairingRefusal> {
  if (!may(who.actor, 'pilot.name')) return err({ code: 'role-not-allowed' })
  if (pilot.state !== 'demonstration') return err({ code: 'not-a-demonstration-school' })
  if (!isSchool(helped.kind) || hasClosed(helped)) return err({ code: 'not-a-school', names: [helped.name] })
  if (helped.id === pilot.unitId) return err({ code: 'helps-itself' })
  if (until < dayOf(who.now)) return err({ code: 'deadline-in-the-past' })
  return ok({
    ...{ id, pilotId: pilot.id, unitId: pilot.unitId, helpedId: helped.id, goal, until },
    ...{ paired: deedOf(who), ended: null },
  })
}

/** The bureau ends a pairing with what came of it; once. */
export function endPairing(before: Pairing, who: Who, outcome: string): Result<Pairing, PairingRefusal> {
  if (!may(who.actor, 'pilot.name')) return err({ code: 'role-not-allowed' })
  if (before.ended) return err({ code: 'pairing-ended' })
  return ok({ ...before, ended: { ...deedOf(who), note: outcome } })
}
