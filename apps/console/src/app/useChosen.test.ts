import { effectScope, nextTick, ref } from 'vue'
import { expect, test } from 'vitest'
import { useChosen } from './useChosen.ts'

test('what leaves the list is no longer chosen, and comes back unchosen', async () => {
  const listed = ref(['a', 'b', 'c'])
  const chosen = effectScope().run(() => useChosen(() => listed.value)) ?? expect.fail('no scope')
  chosen.value = ['c', 'a']
  expect(chosen.value).toEqual(['a', 'c'])
  listed.value = ['a', 'b']
  expect(chosen.value).toEqual(['a'])
  await nextTick()
  listed.value = ['a', 'b', 'c']
  expect(chosen.value).toEqual(['a'])
  chosen.value = [...chosen.value, 'b']
  expect(chosen.value).toEqual(['a', 'b'])
})
