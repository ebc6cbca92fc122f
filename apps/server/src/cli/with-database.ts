import { readConfig, type Config } from '../config.ts'
import { openConnections, type Connections } from '../db/connect.ts'
import { openHost } from '../host.ts'
import { readSecret } from '../secret.ts'
import type { Terminal } from './command.ts'

/**
 * Runs `work` on the configured database, brought to the newest schema. The embedded one is started for it,
 * or shared with the server that already runs on it.
 */
export async function withDatabase<Value>(
  { env, say }: Pick<Terminal, 'env' | 'say'>,
  work: (connections: Connections, config: Config) => Promise<Value>,
): Promise<Value> {
  const config = readConfig(env)
  const secret = readSecret(config)
  const host = await openHost(config, secret, say)
  try {
    const connections = await openConnections(host.connectAs, host.password, () => undefined)
    try {
      return await work(connections, config)
    } finally {
      await connections.close()
    }
  } finally {
    await host.stop()
  }
}
