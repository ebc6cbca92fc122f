import { ownProduct } from '@anlan/browser/testing'
import {
  foldMuster,
  makeFactId,
  makeRun,
  type DrillMode,
  type Fact,
  type FactBody,
} from '@anlan/domain/drills'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasEnded } from '../src/keep/ended.ts'
import { NO_DISK } from '../src/keep/held.ts'
import { Ledger } from '../src/keep/ledger.ts'
import { KioskApi, type Health } from '../src/sync/api.ts'
import { DeviceClock } from '../src/sync/device-clock.ts'
import { receiptOf, syncRound, type Broken } from '../src/sync/round.ts'
import { useSchool } from './school.ts'
import { BREAKS, openWeakLine, type WeakLine } from './weak-line.ts'

const school = useSchool('032', [3])
const held: { line?: WeakLine; east?: Token; west?: Token } = {}

interface Token {
  readonly token: string
  readonly deviceId: string
}

const HEALTH: Health = { version: 'test', skew: 0, battery: null, unsent: 0 }
const random = (): Uint8Array => crypto.getRandomValues(new Uint8Array(16))

/** A kiosk without a screen: what it holds, and its rounds with the server. */
class Machine {
  readonly ledger: Ledger
  readonly api: KioskApi
  readonly clock: DeviceClock
  readonly #token: Token

  constructor(ledger: Ledger, token: Token, origin: string) {
    this.ledger = ledger
    this.#token = token
    this.clock = new DeviceClock(null)
    this.api = new KioskApi(token.token, { origin, onTime: (...time) => this.clock.measure(...time) })
  }
  static async open(token: Token, origin: string): Promise<Machine> {
    const machine = new Machine(await Ledger.open(NO_DISK), token, origin)
    await machine.ledger.pair({ ...token, name: '', school: { id: '', name: '', badge: '' } })
    return machine
  }
  round = (): Promise<Broken> =>
    syncRound({ ledger: this.ledger, api: this.api, clock: this.clock, health: () => HEALTH, random })

  /** Rounds until one is whole. @returns how many broke off before */
  async settle(most = 6): Promise<number> {
    for (let broken = 0; broken < most; broken += 1) if ((await this.round()) === null) return broken
    throw new Error('no round came to its end')
  }
  /** Starts a drill with the list at hand, whatever the line says. */
  async begin(mode: DrillMode = 'drill'): Promise<string> {
    const { pack } = this.ledger
    if (!pack) throw new Error('no list is held')
    const id = makeFactId(this.clock.moment.at, makeRun(random()), 0)
    const drill = {
      id,
      type: 'fire',
      mode,
      startedAt: this.clock.now,
      mark: pack.mark,
      known: false,
    } as const
    await this.ledger.hold(drill, pack.roster, random())
    await this.say(id, { kind: 'v1.started', mode })
    return id
  }
  say = (drill: string, body: FactBody): Promise<Fact> => this.ledger.record(drill, body, this.clock.moment)
  see = (drill: string, subject: string): Promise<Fact> =>
    this.say(drill, { kind: 'v1.seen', subject, point: null, how: 'tap' })
  /** The one drill that is held. */
  get drill(): string {
    const [only, more] = this.ledger.drills
    if (!only || more) throw new Error('not one drill is held')
    return only.id
  }
  /** Lets go of an ended drill, as the next one makes every kiosk do. */
  forget = async (): Promise<void> => {
    for (const { id } of this.ledger.drills) await this.ledger.drop(id)
  }
  get isSame(): Promise<boolean> {
    return receiptOf(this.ledger, this.drill).then(
      ({ hash }) => hash === this.ledger.drills[0]?.receipt?.hash,
    )
  }
}

async function pairMachine(): Promise<Token> {
  const api = new KioskApi(null, { origin: ownProduct().origin })
  const asked = await api.pair()
  if (!asked.ok) throw new Error('no code was given')
  await school.approve(asked.value.code, '操场')
  const claim = await api.claim(asked.value.secret)
  if (!claim.ok || claim.value.state !== 'paired') throw new Error('not paired')
  return { token: claim.value.token, deviceId: claim.value.deviceId }
}

beforeAll(async () => {
  held.line = await openWeakLine(ownProduct().origin)
  held.east = await pairMachine()
  held.west = await pairMachine()
})
afterAll(() => held.line?.close())

