import { MAX_FILE_BYTES } from '@anlan/domain'
import { UploadError } from './errors.ts'
import { signedOutUnderway } from './session.ts'

export interface UploadedFile {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly width: number | null
  readonly height: number | null
}

/**
 * Sends one file of a unit; `onProgress` hears the share that is on its way, 0 to 1. One that is too large is not sent
 * at all: a school's line is narrow, and the server would refuse it in the middle.
 */
export function upload(
  unitId: string,
  file: File,
  onProgress: (share: number) => void,
  { signal, as = 'evidence' }: { signal?: AbortSignal; as?: 'evidence' | 'plan' } = {},
): Promise<UploadedFile> {
  if (file.size > MAX_FILE_BYTES) return Promise.reject(new UploadError('file-too-large'))
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(
      'POST',
      `/api/files?unit=${encodeURIComponent(unitId)}&name=${encodeURIComponent(file.name)}&as=${as}`,
    )
    request.responseType = 'json'
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      const answer = request.response as (UploadedFile & { refusal?: { code: string } }) | null
      const code = answer?.refusal?.code ?? 'unknown'
      if (code === 'signed-out') signedOutUnderway.value = true
      if (request.status === 201 && answer) resolve(answer)
      else reject(new UploadError(code))
    })
    request.addEventListener('error', () => reject(new Error('network')))
    request.addEventListener('abort', () => reject(new Error('network')))
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/** Where a file is fetched; photos have a small copy and one for the screen. */
export const fileUrl = (id: string, variant: 'thumbnail' | 'view' | 'original'): string =>
  `/api/files/${id}/${variant}`
