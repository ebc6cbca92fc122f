import { err, ok, type Placed, type Result, type UnitId } from '@anlan/domain'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { checkImport } from './check-import.ts'
import { keepBody, removeImportFile } from './import-files.ts'
import { isRestricted } from './restricted.ts'
import { sayWaiting } from './say-waiting.ts'
import { openBook } from './write-entry.ts'

const LONGEST_NAME = 200

interface Sent {
  readonly register: Placed
  readonly unitId: UnitId
  readonly fileName: string
  readonly request: Request
}

/** Takes a table in for a unit's book and begins to check it. Nothing of it is written before somebody accepts it. */
export async function sendImport(
  context: Context,
  { register, unitId, fileName, request }: Sent,
): Promise<Result<{ id: string }, Refusal>> {
  const { app, actor, now } = context
  const opened = await app.db.unrecorded(actor, 'import-under-way', tx =>
    openBook(tx, context, register, unitId),
  )
  if (!opened.ok) return opened
  const id = newId<string>()
  const kept = await keepBody(app, id, request)
  if (!kept.ok) return err(kept.error)
  const worker = newId<string>()
  try {
    await app.db.unrecorded(actor, 'import-under-way', tx =>
      tx
        .insertInto('imports')
        .values({
          ...{ id, unit_id: unitId, register: register.key as never, restricted: isRestricted(register) },
          ...{ account_id: actor.accountId, account_name: actor.name, sha256: kept.value },
          file_name: tidyName(fileName),
          ...{ state: 'checking', refusal: null, worker, heard_at: now, created_at: now },
        })
        .execute(),
    )
  } catch (error) {
    await removeImportFile(app, id)
    throw error
  }
  app.imports.begin(
    actor.accountId,
    () => checkImport(app, actor, { id, worker, register, unitId }),
    () => sayWaiting(app, actor, id, worker),
  )
  return ok({ id })
}

const tidyName = (name: string): string =>
  name
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, LONGEST_NAME)