const keys = (): string[] => school.classes.flatMap(({ pupils }) => pupils.map(({ key }) => key))
const open = (who: 'east' | 'west', origin = ownProduct().origin): Promise<Machine> => {
  const token = held[who]
  if (!token) throw new Error('kiosks are paired inside tests only')
  return Machine.open(token, origin)
}
const storedFacts = (drill: string) =>
  school.sql<{ id: string; device_id: string }>('select id, device_id from drill_facts where drill_id = $1', [
    drill,
  ])

describe('a line that drops', () => {
  test.each(BREAKS)('at every step of a drill begun without it loses nothing (%s)', async how => {
    const line = held.line as WeakLine
    let steps = 1
    for (let step = 1; step <= steps; step += 1) {
      const west = await open('west')
      const east = await open('east', line.origin)
      line.breakAt(0, how)
      await Promise.all([west.settle(), east.settle()])
      await Promise.all([west.forget(), east.forget()])

      // Both pressed start: the server knows the one of the west when the east’s line comes back.
      const [first = '', second = '', third = ''] = keys()
      const theirs = await west.begin()
      await west.see(theirs, first)
      await west.settle()
      const own = await east.begin()
      await east.see(own, second)
      await east.see(own, third)
      line.breakAt(step, how)
      const broken = await east.settle()
      if (step === 1) steps = line.asked
      expect(broken).toBe(step <= line.asked ? 1 : 0)
      expect(east.drill).toBe(theirs)

      await east.say(theirs, { kind: 'v1.all-clear' })
      line.breakAt(1 + (step % 3), how)
      await east.settle()
      await east.settle()
      await west.settle()
      await west.settle()
      const stored = await storedFacts(theirs)
      expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(east.ledger.set(theirs).facts.keys()))
      expect(stored).toHaveLength(6)
      expect([await east.isSame, await west.isSame]).toEqual([true, true])
      expect(await storedFacts(own)).toEqual([])
    }
    expect(steps).toBeGreaterThan(6)
  })
})

test('a clone of a device is noticed, and both its halves’ facts are kept', async () => {
  const [one, two] = [await open('east'), await open('east')]
  await one.settle()
  await one.forget()
  const drill = await one.begin()
  await one.settle()
  // The disk was copied: the same numbers of the same run, at another moment.
  const copy = one.ledger.drill(drill)
  const roster = one.ledger.roster(drill)
  if (!copy || !roster) throw new Error('nothing to copy')
  await two.ledger.hold({ ...copy }, roster, random())
  await two.ledger.change(drill, { run: copy.run, next: copy.next })
  const [first = '', second = ''] = keys()
  await one.see(drill, first)
  await new Promise(resolve => setTimeout(resolve, 5))
  await two.see(drill, second)
  await one.settle()
  await two.settle()
  await one.settle()
  expect(await storedFacts(drill)).toHaveLength(3)
  expect(foldMuster(roster, one.ledger.set(drill)).cloned).toEqual([held.east?.deviceId])
  await one.say(drill, { kind: 'v1.cancelled' })
  await one.settle()
})

test('a planned drill that was cancelled meanwhile takes the facts of a kiosk that had no line', async () => {
  const east = await open('east')
  await east.settle()
  await east.forget()
  const { id } = await school.call<{ id: string }>('drills.plan', {
    ...{
      unitId: school.id,
      type: 'fire',
      mode: 'drill',
      title: '消防演练',
      plan: '',
      roles: [],
      storeys: null,
    },
    scheduledAt: new Date(Date.now() + 3600_000).toISOString(),
  })
  await school.call('drills.advance', { id, event: 'cancel', revision: 1, reason: '下雨' })
  const { pack } = east.ledger
  if (!pack) throw new Error('no list is held')
  await east.ledger.hold(
    { id, type: 'fire', mode: 'drill', startedAt: Date.now(), mark: pack.mark, known: false },
    pack.roster,
    random(),
  )
  await east.say(id, { kind: 'v1.started', mode: 'drill' })
  await east.see(id, keys()[0] ?? '')
  await east.settle()
  expect(east.ledger.waiting()).toEqual([])
  expect(await storedFacts(id)).toHaveLength(2)
  expect(east.ledger.drill(id)?.ended).toBe('cancelled')
  expect(await receiptOf(east.ledger, id)).toEqual(east.ledger.drill(id)?.receipt)
})

