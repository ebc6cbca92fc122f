import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readLine, type LineEvent } from './live-line.ts'

const NEWS = { drill: null, next: null }
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Something that answers each question with what it is told to, over a real line. */
async function lineTo(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    answer(response)
  }).listen(0, '127.0.0.1')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  return async (signal: AbortSignal) => (await fetch(`http://127.0.0.1:${port}`, { signal })).body
}

test('events are heard whole, however the line cuts them up', async () => {
  const count = { drill: 'd', facts: 3 }
  const text = `event: changed\ndata: ${JSON.stringify(NEWS)}\n\nevent: facts\ndata: ${JSON.stringify(count)}\n\nevent: beat\ndata: now\n\n`
  const open = await lineTo(response => {
    response.write(text.slice(0, 9))
    setTimeout(() => response.end(`${text.slice(9)}event: over\ndata: {"code":"device-revoked"}\n\n`), 20)
  })
  const heard: LineEvent[] = []
  await readLine(open, event => heard.push(event), new AbortController().signal)
  expect(heard).toEqual([
    { kind: 'changed', news: NEWS },
    { kind: 'facts', count },
    { kind: 'beat' },
    { kind: 'over', code: 'device-revoked' },
  ])
})

test('a line that falls silent is given up, and one that is cut ends', async () => {
  const silent = await lineTo(response => response.write('event: beat\ndata: now\n\n'))
  const heard: LineEvent[] = []
  await readLine(silent, event => heard.push(event), new AbortController().signal, 100)
  const cut = await lineTo(response => {
    response.write('event: beat\ndata: now\n\n')
    setTimeout(() => response.destroy(), 20)
  })
  await readLine(cut, event => heard.push(event), new AbortController().signal)
  expect(heard).toEqual([{ kind: 'beat' }, { kind: 'beat' }])
})

test('whoever ends the listening is not kept waiting', async () => {
  const open = await lineTo(() => undefined)
  const outer = new AbortController()
  const ended = readLine(open, () => undefined, outer.signal)
  outer.abort()
  await ended
})
