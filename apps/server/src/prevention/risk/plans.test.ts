import type { FileId, RiskPoint } from '@anlan/domain'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FileMeta } from '../../files/keep-file.ts'
import { expectRefusal, useCounty, type PersonName, type UnitName } from '../../testing/county.ts'
import { recordStairs } from '../../testing/risks.ts'
import { givePasswords, open, Visitor } from '../../testing/visitor.ts'

const county = useCounty()
const PASSWORD = 'lan-shan-yu-7'
let house: Awaited<ReturnType<typeof open>>
let east: Visitor
beforeAll(async () => {
  await givePasswords(county, PASSWORD, ['eastSafety'])
  house = await open(county.assembled)
  east = new Visitor(house.origin)
  await east.signIn('eastsafety', PASSWORD)
})
afterAll(() => house.close())

const FLOOR = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="#eee"/></svg>`
async function send(body: string | Buffer, name: string, as = 'plan') {
  const unit = county.units.eastMiddle
  const answer = await east.fetch(`/api/files?unit=${unit}&name=${encodeURIComponent(name)}&as=${as}`, {
    ...{ method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body) },
  })
  const sent = (await answer.json()) as FileMeta & { refusal?: { code: string } }
  return { status: answer.status, file: sent, code: sent.refusal?.code }
}
const words = { title: '教学楼二层', campus: '', building: '教学楼', floor: '二层' }
const add = async (by: PersonName = 'eastSafety', unit: UnitName = 'eastMiddle') =>
  county.as(by).riskPlans.add({
    ...words,
    ...{ unitId: county.units[unit], fileId: (await county.aFile(unit, 'image/png')) as FileId },
  })

describe('a floor plan', () => {
  test('may be a photo, or a drawing that is clean, which is then shown as a picture that may do nothing', async () => {
    const photo = await sharp({
      create: { width: 8, height: 6, channels: 3, background: '#fff' },
    })
      .png()
      .toBuffer()
    expect(await send(photo, '平面图.png')).toMatchObject({ status: 201, file: { mediaType: 'image/png' } })
    const { file } = await send(FLOOR, '平面图.svg')
    expect(file).toMatchObject({ mediaType: 'image/svg+xml', width: 40, height: 30, name: '平面图.svg' })
    const shown = await east.fetch(`/api/files/${file.id}/original`)
    expect(await shown.text()).toBe(FLOOR)
    expect(shown.headers.get('content-type')).toBe('image/svg+xml')
    expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    const view = await east.fetch(`/api/files/${file.id}/view`)
    expect(view.headers.get('content-type')).toBe('image/webp')
  })

  test.each([
    ['a script', FLOOR.replace('</svg>', '<script>alert(1)</script></svg>')],
    ['an event', FLOOR.replace('<rect', '<rect onclick="alert(1)"')],
    ['foreign content', FLOOR.replace('</svg>', '<foreignObject/></svg>')],
    ['an address outside', FLOOR.replace('</svg>', '<image href="https://example.invalid/a.png"/></svg>')],
  ])('is refused with %s in it, whatever its name says', async (_what, svg) => {
    expect(await send(svg, '平面图.svg')).toMatchObject({ status: 422, code: 'svg-not-clean' })
    expect(await send(svg, '平面图.png')).toMatchObject({ status: 422, code: 'svg-not-clean' })
  })

  test('is the only thing that may be a drawing: evidence is not', async () => {
    expect((await send(FLOOR, '整改.svg', 'evidence')).status).toBe(422)
  })

  test('is a picture of the unit it is filed for', async () => {
    const { riskPlans } = county.as('eastSafety')
    const unitId = county.units.eastMiddle
    const paper = (await county.aFile('eastMiddle', 'application/pdf')) as FileId
    await expectRefusal(riskPlans.add({ ...words, unitId, fileId: paper }), 'not-a-photo')
    const west = (await county.aFile('westMiddle', 'image/png')) as FileId
    await expectRefusal(riskPlans.add({ ...words, unitId, fileId: west }), 'unknown-file')
    await expectRefusal(add('eastSafety', 'westMiddle'), 'outside-scope')
    await expectRefusal(add('eastTeacher'), 'not-permitted')
    await expectRefusal(add('officer'), 'not-permitted')
  })
})

describe('a point on a plan', () => {
  const place = (point: RiskPoint, planId: string, by: PersonName = 'eastSafety') =>
    county.as(by).risks.place({
      ...{ id: point.id, revision: point.revision },
      place: { planId: planId as never, x: 0.25, y: 0.5 },
    })

  test('is placed, moved and taken off, each in the audit', async () => {
    const { id } = await add()
    const placed = await place(await recordStairs(county), id)
    expect(placed.place).toEqual({ planId: id, x: 0.25, y: 0.5 })
    const { risks } = county.as('eastSafety')
    const list = await risks.list({ page: 1, pageSize: 10, filter: { planId: id } })
    expect(list.rows.map(row => row.id)).toEqual([placed.id])
    const off = await risks.place({ id: placed.id, revision: placed.revision, place: null })
    expect(off.place).toBeNull()
    expect(await county.audit('risk.place', placed.id)).toHaveLength(2)
  })

  test('a move that overtakes the one before it waits for it, and one that follows nothing is refused', async () => {
    const { id } = await add()
    const point = await recordStairs(county)
    const { risks } = county.as('eastSafety')
    const to = (x: number, revision: number) =>
      risks.place({ id: point.id, revision, place: { planId: id as never, x, y: 0.5 } })
    const second = to(0.75, point.revision + 1)
    const first = to(0.25, point.revision)
    expect([(await first).place?.x, (await second).place?.x]).toEqual([0.25, 0.75])
    await expectRefusal(to(0.1, point.revision), 'stale-revision')
    await expectRefusal(to(0.1, point.revision + 9), 'stale-revision')
  })

  test('stays on the plans of its own unit, and within them', async () => {
    const point = await recordStairs(county)
    const west = await add('westSafety', 'westMiddle')
    await expectRefusal(place(point, west.id), 'unknown-plan')
    await expectRefusal(place(point, west.id, 'westSafety'), 'not-found')
    const own = await add()
    const beyond = { planId: own.id, x: 1.2, y: 0 }
    await expect(
      county.as('eastSafety').risks.place({ id: point.id, revision: 1, place: beyond }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  test('comes off when the plan is taken out of use, and stays on the register', async () => {
    const { id } = await add()
    const point = await place(await recordStairs(county), id)
    await expectRefusal(county.as('westSafety').riskPlans.retire({ id }), 'not-found')
    await county.as('eastHead').riskPlans.retire({ id })
    const after = await county.as('eastHead').risks.get({ id: point.id })
    expect(after.point).toMatchObject({ place: null, revision: point.revision + 1 })
    const plans = await county.as('eastHead').riskPlans.list({ unitId: county.units.eastMiddle })
    expect(plans.some(plan => plan.id === id)).toBe(false)
    await expectRefusal(place(after.point, id), 'unknown-plan')
    expect(await county.audit('risk-plan.retire', id)).toHaveLength(1)
  })
})
