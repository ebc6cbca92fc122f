import { foldMuster, formatBadge, NO_FACTS, type Roster } from '@anlan/domain/drills'
import { expect, test } from 'vitest'
import { readScan } from './read-scan.ts'

const SCHOOL = 'SPABQ'
const roster: Roster = {
  ...{ drill: 'd', unitId: 'u', points: [] },
  groups: [
    {
      ...{ id: 'c1', kind: 'class', name: '一班', point: null, unnamed: 0 },
      people: [{ key: '00010001', name: '赵一', attendance: 'present' }],
    },
  ],
}
const muster = foldMuster(roster, NO_FACTS)
const badge = (school: string, key: string): string => formatBadge({ school, key })
const kind = (text: string, at: typeof muster | null = muster): string => readScan(text, SCHOOL, at).kind

test('a badge is its child’s, in any case of letters', () => {
  expect(readScan(badge(SCHOOL, '00010001').toLowerCase(), SCHOOL, muster)).toMatchObject({
    kind: 'person',
    person: { name: '赵一' },
  })
})

test('any other says what is wrong with it', () => {
  expect(kind(badge(SCHOOL, '99999999'))).toBe('unknown')
  expect(kind(badge('ZZZZZ', '00010001'))).toBe('foreign')
  expect(kind(badge(SCHOOL, '00010001').replace('0001', '0002'))).toBe('damaged')
  expect(kind('6901234567892')).toBe('not-a-badge')
  expect(kind(badge(SCHOOL, '00010001'), null)).toBe('idle')
})
