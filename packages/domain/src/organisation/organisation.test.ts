import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, dayOf, daysBetween, endOfDay, isDay, startOfDay } from '../kernel/day.ts'
import { anActor, anId, aUnit } from '../testing/builders.ts'
import type { UnitId } from '../kernel/ids.ts'
import { resolveAddressees } from './addressees.ts'
import { listGrantableRoles, may, MAY, type Permission } from './may.ts'
import { isBureauRole, ROLE_IDS } from './role.ts'
import { listSubtree, mayHangUnder, UNIT_KINDS, type UnitKind } from './unit.ts'

describe('days', () => {
  test('a date that does not exist is none', () => {
    for (const text of ['2026-02-30', '2026-13-01', '2025-02-29', '2026-2-3', ''])
      expect(isDay(text)).toBe(false)
    expect(isDay('2024-02-29')).toBe(true)
  })
  test('the Shanghai day turns at 16:00 UTC', () => {
    expect(dayOf('2026-10-15T15:59:59.999Z')).toBe('2026-10-15')
    expect(dayOf('2026-10-15T16:00:00.000Z')).toBe('2026-10-16')
    expect(endOfDay('2021-12-20')).toBe('2021-12-20T15:59:59.999Z')
    expect(dayOf(startOfDay('2021-12-20'))).toBe('2021-12-20')
  })
  test('months end where they end', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2023-11-30', 3)).toBe('2024-02-29')
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  })
})

describe('addressees', () => {
  const [a, b, c] = [anId<UnitId>(1), anId<UnitId>(2), anId<UnitId>(3)]
  const units = [
    aUnit({ id: a }),
    aUnit({ id: b, kind: 'kindergarten' }),
    aUnit({ id: c, openUntil: '2025-06-30' }),
  ]
  const ids = (addressees: Parameters<typeof resolveAddressees>[1]) =>
    resolveAddressees(units, addressees, '2026-01-01').map(unit => unit.id)

  test('each unit is meant once, however many groups hold it', () => {
    expect(ids({ sets: ['all-units', 'all-schools'], include: [a], exclude: [] })).toEqual([a, b])
  })
  test('a closed unit owes nothing, even by name', () => {
    expect(ids({ sets: [], include: [c], exclude: [] })).toEqual([])
  })
  test('who is left out stays out', () => {
    expect(ids({ sets: ['all-schools'], include: [b], exclude: [b] })).toEqual([a])
  })
})

describe('who may do what', () => {
  test('the file of a bullying case is opened by the head and by who answers for it at the bureau, by nobody else', () => {
    const readers = ROLE_IDS.filter(role => may(anActor(role), 'bullying-case.read'))
    expect(readers).toEqual(['bureau-leader', 'principal'])
    const writers = ROLE_IDS.filter(role => may(anActor(role), 'bullying-case.record'))
    expect(writers).toEqual(['principal'])
  })

  test('every permission is held by somebody, and an auditor changes nothing', () => {
    for (const permission of Object.keys(MAY) as Permission[]) {
      expect(MAY[permission].length).toBeGreaterThan(0)
      if (may(anActor('auditor'), permission)) expect(permission).toMatch(/\.read$/)
    }
  })
  test('a school administrator lifts nobody into the bureau', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ROLE_IDS.filter(role => !isBureauRole(role))), role => {
        expect(listGrantableRoles(role).some(isBureauRole)).toBe(false)
      }),
    )
  })
})

describe('the tree', () => {
  test('every kind but the bureau hangs somewhere, and nothing hangs under itself alone', () => {
    for (const kind of Object.keys(UNIT_KINDS) as UnitKind[]) {
      const parents = (Object.keys(UNIT_KINDS) as UnitKind[]).filter(parent => mayHangUnder(kind, parent))
      if (kind === 'bureau') expect(mayHangUnder(kind, null)).toBe(true)
      else expect(parents.length).toBeGreaterThan(0)
    }
  })
  test('a loop of parents ends', () => {
    const [a, b] = [anId<UnitId>(1), anId<UnitId>(2)]
    expect(
      listSubtree(
        [
          { id: a, parentId: b },
          { id: b, parentId: a },
        ],
        a,
      ),
    ).toHaveLength(2)
  })
})
