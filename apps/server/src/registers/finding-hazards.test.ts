import { PLACE_WITHHELD, type UnitId } from '@anlan/domain'
import { describe, expect, test } from 'vitest'
import { useCounty } from '../testing/county.ts'

const county = useCounty()
const KEY = 'fire/exit-patrol-log'
const RULE = `${KEY}#route-not-clear` as const
const safety = () => county.as('westSafety')
const west = (): UnitId => county.units.westMiddle
const patrol = (place: string, change: object = {}) =>
  safety().registers.record({
    unitId: west(),
    entry: {
      register: KEY,
      body: { on: '2026-10-14', round: 'day', place, state: 'locked', patrolledBy: '王安', ...change },
    },
  })
const findings = async (who = safety()) =>
  (await who.registers.standing({ unitId: west(), area: 'fire' })).registers
    .flatMap(each => each.findings)
    .filter(({ rule }) => rule === RULE)
const findingOf = async (record: string) =>
  (await findings()).find(({ records }) => records.some(id => id === record))
const hazard = (place: string) => ({
  ...({ area: 'fire', source: 'self-inspection', place, description: '东侧出口上锁' } as const),
  ...({ discoveredOn: '2026-10-15', interimControl: null, stopUse: false } as const),
})

describe('a finding', () => {
  test('becomes a hazard once, filled in, and each shows the other', async () => {
    const { id: record } = await patrol('东侧出口')
    const found = await findingOf(record)
    expect(found).toMatchObject({ severity: 'major', hazard: null, key: record })
    const named = { unitId: west(), rule: RULE, findings: [record] }
    const proposed = await safety().registers.hazardOf(named)
    expect(proposed).toMatchObject({ place: '东侧出口', grade: 'major', source: 'self-inspection' })
    expect(await county.as('officer').registers.hazardOf(named)).toMatchObject({
      source: 'supervision-review',
    })

    const { id, number } = await safety().registers.openHazard({ ...named, hazard: hazard('东侧出口') })
    expect(await findingOf(record)).toMatchObject({ hazard: { id, number, state: 'reported' } })
    expect(await county.audit('finding.open-hazard', id)).toHaveLength(1)
    expect(await county.audit('hazard.report', id)).toHaveLength(1)
    await expect(safety().registers.openHazard({ ...named, hazard: hazard('东侧出口') })).rejects.toThrow(
      'finding-has-hazard',
    )
  })
  test('is reported by one of two who are at it at once', async () => {
    const { id: record } = await patrol('西侧出口')
    const named = { unitId: west(), rule: RULE, findings: [record] }
    const tries = await Promise.allSettled(
      ['westSafety', 'westHead'].map(who =>
        county.as(who as 'westHead').registers.openHazard({ ...named, hazard: hazard('西侧出口') }),
      ),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
  test('that was dismissed as a hazard may be reported again', async () => {
    const { id: record } = await patrol('北侧出口')
    const named = { unitId: west(), rule: RULE, findings: [record] }
    const first = await safety().registers.openHazard({ ...named, hazard: hazard('北侧出口') })
    await county
      .as('officer')
      .hazards.advance({ id: first.id, revision: 1, command: { event: 'dismiss', reason: '已核实，属误报' } })
    expect((await findingOf(record))?.hazard?.state).toBe('dismissed')
    const second = await safety().registers.openHazard({ ...named, hazard: hazard('北侧出口') })
    expect((await findingOf(record))?.hazard?.id).toBe(second.id)
  })
  test('that no longer stands, or is another school’s, makes none', async () => {
    const { id: record } = await patrol('南侧出口')
    const named = { unitId: west(), rule: RULE, findings: [record] }
    await expect(
      county.as('villageHead').registers.openHazard({ ...named, hazard: hazard('南侧出口') }),
    ).rejects.toThrow('not-found')
    await expect(county.as('auditor').registers.hazardOf(named)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await safety().registers.retire({ id: record, revision: 1, retired: true })
    await expect(safety().registers.openHazard({ ...named, hazard: hazard('南侧出口') })).rejects.toThrow(
      'finding-gone',
    )
  })
})

describe('a finding of a register that few read', () => {
  const CASES = 'priority/case-file'
  test('is there for its readers only, and takes nobody’s name along', async () => {
    const body = {
      ...{ number: '2026-77', reportedOn: '2026-09-01', source: 'teacher', stage: 'intake', harmed: '甲生' },
      ...{ accused: '乙生', forms: ['words'], sexualHarm: false, account: '课间言语侮辱' },
      ...{ outcome: 'serious', investigatedOn: '2026-09-02', place: '甲生座位旁' },
    }
    const head = county.as('westHead')
    await head.registers.record({ unitId: west(), entry: { register: CASES, body } })
    const stands = await head.registers.standing({ unitId: west(), area: 'priority' })
    const found = stands.registers.find(({ register }) => register === CASES)?.findings[0]
    expect(found).toBeDefined()
    if (!found) return
    const named = { unitId: west(), rule: found.rule, findings: [found.key] }
    expect(JSON.stringify(await head.registers.hazardOf(named))).not.toMatch(/甲生|乙生|侮辱|2026-77/)
    await expect(safety().registers.hazardOf(named)).rejects.toThrow('not-found')
    // Nor does what somebody typed into it.
    const made = await head.registers.openHazard({ ...named, hazard: hazard('甲生座位旁') })
    const { hazard: kept } = await county.as('auditor').hazards.get({ id: made.id })
    expect(JSON.stringify(kept)).not.toMatch(/甲生|乙生|侮辱/)
    expect(kept).toMatchObject({ place: PLACE_WITHHELD, interimControl: null })
  })
})
