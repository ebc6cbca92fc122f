import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anId } from '../testing/builders.ts'
import type { UnitId } from '../kernel/ids.ts'
import { decideClosing, decideKind, decidePlace, type TreeUnit } from './decide-unit.ts'
import { listSubtree, mayHangUnder, UNIT_KIND_IDS, type UnitKind } from './unit.ts'

const unit = (
  number: number,
  kind: UnitKind,
  parent: number | null,
  more: Partial<TreeUnit> = {},
): TreeUnit => ({
  ...{ id: anId<UnitId>(number), kind, parentId: parent === null ? null : anId<UnitId>(parent) },
  openUntil: null,
  ...more,
})
const TREE = [
  unit(1, 'bureau', null),
  unit(2, 'town-middle', 1),
  unit(3, 'central-primary', 2),
  unit(4, 'village-school', 3),
  unit(5, 'kindergarten', 3),
  unit(6, 'town-middle', 1),
  unit(7, 'section', 1),
  unit(8, 'town-middle', 1, { openUntil: '2026-08-31' }),
]
const place = (moved: number, under: number) => {
  const found = TREE.find(each => each.id === anId<UnitId>(moved))
  if (!found) throw new Error('no such unit')
  const result = decidePlace(TREE, found, anId<UnitId>(under))
  return result.ok ? 'placed' : result.error.code
}

describe('the tree of units', () => {
  test('takes a unit where its kind belongs, and nowhere else', () => {
    expect(place(3, 6)).toBe('placed')
    expect(place(4, 7)).toBe('unit-misplaced')
    expect(place(3, 99)).toBe('unit-misplaced')
  })
  test('hangs nothing under itself or under what hangs below it', () => {
    expect(place(3, 3)).toBe('unit-misplaced')
    expect(place(2, 4)).toBe('unit-misplaced')
  })
  test('hangs nothing under a unit that has closed', () => expect(place(3, 8)).toBe('parent-closed'))
  test('a unit changes its kind only where parent and children take the new one', () => {
    const code = (number: number, kind: UnitKind) => {
      const found = TREE[number - 1]
      if (!found) throw new Error('no such unit')
      const result = decideKind(TREE, found, kind)
      return result.ok ? result.value : result.error.code
    }
    expect(code(4, 'kindergarten')).toBe('kindergarten')
    expect(code(3, 'village-school')).toBe('unit-misplaced')
    expect(code(7, 'county-school')).toBe('unit-misplaced')
    expect(code(1, 'section')).toBe('unit-is-root')
  })
  test('stays one tree through any moves and changes of kind', () => {
    const step = fc.record({
      unit: fc.integer({ min: 1, max: 12 }),
      under: fc.integer({ min: 1, max: 12 }),
      kind: fc.option(fc.constantFrom(...UNIT_KIND_IDS), { nil: null }),
    })
    const start = fc.array(fc.constantFrom<UnitKind>('town-middle', 'county-school', 'section'), {
      minLength: 11,
      maxLength: 11,
    })
    fc.assert(
      fc.property(start, fc.array(step, { maxLength: 60 }), (kinds, steps) => {
        const units = [unit(1, 'bureau', null), ...kinds.map((kind, index) => unit(index + 2, kind, 1))]
        for (const each of steps) {
          const index = each.unit - 1
          const moved = units[index]
          if (!moved) continue
          if (each.kind !== null) {
            const kind = decideKind(units, moved, each.kind)
            if (kind.ok) units[index] = { ...moved, kind: kind.value }
          } else {
            const parent = decidePlace(units, moved, anId<UnitId>(each.under))
            if (parent.ok) units[index] = { ...moved, parentId: parent.value }
          }
        }
        expect(units.filter(each => each.parentId === null)).toHaveLength(1)
        expect(listSubtree(units, anId<UnitId>(1))).toHaveLength(units.length)
        for (const each of units) {
          const parent = units.find(other => other.id === each.parentId)
          expect(mayHangUnder(each.kind, parent?.kind ?? null)).toBe(true)
        }
      }),
    )
  })
})

describe('closing a unit', () => {
  const school = unit(2, 'town-middle', 1)
  const nothing = { openUnitsBelow: 0, people: 0, openWork: 0 }
  const close = (
    remains: Partial<typeof nothing>,
    confirmed: { disablePeople: boolean; openWorkSeen: number },
  ) => {
    const result = decideClosing(school, { ...nothing, ...remains }, confirmed)
    return result.ok ? 'closed' : result.error.code
  }
  const unseen = { disablePeople: false, openWorkSeen: 0 }
  test('waits for the units below and for its people', () => {
    expect(close({}, unseen)).toBe('closed')
    expect(close({ openUnitsBelow: 1 }, { ...unseen, disablePeople: true })).toBe('unit-not-empty')
    expect(close({ people: 3 }, unseen)).toBe('unit-not-empty')
    expect(close({ people: 3 }, { ...unseen, disablePeople: true })).toBe('closed')
  })
  test('needs the open work to have been seen as it is', () => {
    expect(close({ openWork: 4 }, unseen)).toBe('unit-has-open-work')
    expect(close({ openWork: 4 }, { ...unseen, openWorkSeen: 3 })).toBe('unit-has-open-work')
    expect(close({ openWork: 4 }, { ...unseen, openWorkSeen: 4 })).toBe('closed')
  })
  test('is not for the bureau, nor for what has closed already', () => {
    const code = (each: TreeUnit) => {
      const result = decideClosing(each, nothing, unseen)
      return result.ok ? 'closed' : result.error.code
    }
    expect(code(unit(1, 'bureau', null))).toBe('unit-is-root')
    expect(code(unit(8, 'town-middle', 1, { openUntil: '2026-08-31' }))).toBe('unit-closed')
  })
})
