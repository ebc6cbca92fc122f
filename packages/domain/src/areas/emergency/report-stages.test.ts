import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, dayOf, type Instant } from '../../kernel/day.ts'
import { aRecord } from '../../testing/builders.ts'
import { ACCIDENT_GRADES, gradeOf, INCIDENT_KINDS, type IncidentKind } from './incident-kind.ts'
import { findChangeNotReported, findNotReported, findOutOfOrder, findReportedLate } from './report-stages.ts'

const MINUTE = 60_000
const HAPPENED = Date.parse('2026-09-07T02:00:00.000Z')
const at = (minutes: number): Instant => new Date(HAPPENED + minutes * MINUTE).toISOString() as Instant
const LIMITS = { hours: 1, publicHealthHours: 2 }
const kinds = fc.constantFrom(...(Object.keys(INCIDENT_KINDS) as IncidentKind[]))
const NUMBERS = { deaths: 0, seriouslyInjured: 1, injured: 3 }
const incident = (kind: IncidentKind, change: object = {}) => ({
  ...NUMBERS,
  title: '事件',
  kind,
  happenedAt: at(0),
  ...change,
})
const report = (minutes: number, stage: 'first' | 'follow-up' | 'final' = 'first') => ({
  ...NUMBERS,
  incident: '事件',
  stage,
  sentAt: at(minutes),
})
const books = (incidents: ReturnType<typeof incident>[], reports: ReturnType<typeof report>[]) => ({
  'incident-list': incidents.map((entry, index) => aRecord(index + 1, '2026-09-07', entry)),
  'incident-report': reports.map((entry, index) => aRecord(index + 50, '2026-09-07', entry)),
})

test('a first report is late from the first moment after its hours, counted from when the head knew', () => {
  const told = fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined })
  fc.assert(
    fc.property(kinds, told, fc.integer({ min: -180, max: 180 }), (kind, toldAfter, offset) => {
      const hours = kind === 'public-health' ? 2 : 1
      const due = (toldAfter ?? 0) + 60 * hours
      const known = toldAfter === undefined ? {} : { headToldAt: at(toldAfter) }
      const reports = [report(due + offset), report(due + 400, 'follow-up')]
      const late = findReportedLate(books([incident(kind, known)], reports.reverse()), LIMITS)
      expect(late).toHaveLength(offset > 0 ? 1 : 0)
      if (offset > 0) expect(late[0]?.detail?.zh).toContain(`迟报${offset}分钟`)
    }),
  )
})

test('what nobody reported stands from the day after it was due, in Shanghai time', () => {
  fc.assert(
    fc.property(
      kinds,
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: -3, max: 5 }),
      (kind, told, days) => {
        const hours = kind === 'public-health' ? 2 : 1
        const due = dayOf(at(told + 60 * hours))
        const today = addDays(due, days)
        const found = findNotReported(books([incident(kind, { headToldAt: at(told) })], []), LIMITS, today)
        expect(found.map(each => each.since)).toEqual(days > 0 ? [addDays(due, 1)] : [])
        expect(findNotReported(books([incident(kind)], [report(9999)]), LIMITS, today)).toEqual([])
      },
    ),
  )
})

test('a change counts up to its last day, seven after traffic accidents and fires, thirty after the rest', () => {
  const happened = dayOf(at(0))
  const reaches = { days: 30, shortDays: 7 }
  fc.assert(
    fc.property(kinds, fc.integer({ min: 0, max: 40 }), fc.boolean(), (kind, after, sentAgain) => {
      const changed = incident(kind, { injured: 4, casualtiesChangedOn: addDays(happened, after) })
      const reports = [report(10), ...(sentAgain ? [{ ...report(20, 'follow-up'), injured: 4 }] : [])]
      const found = findChangeNotReported(books([changed], reports), reaches, addDays(happened, 60))
      const last = kind === 'traffic' || kind === 'fire' ? 7 : 30
      expect(found).toHaveLength(!sentAgain && after <= last ? 1 : 0)
    }),
  )
})

test('reports are in order exactly when they read first, follow-ups, final, in whatever order they were entered', () => {
  const stages = fc.array(fc.constantFrom('first' as const, 'follow-up' as const, 'final' as const), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(stages, fc.boolean(), (sent, reversed) => {
      const entries = sent.map((stage, index) => aRecord(index + 1, '2026-09-07', report(index, stage)))
      const found = findOutOfOrder(reversed ? entries.reverse() : entries, '2026-09-30')
      expect(found.length === 0).toBe(/^first( follow-up)*( final)?$/.test(sent.join(' ')))
    }),
  )
})

test('one more never makes an accident lighter, and a bound belongs to the heavier grade', () => {
  const order = Object.keys(ACCIDENT_GRADES)
  const harm = fc.record({
    deaths: fc.integer({ min: 0, max: 40 }),
    seriouslyInjured: fc.integer({ min: 0, max: 120 }),
    loss: fc.integer({ min: 0, max: 12_000 }),
  })
  fc.assert(
    fc.property(harm, harm, (one, more) => {
      const both = {
        deaths: one.deaths + more.deaths,
        seriouslyInjured: one.seriouslyInjured + more.seriouslyInjured,
        loss: one.loss + more.loss,
      }
      expect(order.indexOf(gradeOf(both))).toBeLessThanOrEqual(order.indexOf(gradeOf(one)))
    }),
  )
  const none = { deaths: 0, seriouslyInjured: 0 }
  expect([2, 3, 9, 10, 29, 30].map(deaths => gradeOf({ ...none, deaths }))).toEqual([
    ...['ordinary', 'larger', 'larger', 'serious', 'serious', 'extraordinary'],
  ])
  expect([9, 10, 49, 50, 99, 100].map(hurt => gradeOf({ ...none, seriouslyInjured: hurt }))).toEqual([
    ...['ordinary', 'larger', 'larger', 'serious', 'serious', 'extraordinary'],
  ])
  expect([999, 1000, 4999, 5000, 9999, 10_000].map(loss => gradeOf({ ...none, loss }))).toEqual([
    ...['ordinary', 'larger', 'larger', 'serious', 'serious', 'extraordinary'],
  ])
})
