import type { Actor } from '@anlan/domain'
import type { App } from '../app.ts'
import { updateImport } from './imports.queries.ts'
import { showRestricted } from './restricted.ts'

/** Writes down that an import is still waiting for its turn at this server. */
export const sayWaiting = (
  { db, clock }: Pick<App, 'db' | 'clock'>,
  actor: Actor,
  id: string,
  worker: string,
): Promise<boolean> =>
  db.unrecorded(actor, 'import-under-way', async tx => {
    await showRestricted(tx)
    return updateImport(tx, id, worker, { heard_at: clock.now() })
  })
