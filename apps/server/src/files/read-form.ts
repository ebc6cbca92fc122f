/** What stands before a part, its field's name and its file's name percent-encoded, fits by far. */
const MOST_HEAD = 4096
const BOUNDARY = /^multipart\/form-data;\s*boundary=(?:"([^"]{1,70})"|([^\s";,]{1,70}))\s*$/i

/**
 * A form with files that somebody without an account sent, or null where it is none, or has more parts than the form it is
 * sent from. They are counted before anything is read: a body of a few megabytes has room for a hundred thousand empty parts
 * or headers, over which the reader would sit for seconds while everybody else waits.
 */
export async function readForm(
  body: Uint8Array,
  contentType: string,
  mostParts: number,
): Promise<FormData | null> {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? []
  const boundary = quoted ?? bare
  if (
    boundary === undefined ||
    !isPlain(Buffer.from(body.buffer, body.byteOffset, body.byteLength), boundary, mostParts)
  )
    return null
  const headers = { 'content-type': contentType }
  return new Response(new Uint8Array(body), { headers }).formData().catch(() => null)
}

function isPlain(body: Buffer, boundary: string, mostParts: number): boolean {
  const delimiter = Buffer.from(`--${boundary}`)
  const [ends, headEnds] = [Buffer.from('--'), Buffer.from('\r\n\r\n')]
  let at = body.indexOf(delimiter)
  for (let parts = 0; at >= 0; parts += 1) {
    const head = at + delimiter.length
    if (body.subarray(head, head + ends.length).equals(ends)) return true
    if (parts === mostParts || body.subarray(head, head + MOST_HEAD).indexOf(headEnds) < 0) return false
    at = body.indexOf(delimiter, head)
  }
  return false
}
