import type { EntryId } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'

const county = useCounty()
const register = 'fire/extinguisher-ledger' as const
const west = () => county.units.westMiddle
const safety = () => county.as('westSafety')
const bottle = (number: string, change: object = {}) => ({
  ...{ number, location: '教学楼1层东', type: 'powder', madeOn: '2024-03-01' },
  ...{ lastCheckedOn: '2026-08-10', gauge: 'green', ...change },
})
async function aBottle(number: string): Promise<{ id: EntryId; revision: number }> {
  return safety().registers.record({ unitId: west(), entry: { register, body: bottle(number) } })
}
const checked = { lastCheckedOn: '2026-10-15' }

describe('many entries', () => {
  test('are changed together, each with its history and its line in the record, and judged once', async () => {
    const entries = [await aBottle('D-1'), await aBottle('D-2'), await aBottle('D-3')]
    const overdue = async () => {
      const stands = await safety().registers.standing({ unitId: west(), area: 'fire' })
      const own = stands.registers.find(each => each.register === register)
      return (own?.findings ?? []).filter(({ code }) => code === 'check-overdue').length
    }
    expect(await overdue()).toBe(3)
    expect(await safety().registers.changeMany({ register, entries, values: checked })).toEqual({
      ...{ done: 3, left: [] },
    })
    expect(await overdue()).toBe(0)
    for (const { id } of entries) {
      expect(await safety().registers.get({ id })).toMatchObject({ revision: 2, entry: checked })
      expect(await county.audit('entry.change', id)).toHaveLength(1)
    }
  })
  test('are changed but for those that cannot be, and these are named', async () => {
    const [first, second, third] = [await aBottle('E-1'), await aBottle('E-2'), await aBottle('E-3')]
    await safety().registers.change({ id: second.id, revision: 1, body: bottle('E-2', { gauge: 'red' }) })
    await safety().registers.retire({ id: third.id, revision: 1, retired: true })
    const { done, left } = await safety().registers.changeMany({
      ...{ register, values: checked },
      entries: [first, second, { id: third.id, revision: 2 }],
    })
    expect(done).toBe(1)
    expect(left.map(({ title, code }) => [title, code])).toEqual([
      ['E-2', 'stale-revision'],
      ['E-3', 'entry-as-it-is'],
    ])
    expect(await safety().registers.get({ id: second.id })).toMatchObject({ entry: { gauge: 'red' } })
  })
  test('are not said to have been checked on a day to come', async () => {
    const entries = [await aBottle('H-1')]
    const tomorrow = { register, entries, values: { lastCheckedOn: '2026-10-16' } }
    const { done, left } = await safety().registers.changeMany(tomorrow)
    expect([done, left.map(({ code }) => code)]).toEqual([0, ['day-in-the-future']])
  })
  test('are taken out and put back together', async () => {
    const entries = [await aBottle('F-1'), await aBottle('F-2')]
    const retire = (revision: number, retired: boolean) =>
      safety().registers.retireMany({
        ...{ register, retired },
        entries: entries.map(({ id }) => ({ id, revision })),
      })
    expect(await retire(1, true)).toEqual({ done: 2, left: [] })
    const shown = await safety().registers.list({ register, filter: { retired: true, search: 'F-' } })
    expect(shown.total).toBe(2)
    expect(await retire(2, false)).toEqual({ done: 2, left: [] })
  })
  test('that a filter shows are chosen by it', async () => {
    const { id } = await aBottle('G-1')
    expect(await safety().registers.choose({ register, filter: { search: 'G-1' } })).toEqual([
      { id, revision: 1 },
    ])
  })
  test('are not changed where that is not safe, not allowed, or another school’s', async () => {
    const entries = [await aBottle('H-1')]
    await expect(
      safety().registers.changeMany({ register, entries, values: { number: 'H-2' } }),
    ).rejects.toThrow('not-permitted')
    await expect(
      county.as('officer').registers.changeMany({ register, entries, values: checked }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const { done, left } = await county
      .as('villageHead')
      .registers.changeMany({ register, entries, values: checked })
    expect([done, left.map(({ title, code }) => [title, code])]).toEqual([0, [['', 'not-found']]])
    await expect(
      county.as('westHead').registers.retireMany({ register: 'priority/case-file', entries, retired: true }),
    ).rejects.toThrow('not-permitted')
  })
})
