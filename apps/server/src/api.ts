import { router } from './trpc.ts'
import { auditRouter } from './audit/audit.router.ts'
import { busPlatformsRouter } from './bus/bus-platforms.router.ts'
import { sessionRouter } from './auth/session.router.ts'
import { assignmentsRouter } from './campaign/assignments.router.ts'
import { campaignsRouter } from './campaign/campaigns.router.ts'
import { countyDrillsRouter } from './drills/county-drills.router.ts'
import { devicesRouter } from './drills/devices.router.ts'
import { drillsRouter } from './drills/drills.router.ts'
import { drillStandardsRouter } from './drills/drill-standards.router.ts'
import { rostersRouter } from './drills/rosters.router.ts'
import { inspectionsRouter } from './inspections/inspections.router.ts'
import { homeRouter } from './inbox/home.router.ts'
import { inboxRouter } from './inbox/inbox.router.ts'
import { savedFiltersRouter } from './inbox/saved-filters.router.ts'
import { peopleRouter } from './organisation/people.router.ts'
import { unitsRouter } from './organisation/units.router.ts'
import { hazardsRouter } from './prevention/hazards.router.ts'
import { importsRouter } from './registers/imports.router.ts'
import { registersRouter } from './registers/registers.router.ts'
import { ruleLimitsRouter } from './registers/rule-limits.router.ts'
import { setUpRouter } from './set-up/set-up.router.ts'

/** The whole API, a table of contents. Front ends take `AppRouter` as a type only. */
export const api = router({
  session: sessionRouter,
  setUp: setUpRouter,
  home: homeRouter,
  campaigns: campaignsRouter,
  assignments: assignmentsRouter,
  inbox: inboxRouter,
  savedFilters: savedFiltersRouter,
  hazards: hazardsRouter,
  registers: registersRouter,
  inspections: inspectionsRouter,
  ruleLimits: ruleLimitsRouter,
  imports: importsRouter,
  busPlatforms: busPlatformsRouter,
  drills: drillsRouter,
  countyDrills: countyDrillsRouter,
  drillStandards: drillStandardsRouter,
  devices: devicesRouter,
  rosters: rostersRouter,
  units: unitsRouter,
  people: peopleRouter,
  audit: auditRouter,
})

export type AppRouter = typeof api
