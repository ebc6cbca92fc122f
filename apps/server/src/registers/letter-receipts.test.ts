import { expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'

const county = useCounty()
const unitId = () => county.units.westMiddle
const send = (pupil: string, receipt: 'none' | 'paper', more: object = {}) =>
  county.as('westSafety').registers.record({
    unitId: unitId(),
    entry: {
      register: 'priority/parent-letter',
      body: {
        ...{ letter: '2026年暑假防溺水', schoolClass: '七（1）班', pupil, issuedOn: '2026-06-20', receipt },
        ...more,
      },
    },
  })

test('the letters of a school say who has not answered, one line a pupil, to those who see the register', async () => {
  await send('李平', 'paper', { receivedOn: '2026-06-22' })
  await send('王安', 'none', { visitedOn: '2026-06-25' })
  // The other guardian of one who has answered.
  await send('李平', 'none')
  await send('赵宁', 'none')
  const of = (who: 'westSafety' | 'officer' | 'auditor' | 'villageHead') =>
    county.as(who).registers.letterReceipts({ unitId: unitId() })
  expect(await of('westSafety')).toEqual([
    {
      ...{ letter: '2026年暑假防溺水', pupils: 3, signed: 1 },
      missing: [
        { schoolClass: '七（1）班', pupil: '王安', issuedOn: '2026-06-20', visited: true },
        { schoolClass: '七（1）班', pupil: '赵宁', issuedOn: '2026-06-20', visited: false },
      ],
    },
  ])
  const masked = await of('officer')
  expect(masked).toMatchObject([{ pupils: 3, signed: 1 }])
  expect(JSON.stringify(masked)).not.toMatch(/王安|赵宁/)
  await expect(of('villageHead')).rejects.toThrow('not-found')
  await expect(of('auditor')).rejects.toThrow('not-found')
})
