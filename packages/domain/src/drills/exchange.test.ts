import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aClass, aFact, aRoster, DRILL, facts } from '../testing/drills.ts'
import { badgeSchool, formatBadge, isBadgeKey, makeBadgeKey, readBadge, BADGE_ALPHABET } from './badge.ts'
import { fromBase45, fromUtf8, toBase45, toUtf8 } from './bytes.ts'
import { makeFactId, makeRun, MAX_SEQ, readFactId } from './fact-id.ts'
import { toFactSet } from './fact-set.ts'
import { canonicalFact, type Fact } from './fact.ts'
import { FactSchema } from './fact-schema.ts'
import { FrameGatherer, toFrames } from './frames.ts'
import { packFacts, unpackFacts } from './pack.ts'
import { makeMergeReceipt, receiptText } from './receipt.ts'
import { isSoundFact } from './sound-fact.ts'

const roster = aRoster()
const sorted = (list: readonly { id: string }[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))

describe('an id of a fact', () => {
  const run = fc.uint8Array({ minLength: 7, maxLength: 16 }).map(makeRun)
  test('is a UUID version 7 that says when, by whom and the how-manieth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 48 - 1 }),
        run,
        fc.integer({ min: 0, max: MAX_SEQ }),
        (at, r, seq) => {
          const id = makeFactId(at, r, seq)
          expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
          expect(readFactId(id)).toEqual({ at, run: r, seq })
        },
      ),
    )
  })
  test('sorts by time, and refuses what it cannot hold', () => {
    expect(makeFactId(1, '0000000000000', 9) < makeFactId(2, '0000000000000', 1)).toBe(true)
    expect(() => makeFactId(1, 'short', 1)).toThrow(RangeError)
    expect(() => makeFactId(1, '0000000000000', MAX_SEQ + 1)).toThrow(RangeError)
    expect(() => makeFactId(-1, '0000000000000', 1)).toThrow(RangeError)
    expect(readFactId('no id')).toBeNull()
  })
})

describe('bytes and letters', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, bytes) => {
        expect(fromUtf8(Uint8Array.from(toUtf8(text)))).toBe(text)
        expect(fromBase45(toBase45(bytes))).toEqual(bytes)
      }),
    )
  })
  test('base 45 is that of RFC 9285', () => {
    expect(toBase45(Uint8Array.from(toUtf8('Hello!!')))).toBe('%69 VD92EX0')
    expect([fromBase45('GGW'), fromBase45('A'), fromBase45('abc'), fromBase45('::')]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

describe('facts shown to another kiosk', () => {
  test('come out as they went in', () => {
    fc.assert(
      fc.property(facts, all => {
        const unpacked = unpackFacts(roster, packFacts(roster, all))
        expect(unpacked.ok && sorted(unpacked.value)).toEqual(sorted(all))
      }),
    )
  })
  test('with ids of another making, and about people on no list, come out too', () => {
    const strange = {
      ...aFact({ kind: 'v1.seen', subject: '谁', point: '哪里', how: 'scan' }),
      id: 'an id of its own',
    }
    expect(unpackFacts(roster, packFacts(roster, [strange]))).toEqual({ ok: true, value: [strange] })
  })
  test('of another drill, another roster, another version, or torn, are refused', () => {
    const bytes = packFacts(roster, [aFact({ kind: 'v1.missing', subject: 'c1p1' })])
    const refused = (code: string) => ({ ok: false, error: { code } })
    expect(unpackFacts({ ...roster, drill: DRILL.replace('1', '2') }, bytes)).toEqual(refused('other-drill'))
    expect(unpackFacts(aRoster([aClass(1, 4)]), bytes)).toEqual(refused('other-roster'))
    expect(unpackFacts(roster, Uint8Array.of(9, ...bytes.subarray(1)))).toEqual(refused('unknown-version'))
    for (let cut = 1; cut < bytes.length; cut += 1)
      expect(unpackFacts(roster, bytes.subarray(0, cut)).ok).toBe(false)
  })
  test('any bytes at all are facts or are refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        const head = packFacts(roster, [])
        expect(unpackFacts(roster, Uint8Array.of(...head.subarray(0, -1), ...bytes))).toHaveProperty('ok')
      }),
    )
  })
  test('of three thousand children take some eight bytes each', () => {
    const large = aRoster(Array.from({ length: 60 }, (_, at) => aClass(at + 1, 50)))
    const all = large.groups.flatMap(({ people }, row) =>
      people.map(({ key }, at) =>
        aFact({ kind: 'v1.seen', subject: key, point: 'p1', how: 'tap' }, 1, row * 50 + at + 1),
      ),
    )
    const bytes = packFacts(large, all)
    expect(bytes.length).toBeLessThan(3000 * 9)
    expect(toFrames(bytes).length).toBeLessThan(50)
  })
})

