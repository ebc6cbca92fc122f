import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { refused, type Outcome } from './refusal.ts'

const FORMAT = 'anlan-backup/1'
const MANIFEST = 'manifest.json'
/** The manifest's own hash, so that a damaged manifest is noticed too. */
const MANIFEST_HASH = 'manifest.sha256'
const CHUNK = 1024 * 1024
const SYNC_AT_ONCE = 16

interface FileEntry {
  /** Relative to the backup's folder, with forward slashes. */
  readonly path: string
  readonly size: number
  readonly sha256: string
}

interface Manifest {
  readonly format: string
  readonly madeAt: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly folders: readonly string[]
  readonly files: readonly FileEntry[]
}

/**
 * A backup while it is written: under a name of its own until `seal` has noted every file's hash, waited for the
 * disk and given it its real name. An interrupted backup is never taken for a whole one.
 */
export class BackupWriter {
  readonly #target: string
  readonly #temporary: string
  readonly #folders: string[] = []
  readonly #files: FileEntry[] = []

  private constructor(target: string) {
    this.#target = target
    this.#temporary = join(dirname(target), `.${basename(target)}.${process.pid}.partial`)
  }

  /** Begins a backup in a folder that must not exist yet, or be empty. */
  static async begin(folder: string): Promise<Outcome<BackupWriter>> {
    const target = resolve(folder)
    if (existsSync(target) && readdirSync(target).length > 0) return notEmpty(target)
    const writer = new BackupWriter(target)
    await rm(writer.#temporary, { recursive: true, force: true })
    // It will hold passwords' hashes and the signing keys.
    await mkdir(writer.#temporary, { recursive: true, mode: 0o700 })
    return { ok: true, value: writer }
  }

  /** Copies a file; false when it is gone, which a living database's files may be at any moment. */
  async copy(from: string, path: string): Promise<boolean> {
    const copied = await copyHashed(from, await this.#place(path)).catch(error => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    })
    if (copied) this.#files.push({ path, ...copied })
    return copied !== null
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(content as Uint8Array)
    await writeFile(await this.#place(path), bytes, { mode: 0o600 })
    this.#files.push({ path, size: bytes.byteLength, sha256: hashOf(bytes) })
  }

  async addFolder(path: string): Promise<void> {
    await mkdir(join(this.#temporary, path), { recursive: true, mode: 0o700 })
    this.#folders.push(path)
  }

  async #place(path: string): Promise<string> {
    const full = join(this.#temporary, path)
    await mkdir(dirname(full), { recursive: true, mode: 0o700 })
    return full
  }

  get bytes(): number {
    return this.#files.reduce((sum, { size }) => sum + size, 0)
  }

  get files(): number {
    return this.#files.length
  }

  /** Ends the backup: from here on it is whole. */
  async seal(facts: Readonly<Record<string, unknown>>, madeAt: string): Promise<void> {
    const manifest: Manifest = {
      format: FORMAT,
      madeAt,
      facts,
      folders: this.#folders,
      files: this.#files,
    }
    const text = `${JSON.stringify(manifest, null, 1)}\n`
    await writeFile(join(this.#temporary, MANIFEST), text, { mode: 0o600 })
    await writeFile(join(this.#temporary, MANIFEST_HASH), `${hashOf(text)}\n`, { mode: 0o600 })
    await syncAll(
      [...this.#files.map(({ path }) => path), MANIFEST, MANIFEST_HASH].map(path =>
        join(this.#temporary, path),
      ),
    )
    await syncAll(['', ...this.#folders].map(path => join(this.#temporary, path)))
    // An empty folder of that name gives way; anything else makes this fail.
    await rename(this.#temporary, this.#target)
    await syncAll([dirname(this.#target)])
  }

  async discard(): Promise<void> {
    await rm(this.#temporary, { recursive: true, force: true })
  }
}

/** A sealed backup. Its files are checked while they are copied out of it. */
export class BackupReader {
  readonly #folder: string
  readonly #manifest: Manifest

  private constructor(folder: string, manifest: Manifest) {
    this.#folder = folder
    this.#manifest = manifest
  }

  /** Opens a backup; refuses a folder that is none, or whose manifest is not the one that was written. */
  static async open(folder: string): Promise<Outcome<BackupReader>> {
    const path = resolve(folder)
    if (!existsSync(join(path, MANIFEST))) {
      return refused(
        'backup-damaged',
        `文件夹 ${path} 不是备份（没有 ${MANIFEST}）。`,
        `The folder ${path} is not a backup: it has no ${MANIFEST}.`,
      )
    }
    const text = await readFile(join(path, MANIFEST), 'utf8')
    const noted = await readFile(join(path, MANIFEST_HASH), 'utf8').catch(() => '')
    if (noted.trim() !== hashOf(text)) return damaged(MANIFEST)
    const manifest = JSON.parse(text) as Manifest
    if (manifest.format !== FORMAT) {
      return refused(
        'backup-damaged',
        `备份格式 ${manifest.format} 由其他版本写成，本版本不认识。`,
        `The backup's format ${manifest.format} was written by another version and is not known to this one.`,
      )
    }
    const all = [...manifest.folders, ...manifest.files.map(file => file.path)]
    const strange = all.find(each => !isInside(each))
    return strange === undefined ? { ok: true, value: new BackupReader(path, manifest) } : damaged(strange)
  }

  get facts(): Readonly<Record<string, unknown>> {
    return this.#manifest.facts
  }

  get madeAt(): string {
    return this.#manifest.madeAt
  }

  /** The names directly below a folder of the backup; `''` is its top. */
  list(prefix: string): string[] {
    const start = prefix === '' ? '' : `${prefix}/`
    const all = [...this.#manifest.folders, ...this.#manifest.files.map(({ path }) => path)]
    return [
      ...new Set(
        all.filter(path => path.startsWith(start)).map(path => path.slice(start.length).split('/')[0] ?? ''),
      ),
    ]
  }

  /**
   * Copies what lies below `prefix` (or the file of that name) to `to`, which gets folders and files only their
   * owner can read. Refuses, in one sentence, as soon as a file is missing or is not what was written.
   */
  async copyTo(prefix: string, to: string): Promise<Outcome<null>> {
    const { folders, files } = this.#manifest
    const below = (path: string): boolean => path === prefix || path.startsWith(`${prefix}/`)
    const placed = (path: string): string => join(to, path.slice(prefix.length))
    const chosen = files.filter(({ path }) => below(path))
    const parents = chosen.map(({ path }) => dirname(placed(path)))
    for (const folder of new Set([...folders.filter(below).map(placed), ...parents]))
      await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const { path, size, sha256 } of chosen) {
      const copied = await copyHashed(join(this.#folder, path), placed(path)).catch(() => null)
      if (copied?.size !== size || copied.sha256 !== sha256) return damaged(path)
    }
    await syncAll(chosen.map(({ path }) => placed(path)))
    return { ok: true, value: null }
  }
}

/** A path that stays where it is put: relative, and going up nowhere. */
const isInside = (path: string): boolean =>
  path !== '' && !path.includes('\\') && path.split('/').every(part => !['', '.', '..'].includes(part))

async function copyHashed(from: string, to: string): Promise<{ size: number; sha256: string }> {
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'w', 0o600)
    try {
      const hash = createHash('sha256')
      const buffer = Buffer.allocUnsafe(CHUNK)
      let size = 0
      for (;;) {
        const { bytesRead } = await source.read(buffer, 0, CHUNK)
        if (bytesRead === 0) return { size, sha256: hash.digest('hex') }
        const part = buffer.subarray(0, bytesRead)
        hash.update(part)
        await target.writeFile(part)
        size += bytesRead
      }
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

async function syncAll(paths: readonly string[]): Promise<void> {
  for (let at = 0; at < paths.length; at += SYNC_AT_ONCE) {
    await Promise.all(
      paths.slice(at, at + SYNC_AT_ONCE).map(async path => {
        const handle = await open(path, 'r')
        // Some file systems cannot sync a folder; their files are synced all the same.
        await handle.sync().catch(() => undefined)
        await handle.close()
      }),
    )
  }
}

const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

const notEmpty = (folder: string): Outcome<never> =>
  refused(
    'folder-not-empty',
    `文件夹 ${folder} 不是空的，请换一个新文件夹。`,
    `The folder ${folder} is not empty: name a new one.`,
  )

const damaged = (path: string): Outcome<never> =>
  refused(
    'backup-damaged',
    `备份已损坏：${path} 缺失或与写入时不同，未恢复任何内容。`,
    `The backup is damaged: ${path} is missing or not what was written; nothing was restored.`,
  )
