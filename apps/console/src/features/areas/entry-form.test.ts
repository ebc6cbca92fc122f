import { expect, test } from 'vitest'
import { isSameDraft, mergeDrafts } from './entry-form.ts'

const base = { place: '一楼', gauge: 'green', kinds: ['a'], note: '' }

test('a field that only the other changed reads as he wrote it; nobody takes it back unawares', () => {
  const now = { ...base, gauge: 'red', kinds: ['a', 'b'] }
  const merged = mergeDrafts(base, { ...base, place: '二楼' }, now)
  expect(merged).toEqual({ draft: { ...now, place: '二楼' }, both: [] })
})

test('a field that both changed stays as it was typed and is named, unless both wrote the same', () => {
  const mine = { ...base, place: '二楼', gauge: 'red' }
  const merged = mergeDrafts(base, mine, { ...base, place: '三楼', gauge: 'red' })
  expect(merged).toEqual({ draft: mine, both: ['place'] })
})

test('a draft is the same as another when every field is, lists by what is in them', () => {
  expect(isSameDraft({ ...base, kinds: ['a'] }, base)).toBe(true)
  expect(isSameDraft({ ...base, kinds: [] }, base)).toBe(false)
})
