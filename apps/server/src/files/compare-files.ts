import { sql, type QueryExecutorProvider } from 'kysely'
import { SHELVES, type FileStore, type StoredFile } from './file-store.ts'
import { isEvidence } from './unused-files.ts'

/** Bytes that no row names, with the copies made of them. */
export interface Stray {
  readonly sha256: string
  readonly size: number
  readonly modifiedAt: number
}

/** What the disk and the database hold of each other. */
export interface Comparison {
  /** Contents that rows name and that are there. */
  readonly whole: number
  /** Contents that are evidence of something and whose bytes are gone. */
  readonly missing: readonly string[]
  readonly strays: readonly Stray[]
  readonly unfinished: readonly StoredFile[]
}

/**
 * Compares, shelf by shelf, what lies on the disk with what the database names. An upload under way is on the disk
 * before its row: a stray of this moment means nothing.
 */
export async function compareFiles(store: FileStore, db: QueryExecutorProvider): Promise<Comparison> {
  const found = {
    ...{ whole: 0, missing: [] as string[], strays: [] as Stray[], unfinished: [] as StoredFile[] },
  }
  for (const shelf of SHELVES) {
    const stored = await store.list(shelf)
    const named = await listNamed(db, shelf)
    const present = new Set(
      stored.filter(each => each.variant === null && !each.isUnfinished).map(each => each.sha256),
    )
    for (const [sha256, isUsed] of named) {
      if (present.has(sha256)) found.whole += 1
      else if (isUsed) found.missing.push(sha256)
    }
    found.unfinished.push(...stored.filter(each => each.isUnfinished))
    const finished = stored.filter(each => !each.isUnfinished && !named.has(each.sha256))
    for (const [sha256, parts] of Map.groupBy(finished, each => each.sha256))
      found.strays.push({
        sha256,
        size: parts.reduce((sum, each) => sum + each.size, 0),
        modifiedAt: Math.max(...parts.map(each => each.modifiedAt)),
      })
  }
  return found
}

/**
 * True of a folder that belongs to another database, as when DATABASE_URL names a new one: nothing in it is
 * ours to remove.
 */
export const isForeign = ({ whole, strays }: Pick<Comparison, 'whole' | 'strays'>): boolean =>
  strays.length > whole

/** The hashes that rows name on a shelf, and whether they are evidence of anything. */
async function listNamed(db: QueryExecutorProvider, shelf: string): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ sha256: string; used: boolean }>`
    select sha256, bool_or(${isEvidence}) as used
    from files where sha256 >= ${shelf} and sha256 < ${`${shelf}g`} group by sha256`.execute(db)
  return new Map(rows.map(({ sha256, used }) => [sha256, used]))
}
