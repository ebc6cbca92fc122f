import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aClass, aFact, aRoster, deviceId, facts, sightings } from '../testing/drills.ts'
import { addFacts, factsBeyond, mergeFacts, NO_FACTS, reachOf, toFactSet } from './fact-set.ts'
import type { Fact } from './fact.ts'
import { MusterBook } from './muster-book.ts'
import { foldMuster } from './muster.ts'
import { packFacts, unpackFacts } from './pack.ts'

const roster = aRoster()
const muster = (...list: Fact[]) => foldMuster(roster, toFactSet(list))
const stateOf = (key: string, ...list: Fact[]) => muster(...list).people.find(each => each.key === key)?.state
const seen = (subject: string, seq = 1, device = 1, point: string | null = 'p1') =>
  aFact({ kind: 'v1.seen', subject, point, how: 'tap' }, device, seq)
const missing = (subject: string, seq = 2) => aFact({ kind: 'v1.missing', subject }, 1, seq)
const counted = (group: string, count: number, seq = 1, device = 1, point: string | null = 'p1') =>
  aFact({ kind: 'v1.counted', group, point, count }, device, seq)

describe('a set of facts', () => {
  const sets = facts.map(toFactSet)
  const plain = (set: ReturnType<typeof toFactSet>) => [
    [...set.facts].sort(([a], [b]) => (a < b ? -1 : 1)),
    [...set.contested].sort(),
  ]

  test('comes out the same whichever way it was put together', () => {
    fc.assert(
      fc.property(sets, sets, sets, (a, b, c) => {
        expect(plain(mergeFacts(a, b))).toEqual(plain(mergeFacts(b, a)))
        expect(plain(mergeFacts(mergeFacts(a, b), c))).toEqual(plain(mergeFacts(a, mergeFacts(b, c))))
        expect(plain(mergeFacts(a, a))).toEqual(plain(a))
        expect(plain(mergeFacts(a, NO_FACTS))).toEqual(plain(a))
      }),
    )
  })
  test('loses nothing that either side had', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        const both = mergeFacts(a, b)
        for (const id of [...a.facts.keys(), ...b.facts.keys()]) expect(both.facts.has(id)).toBe(true)
      }),
    )
  })
  test('keeps one body of an id that came with two, the same one everywhere, and says so', () => {
    const one = seen('c1p1')
    const two: Fact = { ...one, at: one.at + 1 }
    const set = toFactSet([one, two])
    expect(plain(set)).toEqual(plain(toFactSet([two, one])))
    expect(foldMuster(roster, set)).toMatchObject({ contested: [one.id], complete: false })
  })
  test('tells what another device lacks, and its own gaps, without the facts themselves', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }), (all, kept) => {
        const mine = toFactSet(all)
        const theirs = toFactSet(all.filter((_, index) => kept[index]))
        const sent = factsBeyond(mine, reachOf(theirs))
        expect(plain(addFacts(theirs, sent))).toEqual(plain(mine))
        expect(sent).toHaveLength(mine.facts.size - theirs.facts.size)
      }),
    )
  })
})

