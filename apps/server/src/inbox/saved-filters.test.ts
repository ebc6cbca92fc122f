import { describe, expect, test } from 'vitest'
import { expectRefusal, useCounty } from '../testing/county.ts'

const county = useCounty()
const page = 'hazards'

describe('a saved filter', () => {
  test('is its owner’s: others neither see it nor take it away', async () => {
    const { id } = await county
      .as('eastHead')
      .savedFilters.save({ page, name: '逾期', filter: { overdue: true } })
    expect(await county.as('eastSafety').savedFilters.list({ page })).toEqual([])
    expect(await county.as('officer').savedFilters.remove({ id })).toEqual({ removed: false })
    expect(await county.as('eastHead').savedFilters.list({ page })).toMatchObject([{ id, name: '逾期' }])
    expect(await county.as('eastHead').savedFilters.remove({ id })).toEqual({ removed: true })
    expect(await county.audit('saved-filter.remove', id)).toHaveLength(1)
  })

  test('is no place to lay megabytes down', async () => {
    const filter = { search: '长'.repeat(5_000) }
    await expect(county.as('eastTeacher').savedFilters.save({ page, name: '长', filter })).rejects.toThrow(
      'too-long',
    )
    expect(await county.as('eastTeacher').savedFilters.list({ page })).toEqual([])
  })

  test('is one of at most fifty, all of which are shown', async () => {
    const save = (name: string) => county.as('westHead').savedFilters.save({ page, name, filter: {} })
    for (let each = 1; each <= 50; each += 1) await save(`筛选${each}`)
    await expectRefusal(save('再来一个'), 'too-many-filters')
    expect(await county.as('westHead').savedFilters.list({ page })).toHaveLength(50)
  })
})
