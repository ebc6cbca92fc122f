import { beforeAll, describe, expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'

const county = useCounty()
const register = 'bus/rider-list' as const
const rider = {
  schoolClass: '三年级1班',
  pupil: '张小明',
  line: '一号线',
  place: '东街口',
  met: 'alone',
  told: true,
}
const more = { guardian: '张大明', guardianPhone: '13812340000' }
beforeAll(() =>
  county.assembled.connections.owner.query(`update units set has_bus = true where id = $1`, [
    county.units.westMiddle,
  ]),
)
async function aRider(pupil = '张小明') {
  return county.as('westSafety').registers.record({
    ...{ unitId: county.units.westMiddle },
    entry: { register, body: { ...rider, ...more, pupil } },
  })
}

describe('a personal field', () => {
  test('is there for the school, and masked for those above it, in lists, alone and in history', async () => {
    const { id } = await aRider()
    await county
      .as('westSafety')
      .registers.change({ id, revision: 1, body: { ...rider, ...more, guardianPhone: '13999990000' } })
    const school = await county.as('westSafety').registers.get({ id })
    expect(school).toMatchObject({
      entry: { pupil: '张小明', guardianPhone: '13999990000' },
      mayReveal: false,
    })
    const officer = county.as('officer').registers
    const list = await officer.list({ register })
    const found = await officer.get({ id })
    expect(list).toMatchObject({ isMasked: true, rows: [{ entry: { pupil: '张*', line: '一号线' } }] })
    expect(found).toMatchObject({ mayReveal: true, entry: { guardianPhone: '139****0000' } })
    expect(JSON.stringify([list, found])).not.toMatch(/张小明|张大明|13812340000|13999990000/)
  })
  test('is not guessed by searching, narrowing or sorting', async () => {
    await aRider('李小红')
    const ask = (filter: object, sort = {}) => county.as('officer').registers.list({ register, filter, sort })
    expect((await ask({ search: '李小红' })).total).toBe(0)
    expect((await ask({ search: '东街口' })).total).toBeGreaterThan(0)
    const all = (await ask({})).total
    expect((await ask({ fields: { pupil: '李小红' } })).total).toBe(all)
    expect((await ask({}, { by: 'pupil', desc: false })).rows.map(({ id }) => id)).toEqual(
      (await ask({}, { by: 'recordedAt', desc: false })).rows.map(({ id }) => id),
    )
    expect((await ask({ texts: { pupil: '李小红' } })).total).toBe(all)
    const own = await county.as('westSafety').registers.list({ register, filter: { search: '李小红' } })
    expect(own.total).toBe(1)
  })
  test('is shown to whoever has to know it, which stands in the record; nobody else asks', async () => {
    const { id } = await aRider('王小华')
    expect(await county.as('officer').registers.reveal({ id })).toMatchObject({ pupil: '王小华' })
    expect(await county.audit('entry.reveal', id)).toHaveLength(1)
    await expect(county.as('auditor').registers.reveal({ id })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
  test('is masked in the record too', async () => {
    const { id } = await aRider('赵小刚')
    const { rows } = await county.assembled.connections.owner.query(
      `select after from audit_events where subject_id = $1`,
      [id],
    )
    expect(JSON.stringify(rows)).toContain('赵*')
    expect(JSON.stringify(rows)).not.toMatch(/赵小刚|13812340000/)
  })
})