describe('the muster', () => {
  test('is the same in whatever order, how often and by which way the facts came', () => {
    fc.assert(
      fc.property(facts, fc.integer(), fc.array(fc.nat(29), { maxLength: 10 }), (all, turn, again) => {
        const order = all
          .map((fact, index) => [(index * 7919 + turn) % 101, fact] as const)
          .sort(([a], [b]) => a - b)
          .map(([, fact]) => fact)
        const repeated = again.flatMap(index => all[index] ?? [])
        const cut = Math.abs(turn) % (all.length + 1)
        const parts = mergeFacts(
          toFactSet(order.slice(cut)),
          toFactSet([...order.slice(0, cut), ...repeated]),
        )
        expect(foldMuster(roster, parts)).toEqual(foldMuster(roster, toFactSet(all)))
      }),
    )
  })
  test('kept up fact by fact says at every moment what folding them all says', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 7 }), (all, step) => {
        const book = new MusterBook(roster)
        for (let from = 0; from < all.length; from += step) {
          book.enter(all.slice(from, from + step))
          const set = toFactSet(all.slice(0, from + step))
          expect(book.read(set.contested)).toEqual(foldMuster(roster, set))
        }
      }),
    )
  })
  test('never loses a child: everybody on the list has exactly one line', () => {
    fc.assert(
      fc.property(facts, all => {
        const keys = muster(...all).people.map(({ key }) => key)
        expect(new Set(keys).size).toBe(keys.length)
        for (const { people } of roster.groups) for (const { key } of people) expect(keys).toContain(key)
      }),
    )
  })
  test('counts everybody expected either as accounted for or as outstanding', () => {
    fc.assert(
      fc.property(facts, all => {
        const { groups, totals } = muster(...all)
        for (const group of groups) {
          expect(group.accounted + group.outstanding).toBe(group.expected)
          expect(Math.min(group.accounted, group.outstanding)).toBeGreaterThanOrEqual(0)
        }
        expect(totals.accounted + totals.outstanding).toBe(totals.expected)
      }),
    )
  })
  test('counts nobody as accounted for who is reported missing or contradicted, whatever the heads say', () => {
    fc.assert(
      fc.property(facts, all => {
        const { people, totals } = muster(counted('c1', 3, 90), counted('c2', 2, 91), ...all)
        const sought = people.filter(({ state }) => state === 'missing' || state === 'conflict').length
        expect(totals.outstanding).toBeGreaterThanOrEqual(sought)
      }),
    )
  })
  test('more people seen never make fewer of them accounted for', () => {
    fc.assert(
      fc.property(sightings, sightings, (some, more) => {
        const before = muster(...some).totals
        const after = muster(
          ...some,
          ...more.map(fact => ({ ...fact, id: `${fact.id}+`, device: deviceId(9) })),
        )
        expect(after.totals.accounted).toBeGreaterThanOrEqual(before.accounted)
      }),
    )
  })
  test('what was taken back counts as if it had never been', () => {
    fc.assert(
      fc.property(facts, all => {
        const gone = new Set(all.flatMap(fact => (fact.kind === 'v1.retracted' ? [fact.fact] : [])))
        const left = all.filter(fact => fact.kind !== 'v1.retracted' && !gone.has(fact.id))
        const [whole, never] = [muster(...all), muster(...left)]
        expect(whole.people).toEqual(never.people)
        expect(whole.groups).toEqual(never.groups)
      }),
    )
  })
  test('taking back arrives before what it takes back', () => {
    const fact = seen('c1p1', 1)
    const undo = aFact({ kind: 'v1.retracted', fact: fact.id }, 1, 2)
    expect(stateOf('c1p1', undo)).toBe('unaccounted')
    expect(stateOf('c1p1', undo, fact)).toBe('unaccounted')
  })
})

