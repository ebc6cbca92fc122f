type Leaf = string | number | boolean | null

/** A value that stands for itself: one thing, or a plain list. */
export type AuditValue = Leaf | readonly Leaf[]

/** One field of what was recorded, as it was and as it became; undefined where it did not stand at all. */
export interface AuditChange {
  readonly path: readonly string[]
  readonly before: AuditValue | undefined
  readonly after: AuditValue | undefined
  /** Worth a line: it changed, or it says something. */
  readonly telling: boolean
}

const isLeaf = (value: unknown): value is Leaf => value === null || typeof value !== 'object'

function* leaves(value: unknown, path: readonly string[]): Generator<[readonly string[], AuditValue]> {
  if (isLeaf(value)) yield [path, value]
  else if (Array.isArray(value) && value.every(isLeaf)) yield [path, value]
  else for (const [key, each] of Object.entries(value as object)) yield* leaves(each, [...path, key])
}

const isEmpty = (value: AuditValue | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const isSame = (a: AuditValue | undefined, b: AuditValue | undefined): boolean =>
  (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b)

/**
 * What an event's `before` and `after` say, field by field, in the order they stand in. Where both are there, what
 * stayed the same is not telling; where only one is, what is empty is not.
 */
export function listChanges(before: unknown, after: unknown): AuditChange[] {
  const paths = new Map<string, readonly string[]>()
  const read = (value: unknown): Map<string, AuditValue> => {
    const found = isLeaf(value) ? [] : [...leaves(value, [])]
    return new Map(
      found.map(([path, leaf]) => {
        const key = JSON.stringify(path)
        paths.set(key, path)
        return [key, leaf]
      }),
    )
  }
  const [old, now] = [read(before), read(after)]
  const isBoth = before !== null && after !== null
  return [...paths].map(([key, path]) => {
    const [was, is] = [old.get(key), now.get(key)]
    return { path, before: was, after: is, telling: isBoth ? !isSame(was, is) : !isEmpty(was ?? is) }
  })
}
