import { expect, test } from 'vitest'
import { readPhoto } from '../files/photo.ts'
import { drawPicture, PICTURE } from './demo-pictures.ts'

test('a drawn picture is a photo anybody could hand in, of the size it is kept with, and no two are alike', async () => {
  const drawn = await Promise.all(['one', 'another'].map(seed => drawPicture('kitchen', true, seed)))
  for (const bytes of drawn) expect(await readPhoto(bytes)).toMatchObject({ ok: true, value: PICTURE })
  expect(drawn[0]).not.toEqual(drawn[1])
})
