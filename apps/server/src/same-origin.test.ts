import { afterAll, beforeAll, expect, test } from 'vitest'
import { useCounty } from './testing/county.ts'
import { givePasswords, open, Visitor } from './testing/visitor.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
let house: Awaited<ReturnType<typeof open>>
let head: Visitor
beforeAll(async () => {
  await givePasswords(county, PASSWORD, ['eastHead'])
  house = await open(county.assembled)
  head = new Visitor(house.origin)
  await head.signIn('easthead', PASSWORD)
})
afterAll(() => house.close())

const CHANGES = [
  '/trpc/inbox.markRead',
  '/trpc/session.signOutEverywhere',
  '/api/files?unit=x',
  '/api/plans',
  '/api/auth/sign-in/username',
  '/api/auth/sign-out',
  '/trpc/setUp.finish',
]
const ELSEWHERE: Record<string, string>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site', 'content-type': 'text/plain' },
  { origin: 'http://127.0.0.1:1', 'content-type': 'application/x-www-form-urlencoded' },
]

test.each(CHANGES)('a page of another site cannot post to %s', async path => {
  for (const headers of ELSEWHERE) {
    const answer = await head.post(path, { ids: 'all' }, headers)
    expect([answer.status, answer.body]).toEqual([403, { refusal: { code: 'cross-site' } }])
  }
  expect(await head.whoAmI()).toBe('easthead')
})

test('a page of our own, and a program that is no browser, can', async () => {
  for (const headers of [{ 'sec-fetch-site': 'same-origin' }, { origin: house.origin }, {}])
    expect((await head.post('/trpc/inbox.markRead', { ids: 'all' }, headers)).status).toBe(200)
})

test('a link from another site still opens a page and reads nothing for it', async () => {
  const response = await head.fetch('/trpc/session.me', { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(response.status).toBe(200)
  expect(response.headers.get('access-control-allow-origin')).toBeNull()
})

test('nothing changes by a GET', async () => {
  expect((await head.fetch('/trpc/session.signOutEverywhere')).status).toBe(405)
  expect((await head.fetch('/api/auth/sign-out')).status).toBe(404)
  expect(await head.whoAmI()).toBe('easthead')
})
