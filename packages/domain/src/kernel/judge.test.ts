import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { anOccasion, aProfile, aRecord } from '../testing/builders.ts'
import type { Placed } from './area.ts'
import { addDays, Day, daysBetween } from './day.ts'
import { judgeCross, judgeEntry, judgeList, judgeRegister, listClocks } from './judge.ts'
import {
  defineRegister,
  forgetEntry,
  readEntry,
  type CrossFinding,
  type ListAt,
  type Recorded,
} from './register.ts'
import { basisText, checkLimit, cite, findEdition, isEditableDefault, limitsOn } from './rule.ts'

const label = { zh: '事', en: 'Thing' }
const document = { title: { zh: '《办法》', en: 'Measures' }, from: '2020-01-01', dated: 'day' } as const
const basis = [cite(document, 'text', '7')] as const
const days = { label, unit: 'day', default: 10, min: 1, max: 60 } as const
const schools = { kinds: ['town-middle', 'kindergarten'] } as const
const said = {
  label,
  severity: 'general',
  remedy: label,
  limits: { days },
  fields: ['on'],
} as const
const common = {
  version: 1,
  label,
  purpose: label,
  keptBy: schools,
  whenEmpty: 'unknown',
  permissions: { read: 'register.read', record: 'register.record' },
  entry: z.object({ on: Day, fine: z.boolean() }),
  fields: { on: label, fine: label },
  summary: ['on'],
  identity: ['on'],
} as const
/** Two editions: from 2020 on ten days, from 2024 on five; only the second binds kindergartens too. */
const editions = [
  { effectiveFrom: '2020-01-01', basis, binds: { kinds: ['town-middle'] } },
  { effectiveFrom: '2024-01-01', effectiveTo: '2030-12-31', basis, sets: { days: 5 } },
] as const

const place = <R extends object>(register: R) => ({ ...register, area: 'a', key: 'a/r' }) as R & Placed
const ledger = place(
  defineRegister({
    ...common,
    id: 'r',
    kind: 'ledger',
    findings: {
      late: { ...said, rule: editions, due: ({ on }, { limits }) => addDays(on, limits.days) },
      bad: { ...said, rule: editions, when: ({ fine }) => !fine },
    },
    lists: {
      twice: {
        ...said,
        window: 'all',
        rule: editions,
        among: (entries, { today }) =>
          entries.length > 1
            ? [{ on: today, since: '2000-01-01', records: entries.map(each => each.id) }]
            : [],
      },
    },
  }),
)
const log = place(
  defineRegister({
    ...common,
    id: 'r',
    kind: 'log',
    happenedOn: 'on',
    findings: { bad: { ...said, rule: editions, when: ({ fine }) => !fine } },
    lists: {
      seldom: {
        ...said,
        window: 4000,
        rule: editions,
        among: (entries, { from, to, limits }) => {
          const gaps = []
          for (let day = from; day <= to; day = addDays(day, limits.days))
            if (!entries.some(({ entry }) => day <= entry.on && entry.on < addDays(day, limits.days)))
              gaps.push({
                on: day,
                records: [],
                detail: { zh: String(limits.days), en: String(limits.days) },
              })
          return gaps
        },
      },
    },
  }),
)
const dayOffsets = fc.integer({ min: -2000, max: 6000 }).map(offset => addDays('2020-01-01', offset))
const bodies = fc.array(fc.record({ on: dayOffsets, fine: fc.boolean() }), { maxLength: 8 })
const records = (entries: readonly { on: Day; fine: boolean }[], on: Day): Recorded[] =>
  entries.map((entry, index) => aRecord(index + 1, on, entry))

