/** What a text, or the bytes of one, says as JSON; null where it is none. */
export function readJson(said: string | Uint8Array): unknown {
  try {
    const text = typeof said === 'string' ? said : new TextDecoder('utf-8', { fatal: true }).decode(said)
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
