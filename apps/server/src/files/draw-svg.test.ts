import { expect, test } from 'vitest'
import { checkSvg } from './clean-svg.ts'
import { readDrawing } from './draw-svg.ts'
import { readPhoto } from './photo.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const svg = (inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${inside}</svg>`
/** A rectangle that ten million others are copies of. */
const ENDLESS = svg(
  `<g id="p0"><rect width="400" height="300" opacity=".5"/></g>${Array.from({ length: 7 }, (_, at) => `<g id="p${at + 1}">${`<use href="#p${at}"/>`.repeat(10)}</g>`).join('')}`,
)

test('a drawing is drawn, in the proportions it has', async () => {
  const drawn = await readDrawing(bytes(svg('<rect width="40" height="30" fill="#ccc"/>')))
  if (!drawn.ok) return expect.fail(drawn.error.code)
  expect([drawn.value.width, drawn.value.height]).toEqual([400, 300])
  expect(await readPhoto(drawn.value.copies.view)).toMatchObject({ value: { width: 400, height: 300 } })
})

test('one that takes for ever is given up, and keeps no other waiting', async () => {
  expect(checkSvg(bytes(ENDLESS)).ok).toBe(true)
  expect(await readDrawing(bytes(ENDLESS), 1000)).toEqual({ ok: false, error: { code: 'not-a-photo' } })
  expect((await readDrawing(bytes(svg('<g/>')))).ok).toBe(true)
})

test('what is no drawing is refused', async () => {
  expect(await readDrawing(bytes('<svg'))).toEqual({ ok: false, error: { code: 'not-a-photo' } })
})
