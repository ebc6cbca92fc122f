import { UploadError } from './errors.ts'
import { signedOutUnderway } from './session.ts'

interface FetchedFile {
  readonly name: string
  readonly blob: Blob
}

/** A file that the server makes, with the name it gives it. A refusal is thrown with its code. */
export async function fetchFile(address: string): Promise<FetchedFile> {
  const answer = await fetch(address)
  if (!answer.ok) {
    const body = (await answer.json().catch(() => null)) as { refusal?: { code: string } } | null
    const code = body?.refusal?.code ?? 'unknown'
    if (code === 'signed-out') signedOutUnderway.value = true
    throw new UploadError(code)
  }
  return { name: nameIn(answer.headers.get('content-disposition')), blob: await answer.blob() }
}

/** The name in a content-disposition of RFC 6266, as the server writes it. */
function nameIn(disposition: string | null): string {
  const found = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  return found === undefined ? 'anlan' : decodeURIComponent(found)
}

/** Hands a file to the reader. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Safari reads the address after the click, not during it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
