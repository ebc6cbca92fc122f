import type { Absence, Fact, FactBody, MusterPerson, SeenHow } from '@anlan/domain/drills'
import type { Kiosk } from './kiosk.ts'

/** What people do to a drill's muster at this screen. */
export function counting(kiosk: Kiosk) {
  const here = (): string | null => kiosk.shown.drill?.point ?? null
  const own = (): string | undefined => kiosk.shown.identity?.deviceId
  const record = async (body: FactBody): Promise<void> => {
    kiosk.shown.lastDone = await kiosk.record(body)
  }
  /** Whoever says the other thing now takes back what this screen said before; what others said stands. */
  const correctOwn = async (subject: string, kinds: readonly FactBody['kind'][]): Promise<void> => {
    for (const fact of statementsOn(kiosk, subject))
      if (fact.device === own() && kinds.includes(fact.kind))
        await kiosk.record({ kind: 'v1.retracted', fact: fact.id })
  }
  return {
    /** @returns false when this screen has seen him at this place before */
    async see(person: MusterPerson, how: SeenHow): Promise<boolean> {
      const point = here()
      const isKnown = person.sightings.some(each => each.device === own() && each.point === point)
      if (isKnown && person.state === 'safe') return false
      await correctOwn(person.key, ['v1.missing', 'v1.absent'])
      await record({ kind: 'v1.seen', subject: person.key, point, how })
      return true
    },
    async miss(person: MusterPerson): Promise<void> {
      await correctOwn(person.key, ['v1.seen', 'v1.absent', 'v1.missing'])
      await record({ kind: 'v1.missing', subject: person.key })
    },
    async excuse(person: MusterPerson, reason: Absence): Promise<void> {
      await correctOwn(person.key, ['v1.seen', 'v1.missing', 'v1.absent'])
      await record({ kind: 'v1.absent', subject: person.key, reason })
    },
    count: (group: string, count: number) => record({ kind: 'v1.counted', group, point: here(), count }),
    add: (name: string, group: string | null) =>
      record({
        kind: 'v1.added',
        subject: strangerKey(),
        name,
        group,
        point: here(),
      }),
    async takeBack(fact: Fact): Promise<void> {
      await kiosk.record({ kind: 'v1.retracted', fact: fact.id })
      if (kiosk.shown.lastDone?.id === fact.id) kiosk.shown.lastDone = null
    },
    clear: (note: string | null) => record({ kind: 'v1.all-clear', ...(note !== null && { note }) }),
    cancel: () => record({ kind: 'v1.cancelled' }),
  }
}

/** A key of its own for somebody on no list; no badge has a small letter. */
const strangerKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].reduce(
    (key, byte) => key + byte.toString(16).padStart(2, '0'),
    'x',
  )

/** What was said of somebody and not taken back, by any device. */
export function statementsOn(kiosk: Kiosk, subject: string): Fact[] {
  const { drill } = kiosk.shown
  if (!drill) return []
  const { facts } = kiosk.ledger.set(drill.id)
  const all = [...facts.values()]
  const gone = new Set(all.flatMap(fact => (fact.kind === 'v1.retracted' ? [fact.fact] : [])))
  return all.filter(fact => 'subject' in fact && fact.subject === subject && !gone.has(fact.id))
}