describe('one child', () => {
  test('is unaccounted for until somebody says something', () => {
    expect(stateOf('c1p1')).toBe('unaccounted')
    expect(stateOf('c1p1', seen('c1p1'))).toBe('safe')
    expect(stateOf('c1p1', missing('c1p1'))).toBe('missing')
    expect(stateOf('c1p1', aFact({ kind: 'v1.absent', subject: 'c1p1', reason: 'sick' }))).toBe('absent')
  })
  test('safe here and missing there is a contradiction, whichever came first', () => {
    for (const list of [
      [seen('c1p1', 1), missing('c1p1', 2)],
      [missing('c1p1', 1), seen('c1p1', 2)],
    ])
      expect(muster(...list)).toMatchObject({ totals: { conflicts: 1 }, complete: false })
    expect(stateOf('c1p1', seen('c1p1', 1), missing('c1p1', 2))).toBe('conflict')
  })
  test('seen at another class’s point is safe, and it is said', () => {
    const [person] = muster(seen('c1p1', 1, 1, 'p2')).people
    expect(person).toMatchObject({ state: 'safe', wrongPoint: true })
  })
  test('seen twice is shown twice and counted once', () => {
    const all = muster(seen('c1p1', 1, 1), seen('c1p1', 1, 2, 'p2'))
    expect(all.people[0]?.sightings).toHaveLength(2)
    expect(all.groups[0]).toMatchObject({ accounted: 1, outstanding: 2 })
  })
  test('absent at the alarm is not looked for, unless he is seen after all', () => {
    const people = [
      { key: 'a', name: '甲', attendance: 'absent' },
      { key: 'b', name: '乙', attendance: 'late' },
    ] as const
    const ours = aRoster([aClass(1, 0, { people })])
    const fold = (...list: Fact[]) => foldMuster(ours, toFactSet(list))
    expect(fold().totals).toMatchObject({ expected: 1, outstanding: 1, absent: 1 })
    const found = fold(seen('a'))
    expect(found.people[0]).toMatchObject({ state: 'safe', seenThoughAbsent: true })
    expect(found.totals).toMatchObject({ expected: 2, accounted: 1 })
  })
  test('on no list is written down on the spot, in a class or beside them all', () => {
    const guest = aFact({ kind: 'v1.added', subject: 'x1', name: '张妈妈', group: null, point: 'p1' }, 1, 1)
    const pupil = aFact({ kind: 'v1.added', subject: 'x2', name: '转学生', group: 'c1', point: 'p1' }, 1, 2)
    const all = muster(guest, pupil)
    expect(all.people.filter(each => each.added)).toMatchObject([
      { name: '转学生', group: 'c1', state: 'safe' },
      { name: '张妈妈', group: 'added', state: 'safe' },
    ])
    expect(all.totals).toMatchObject({ expected: 7, accounted: 2 })
  })
  test('of whom the roster knows nothing is kept and shown as strange', () => {
    const fact = seen('somebody else’s child')
    expect(muster(fact)).toMatchObject({ strange: [fact.id], totals: { accounted: 0 } })
  })
})

describe('a class counted by heads', () => {
  test('is complete by number, and everybody in it counts', () => {
    const all = muster(counted('c1', 3))
    expect(all.groups[0]).toMatchObject({ accounted: 3, outstanding: 0, counted: 3, conflict: null })
    expect(all.people.slice(0, 3).map(each => each.state)).toEqual(['counted', 'counted', 'counted'])
  })
  test('that is short has so many outstanding, and nobody is guessed to be there', () => {
    const all = muster(counted('c1', 2))
    expect(all.groups[0]).toMatchObject({ accounted: 2, outstanding: 1 })
    expect(all.people[0]?.state).toBe('unaccounted')
  })
  test('stands at several points, and the heads of all of them count', () => {
    const all = muster(counted('c1', 1, 1, 1, 'p1'), counted('c1', 2, 1, 2, 'p2'))
    expect(all.groups[0]).toMatchObject({ accounted: 3, outstanding: 0, completeByNumber: true })
  })
  test('is not made complete by somebody seen elsewhere, who may be among the heads', () => {
    const two = counted('c1', 2, 1, 1, 'p1')
    for (const point of [null, 'p2']) {
      const sighting = seen('c1p3', 2, 2, point)
      const doubtful = muster(two, sighting)
      expect(doubtful.groups[0]).toMatchObject({ accounted: 2, outstanding: 1, conflict: 'seen-elsewhere' })
      expect(doubtful.complete).toBe(false)
      // Whoever counts his class there says that he is not among the others.
      const settled = muster(two, sighting, counted('c1', 1, 3, 2, point))
      expect(settled.groups[0]).toMatchObject({ accounted: 3, outstanding: 0, conflict: null })
    }
  })
  test('has whoever was sent on to it among its heads, and no second time where he came from', () => {
    const all = muster(seen('c1p1', 1, 2, 'p2'), seen('c1p1', 2, 1, 'p1'), counted('c1', 2, 3, 1, 'p1'))
    expect(all.groups[0]).toMatchObject({ accounted: 2, outstanding: 1, conflict: null })
  })
  test('again by the same device corrects the first count; by another that differs contradicts it', () => {
    expect(muster(counted('c1', 2, 1), counted('c1', 3, 2)).groups[0]).toMatchObject({
      accounted: 3,
      conflict: null,
    })
    expect(muster(counted('c1', 2, 1, 1), counted('c1', 3, 1, 2)).groups[0]).toMatchObject({
      ...{ accounted: 2, conflict: 'counts-differ' },
    })
  })
  test('by two that go by one device’s name is taken for two counts, not for a correction', () => {
    const first = counted('c1', 2, 1)
    const { id } = aFact({ kind: 'v1.cancelled' }, 2, 9)
    const clone: Fact = { ...counted('c1', 3, 9), id }
    for (const list of [
      [first, clone],
      [clone, first],
    ])
      expect(muster(...list).groups[0]).toMatchObject({ accounted: 2, conflict: 'counts-differ' })
  })
  test('with more than belong to it is a contradiction', () => {
    expect(muster(counted('c1', 4))).toMatchObject({ totals: { conflicts: 1 }, complete: false })
  })
  test('that is complete while one of it is reported missing is a contradiction', () => {
    const all = muster(counted('c1', 3), missing('c1p1'))
    expect(all.groups[0]?.conflict).toBe('count-includes-missing')
    expect(all.complete).toBe(false)
  })
  test('hides nobody who is reported missing, or of whom two things are said', () => {
    const first = (...list: Fact[]) => muster(...list).groups[0]
    expect(first(counted('c1', 3), missing('c1p1'))).toMatchObject({ accounted: 2, outstanding: 1 })
    expect(first(counted('c1', 9), missing('c1p1'))).toMatchObject({ accounted: 2, outstanding: 1 })
    const contradicted = first(counted('c1', 3), missing('c1p1'), seen('c1p1', 3, 2))
    expect(contradicted).toMatchObject({ accounted: 2, outstanding: 1 })
  })
})

