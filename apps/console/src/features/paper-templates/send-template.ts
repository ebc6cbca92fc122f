import { signedOutUnderway } from '../../app/session.ts'

/** Why a template was refused, with the tag it is about. */
export interface TemplateProblem {
  readonly code: string
  readonly tag: string
}

/** Sends a template in place of the version that was seen; null when papers are made by it from now on. */
export async function sendTemplate(kind: string, from: number, file: File): Promise<TemplateProblem | null> {
  const query = new URLSearchParams({ from: String(from), name: file.name })
  const answer = await fetch(`/api/paper-templates/${kind}?${query.toString()}`, {
    method: 'POST',
    body: file,
    headers: { 'content-type': 'application/octet-stream' },
  })
  if (answer.ok) return null
  const body = (await answer.json().catch(() => null)) as { refusal?: Partial<TemplateProblem> } | null
  const code = body?.refusal?.code ?? 'unknown'
  if (code === 'signed-out') signedOutUnderway.value = true
  return { code, tag: body?.refusal?.tag ?? '' }
}
