import type { LinkCommand, ReferralLetter } from '@anlan/domain'

/** The server turned a link away, with a code the page puts into one sentence. */
export class LetterError extends Error {
  readonly code: string

  constructor(code: string) {
    super(code)
    this.code = code
  }
}

async function ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
  const answer = await fetch(path, { method: 'POST', ...init })
  const body = (await answer.json().catch(() => null)) as { refusal?: { code: string } } | null
  if (answer.ok && body) return body as Answer
  throw new LetterError(body?.refusal?.code ?? 'unknown')
}

/** Opens the letter of a token. */
export const openLetter = (token: string): Promise<ReferralLetter> =>
  ask('/api/referral-letter', {
    body: JSON.stringify({ token }),
    headers: { 'content-type': 'application/json' },
  })

/** The bytes of a file of a letter's evidence. */
export async function openEvidence(token: string, file: string): Promise<Blob> {
  const answer = await fetch('/api/referral-file', {
    ...{ method: 'POST', body: JSON.stringify({ token, file }) },
    headers: { 'content-type': 'application/json' },
  })
  if (!answer.ok) throw new LetterError('unknown')
  return answer.blob()
}

/** Sends what the department does: its receipt, or its one answer with files. */
export function sendByLink(token: string, command: LinkCommand, files: readonly File[]): Promise<unknown> {
  const body = new FormData()
  body.set('command', JSON.stringify(command))
  for (const file of files) body.append('file', file)
  return ask('/api/referral-answer', { body, headers: { 'x-letter-token': token } })
}
