import type { Roster } from '@anlan/domain/drills'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Change, Contact, Disk, Everything, HeldDrill, HeldFact, Identity, Pack } from './held.ts'

const NAME = 'anlan-kiosk'
const VERSION = 1

interface Schema extends DBSchema {
  /** Single things by their name. */
  own: { key: string; value: Identity | Contact | Pack }
  drills: { key: string; value: HeldDrill }
  rosters: { key: string; value: Roster }
  facts: { key: [drill: string, id: string]; value: HeldFact }
}
const STORES = ['own', 'drills', 'rosters', 'facts'] as const

/** The browser's own database. Throws where there is none. */
export async function openDisk(): Promise<Disk> {
  const db = await openDB<Schema>(NAME, VERSION, {
    upgrade(fresh) {
      for (const store of STORES) fresh.createObjectStore(store)
    },
    // Another window wants to bring the tables up to a newer version: it must not wait for this one.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
  })
  return { load: () => load(db), write: changes => write(db, changes) }
}

async function load(db: IDBPDatabase<Schema>): Promise<Everything> {
  const tx = db.transaction(STORES)
  const own = tx.objectStore('own')
  const [identity, contact, pack, drills, rosters, facts] = await Promise.all([
    ...([own.get('identity'), own.get('contact'), own.get('pack')] as const),
    tx.objectStore('drills').getAll(),
    tx.objectStore('rosters').getAll(),
    tx.objectStore('facts').getAll(),
  ])
  return {
    identity: (identity as Identity | undefined) ?? null,
    contact: (contact as Contact | undefined) ?? null,
    pack: (pack as Pack | undefined) ?? null,
    ...{ drills, rosters, facts },
  }
}

async function write(db: IDBPDatabase<Schema>, changes: readonly Change[]): Promise<void> {
  const tx = beginWriting(db)
  try {
    await Promise.all([...changes.map(change => apply(tx, change)), tx.done])
  } catch (error) {
    // A request that could not even be made leaves the transaction open, and the rest of it must not be written alone.
    abort(tx)
    throw error
  }
}

type Writing = ReturnType<typeof beginWriting>
/** `strict` waits for the disk itself and not for the system's promise: a tap outlives a flat battery. */
const beginWriting = (db: IDBPDatabase<Schema>) =>
  db.transaction(STORES, 'readwrite', { durability: 'strict' })

function abort(tx: Writing): void {
  try {
    tx.abort()
  } catch {
    // It has ended by itself.
  }
}

async function apply(tx: Writing, change: Change): Promise<unknown> {
  if ('put' in change)
    switch (change.put) {
      case 'identity':
      case 'contact':
      case 'pack':
        return tx.objectStore('own').put(change.value, change.put)
      case 'drill':
        return tx.objectStore('drills').put(change.value, change.value.id)
      case 'roster':
        return tx.objectStore('rosters').put(change.value, change.value.drill)
      case 'fact':
        return tx.objectStore('facts').put(change.value, [change.value.fact.drill, change.value.fact.id])
    }
  switch (change.drop) {
    case 'pack':
      return tx.objectStore('own').delete('pack')
    case 'roster':
      return tx.objectStore('rosters').delete(change.drill)
    case 'drill':
      return tx.objectStore('drills').delete(change.drill)
    case 'facts':
      return tx.objectStore('facts').delete(IDBKeyRange.bound([change.drill], [change.drill, []]))
    case 'everything':
      return Promise.all(STORES.map(store => tx.objectStore(store).clear()))
  }
}
