import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: Buffer
}

export interface Request {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

const HEAD_END = Buffer.from('\r\n\r\n')
const WAIT_MS = 30_000

/** A request as the bytes that go over the line, made once and sent many times. */
export function toBytes({ method, path, headers = {}, body }: Request, port: number): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined
      ? []
      : ['content-type: application/json', `content-length: ${Buffer.byteLength(text)}`]),
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
}

/**
 * One kept-alive HTTP/1.1 connection that does as little as it can: on a machine of two cores the client's own
 * work is part of what is measured, and it must not hide what the server costs.
 */
export class Connection {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error('no answer within half a minute')))
    socket.on('data', bytes => this.#receive(bytes))
    socket.on('error', error => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('the connection was closed')))
  }

  /** Connects to this machine; `from` is the loopback address to come from, as if it were another visitor. */
  static open(port: number, from?: string): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port, ...(from !== undefined && { localAddress: from }) })
      socket.once('error', reject)
      socket.once('connect', () => resolve(new Connection(socket)))
    })
  }

  /** The other side has ended it, as a server does with one that was idle for some seconds. */
  get isClosed(): boolean {
    return this.#socket.destroyed || !this.#socket.writable
  }

  /** Sends one request and waits for its whole answer. */
  send(bytes: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) return reject(new Error('the connection was closed'))
      this.#waiting = { resolve, reject }
      this.#socket.write(bytes)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error)
    this.#waiting = null
  }

  #receive(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes])
    const answer = parse(this.#received)
    if (answer === null) return
    this.#received = Buffer.alloc(0)
    this.#waiting?.resolve(answer)
    this.#waiting = null
  }
}

/** The answer in the bytes so far, or null while it is not whole. */
function parse(bytes: Buffer): Answer | null {
  const headEnd = bytes.indexOf(HEAD_END)
  if (headEnd < 0) return null
  const head = bytes.toString('latin1', 0, headEnd)
  const status = Number(head.slice(9, 12))
  const rest = bytes.subarray(headEnd + HEAD_END.length)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined)
    return rest.length < Number(length) ? null : { status, head, body: rest.subarray(0, Number(length)) }
  const body = /\r\ntransfer-encoding: *chunked/i.test(head) ? unchunk(rest) : Buffer.alloc(0)
  return body && { status, head, body }
}

/** The body of a chunked answer, or null while its last chunk is missing. */
function unchunk(bytes: Buffer): Buffer | null {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd < 0) return null
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    const from = lineEnd + 2
    if (bytes.length < from + size + 2) return null
    if (size === 0) return Buffer.concat(parts)
    parts.push(bytes.subarray(from, from + size))
    at = from + size + 2
  }
}

/** One request on a connection of its own. */
export async function ask(port: number, request: Request, from?: string): Promise<Answer> {
  const connection = await Connection.open(port, from)
  try {
    return await connection.send(toBytes(request, port))
  } finally {
    connection.close()
  }
}
