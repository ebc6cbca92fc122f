import type { PublicReportState } from '@anlan/domain'

/** What a poster is for, and what the page has to say beside it. */
export interface Poster {
  readonly unit: string
  readonly place: string
  readonly mostPhotos: number
  readonly contactDays: number
}

export interface Report {
  /** Made once a report: the same one sent again because the answer was lost is one report. */
  readonly id: string
  readonly place: string
  readonly text: string
  readonly contact: string
  readonly photos: readonly Blob[]
}

/** Why the server turned somebody away, or `network` where it was not reached. */
export class Turned extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export const readPoster = (token: string): Promise<Poster> =>
  answerOf<Poster>(fetch(`/api/report-posters/${encodeURIComponent(token)}`))

export const askState = (code: string): Promise<{ state: PublicReportState; receivedAt: string }> =>
  answerOf(
    fetch('/api/report-state', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ code }),
    }),
  )

/** Sends a report with its photos in one piece; `onProgress` hears the share that is on its way, 0 to 1. */
export function sendReport(
  token: string,
  report: Report,
  onProgress: (share: number) => void,
): Promise<{ code: string; receivedAt: string }> {
  const form = new FormData()
  for (const name of ['id', 'place', 'text', 'contact'] as const) form.set(name, report[name])
  for (const [at, photo] of report.photos.entries()) form.append('photo', photo, `${at + 1}.jpg`)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/report-posters/${encodeURIComponent(token)}`)
    request.responseType = 'json'
    request.upload.addEventListener('progress', event => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      const answer = request.response as { code: string; receivedAt: string; refusal?: Refusal } | null
      if (request.status === 201 && answer) resolve(answer)
      else reject(new Turned(answer?.refusal?.code ?? 'network'))
    })
    for (const event of ['error', 'abort', 'timeout'])
      request.addEventListener(event, () => reject(new Turned('network')))
    request.send(form)
  })
}

interface Refusal {
  readonly code: string
}

async function answerOf<Value>(asked: Promise<Response>): Promise<Value> {
  const answer = await asked.catch(() => null)
  const body = (await answer?.json().catch(() => null)) as (Value & { refusal?: Refusal }) | null
  if (!answer?.ok || !body) throw new Turned(body?.refusal?.code ?? 'network')
  return body
}

/** A random UUID. `crypto.randomUUID` is not there where the county serves the page without encryption. */
export function newReportId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
