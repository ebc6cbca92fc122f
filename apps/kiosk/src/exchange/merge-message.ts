import type { Result } from '@anlan/domain'
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

/** Takes in what another kiosk showed: joins its drill, or takes its facts into the one both go on with. */
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
    const mine = { known: drill.known, startedAt: drill.startedAt, drill: drill.id }
    if (isElder(mine, head)) return { ok: true, value: await kiosk.merge(drill.id, facts) }
    await ledger.rehome(drill.id, theirs, roster)
  } else if (!ledger.drill(head.drill))
    await ledger.hold(theirs, roster, crypto.getRandomValues(new Uint8Array(16)))
  return { ok: true, value: await kiosk.merge(head.drill, facts) }
}

const drillRoster = ({ ledger, shown }: Kiosk) => shown.roster ?? ledger.pack?.roster ?? null
