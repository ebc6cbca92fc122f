import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Where the store lies in the data folder. */
export const FILES_FOLDER = 'files'

/** A file of the store as it lies on the disk. */
export interface StoredFile {
  readonly sha256: string
  /** Null for the bytes themselves. */
  readonly variant: string | null
  readonly path: string
  readonly size: number
  readonly modifiedAt: number
  /** Of a server that ended while it wrote. */
  readonly isUnfinished: boolean
}

/** Folders of the store: the first two signs of the hashes in them. */
export const SHELVES = Array.from({ length: 256 }, (_, each) => each.toString(16).padStart(2, '0'))

const NAME = /^(?<sha256>[0-9a-f]{64})(?:\.(?<variant>[a-z]+))?(?<unfinished>\.[0-9a-f]{8}-[0-9a-f-]{27})?$/

/** Bytes on disk under the hash of their content: the same photo twice is one file. */
export class FileStore {
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  /** Where content of this hash lies; `variant` names something derived from it, such as a thumbnail. */
  pathOf(sha256: string, variant?: string): string {
    return join(this.#root, sha256.slice(0, 2), variant ? `${sha256}.${variant}` : sha256)
  }

  /** Keeps bytes, and copies made of them, and gives their hash. They are on disk, synced, before this resolves. */
  async put(bytes: Uint8Array, copies: Readonly<Record<string, Uint8Array>> = {}): Promise<string> {
    const sha256 = hashOf(bytes)
    await this.#write(this.pathOf(sha256), bytes)
    for (const [variant, copy] of Object.entries(copies)) await this.putVariant(sha256, variant, copy)
    return sha256
  }

  /** Keeps something derived from a file under the file's own hash. */
  async putVariant(sha256: string, variant: string, bytes: Uint8Array): Promise<void> {
    await this.#write(this.pathOf(sha256, variant), bytes)
  }

  /** The bytes, or null when they are not there. */
  async find(sha256: string, variant?: string): Promise<Buffer | null> {
    return readFile(this.pathOf(sha256, variant)).catch(orNull)
  }

  /** Removes one variant, or everything that lies under the hash. */
  async remove(sha256: string, variant?: string): Promise<void> {
    if (variant !== undefined) return rm(this.pathOf(sha256, variant), { force: true })
    const folder = dirname(this.pathOf(sha256))
    const names = (await readdir(folder).catch(orNull)) ?? []
    for (const name of names) if (name.startsWith(sha256)) await rm(join(folder, name), { force: true })
  }

  /** What lies on a shelf. */
  async list(shelf: string): Promise<StoredFile[]> {
    const folder = join(this.#root, shelf)
    const files: StoredFile[] = []
    for (const name of (await readdir(folder).catch(orNull)) ?? []) {
      const { groups } = NAME.exec(name) ?? {}
      const found = groups && (await stat(join(folder, name)).catch(orNull))
      if (!found) continue
      files.push({
        ...{ sha256: groups.sha256 ?? '', variant: groups.variant ?? null },
        ...{ path: join(folder, name), size: found.size, modifiedAt: found.mtimeMs },
        isUnfinished: groups.unfinished !== undefined,
      })
    }
    return files
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const known = await stat(path).catch(orNull)
    if (known?.size === bytes.byteLength) return
    await mkdir(dirname(path), { recursive: true })
    const temporary = `${path}.${randomUUID()}`
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    // A half-written file must never bear the hash of the whole.
    await rename(temporary, path).catch(async error => {
      await rm(temporary, { force: true })
      throw error
    })
    await syncFolder(dirname(path))
  }
}

/** The bytes are on the disk; only now their name is too, whatever happens to the machine's power. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders and keeps names by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** For a file that is not there; anything else is a fault of the disk. */
function orNull(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

/** The store of a data folder. */
export const filesOf = ({ dataDir }: { readonly dataDir: string }): FileStore =>
  new FileStore(join(dataDir, FILES_FOLDER))
