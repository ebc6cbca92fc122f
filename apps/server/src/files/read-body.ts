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
  if (Number(request.headers.get('content-length') ?? 0) > limit) return refusal
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
