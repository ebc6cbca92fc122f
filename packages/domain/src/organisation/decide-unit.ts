import type { UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { may, type Actor } from './may.ts'
import { isOffice, listSubtree, mayHangUnder, type Unit, type UnitKind } from './unit.ts'

export type UnitRefusal =
  | { code: 'unit-misplaced' }
  | { code: 'unit-is-root' }
  | { code: 'parent-closed' }
  | { code: 'unit-closed' }
  | { code: 'unit-open' }
  | { code: 'unit-not-empty'; units: number; people: number }
  | { code: 'unit-has-open-work'; count: number }

/** What the rules of the tree read of a unit. */
export type TreeUnit = Pick<Unit, 'id' | 'kind' | 'parentId' | 'openUntil'>

/** True once a unit's closing is entered: on its last day it still works, and takes nobody and nothing new. */
export const hasClosed = (unit: Pick<Unit, 'openUntil'>): boolean => unit.openUntil !== null

/**
 * Decides whether a unit may hang under a parent: the parent exists and has not closed, takes units of this
 * kind, and is neither the unit itself nor below it. `id` is null for a unit that does not exist yet.
 */
export function decidePlace(
  units: readonly TreeUnit[],
  unit: { id: UnitId | null; kind: UnitKind },
  parentId: UnitId,
): Result<UnitId, UnitRefusal> {
  const parent = units.find(each => each.id === parentId)
  if (!parent || !mayHangUnder(unit.kind, parent.kind)) return err({ code: 'unit-misplaced' })
  const { id } = unit
  if (id !== null && listSubtree(units, id).some(each => each.id === parentId))
    return err({ code: 'unit-misplaced' })
  return hasClosed(parent) ? err({ code: 'parent-closed' }) : ok(parentId)
}

/**
 * Decides whether a unit may become another kind where it hangs: its parent takes the new kind and the new kind
 * takes every unit below. A school never turns into an office, for its people hold roles of a school.
 */
export function decideKind(
  units: readonly TreeUnit[],
  unit: Pick<TreeUnit, 'id' | 'kind' | 'parentId'>,
  kind: UnitKind,
): Result<UnitKind, UnitRefusal> {
  if (kind === unit.kind) return ok(kind)
  if (unit.parentId === null) return err({ code: 'unit-is-root' })
  const parent = units.find(each => each.id === unit.parentId)
  const below = units.filter(each => each.parentId === unit.id)
  const fits =
    parent !== undefined &&
    isOffice(kind) === isOffice(unit.kind) &&
    mayHangUnder(kind, parent.kind) &&
    below.every(each => mayHangUnder(each.kind, kind))
  return fits ? ok(kind) : err({ code: 'unit-misplaced' })
}

/** What still holds a unit open. */
export interface UnitRemains {
  readonly openUnitsBelow: number
  readonly people: number
  readonly openWork: number
}

/**
 * Decides whether a unit may close. Units below must have moved or closed first, and so must its people have,
 * unless they are disabled along with it. Open work is no obstacle to whoever has seen it: `openWorkSeen` is the
 * number that was on his screen, and another number now is a refusal.
 */
export function decideClosing(
  unit: Pick<TreeUnit, 'parentId' | 'openUntil'>,
  remains: UnitRemains,
  confirmed: { readonly disablePeople: boolean; readonly openWorkSeen: number },
): Result<'close', UnitRefusal> {
  if (unit.parentId === null) return err({ code: 'unit-is-root' })
  if (hasClosed(unit)) return err({ code: 'unit-closed' })
  const people = confirmed.disablePeople ? 0 : remains.people
  if (remains.openUnitsBelow > 0 || people > 0)
    return err({ code: 'unit-not-empty', units: remains.openUnitsBelow, people: remains.people })
  if (remains.openWork !== confirmed.openWorkSeen)
    return err({ code: 'unit-has-open-work', count: remains.openWork })
  return ok('close')
}

/** What may be done to a unit. */
export const UNIT_VERBS = {
  change: { zh: '修改资料', en: 'Change details' },
  move: { zh: '调整隶属', en: 'Move in the tree' },
  close: { zh: '停办、撤并', en: 'Close' },
  reopen: { zh: '恢复', en: 'Reopen' },
} as const satisfies Record<string, Label>
export type UnitVerb = keyof typeof UNIT_VERBS

/** The verbs an actor may use on a unit as it stands. */
export function listUnitVerbs(
  actor: Actor,
  unit: Pick<TreeUnit, 'id' | 'parentId' | 'openUntil'>,
): UnitVerb[] {
  if (!may(actor, 'units.manage', unit.id)) return []
  if (unit.parentId === null) return ['change']
  return hasClosed(unit) ? ['change', 'reopen'] : ['change', 'move', 'close']
}
