import { afterAll, beforeAll, expect, test } from 'vitest'
import { useCounty } from './testing/county.ts'
import { open, Visitor } from './testing/visitor.ts'

const county = useCounty()
let house: Awaited<ReturnType<typeof open>>
let stranger: Visitor
beforeAll(async () => {
  house = await open(county.assembled)
  stranger = new Visitor(house.origin)
})
afterAll(() => house.close())

test('a request carries as many calls as a page asks together, and not a thousand', async () => {
  const ask = (count: number) =>
    stranger.fetch(`/trpc/${Array<string>(count).fill('setUp.needed').join(',')}?batch=1&input=%7B%7D`)
  expect((await ask(25)).status).toBe(200)
  expect((await ask(900)).status).toBe(400)
})
