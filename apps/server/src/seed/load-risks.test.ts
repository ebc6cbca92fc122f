import { makeCounty, makePeople, makeRiskPlans, makeRisks } from '@anlan/seed'
import { expect, test } from 'vitest'
import { sniff } from '../files/sniff.ts'

const { units } = makeCounty()
const people = makePeople(units)
const TODAY = '2026-11-27'
const plans = makeRiskPlans(units, people, TODAY)
const placed = makeRisks(units, people, TODAY).flatMap(({ point }) =>
  point.place ? [{ ...point.place, unitId: point.unitId }] : [],
)

test('the plans of the demonstration are drawings anybody could upload, of the size they are kept with', async () => {
  expect(plans.length).toBeGreaterThan(8)
  for (const { svg, width, height } of plans) {
    const read = await sniff(Buffer.from(svg), '平面图.svg', 'plan')
    expect(read.ok && read.value.photo).toMatchObject({ width, height })
  }
})

test('points lie on plans of their own school, each at its own spot', () => {
  for (const { id, unit } of plans) {
    const here = placed.filter(({ planId }) => planId === id)
    expect([unit.name, here.length > 0]).toEqual([unit.name, true])
    expect(here.every(({ unitId }) => unitId === unit.id)).toBe(true)
    expect(new Set(here.map(({ x, y }) => `${x} ${y}`)).size).toBe(here.length)
  }
  expect(placed.every(({ planId }) => plans.some(({ id }) => id === planId))).toBe(true)
})
