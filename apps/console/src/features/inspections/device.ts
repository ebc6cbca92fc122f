import type { Instant } from '@anlan/domain'
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Draft } from './draft.ts'
import type { RunDetail } from './useInspections.ts'

/** Whose run it is: by account, so that on a shared computer nobody finds what somebody else typed. */
export interface Whose {
  readonly account: string
  readonly run: string
}

/** What was filled in for one item, on this device. */
export interface HeldAnswer extends Whose {
  readonly code: string
  readonly draft: Draft
  readonly editedAt: Instant | null
  /** The moments of this item's answers that are known here, those included that may have come through. */
  readonly seen: readonly Instant[]
  /** Not yet with the server as it stands here. */
  readonly isUnsent: boolean
  /** Who answered it, as far as the server has said. */
  readonly by: { readonly name: string; readonly at: Instant } | null
}

/** A picture that is on its way to the server. */
export interface HeldPhoto extends Whose {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Not a blob: some browsers lose those between visits. */
  readonly bytes: ArrayBuffer
  /** The file it is at the server already; it stays here until an answer names that file there. */
  readonly sentAs: string | null
  /** The refusal's code, where the server does not take it. */
  readonly problem: string | null
}

interface HeldRun extends Whose {
  readonly detail: RunDetail
}

interface Schema extends DBSchema {
  runs: { key: [account: string, run: string]; value: HeldRun }
  answers: { key: [account: string, run: string, code: string]; value: HeldAnswer }
  photos: { key: [account: string, run: string, id: string]; value: HeldPhoto }
}
const STORES = ['runs', 'answers', 'photos'] as const

const held: { db?: Promise<IDBPDatabase<Schema>> } = {}
/** The browser's own database; opened again where opening failed, or where another page wanted a newer one. */
function device(): Promise<IDBPDatabase<Schema>> {
  held.db ??= openDB<Schema>('anlan-inspections', 1, {
    upgrade(fresh) {
      for (const store of STORES) fresh.createObjectStore(store)
    },
    blocking: (_from, _to, event) => {
      ;(event.target as IDBDatabase).close()
      delete held.db
    },
  }).catch((error: unknown) => {
    delete held.db
    throw error
  })
  return held.db
}

const rangeOf = (...key: string[]): IDBKeyRange => IDBKeyRange.bound(key, [...key, []])

export interface OnDevice {
  readonly detail: RunDetail | null
  readonly answers: readonly HeldAnswer[]
  readonly photos: readonly HeldPhoto[]
}

/** Everything this device has of a run. */
export async function readDevice({ account, run }: Whose): Promise<OnDevice> {
  const tx = (await device()).transaction(STORES)
  const [kept, answers, photos] = await Promise.all([
    tx.objectStore('runs').get([account, run]),
    tx.objectStore('answers').getAll(rangeOf(account, run)),
    tx.objectStore('photos').getAll(rangeOf(account, run)),
  ])
  return { detail: kept?.detail ?? null, answers, photos }
}

/** Writes some of a run; all of it stands or none. */
export async function writeDevice(
  { account, run }: Whose,
  parts: {
    readonly detail?: RunDetail
    readonly answers?: readonly HeldAnswer[]
    readonly photos?: readonly HeldPhoto[]
    /** Pictures to be taken away. */
    readonly gone?: readonly string[]
  },
): Promise<void> {
  const tx = (await device()).transaction(STORES, 'readwrite', { durability: 'strict' })
  const writes: Promise<unknown>[] = []
  if (parts.detail)
    writes.push(tx.objectStore('runs').put({ account, run, detail: parts.detail }, [account, run]))
  for (const answer of parts.answers ?? [])
    writes.push(tx.objectStore('answers').put(answer, [account, run, answer.code]))
  for (const photo of parts.photos ?? [])
    writes.push(tx.objectStore('photos').put(photo, [account, run, photo.id]))
  for (const photo of parts.gone ?? []) writes.push(tx.objectStore('photos').delete([account, run, photo]))
  await Promise.all([...writes, tx.done])
}

/** Removes what this device has of a run, once the server has it all. */
export async function forgetRun({ account, run }: Whose): Promise<void> {
  const tx = (await device()).transaction(STORES, 'readwrite')
  await Promise.all([
    tx.objectStore('runs').delete([account, run]),
    tx.objectStore('answers').delete(rangeOf(account, run)),
    tx.objectStore('photos').delete(rangeOf(account, run)),
    tx.done,
  ])
}

/** The runs of an account of which something is on this device only, with how many items. */
export async function listUnsentRuns(
  account: string,
): Promise<{ readonly run: string; readonly detail: RunDetail | null; readonly count: number }[]> {
  const tx = (await device()).transaction(STORES)
  const [runs, answers] = await Promise.all([
    tx.objectStore('runs').getAll(rangeOf(account)),
    tx.objectStore('answers').getAll(rangeOf(account)),
  ])
  const unsent = Map.groupBy(
    answers.filter(({ isUnsent }) => isUnsent),
    ({ run }) => run,
  )
  return [...unsent].map(([run, items]) => ({
    ...{ run, count: items.length },
    detail: runs.find(each => each.run === run)?.detail ?? null,
  }))
}

/** Removes everything an account has on this device: whoever signs out leaves nothing about people behind. */
export async function forgetAccount(account: string): Promise<void> {
  const tx = (await device()).transaction(STORES, 'readwrite')
  await Promise.all([...STORES.map(store => tx.objectStore(store).delete(rangeOf(account))), tx.done])
}
