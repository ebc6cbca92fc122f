export { COUNTY, makeCounty, type County, type SchoolClass } from './county.ts'
export { makeAppointments, makePeople, type Person } from './people.ts'
export { makeCampaign, type DemoAssignment, type DemoCampaign, type DemoSubmission } from './campaign.ts'
export { makeDrills, type DemoDrill, type DemoDrills } from './drills.ts'
export {
  makePoints,
  makePupils,
  pointOfClasses,
  storeysOf,
  type DemoPoint,
  type DemoPupil,
} from './pupils.ts'
export { makeEntries, writeBooks, type DemoEntry } from './entries/index.ts'
export type { DemoHazard, DemoHazardEvent } from './hazard-walk.ts'
export { makeHazards } from './hazards.ts'
export { makeMatters, type DemoMatter } from './supervision.ts'
export { makePublicReports, type DemoPoster, type DemoReport, type DemoReports } from './public-reports.ts'
export { makeRiskPlans, type DemoPlan } from './risk-plans.ts'
export { choosePilots, makePilots, type DemoPilot } from './pilots/index.ts'
export { makeMaterials, makePairings, type DemoMaterial } from './pilots/materials.ts'
export { makeReferrals, type DemoReferral } from './referrals.ts'
export { makeRisks, type DemoRisk } from './risks.ts'
export { makeRuns, type DemoRun } from './inspections.ts'
export { samplePlan } from './plan.ts'
export { idFrom, Random } from './random.ts'
