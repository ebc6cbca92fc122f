import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listReceipts, type LetterCopy } from './receipts.ts'

const copy = (change: Partial<LetterCopy> = {}): LetterCopy => ({
  ...{ letter: '2026年暑假防溺水', schoolClass: '五（2）班', pupil: '李小雨', issuedOn: '2026-06-20' },
  receipt: 'none',
  ...change,
})

test('a letter names those whose receipt is missing, and whom the class teacher has called on', () => {
  const copies = [
    copy(),
    copy({ pupil: '王小虎', receipt: 'paper' }),
    copy({ pupil: '陈小明', visitedOn: '2026-06-25' }),
  ]
  expect(listReceipts(copies)).toEqual([
    {
      letter: '2026年暑假防溺水',
      pupils: 3,
      signed: 1,
      missing: [
        { schoolClass: '五（2）班', pupil: '李小雨', issuedOn: '2026-06-20', visited: false },
        { schoolClass: '五（2）班', pupil: '陈小明', issuedOn: '2026-06-20', visited: true },
      ],
    },
  ])
})

test('one guardian’s signature is enough, and two pupils of one name in two classes are two', () => {
  const copies = [copy(), copy({ receipt: 'e-signed' }), copy({ schoolClass: '五（3）班' })]
  expect(listReceipts(copies)).toMatchObject([
    { pupils: 2, signed: 1, missing: [{ schoolClass: '五（3）班' }] },
  ])
})

test('no letter, no line', () => {
  expect(listReceipts([])).toEqual([])
})

test('signed and missing make up the pupils reached, in whatever order the lines come', () => {
  const copies = fc.array(
    fc.record({
      letter: fc.constantFrom('春季', '暑假'),
      schoolClass: fc.constantFrom('一班', '二班'),
      pupil: fc.constantFrom('李小雨', '王小虎', '陈小明'),
      issuedOn: fc.constant('2026-06-20' as const),
      receipt: fc.constantFrom('none', 'paper', 'e-signed'),
    }),
  )
  const known = (lines: readonly LetterCopy[]) =>
    listReceipts(lines)
      .map(each => [each.letter, each.pupils, each.signed])
      .sort()
  fc.assert(
    fc.property(copies, lines => {
      for (const { pupils, signed, missing } of listReceipts(lines))
        expect(signed + missing.length).toBe(pupils)
      expect(known([...lines].reverse())).toEqual(known(lines))
      expect(known([...lines, ...lines])).toEqual(known(lines))
    }),
  )
})
