import { err, ok, type Result } from '@anlan/domain'

/**
 * A request's body, read no further than `limit` bytes: a body that is longer than it says, or says
 * nothing, is cut off when it passes the bound and not when memory ends.
 */
export async function readBody(
  request: Request,
  limit: number,
): Promise<Result<Uint8Array, { code: 'file-too-large'; limit: number }>> {
  const refusal = err({ code: 'file-too-large' as const, limit })
  const says = request.headers.get('content-length')
  if (Number(says ?? 0) > limit) return refusal
  // A body that says its length is as long as it says, for HTTP reads no further: it needs no stream of its own, which on
  // the county's day was an eighth of what the server threw away.
  if (says !== null && !request.headers.has('transfer-encoding'))
    return ok(new Uint8Array(await request.arrayBuffer()))
  if (!request.body) return ok(new Uint8Array())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > limit) return refusal
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks, size))
}
