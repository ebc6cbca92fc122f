import { err, ok, type Result } from '@anlan/domain'
import { MAX_TABLE_FILE_BYTES } from '@anlan/documents'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { App } from '../app.ts'

/** Where sent tables lie until they are forgotten. */
export const importFolder = ({ config }: Pick<App, 'config'>): string => join(config.dataDir, 'imports')

export const importPath = (app: Pick<App, 'config'>, id: string): string => join(importFolder(app), id)

export const removeImportFile = (app: Pick<App, 'config'>, id: string): Promise<void> =>
  rm(importPath(app, id), { force: true })

/** Keeps a request's body as the file of an import, as it comes in, and gives its hash. Of one that is too large nothing stays. */
export async function keepBody(
  app: Pick<App, 'config'>,
  id: string,
  request: Request,
): Promise<Result<string, { code: 'workbook-too-large'; limit: number }>> {
  const refusal = err({ code: 'workbook-too-large' as const, limit: MAX_TABLE_FILE_BYTES })
  if (Number(request.headers.get('content-length') ?? 0) > MAX_TABLE_FILE_BYTES) return refusal
  await mkdir(importFolder(app), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  let size = 0
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > MAX_TABLE_FILE_BYTES) return
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    await pipeline(counted, createWriteStream(importPath(app, id), { flags: 'wx', mode: 0o600, flush: true }))
  } catch (error) {
    await removeImportFile(app, id)
    throw error
  }
  if (size <= MAX_TABLE_FILE_BYTES) return ok(hash.digest('hex'))
  await removeImportFile(app, id)
  return refusal
}