describe('a rule never judges a day before it was in force', () => {
  test('whatever is written, on whatever day one looks', () => {
    fc.assert(
      fc.property(
        bodies,
        dayOffsets,
        dayOffsets,
        fc.constantFrom(ledger, log),
        (entries, recordedOn, today, book) => {
          for (const finding of judgeRegister(book, records(entries, recordedOn), anOccasion(today))) {
            const edition = findEdition(editions, finding.on)
            expect(finding.inForceFrom).toBe(edition?.effectiveFrom)
            expect(finding.inForceFrom <= finding.since && finding.since <= finding.on).toBe(true)
            expect(finding.on <= today).toBe(true)
            expect(finding.limits.days).toBe(finding.on < '2024-01-01' ? 10 : 5)
          }
        },
      ),
    )
  })

  test('the day before, the day, the day after', () => {
    const bad = (on: Day) =>
      judgeEntry(log, aRecord(1, on, { on, fine: false }), anOccasion('2035-01-01')).length
    expect([bad('2019-12-31'), bad('2020-01-01'), bad('2020-01-02')]).toEqual([0, 1, 1])
    expect([bad('2030-12-30'), bad('2030-12-31'), bad('2031-01-01')]).toEqual([1, 1, 0])
  })

  test('what was so long before stands since the rule’s first day', () => {
    const [finding] = judgeEntry(
      ledger,
      aRecord(1, '2019-05-01', { on: '2019-05-01', fine: false }),
      anOccasion('2021-06-01'),
    )
    expect(finding).toMatchObject({ on: '2021-06-01', since: '2020-01-01', inForceFrom: '2020-01-01' })
  })

  test('a later edition takes over on its first day, with its own numbers', () => {
    const late = (today: Day) =>
      judgeEntry(ledger, aRecord(1, '2023-12-20', { on: '2023-12-25', fine: true }), anOccasion(today))
    expect(late('2023-12-31')).toEqual([])
    expect(late('2024-01-01')).toMatchObject([{ since: '2024-01-01', limits: { days: 5 } }])
  })
})

describe('whom a rule concerns', () => {
  const record = aRecord(1, '2021-01-01', { on: '2021-01-01', fine: false })
  test('a unit the edition does not bind is left alone', () => {
    const unit = aProfile({ kind: 'kindergarten' })
    expect(judgeEntry(ledger, record, anOccasion('2023-12-31', { unit }))).toEqual([])
    expect(judgeEntry(ledger, record, anOccasion('2024-01-01', { unit })).length).toBeGreaterThan(0)
  })
  test('a unit that does not keep the register is left alone', () => {
    const unit = aProfile({ kind: 'bureau' })
    expect(judgeRegister(ledger, [record, record], anOccasion('2026-01-01', { unit }))).toEqual([])
  })
  test('a unit owes nothing for days on which it was not open', () => {
    const unit = aProfile({ openFrom: '2026-01-10', openUntil: '2026-01-20' })
    const days = judgeList(log, [], anOccasion('2026-02-01', { unit })).map(each => each.on)
    expect(days).toEqual(['2026-01-10', '2026-01-15', '2026-01-20'])
  })
})

describe('the county’s own numbers', () => {
  const own = { rule: 'a/r#late', limit: 'days', value: 30, from: '2021-01-01', until: '2021-12-31' } as const
  const entry = { on: '2021-03-01', fine: true } as const
  const late = (today: Day) =>
    judgeEntry(ledger, aRecord(1, '2021-03-01', entry), anOccasion(today, { overrides: [own] })).length
  test('hold from their first to their last day, and only for their rule', () => {
    expect([late('2021-03-11'), late('2021-03-31'), late('2021-04-01'), late('2022-01-01')]).toEqual([
      0, 0, 1, 1,
    ])
    expect(limitsOn('a/r#bad', { days }, editions[0], [own], '2021-06-01')).toEqual({ days: 10 })
  })
  test('of two for one day the later one holds', () => {
    const newer = { ...own, value: 40 }
    expect(limitsOn('a/r#late', { days }, editions[0], [own, newer], '2021-06-01')).toEqual({ days: 40 })
  })
  test('a list rule is asked stretch by stretch, each with its numbers', () => {
    const overrides = [{ ...own, rule: 'a/r#seldom', from: '2021-01-11', until: '2021-02-09' }] as const
    const unit = aProfile({ openFrom: '2021-01-01', openUntil: '2021-02-19' })
    const gaps = judgeList(log, [], anOccasion('2022-01-01', { unit, overrides }))
    expect(gaps.map(each => [each.on, each.detail?.en])).toEqual([
      ['2021-01-01', '10'],
      ['2021-01-11', '30'],
      ['2021-02-10', '10'],
    ])
  })
  test('a rule that answers for more days than it was asked for is heard once for each, by that day’s numbers', () => {
    const careless = place({
      ...log,
      lists: {
        seldom: {
          ...log.lists.seldom,
          among: (_entries: readonly Recorded[], { limits }: ListAt) =>
            (
              ['2019-12-31', '2021-01-10', '2021-01-11', '2021-02-09', '2021-02-10', '2031-01-01'] as const
            ).map(on => ({ on, records: [], detail: { zh: String(limits.days), en: String(limits.days) } })),
        },
      },
    })
    const overrides = [{ ...own, rule: 'a/r#seldom', from: '2021-01-11', until: '2021-02-09' }] as const
    const found = judgeList(careless, [], anOccasion('2022-01-01', { overrides }))
    expect(found.map(each => [each.on, each.detail?.en])).toEqual([
      ['2021-01-10', '10'],
      ['2021-01-11', '30'],
      ['2021-02-09', '30'],
      ['2021-02-10', '10'],
    ])
  })
  test('lie within the rule’s bounds', () => {
    expect(checkLimit(days, 60)).toEqual({ ok: true, value: 60 })
    expect(checkLimit(days, 61)).toEqual({
      ok: false,
      error: { code: 'limit-out-of-range', min: 1, max: 60 },
    })
    expect(checkLimit(days, 0).ok).toBe(false)
  })
})

