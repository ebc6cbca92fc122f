import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { NOTHING, type HeldTrainings } from './held-trainings.ts'

interface Schema extends DBSchema {
  held: { key: 'held'; value: HeldTrainings }
}

/** Where a screen keeps the trainings of its school and whom it has still to tell of; gone with the pairing. */
export interface TrainingKeeper {
  readonly load: () => Promise<HeldTrainings>
  readonly keep: (held: HeldTrainings) => Promise<void>
  readonly forget: () => Promise<void>
}

/**
 * A database of its own beside the one of drills: neither waits for the other, and neither has to be brought up to the
 * other's version. Where there is none, or it is full, signing in goes on in memory.
 */
export async function openKeeper(): Promise<TrainingKeeper> {
  const db = await openDB<Schema>('anlan-trainings', 1, {
    upgrade: fresh => void fresh.createObjectStore('held'),
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
  }).catch(() => null)
  return {
    load: async () => ({ ...NOTHING, ...(await db?.get('held', 'held').catch(() => undefined)) }),
    keep: async held => write(db, store => store.put(held, 'held')),
    forget: async () => write(db, store => store.clear()),
  }
}

type Store = ReturnType<typeof beginWriting>['store']
/** `strict`, as for a drill: a name that was shown as signed in outlives a flat battery. */
const beginWriting = (db: IDBPDatabase<Schema>) =>
  db.transaction('held', 'readwrite', { durability: 'strict' })

async function write(
  db: IDBPDatabase<Schema> | null,
  change: (store: Store) => Promise<unknown>,
): Promise<void> {
  if (!db) return
  try {
    const tx = beginWriting(db)
    await Promise.all([change(tx.store), tx.done])
  } catch {
    // Full, or broken: people stand in front of the screen, and it goes on without.
  }
}
