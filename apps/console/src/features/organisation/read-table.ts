import { UploadError } from '../../app/errors.ts'

/** Words of their own: what is said of a plan document would lead astray here. */
const CODES: Readonly<Record<string, string>> = {
  'document-empty': 'table-empty',
  'document-too-large': 'table-too-large',
  'document-damaged': 'table-damaged',
  'document-not-text': 'table-not-text',
}

/** The cells of a file or of pasted text, read by the server, which knows every encoding. */
export async function readTable(source: File | string): Promise<string[][]> {
  const response = await fetch('/api/tables', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: source,
  })
  const answer = (await response.json()) as { rows?: string[][]; refusal?: { code: string } }
  if (answer.rows) return answer.rows
  const code = answer.refusal?.code ?? 'unknown'
  throw new UploadError(CODES[code] ?? code)
}
