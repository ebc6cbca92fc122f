import { createServer } from 'node:net'
import { bad, good, note, type Check } from './check.ts'

/** Whether the port is free, or taken by Anlan itself. */
export const checkPort: Check = async ({ host, port }) => {
  const code = await tryToListen(host, port)
  if (code === null) return [good('port', `端口 ${port} 空闲。`, `Port ${port} is free.`)]
  if (code === 'EADDRINUSE') {
    return (await isOurs(host, port))
      ? [note('port', `安澜正在端口 ${port} 运行。`, `Anlan is running on port ${port}.`)]
      : [
          bad(
            'port',
            `端口 ${port} 被其他程序占用，请用 PORT 换一个。`,
            `Port ${port} is taken by another program: choose another with PORT.`,
          ),
        ]
  }
  return [
    bad(
      'port',
      `不能在 ${host}:${port} 监听（${code}），请检查 HOST 和 PORT。`,
      `Cannot listen on ${host}:${port} (${code}): check HOST and PORT.`,
    ),
  ]
}

function tryToListen(host: string, port: number): Promise<string | null> {
  return new Promise(resolve => {
    const server = createServer()
    server.on('error', error => resolve('code' in error ? String(error.code) : error.message))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

async function isOurs(host: string, port: number): Promise<boolean> {
  const name = host.includes(':') ? `[${host}]` : host
  try {
    const response = await fetch(`http://${name}:${port}/health/live`, { signal: AbortSignal.timeout(3_000) })
    return response.headers.has('x-anlan-api')
  } catch {
    return false
  }
}
