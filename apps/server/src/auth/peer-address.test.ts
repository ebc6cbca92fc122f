import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { peerOf } from './peer-address.ts'

/** What a server with that many proxies in front takes for the peer's address. */
async function seenBehind(proxies: number, forwarded?: string): Promise<string> {
  const http = new Hono().get('/', c => c.text(peerOf(c, proxies)))
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(resolve => {
    const server = serve({ fetch: http.fetch, hostname: '127.0.0.1', port: 0 }, info =>
      resolve({ server, port: info.port }),
    )
  })
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  })
  server.close()
  return response.text()
}

test('without a proxy of our own no header is believed', async () => {
  expect(await seenBehind(0, '10.9.9.9')).toBe('127.0.0.1')
})

test('behind one proxy the address it added counts, not what the client wrote before it', async () => {
  expect(await seenBehind(1, '1.2.3.4, 10.0.0.7')).toBe('10.0.0.7')
  expect(await seenBehind(1, '10.0.0.7')).toBe('10.0.0.7')
  expect(await seenBehind(1)).toBe('127.0.0.1')
})

test('behind two the one the outer proxy added counts', async () => {
  expect(await seenBehind(2, '6.6.6.6, 203.0.113.5, 10.0.0.2')).toBe('203.0.113.5')
})