describe('the whole', () => {
  const everybody = ['c1p1', 'c1p2', 'c1p3', 'c2p1', 'c2p2'].map((key, at) => seen(key, at + 1))
  test('is complete with the last child', () => {
    expect(muster(...everybody.slice(1)).complete).toBe(false)
    expect(muster(...everybody).complete).toBe(true)
  })
  test('began with the first start; what came after the all-clear is kept and called late', () => {
    const start = aFact({ kind: 'v1.started', mode: 'drill' }, 2, 1, 1000)
    const end = aFact({ kind: 'v1.all-clear' }, 2, 2, 5000)
    const late = aFact({ kind: 'v1.seen', subject: 'c1p1', point: null, how: 'tap' }, 1, 1, 9000)
    expect(muster(end, late, start)).toMatchObject({
      ...{ startedAt: 1000, allClearAt: 5000, late: [late.id] },
      people: expect.arrayContaining([expect.objectContaining({ key: 'c1p1', state: 'safe' })]) as never,
    })
  })
  test('goes by what the drill’s own row says before what the facts say', () => {
    const end = aFact({ kind: 'v1.all-clear' }, 2, 2, 5000)
    const after = aFact({ kind: 'v1.seen', subject: 'c1p1', point: null, how: 'tap' }, 1, 1, 9000)
    const known = { startedAt: 500, allClearAt: 9500 }
    expect(foldMuster(roster, toFactSet([end, after]), known)).toMatchObject({ ...known, late: [] })
  })
  test('keeps what a newer kiosk told and this version has no word for, and goes on without it', () => {
    const known = seen('c1p1')
    const newer = { ...seen('c1p2', 2), kind: 'v9.sheltered' } as unknown as Fact
    const set = toFactSet([newer, known])
    expect(set.facts.size).toBe(2)
    expect(foldMuster(roster, set).people).toEqual(muster(known).people)
    expect(unpackFacts(roster, packFacts(roster, set.facts.values()))).toEqual({ ok: true, value: [known] })
  })
  test('shows a device that was cloned', () => {
    const [one, two] = [seen('c1p1', 1), aFact({ kind: 'v1.missing', subject: 'c1p2' }, 1, 1, 5)]
    expect(muster(one, two).cloned).toEqual([one.device])
  })
  test('of three thousand children is folded in a moment', () => {
    const large = aRoster(Array.from({ length: 60 }, (_, at) => aClass(at + 1, 50)))
    const all = large.groups.flatMap(({ people }, row) =>
      people.map(({ key }, at) => seen(key, row * 50 + at + 1)),
    )
    const folded = foldMuster(large, toFactSet(all))
    expect(folded).toMatchObject({ complete: true, totals: { expected: 3000, accounted: 3000 } })
  })
})
