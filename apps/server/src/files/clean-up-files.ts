import type { UnitId } from '@anlan/domain'
import { rm } from 'node:fs/promises'
import type { App } from '../app.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { SYSTEM } from '../db/scope.ts'
import { showRestricted } from '../registers/restricted.ts'
import { releaseContent } from './content-lock.ts'
import { compareFiles, isForeign } from './compare-files.ts'
import { unusedBefore, unusedFiles } from './unused-files.ts'

const DAY_MS = 24 * 3600_000
/** Bytes that no row names are what a server left that ended at the wrong moment: rare, and in nobody's way. */
const STRAY_MS = 30 * DAY_MS
const BATCH = 200

export interface CleanedUp {
  /** Uploads that became evidence of nothing within a day. */
  readonly unused: number
  /** Contents on the disk that no row named for a month, and files half written. */
  readonly strays: number
}

/**
 * Removes what nobody handed in: the row with its line in the record, then the bytes once no other row names
 * them; and what lies on the disk without a row. Two servers that do it at once do it together.
 */
export async function cleanUpFiles(app: App): Promise<CleanedUp> {
  let unused = 0
  for (;;) {
    const removed = await removeUnused(app)
    for (const sha256 of new Set(removed)) await removeContent(app, sha256)
    unused += removed.length
    if (removed.length < BATCH) return { unused, strays: await removeStrays(app) }
  }
}

/** Removes some rows; gives the hashes they named. */
function removeUnused(app: App): Promise<string[]> {
  const now = app.clock.now()
  return app.db.transaction(SYSTEM, async tx => {
    await showRestricted(tx)
    // Whoever attaches one at this moment holds it: it is passed by.
    const candidates = await unusedFiles(tx)
      .select('id')
      .where('created_at', '<', unusedBefore(now))
      .orderBy('created_at')
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    if (candidates.length === 0) return []
    // Asked again now that they are held: one may have been attached between being seen and being held.
    const rows = await unusedFiles(tx)
      .selectAll()
      .where(
        'id',
        'in',
        candidates.map(({ id }) => id),
      )
      .execute()
    for (const { id, unit_id, sha256, name, size, created_at } of rows) {
      await tx.deleteFrom('files').where('id', '=', id).execute()
      await recordAudit(
        tx,
        { actor: SYSTEM, now, requestId: null },
        {
          ...{ action: 'file.clean-up', subject: { kind: 'file', id }, unitId: unit_id as UnitId },
          before: { name, size, sha256, keptAt: created_at },
        },
      )
    }
    return rows.map(({ sha256 }) => sha256)
  })
}

/** Removes the bytes under a hash unless a row names them. */
const removeContent = (app: App, sha256: string): Promise<boolean> =>
  app.db.transaction(SYSTEM, async tx => {
    await showRestricted(tx)
    await releaseContent(tx, sha256)
    const named = await tx.selectFrom('files').select('id').where('sha256', '=', sha256).executeTakeFirst()
    if (named) return false
    await app.files.remove(sha256)
    return true
  })

async function removeStrays(app: App): Promise<number> {
  const now = Date.parse(app.clock.now())
  // One transaction, and not a reading's several: bytes of a row that is hidden would look like nobody's.
  const found = await app.db.transaction(SYSTEM, async tx => {
    await showRestricted(tx)
    return compareFiles(app.files, tx)
  })
  for (const { path, modifiedAt } of found.unfinished)
    if (now - modifiedAt > DAY_MS) await rm(path, { force: true })
  if (isForeign(found)) {
    app.log.error(
      { strays: found.strays.length, whole: found.whole },
      'most files on the disk are not in this database: none is removed',
    )
    return 0
  }
  let removed = 0
  for (const { sha256, modifiedAt } of found.strays)
    if (now - modifiedAt > STRAY_MS && (await removeContent(app, sha256))) removed += 1
  return removed
}
