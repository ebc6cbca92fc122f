import type { CampaignDraft } from '@anlan/domain'

type Row = { readonly id: string }

/** What one save of a draft changed: fields by name, rows added, removed and changed. Nothing changed gives `{}`. */
export function changesOf(before: CampaignDraft, after: CampaignDraft): Record<string, unknown> {
  const { phases, tasks, questions, ...fields } = after
  return {
    ...differences(before, fields),
    ...asKey('phases', rowChanges(before.phases, phases)),
    ...asKey('tasks', rowChanges(before.tasks, tasks)),
    ...asKey('questions', rowChanges(before.questions, questions)),
  }
}

const asKey = (key: string, changes: Record<string, unknown>): Record<string, unknown> =>
  Object.keys(changes).length === 0 ? {} : { [key]: changes }

/** Fields of `after` whose value is not the one `before` has. */
function differences(before: object, after: object): Record<string, unknown> {
  const old = new Map(Object.entries(before))
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => !same(old.get(key), value)))
}

/** JSON as PostgreSQL gives it back has its keys in another order, so values are compared and not their texts. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return (
    left.size === right.size &&
    [...left].every(([key, value]) => right.has(key) && same(value, right.get(key)))
  )
}

function rowChanges(before: readonly Row[], after: readonly Row[]): Record<string, unknown> {
  const old = new Map(before.map(row => [row.id, row]))
  const now = new Set(after.map(row => row.id))
  const added = after.filter(row => !old.has(row.id))
  const removed = before.filter(row => !now.has(row.id))
  const changed = after.flatMap(row => {
    const changes = differences(old.get(row.id) ?? row, row)
    return Object.keys(changes).length === 0 ? [] : [{ id: row.id, ...changes }]
  })
  const stayed = (rows: readonly Row[], ids: ReadonlySet<string> | ReadonlyMap<string, Row>): string =>
    rows.flatMap(row => (ids.has(row.id) ? [row.id] : [])).join()
  return {
    ...(added.length > 0 && { added }),
    ...(removed.length > 0 && { removed }),
    ...(changed.length > 0 && { changed }),
    ...(stayed(before, now) !== stayed(after, old) && { reordered: after.map(row => row.id) }),
  }
}