test('yesterday’s drill of a kiosk without a line does not run into today’s', async () => {
  const [east, west] = [await open('east'), await open('west')]
  await east.settle()
  await west.settle()
  await east.forget()
  await west.forget()
  const yesterday = await east.begin()
  await east.ledger.change(yesterday, { startedAt: Date.now() - 24 * 3600_000 })
  await east.see(yesterday, keys()[0] ?? '')
  await east.say(yesterday, { kind: 'v1.all-clear' })
  const today = await west.begin()
  await west.settle()
  await east.settle()
  // Today’s is joined; yesterday’s waits for its turn.
  expect(east.ledger.drill(today)).not.toBeNull()
  expect(east.ledger.waiting(yesterday)).toHaveLength(3)
  await west.say(today, { kind: 'v1.all-clear' })
  await west.settle()
  await east.settle()
  expect(await storedFacts(yesterday)).toHaveLength(3)
  expect(await storedFacts(today)).toHaveLength(2)
})

describe('an emergency and an exercise', () => {
  const begun = async (): Promise<[east: Machine, west: Machine]> => {
    const machines = await Promise.all([open('east'), open('west')])
    await school.sql(
      `update drills set state = 'cancelled', cancelled_at = now() where unit_id = $1 and state = 'running'`,
      [school.id],
    )
    for (const each of machines) {
      await each.settle()
      await each.forget()
    }
    return machines
  }
  const stateOf = async (drill: string) =>
    (await school.sql<{ state: string }>('select state from drills where id = $1', [drill]))[0]?.state

  test('at two screens without a line do not become one: who was seen in the exercise is looked for', async () => {
    const [east, west] = await begun()
    const exercise = await east.begin()
    await east.see(exercise, keys()[0] ?? '')
    const danger = await west.begin('real')
    await west.settle()
    await east.settle()
    expect(east.ledger.drill(danger)).toMatchObject({ mode: 'real', ended: null })
    expect((await storedFacts(danger)).map(({ device_id }) => device_id)).toEqual([held.west?.deviceId])
    await west.say(danger, { kind: 'v1.all-clear' })
    await west.settle()
    // The exercise becomes one of its own, with what was counted in it, and does not run any more.
    await east.settle()
    expect(await storedFacts(exercise)).toHaveLength(3)
    expect(await stateOf(exercise)).toBe('cancelled')
  })
  test('of which the server knows the exercise only: the emergency begins, and the exercise ends on the screen', async () => {
    const [east, west] = await begun()
    const exercise = await west.begin()
    await west.settle()
    const danger = await east.begin('real')
    await east.settle()
    expect(await stateOf(exercise)).toBe('cancelled')
    expect(await stateOf(danger)).toBe('running')
    await west.settle()
    await west.say(danger, { kind: 'v1.all-clear' })
    await west.settle()
    await west.settle()
    expect(west.ledger.drills.filter(drill => !hasEnded(west.ledger, drill))).toEqual([])
  })
})

test('a drill the server has lost goes on at the screen, and is begun there again', async () => {
  const east = await open('east')
  await school.sql(`update drills set state = 'cancelled' where unit_id = $1 and state = 'running'`, [
    school.id,
  ])
  await east.settle()
  await east.forget()
  const drill = await east.begin('real')
  await east.see(drill, keys()[0] ?? '')
  await east.ledger.settle(drill, new Map([...east.ledger.set(drill).facts.keys()].map(id => [id, 'taken'])))
  await east.ledger.change(drill, { known: true })
  await east.settle()
  await east.settle()
  expect(east.ledger.drill(drill)).toMatchObject({ known: true, ended: null })
  expect(await school.sql('select mode, state from drills where id = $1', [drill])).toEqual([
    { mode: 'real', state: 'running' },
  ])
  expect(await storedFacts(drill)).toHaveLength(2)
  await east.say(drill, { kind: 'v1.cancelled' })
  await east.settle()
})

test('a drill the server will not have keeps no other drill’s facts from it', async () => {
  const east = await open('east')
  await school.sql(`update drills set state = 'cancelled' where unit_id = $1 and state = 'running'`, [
    school.id,
  ])
  await east.settle()
  await east.forget()
  const { pack } = east.ledger
  if (!pack) throw new Error('no list is held')
  const [other] = await school.sql<{ id: string }>('select id from drills where unit_id <> $1 limit 1', [
    school.id,
  ])
  const foreign = { id: other?.id ?? '', type: 'fire', mode: 'test', mark: null, known: false } as const
  await east.ledger.hold({ ...foreign, startedAt: Date.now() }, pack.roster, random())
  await east.see(foreign.id, keys()[0] ?? '')
  const drill = await east.begin()
  await east.see(drill, keys()[0] ?? '')
  await east.settle()
  expect(await storedFacts(drill)).toHaveLength(2)
  expect(await storedFacts(foreign.id)).toEqual([])
  await east.say(drill, { kind: 'v1.cancelled' })
  await east.settle()
})
