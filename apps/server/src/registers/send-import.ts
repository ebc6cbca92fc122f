import { ok, type Placed, type Result, type UnitId } from '@anlan/domain'
import { newId } from '../ids.ts'
import type { Refusal } from '../refusal.ts'
import type { Context } from '../trpc.ts'
import { checkImport } from './check-import.ts'
import { keepTable, withBody, type Scratch } from './import-files.ts'
import { makeRoom } from './import-room.ts'
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
  const room = await makeRoom(app, actor.accountId, now)
  if (!room.ok) return room
  return withBody(app, request, table => keepSent(context, { register, unitId, fileName }, table))
}

/** Writes down what was sent with its bytes, both or neither, and begins to check it. */
async function keepSent(
  { app, actor, now }: Context,
  { register, unitId, fileName }: Omit<Sent, 'request'>,
  table: Scratch,
): Promise<Result<{ id: string }, Refusal>> {
  const [id, worker] = [newId<string>(), newId<string>()]
  const { sha256, size } = table
  const kept = { id, unit_id: unitId, restricted: isRestricted(register) }
  await app.db.unrecorded(actor, 'import-under-way', async tx => {
    await tx
      .insertInto('imports')
      .values({
        ...{ ...kept, register: register.key as never, file_name: tidyName(fileName), sha256, size },
        ...{ account_id: actor.accountId, account_name: actor.name },
        ...{ state: 'checking', refusal: null, worker, heard_at: now, created_at: now },
      })
      .execute()
    await keepTable(tx, kept, table)
  })
  app.imports.begin(
    actor.accountId,
    () => checkImport(app, actor, { id, size, worker, register, unitId }),
    () => sayWaiting(app, actor, id, worker),
  )
  return ok({ id })
}

const tidyName = (name: string): string =>
  name
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, LONGEST_NAME)
