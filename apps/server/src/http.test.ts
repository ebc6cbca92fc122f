import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHttp } from './http.ts'
import type { Assembled } from './server.ts'
import { useCounty } from './testing/county.ts'
import { givePasswords, open, Visitor } from './testing/visitor.ts'

const county = useCounty()
let server: Assembled
let house: Awaited<ReturnType<typeof open>>
let stranger: Visitor
let safety: Visitor
let officer: Visitor
beforeAll(async () => {
  await givePasswords(county, 'lan-shan-yu-7', ['eastSafety', 'officer'])
  // As in the demonstration county nobody is asked for a second factor.
  server = await county.another({ demo: true })
  house = await open(server)
  stranger = new Visitor(house.origin)
  ;[safety, officer] = [new Visitor(house.origin), new Visitor(house.origin)]
  await safety.signIn('eastsafety', 'lan-shan-yu-7')
  await officer.signIn('officer', 'lan-shan-yu-7')
})
afterAll(async () => {
  await house.close()
  await server.close()
})

test('a request carries as many calls as a page asks together, and not a thousand', async () => {
  const ask = (count: number) =>
    stranger.fetch(`/trpc/${Array<string>(count).fill('setUp.needed').join(',')}?batch=1&input=%7B%7D`)
  expect((await ask(25)).status).toBe(200)
  expect((await ask(900)).status).toBe(400)
})

test('figures are for the machine itself, and not for whoever comes through its proxy', async () => {
  const ask = (origin: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}/metrics`, { headers }).then(({ status }) => status)
  expect(await ask(house.origin)).toBe(200)
  expect(await ask(house.origin, { 'x-forwarded-for': '203.0.113.7' })).toBe(404)
  const token = 'a-token-of-the-watch'
  const behind = await county.another({ publicUrl: 'https://anlan.example', metricsToken: token })
  const proxied = await open(behind)
  expect(await ask(proxied.origin)).toBe(404)
  expect(await ask(proxied.origin, { authorization: `Bearer ${token}` })).toBe(200)
  expect(await ask(proxied.origin, { authorization: 'Bearer another-token-of-it' })).toBe(404)
  await proxied.close()
  await behind.close()
})

test('a fault is logged by its route, and no token that stands in a path with it', async () => {
  const lines: string[] = []
  const log = pino({}, { write: line => void lines.push(line) })
  const broken = createHttp({ ...server.app, log }, [
    http =>
      http.get('/api/report-posters/:token', () => {
        throw new Error('broken')
      }),
  ])
  expect((await broken.request('/api/report-posters/aQr0-secret')).status).toBe(500)
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('"route":"/api/report-posters/:token"')
  expect(lines[0]).not.toContain('secret')
})

const aHazard = (values: object) => ({
  unitId: county.units.eastMiddle,
  hazard: {
    ...{ area: 'fire', source: 'self-inspection', place: '二楼', description: '疏散通道堆放杂物' },
    ...{ discoveredOn: '2026-10-14', interimControl: null, stopUse: false, ...values },
  },
})

test.each([
  ['NUL', '二楼\0走廊'],
  ['half a character', '二楼\ud800走廊'],
])('a text with %s in it is refused in words, wherever it is sent', async (_name, text) => {
  const post = (path: string, body: object) =>
    officer.post(path, body).then(({ status, body }) => [status, body])
  const query = (procedure: string, input: object) =>
    safety.call(`${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`)
  expect(await safety.call('hazards.report', aHazard({ description: text }))).toBe('text-unreadable')
  expect(await safety.call('savedFilters.save', { page: 'hazards', name: '甲', filter: { [text]: 1 } })).toBe(
    'text-unreadable',
  )
  expect(await query('hazards.list', { filter: { search: text } })).toBe('text-unreadable')
  expect(await stranger.call('setUp.check', { token: text })).toBe('text-unreadable')
  expect(await post('/api/plans', { text: `一、总体要求 ${text}`, name: '方案' })).toEqual([
    422,
    { refusal: { code: 'document-not-text' } },
  ])
  expect(
    await post(`/api/plans?name=${encodeURIComponent(text.toWellFormed())}`, { text: '一、总体要求' }),
  ).toEqual([201, expect.anything()])
  const challenge = { cookie: `anlan.two_factor=${encodeURIComponent(text.toWellFormed())}.x` }
  const step = await stranger.post('/api/auth/two-factor', { kind: 'totp', code: '123456' }, challenge)
  expect([step.status, step.body]).toEqual([401, { refusal: { code: 'second-step-expired' } }])
})

test('a value that goes a hundred thousand levels deep is refused like any other that is wrong', async () => {
  const body = `{"page":"hazards","name":"深","filter":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`
  const response = await safety.fetch('/trpc/savedFilters.save', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body },
  })
  expect(response.status).toBe(400)
})

test('days no calendar of ours has, and days to come, are no days on which a hazard was found', async () => {
  for (const discoveredOn of ['0000-01-01', '0026-10-14', '9999-12-31'])
    expect(await safety.call('hazards.report', aHazard({ discoveredOn }))).toContain('not-a-day')
  expect(await safety.call('hazards.report', aHazard({ discoveredOn: '2026-10-16' }))).toBe(
    'day-in-the-future',
  )
  expect(await safety.call('hazards.report', aHazard({ discoveredOn: '2026-10-15' }))).toMatchObject({
    state: 'reported',
  })
})