test('a finding says what, by which article, since when, decided by which records and how to put it right', () => {
  const entry = { on: '2026-01-01', fine: true } as const
  const occasion = anOccasion('2026-03-01')
  expect(judgeEntry(ledger, aRecord(4, '2026-01-02', entry), occasion)).toEqual([
    {
      code: 'late',
      rule: 'a/r#late',
      label,
      detail: null,
      severity: 'general',
      basis,
      inForceFrom: '2024-01-01',
      limits: { days: 5 },
      on: '2026-03-01',
      since: '2026-01-07',
      records: [aRecord(4, '2026-01-02', entry).id],
      fields: ['on'],
      remedy: label,
    },
  ])
  expect(basisText(basis[0])).toEqual({ zh: '《办法》第7条', en: 'Measures, Art. 7' })
  expect(basisText(cite(document, 'custom'))).toEqual({ zh: '《办法》', en: 'Measures' })
  expect(
    ['text', 'excerpt', 'memory', 'unverified', 'custom'].map(each => isEditableDefault(each as 'text')),
  ).toEqual([false, false, false, true, true])
  expect(listClocks(ledger, entry, occasion)).toEqual([{ code: 'late', label, due: '2026-01-06' }])
})

test('registers are judged against each other only as far as a rule reads them', () => {
  const among = (books: Record<string, readonly Recorded[]>) =>
    Object.entries(books).map(([id, entries]) => ({
      on: '2026-01-01' as const,
      records: entries.map(each => each.id),
      detail: { zh: id, en: id },
    }))
  const finding = { ...said, rule: editions, reads: ['one', 'two'], window: 'all', among } as const
  const cross = forgetEntry<string, CrossFinding>({ finding })
  const record = aRecord(1, '2026-01-01', {})
  const found = judgeCross({ id: 'a', cross }, { one: [record], three: [record] }, anOccasion('2026-01-01'))
  expect(found.map(each => [each.rule, each.detail?.en, each.records.length])).toEqual([
    ['a#finding', 'one', 1],
    ['a#finding', 'two', 0],
  ])
})

describe('an entry’s shape may change', () => {
  const second = {
    ...ledger,
    version: 3,
    upgrades: {
      1: (body: Readonly<Record<string, unknown>>) => ({ ...body, fine: body.state === 'fine' }),
      2: ({ day, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, on: day }),
    },
  } as Placed
  test('an old line is read as of today', () => {
    expect(readEntry(second, { day: '2026-01-01', state: 'fine' }, 1)).toEqual({
      ok: true,
      value: { on: '2026-01-01', fine: true },
    })
    expect(readEntry(second, { day: '2026-01-01', fine: false }, 2)).toMatchObject({ ok: true })
  })
  test('a version nobody knows is refused, and so is a body that is none', () => {
    for (const version of [0, 4, 1.5])
      expect(readEntry(second, {}, version)).toEqual({
        ok: false,
        error: { code: 'unknown-version', version, newest: 3 },
      })
    expect(readEntry(second, null, 1)).toMatchObject({ ok: false, error: { code: 'invalid-entry' } })
    const strict = { ...second, upgrades: { ...second.upgrades, 1: () => JSON.parse('no body') as object } }
    expect(readEntry(strict as Placed, {}, 1)).toMatchObject({ ok: false, error: { code: 'invalid-entry' } })
    expect(readEntry({ ...second, upgrades: {} }, {}, 2)).toMatchObject({
      error: { code: 'unknown-version' },
    })
  })
})

test('a clock’s arithmetic: silent through the due day, late from the next', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: -20, max: 40 }), (start, offset) => {
      const on = addDays('2024-01-01', start)
      const today = addDays(on, 5 + offset)
      const raised = judgeEntry(ledger, aRecord(1, on, { on, fine: true }), anOccasion(today))
      const expected = offset > 0 && today >= '2024-01-01' && today <= '2030-12-31'
      expect(raised.length).toBe(expected ? 1 : 0)
      if (expected) expect(daysBetween(raised[0]?.since ?? on, today)).toBe(offset - 1)
    }),
  )
})
