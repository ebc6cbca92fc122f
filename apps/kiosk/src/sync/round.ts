import { isGraver, makeMergeReceipt, type DrillMode, type Fact } from '@anlan/domain/drills'
import { giveWay, hasEnded } from '../keep/ended.ts'
import type { HeldDrill } from '../keep/held.ts'
import type { Ledger, Moment } from '../keep/ledger.ts'
import type { FactCount, Failure, Health, KioskApi, News, ServerDrill } from './api.ts'

/** Facts in one message: small enough to come through a bad line in one piece. */
const BATCH = 400
/** The server shows facts in the order of their commits, not of their times: each look goes back so far again. */
const OVERLAP_MS = 10_000
/** The day's attendance changes while the morning runs. */
const PACK_RENEWED_MS = 3600_000
/** A start younger than this was made with the server in reach: it freezes the newest list, not the one held here. */
const FRESH_START_MS = 15_000
const SAME_ALARM_MS = 3600_000

interface Parts {
  readonly ledger: Ledger
  readonly api: KioskApi
  /** Milliseconds since 1970 by this device's clock, and by the server's. */
  readonly clock: { readonly now: number; readonly moment: Moment }
  /** How this kiosk is once so many facts are taken. */
  readonly health: (taken: number) => Health
  readonly random: () => Uint8Array
}

/** What a round ended with; null when all of it was done. */
export type Broken = Failure | null

/**
 * One round with the server: notices its drill, starts ours there, sends what waits, fetches what others established,
 * and compares receipts. It may break off anywhere and be begun again: each step looks at what is held, not at what
 * the last round had come to.
 */
export async function syncRound(parts: Parts, heard?: (news: News) => void): Promise<Broken> {
  const { ledger, api } = parts
  const state = await api.state()
  if (!state.ok) return state.error
  const { identity } = ledger
  const { school, device, drill } = state.value
  if (identity && (identity.school.name !== school.name || identity.name !== device.name))
    await ledger.pair({ ...identity, school, name: device.name })
  heard?.(state.value)
  // What the server said of its current drill was said before this round sent it anything.
  const before = new Set(ledger.drills.flatMap(({ id, known }) => (known ? [id] : [])))
  return (await syncDrill(parts, drill)) ?? (await tidy(parts, before, drill)) ?? (await renewPack(parts))
}

/**
 * The part of a round that matters while people are counted. Where a line tells what happens at the server, what it told
 * stands in for the question; nothing was told, and nothing is fetched. Neither is it where the server has no more facts
 * than this kiosk knows it to have: its facts are among the server's, so that equally many are the same.
 */
export async function syncDrill(
  parts: Parts,
  told: ServerDrill | null,
  count: FactCount | null = null,
): Promise<Broken> {
  const hasMore = (): boolean => count !== null && count.facts > parts.ledger.acknowledged(count.drill)
  return (
    (await followServer(parts, told)) ??
    (await sendWaiting(parts)) ??
    (await fetchOthers(parts, told?.id ?? (hasMore() ? (count?.drill ?? null) : null))) ??
    (await compareReceipts(parts))
  )
}

/** Joins a drill that was started elsewhere, and learns how the one at hand ended. */
async function followServer(parts: Parts, drill: ServerDrill | null): Promise<Broken> {
  const { ledger, api } = parts
  if (!drill) return restoreRosters(parts)
  const held = ledger.drill(drill.id)
  if (held) {
    const ended = drill.state === 'running' ? null : drill.state === 'cancelled' ? 'cancelled' : 'all-clear'
    if (!held.known || held.ended !== ended) await ledger.change(drill.id, { known: true, ended })
    return ledger.roster(drill.id) ? null : restoreRoster(parts, drill.id)
  }
  if (drill.state !== 'running') return null
  // A graver one of our own is sent its start, and the server's gives way to it.
  const own = ledger.drills.filter(each => !each.known && !hasEnded(ledger, each))
  if (own.some(({ mode }) => isGraver(mode, drill.mode))) return null
  const roster = await api.roster(drill.id)
  if (!roster.ok) return roster.error
  const joined = {
    ...{ id: drill.id, type: drill.type, mode: drill.mode, mark: null, known: true },
    startedAt: drill.startedAt === null ? parts.clock.now : Date.parse(drill.startedAt),
  }
  // A drill of our own that is the same alarm: its start is sent, and the answer says which of the two is the school's.
  if (own.some(each => isSameAlarm(ledger, each, joined))) return null
  await ledger.hold(joined, roster.value, parts.random())
  await giveWay(ledger, joined.mode, parts.clock.moment)
  return null
}

