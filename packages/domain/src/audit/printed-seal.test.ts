import { expect, test } from 'vitest'
import { printSeal, readPrintedSeal } from './printed-seal.ts'

const hash = 'de724940fa4b0b4476841c59b3b422ca8f1d0c3b2a190817f6e5d4c3b2a19080'

test('a seal on paper is read back as it was printed', () => {
  const text = printSeal({ position: 21, hash })
  expect(text).toBe('21-de724940fa4b0b44')
  expect(readPrintedSeal(text)).toEqual({ position: 21, hash: 'de724940fa4b0b44' })
})

test.each([' 21 - DE724940FA4B0B44 ', '21—de724940fa4b0b44', '21－de724940fa4b0b44'])(
  'typed off as “%s” it is the same seal',
  text => expect(readPrintedSeal(text)).toEqual({ position: 21, hash: 'de724940fa4b0b44' }),
)

test.each(['', '21', '0-de724940fa4b0b44', '21-de72', '21-de724940fa4b0b4g', `21-${hash}`])(
  '“%s” is no seal',
  text => expect(readPrintedSeal(text)).toBeNull(),
)
