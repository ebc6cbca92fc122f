import { expect, test } from 'vitest'
import { measureConsole, MOST_BEFORE_BOARD, MOST_BEFORE_SIGN_IN } from './console-size.ts'

test('the sign-in page works after at most 250 kB of JavaScript', () => {
  expect(measureConsole().signIn).toBeLessThanOrEqual(MOST_BEFORE_SIGN_IN)
})

test('the board works after at most 350 kB of JavaScript', () => {
  expect(measureConsole().board).toBeLessThanOrEqual(MOST_BEFORE_BOARD)
})