/** Nothing was told: what is known to be missing here is asked for all the same. */
async function restoreRosters(parts: Parts): Promise<Broken> {
  const { ledger } = parts
  for (const { id, known, ended, left } of ledger.drills)
    if (known && ended === null && !left && !ledger.roster(id)) {
      const broken = await restoreRoster(parts, id)
      if (broken) return broken
    }
  return null
}

/** The list of a drill left the device after a day without a word, and the server is heard again. */
async function restoreRoster({ ledger, api }: Parts, drill: string): Promise<Broken> {
  const roster = await api.roster(drill)
  if (roster.ok) await ledger.takeRoster(roster.value)
  else if (roster.error.code !== 'refused') return roster.error
  return null
}

/** Starts our drill at the server. Where the school's drill is another one already, ours becomes that one. */
async function startThere(parts: Parts, drill: HeldDrill): Promise<Broken> {
  const { ledger, api, clock } = parts
  const isFresh = clock.now - drill.startedAt < FRESH_START_MS
  const started = await api.start({
    ...{ id: drill.id, type: drill.type, mode: drill.mode, at: Math.round(drill.startedAt) },
    mark: isFresh ? null : drill.mark,
  })
  if (!started.ok) return started.error
  const roster = await api.roster(started.value.id)
  // Cancelled before it was ever started there: the facts are kept all the same, with the list that is here.
  if (!roster.ok && roster.error.code !== 'refused') return roster.error
  if (started.value.id === drill.id) {
    if (roster.ok) await ledger.takeRoster(roster.value)
    const ended = roster.ok ? drill.ended : 'cancelled'
    await ledger.change(drill.id, { known: true, mark: null, ended })
    if (ended === null) await giveWay(ledger, drill.mode, clock.moment)
    return null
  }
  if (!roster.ok) return roster.error
  const state = await api.state()
  if (!state.ok) return state.error
  const other = state.value.drill
  if (other?.id !== started.value.id) return { code: 'cut' }
  const startedAt = other.startedAt === null ? drill.startedAt : Date.parse(other.startedAt)
  const home = { id: other.id, type: other.type, mode: other.mode, startedAt, mark: null, known: true }
  // Yesterday's drill waits until today's has ended, and becomes one of its own then; so does an exercise in an emergency.
  if (!isSameAlarm(ledger, drill, home)) return null
  await ledger.rehome(drill.id, home, roster.value)
  return null
}

/**
 * Two drills of one mode that began close together and are both still counted are one alarm, given at two screens. Who
 * was seen in an exercise was not seen in an emergency.
 */
const isSameAlarm = (
  ledger: Ledger,
  own: HeldDrill,
  { mode, startedAt }: { readonly mode: DrillMode; readonly startedAt: number },
): boolean =>
  own.mode === mode && Math.abs(own.startedAt - startedAt) < SAME_ALARM_MS && !hasEnded(ledger, own)

