import type { Writable } from 'node:stream'
import type pg from 'pg'

const gathering = new WeakSet<Writable>()

/** pg's types do not tell of the socket under a connection; where a version has none, nothing is gathered. */
const socketOf = (client: pg.PoolClient): Writable | undefined =>
  (client as unknown as { connection?: { stream?: Writable } }).connection?.stream

/**
 * Holds back what is written to a connection until the present turn of the event loop is through, so that all that is
 * asked of it together goes out in one packet. pg writes each query by itself, and to the system a write costs more
 * than the rest of the query. `last` may add to the packet before it goes.
 */
export function gather(client: pg.PoolClient, last?: () => void): void {
  const socket = socketOf(client)
  if (!socket || gathering.has(socket)) {
    if (last) process.nextTick(last)
    return
  }
  gathering.add(socket)
  socket.cork()
  process.nextTick(() => {
    last?.()
    gathering.delete(socket)
    socket.uncork()
  })
}