describe('pictures', () => {
  test('may come in any order, twice, and from the middle of the round', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(20), (bytes, from) => {
        const frames = toFrames(bytes, 30)
        const round = [...frames, ...frames].slice(from % frames.length)
        const gatherer = new FrameGatherer()
        let got: Uint8Array | null = null
        for (const frame of round) {
          const taken = gatherer.take(frame)
          if (taken.ok && taken.value) got = taken.value
        }
        expect(got).toEqual(bytes)
      }),
    )
  })
  test('of another round begin anew; what is no frame or misread is said', () => {
    const gatherer = new FrameGatherer()
    const [first = ''] = toFrames(
      Uint8Array.from({ length: 50 }, (_, at) => at),
      30,
    )
    expect(gatherer.take(first)).toEqual({ ok: true, value: null })
    expect(gatherer.progress).toEqual({ have: 1, of: 2 })
    const [other = ''] = toFrames(Uint8Array.of(1), 30)
    expect(gatherer.take(other)).toEqual({ ok: true, value: Uint8Array.of(1) })
    expect(gatherer.take('http://example.org')).toEqual({ ok: false, error: { code: 'not-a-frame' } })
    const misread = other.slice(0, -2) + toBase45(Uint8Array.of(2))
    expect(gatherer.take(misread)).toEqual({ ok: false, error: { code: 'damaged' } })
    expect(gatherer.take('A1.AA.3.2.00')).toEqual({ ok: false, error: { code: 'not-a-frame' } })
  })
})

describe('a receipt', () => {
  test('is one text for one set, whatever order its facts and their fields came in', async () => {
    fc.assert(
      fc.property(facts, all => {
        const turned = [...all]
          .reverse()
          .map(fact => Object.fromEntries(Object.entries(fact).reverse()) as typeof fact)
        expect(receiptText(toFactSet(turned))).toBe(receiptText(toFactSet(all)))
      }),
    )
    const [one, two] = [aFact({ kind: 'v1.all-clear' }), aFact({ kind: 'v1.all-clear' }, 1, 2)]
    expect(await makeMergeReceipt(toFactSet([one, two]), text => String(text.length))).toMatchObject({
      facts: 2,
    })
    expect(receiptText(toFactSet([one]))).not.toBe(receiptText(toFactSet([two])))
  })
})

describe('a badge', () => {
  const badge = fc.record({
    school: fc.uuid().map(badgeSchool),
    key: fc.uint8Array({ minLength: 5, maxLength: 5 }).map(makeBadgeKey),
  })
  test('reads as it was written, in lower case too', () => {
    fc.assert(
      fc.property(badge, each => {
        expect(isBadgeKey(each.key)).toBe(true)
        expect(readBadge(formatBadge(each))).toEqual({ ok: true, value: each })
        expect(readBadge(` ${formatBadge(each).toLowerCase()}\n`)).toEqual({ ok: true, value: each })
      }),
    )
  })
  test('with one letter wrong, or two swapped, is never taken for another child', () => {
    fc.assert(
      fc.property(badge, fc.nat(13), fc.nat(31), (each, at, letter) => {
        const text = formatBadge(each)
        const place = at + 2
        const other = text.slice(0, place) + BADGE_ALPHABET.charAt(letter) + text.slice(place + 1)
        if (other !== text) expect(readBadge(other)).toEqual({ ok: false, error: { code: 'damaged' } })
        const swapped =
          text.slice(0, place) + text.slice(place + 1, place + 2) + text.charAt(place) + text.slice(place + 2)
        if (swapped.length === text.length && swapped !== text) expect(readBadge(swapped).ok).toBe(false)
      }),
    )
  })
  test('of something else is none', () => {
    for (const text of ['', '6901234567892', 'https://example.org'])
      expect(readBadge(text)).toEqual({ ok: false, error: { code: 'not-a-badge' } })
    expect(readBadge('AL123')).toEqual({ ok: false, error: { code: 'damaged' } })
  })
})

test('what devices make is what the server takes, and nothing else', () => {
  fc.assert(
    fc.property(facts, all => {
      for (const fact of all) {
        expect(FactSchema.parse(fact)).toEqual(fact)
        expect(isSoundFact(fact)).toBe(true)
      }
    }),
  )
  const fact = aFact({ kind: 'v1.missing', subject: 'c1p1' })
  for (const wrong of [
    { ...fact, id: '00000000-0000-4000-8000-000000000000' },
    { ...fact, seq: 0 },
    { ...fact, kind: 'v2.missing' },
    { ...fact, subject: '' },
    { ...fact, at: -1 },
  ])
    expect(FactSchema.safeParse(wrong).success).toBe(false)
})

test('a device tells what is no fact as the server does', () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      ' ',
      'x'.repeat(41),
      'x'.repeat(201),
      -1,
      0,
      1.5,
      10_000,
      2 ** 48,
      2 ** 60,
      NaN,
    ),
    fc.constantFrom<unknown>('tap', 'sick', 'real', 'none', DRILL, aFact({ kind: 'v1.cancelled' }).id),
  )
  const changed = fc
    .tuple(facts, fc.nat(), odd)
    .filter(([all]) => all.length > 0)
    .map(([all, at, value]) => {
      const fact = all[at % all.length] as Fact
      const names = Object.keys(fact).filter(name => name !== 'kind')
      return { ...fact, [names[at % names.length] ?? 'id']: value } as Fact
    })
  fc.assert(
    fc.property(changed, fact => {
      const parsed = FactSchema.safeParse(fact)
      // What the server would change is as bad as what it refuses: the two would not hold the same.
      expect(isSoundFact(fact)).toBe(parsed.success && canonicalFact(parsed.data) === canonicalFact(fact))
    }),
    { numRuns: 2_000 },
  )
})
