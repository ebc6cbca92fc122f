import { createServer } from 'node:net'
import { join } from 'node:path'

/** The checkout's top folder. */
export const ROOT = join(import.meta.dirname, '../../..')

/** A port nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
