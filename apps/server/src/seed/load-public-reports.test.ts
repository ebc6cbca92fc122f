import { dayOf, PublicReport } from '@anlan/domain'
import { makeCampaign, makeCounty, makeHazards, makePeople, makePublicReports } from '@anlan/seed'
import { expect, test } from 'vitest'

const TODAY = '2026-11-27'
const { units } = makeCounty()
const people = makePeople(units)
const make = () =>
  makePublicReports(
    units,
    people,
    makeHazards(units, people, makeCampaign(units, people, TODAY).from, TODAY),
    TODAY,
  )
const { posters, reports, hazards } = make()

test('eight reports show every state, the same on every run', () => {
  expect(reports.map(({ report }) => report.state)).toEqual([
    ...['waiting', 'waiting', 'waiting', 'waiting', 'verified', 'verified', 'duplicate', 'dismissed'],
  ])
  expect(make().reports).toEqual(reports)
  for (const { report } of reports) expect(PublicReport.parse(report)).toEqual(report)
})

test('each came from a poster of its school, before today and before it was settled', () => {
  for (const { report } of reports) {
    expect(posters.find(({ id }) => id === report.posterId)?.unitId).toBe(report.unitId)
    expect(dayOf(report.receivedAt) < TODAY).toBe(true)
    if (report.settledAt)
      expect(report.receivedAt < report.settledAt && dayOf(report.settledAt) < TODAY).toBe(true)
  }
})

test('what was verified is a hazard of that school, put on record by its own people as reported by the public', () => {
  for (const { report } of reports.filter(each => each.report.hazardId !== null)) {
    const found = hazards.find(({ hazard }) => hazard.id === report.hazardId)
    expect(found?.hazard.unitId).toBe(report.unitId)
    if (report.state === 'verified')
      expect([found?.hazard.source, found?.reporter.role]).toEqual(['public-report', 'safety-officer'])
  }
})