async function sendWaiting(parts: Parts): Promise<Broken> {
  const { ledger, api, health } = parts
  for (const { id, known } of ledger.drills) {
    const drill = ledger.drill(id)
    if (!drill || (ledger.waiting(id).length === 0 && (known || hasEnded(ledger, drill)))) continue
    if (!known) {
      const broken = await startThere(parts, drill)
      // What the server will not have is no reason to keep the other drills' facts from it.
      if (broken && broken.code !== 'refused') return broken
    }
  }
  for (const { id, known } of ledger.drills)
    while (known) {
      const facts = ledger.waiting(id).slice(0, BATCH)
      if (facts.length === 0) break
      const sent = await api.send(facts, health(facts.length))
      if (!sent.ok) return sent.error
      const words = new Map<string, string>(sent.value.taken.map(each => [each, 'taken']))
      let isUnknown = false
      for (const { id: fact, code } of sent.value.refused) {
        // The server lost the drill, or never had it: the start is sent again with the next round.
        if (code === 'unknown-drill') isUnknown = true
        else words.set(fact, code)
      }
      await ledger.settle(id, words)
      if (isUnknown) {
        await ledger.sendAgain(id)
        return { code: 'cut' }
      }
      // An answer that says nothing of what was sent would be asked for ever.
      if (words.size === 0) return { code: 'cut' }
    }
  return null
}

async function fetchOthers(parts: Parts, current: string | null): Promise<Broken> {
  const { ledger, api } = parts
  const drill = current === null ? null : ledger.drill(current)
  if (!drill) return null
  let after = drill.upTo === null ? null : new Date(Date.parse(drill.upTo) - OVERLAP_MS).toISOString()
  for (;;) {
    const page = await api.factsAfter(drill.id, after)
    if (!page.ok) return page.error
    const { facts, upTo, more } = page.value
    await ledger.take(facts as Fact[], 'taken')
    if (upTo !== null && upTo !== drill.upTo && facts.length > 0) await ledger.change(drill.id, { upTo })
    if (!more || upTo === after) return null
    after = upTo
  }
}

/** Asks for the server's receipt of a drill that has ended here and has nothing left to send. */
async function compareReceipts(parts: Parts): Promise<Broken> {
  const { ledger, api } = parts
  for (const drill of ledger.drills) {
    if (!drill.known || drill.left || ledger.waiting(drill.id).length > 0) continue
    if (!hasEnded(ledger, drill)) continue
    const receipt = await api.receipt(drill.id)
    if (!receipt.ok) {
      if (receipt.error.code === 'refused') continue
      return receipt.error
    }
    if (drill.receipt?.hash !== receipt.value.hash) await ledger.change(drill.id, { receipt: receipt.value })
  }
  return null
}

/**
 * A drill that is over, sent and no longer the server's current one leaves the device with its names. One that the server
 * knew and no longer names ended while this kiosk had no line; a server that has lost it is told of it again.
 */
async function tidy(
  { ledger, api }: Parts,
  knownBefore: ReadonlySet<string>,
  current: ServerDrill | null,
): Promise<Broken> {
  for (const drill of ledger.drills) {
    if (!knownBefore.has(drill.id) || drill.id === current?.id || ledger.waiting(drill.id).length > 0)
      continue
    if (drill.left || hasEnded(ledger, drill)) {
      await ledger.drop(drill.id)
      continue
    }
    const receipt = await api.receipt(drill.id)
    if (receipt.ok)
      await ledger.change(drill.id, { ended: current?.state === 'running' ? 'cancelled' : 'all-clear' })
    else if (receipt.error.code === 'refused') await ledger.sendAgain(drill.id)
    else return receipt.error
  }
  return null
}

async function renewPack({ ledger, api, clock }: Parts): Promise<Broken> {
  const { at } = clock.moment
  const { pack } = ledger
  if (pack && at - pack.takenAt < PACK_RENEWED_MS && at >= pack.takenAt) return null
  const answer = await api.pack()
  if (!answer.ok) return answer.error
  await ledger.takePack({ mark: answer.value.mark, roster: answer.value.roster, takenAt: at })
  return null
}

/** The receipt of what is held here, as the server makes its own. */
export const receiptOf = (ledger: Ledger, drill: string) => makeMergeReceipt(ledger.set(drill), sha256)

async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
}
