import type { Result } from '@anlan/domain'
import { isGraver, type Roster } from '@anlan/domain/drills'
import { giveWay } from '../keep/ended.ts'
import type { NewDrill } from '../keep/ledger.ts'
import type { Kiosk } from '../kiosk.ts'
import { isElder, readMessage, writeMessage, type MessageRefusal } from './message.ts'

/** What this kiosk shows another; null on stand-by. */
export function showMessage({ ledger, shown }: Kiosk, plain: boolean): Uint8Array | null {
  const { drill, roster, identity } = shown
  if (!drill || !roster || !identity) return null
  const { id, type, mode, startedAt, mark, known } = drill
  const head = {
    version: 1 as const,
    school: identity.school.badge,
    drill: id,
    type,
    mode,
    startedAt,
    mark,
    known,
    plain,
  }
  return writeMessage(head, roster, ledger.set(id).facts.values())
}

/**
 * Takes in what another kiosk showed: joins its drill, or takes its facts into the one both go on with. An emergency and
 * an exercise never become one: who was seen in the exercise was not seen in the emergency. Of the two the emergency goes
 * on at both screens.
 */
export async function mergeMessage(kiosk: Kiosk, bytes: Uint8Array): Promise<Result<number, MessageRefusal>> {
  const { ledger, shown } = kiosk
  const { identity, drill } = shown
  const read = readMessage(
    bytes,
    identity?.school.badge ?? '',
    head => ledger.roster(head.drill) ?? drillRoster(kiosk),
  )
  if (!read.ok) return read
  const { head, facts } = read.value
  const roster = ledger.roster(head.drill) ?? drillRoster(kiosk)
  if (!roster) return { ok: false, error: { code: 'other-roster' } }
  const theirs = {
    id: head.drill,
    type: head.type,
    mode: head.mode,
    startedAt: head.startedAt,
    mark: head.mark,
    known: head.known,
  }
  if (drill && drill.id !== head.drill && !shown.ended) {
    if (isGraver(drill.mode, head.mode)) return { ok: false, error: { code: 'other-mode' } }
    const mine = { known: drill.known, startedAt: drill.startedAt, drill: drill.id }
    if (drill.mode !== head.mode) await join(kiosk, theirs, roster)
    else if (isElder(mine, head)) return { ok: true, value: await kiosk.merge(drill.id, facts) }
    else await ledger.rehome(drill.id, theirs, roster)
  } else await join(kiosk, theirs, roster)
  return { ok: true, value: await kiosk.merge(head.drill, facts) }
}

async function join({ ledger, clock }: Kiosk, theirs: NewDrill, roster: Roster): Promise<void> {
  await ledger.hold(theirs, roster, crypto.getRandomValues(new Uint8Array(16)))
  await giveWay(ledger, theirs.mode, clock.moment)
}

const drillRoster = ({ ledger, shown }: Kiosk) => shown.roster ?? ledger.pack?.roster ?? null
