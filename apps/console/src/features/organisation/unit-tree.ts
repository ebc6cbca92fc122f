import type { AppRouter } from '@anlan/server/api'
import type { inferRouterOutputs } from '@trpc/server'

export type UnitRow = inferRouterOutputs<AppRouter>['units']['list'][number]

/** A unit as a line of the tree. */
export interface TreeLine {
  readonly unit: UnitRow
  readonly depth: number
  /** Units anywhere below. */
  readonly below: number
  readonly expanded: boolean
}

type ById = ReadonlyMap<string | null, readonly UnitRow[]>

function byParent(units: readonly UnitRow[]): ById {
  const known = new Set<string>(units.map(unit => unit.id))
  const groups = new Map<string | null, UnitRow[]>()
  for (const unit of units) {
    // A reader's scope begins somewhere in the tree: a unit whose parent he does not see is a root to him.
    const parent = unit.parentId !== null && known.has(unit.parentId) ? unit.parentId : null
    const group = groups.get(parent)
    if (group) group.push(unit)
    else groups.set(parent, [unit])
  }
  return groups
}

/** The roots of what a reader sees: the bureau, or his own unit. */
export const rootsOf = (units: readonly UnitRow[]): readonly UnitRow[] => byParent(units).get(null) ?? []

/** The lines of the tree that show: children of collapsed units do not. */
export function linesOf(units: readonly UnitRow[], expanded: ReadonlySet<string>): TreeLine[] {
  const children = byParent(units)
  const lines: TreeLine[] = []
  const walk = (parent: string | null, depth: number, shown: boolean): number => {
    let count = 0
    for (const unit of children.get(parent) ?? []) {
      const at = lines.length
      const open = expanded.has(unit.id)
      if (shown) lines.push({ unit, depth, below: 0, expanded: open })
      const below = walk(unit.id, depth + 1, shown && open)
      if (shown) lines[at] = { unit, depth, below, expanded: open }
      count += 1 + below
    }
    return count
  }
  walk(null, 0, true)
  return lines
}

/** Names of the units above, topmost first, as far as the reader sees them. */
export function pathOf(units: ReadonlyMap<string, UnitRow>, unit: UnitRow): string {
  const names: string[] = []
  let above = unit.parentId === null ? undefined : units.get(unit.parentId)
  while (above && names.length < units.size) {
    // The bureau stands above everything and tells nothing.
    if (above.parentId !== null) names.unshift(above.shortName)
    above = above.parentId === null ? undefined : units.get(above.parentId)
  }
  return names.join(' › ')
}

/** Units whose name holds every word that was typed. */
export function findUnits<Row extends { readonly name: string; readonly shortName: string }>(
  units: readonly Row[],
  text: string,
): readonly Row[] {
  const words = text.trim().split(/\s+/).filter(Boolean)
  return words.length === 0
    ? units
    : units.filter(unit => words.every(word => unit.name.includes(word) || unit.shortName.includes(word)))
}
