import type { FactCount, News } from './api.ts'

/** Longer than two of the server's heartbeats: then the line is dead, whatever the network says. */
const SILENCE_MS = 40_000

export type LineEvent =
  | { readonly kind: 'changed'; readonly news: News }
  /** So many facts of a drill the server has. */
  | { readonly kind: 'facts'; readonly count: FactCount }
  | { readonly kind: 'beat' }
  | { readonly kind: 'over'; readonly code: string }

/**
 * Reads one line until it ends, is cut or falls silent. An event source of the browser's own would not send the token.
 * @param open opens it; gives null where the server refuses
 * @param heard is called for every event
 */
export async function readLine(
  open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | null>,
  heard: (event: LineEvent) => void,
  outer: AbortSignal,
  silenceMs = SILENCE_MS,
): Promise<void> {
  const inner = new AbortController()
  const end = (): void => inner.abort()
  outer.addEventListener('abort', end)
  let watch = setTimeout(end, silenceMs)
  try {
    const body = await open(inner.signal)
    if (!body) return
    const reader = body
      .pipeThrough(new TextDecoderStream() as never)
      .getReader() as ReadableStreamDefaultReader<string>
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clearTimeout(watch)
      watch = setTimeout(end, silenceMs)
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = toEvent(block)
        if (event) heard(event)
      }
    }
  } catch {
    // Cut: the caller opens the next one.
  } finally {
    clearTimeout(watch)
    outer.removeEventListener('abort', end)
    inner.abort()
  }
}

function toEvent(block: string): LineEvent | null {
  const field = (name: string): string =>
    block
      .split('\n')
      .filter(line => line.startsWith(`${name}:`))
      .map(line => line.slice(name.length + 1).trim())
      .join('\n')
  switch (field('event')) {
    case 'beat':
      return { kind: 'beat' }
    case 'changed':
      return { kind: 'changed', news: JSON.parse(field('data')) as News }
    case 'facts':
      return { kind: 'facts', count: JSON.parse(field('data')) as FactCount }
    case 'over':
      return { kind: 'over', code: (JSON.parse(field('data')) as { code: string }).code }
    default:
      return null
  }
}
