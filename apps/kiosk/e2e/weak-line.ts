import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Where a line breaks: before the question arrives, after it was answered, or in the middle of the answer. */
export const BREAKS = ['question', 'answer', 'half'] as const
export type Break = (typeof BREAKS)[number]

/** A line to the server that breaks once, at a chosen question. */
export interface WeakLine {
  readonly origin: string
  /** Breaks at the `at`-th question from now on; 0 for never. */
  breakAt(at: number, how: Break): void
  /** Loses the next answer that holds this text, after the server gave it. */
  lose(text: string): void
  /** Whether the answer to be lost was lost. */
  readonly hasLost: boolean
  /** From now on adds a text to the end of what a path gives. */
  append(path: string, text: string): void
  /** Ends every connection and answers nobody, until it is opened again. */
  cut(): Promise<void>
  reopen(): Promise<void>
  /** How many questions went in since. */
  readonly asked: number
  close(): void
}

export async function openWeakLine(to: string): Promise<WeakLine> {
  let [asked, at, how]: [number, number, Break] = [0, 0, 'question']
  const target = new URL(to)
  const appended = new Map<string, string>()
  let lost: { readonly text: string; isGone: boolean } | null = null
  const server = createServer((incoming, outgoing) => {
    asked += 1
    const breaks = asked === at ? how : null
    if (breaks === 'question') {
      incoming.socket.destroy()
      return
    }
    const { method, url, headers } = incoming
    const onward = request(
      { host: target.hostname, port: target.port, method, path: url, headers },
      answer => {
        // The live line never ends: it is passed on as it comes.
        if (answer.headers['content-type']?.startsWith('text/event-stream')) {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
          outgoing.on('close', () => answer.destroy())
          return
        }
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          const body = Buffer.concat([...parts, Buffer.from(appended.get(url ?? '') ?? '')])
          const isLost = lost !== null && !lost.isGone && body.includes(lost.text)
          if (lost && isLost) lost.isGone = true
          if (isLost || breaks === 'answer') {
            incoming.socket.destroy()
            return
          }
          // The whole length is promised, so that half of it is seen to be half.
          const kept = { ...answer.headers, 'content-length': String(body.length) }
          delete kept['transfer-encoding']
          outgoing.writeHead(answer.statusCode ?? 502, kept)
          if (breaks === null) outgoing.end(body)
          else outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.destroy())
        })
      },
    )
    onward.on('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.closeAllConnections()
    server.close()
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    breakAt(step, kind) {
      ;[asked, at, how] = [0, step, kind]
    },
    lose: text => void (lost = { text, isGone: false }),
    get hasLost() {
      return lost?.isGone ?? false
    },
    append: (path, text) => void appended.set(path, text),
    get asked() {
      return asked
    },
    cut: () =>
      new Promise(resolve => {
        server.once('close', resolve)
        close()
      }),
    reopen: () => new Promise(resolve => server.listen(port, '127.0.0.1', resolve)),
    close,
  }
}
