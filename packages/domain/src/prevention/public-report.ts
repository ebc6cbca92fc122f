import { z } from 'zod'
import { AreaId } from '../areas/area-id.ts'
import { Instant } from '../kernel/day.ts'
import type { Flow } from '../kernel/flow.ts'
import { humanText } from '../kernel/human-text.ts'
import { HazardId, PublicReportId, ReportPosterId, UnitId } from '../kernel/ids.ts'
import type { Label } from '../kernel/label.ts'

/** Reports by anybody (举报, FACTS 3.3): sent from a poster at a school, and no hazard until somebody has verified them. */
export const PUBLIC_REPORT_STATES = {
  waiting: { zh: '待核实', en: 'Waiting to be verified' },
  verified: { zh: '属实，已登记为隐患', en: 'Verified, now a hazard' },
  duplicate: { zh: '与已登记的隐患相同', en: 'Same as a known hazard' },
  dismissed: { zh: '核实不属实', en: 'Dismissed' },
} as const satisfies Record<string, Label>
export type PublicReportState = keyof typeof PUBLIC_REPORT_STATES
export const PUBLIC_REPORT_STATE_IDS = Object.keys(PUBLIC_REPORT_STATES) as [
  PublicReportState,
  ...PublicReportState[],
]
export const PublicReportState = z.enum(PUBLIC_REPORT_STATE_IDS)

export const PUBLIC_REPORT_EVENTS = {
  verify: { zh: '核实属实，登记隐患', en: 'Verify and record the hazard' },
  link: { zh: '并入已有隐患', en: 'Same as a known hazard' },
  dismiss: { zh: '核实不属实', en: 'Dismiss' },
} as const satisfies Record<string, Label>
export type PublicReportEvent = keyof typeof PUBLIC_REPORT_EVENTS

const BUREAU = ['section-officer', 'bureau-leader', 'bureau-inspector'] as const
const LEADS = ['principal', 'safety-officer', ...BUREAU] as const

/** What others tell of a school is not for the school itself to dismiss. */
export const PUBLIC_REPORT_FLOW = {
  waiting: {
    verify: { to: 'verified', by: LEADS },
    link: { to: 'duplicate', by: LEADS },
    dismiss: { to: 'dismissed', by: BUREAU },
  },
  verified: {},
  duplicate: {},
  dismissed: {},
} as const satisfies Flow<PublicReportState, PublicReportEvent>

/** Photos of one report at most. */
export const MOST_REPORT_PHOTOS = 3

/** What somebody without an account writes. The id is made on his device: the same report sent twice is one. */
export const NewPublicReport = z.object({
  id: PublicReportId,
  place: humanText(1, 120),
  text: humanText(4, 1000),
  /** How the bureau may reach whoever reports; nobody has to say. */
  contact: humanText(0, 60),
})
export type NewPublicReport = z.infer<typeof NewPublicReport>

export const PublicReport = NewPublicReport.omit({ contact: true }).extend({
  unitId: UnitId,
  posterId: ReportPosterId,
  receivedAt: Instant,
  state: PublicReportState,
  /** The hazard it became, or turned out to be. */
  hazardId: HazardId.nullable(),
  settledByName: z.string().nullable(),
  settledAt: Instant.nullable(),
  /** Why it was dismissed. */
  reason: z.string().nullable(),
})
export type PublicReport = z.infer<typeof PublicReport>

/** What whoever verifies a report may put right in it before it becomes a hazard. */
const VerifiedHazard = z.object({
  area: AreaId,
  place: humanText(1, 120),
  description: humanText(4, 2000),
  interimControl: humanText(1, 500).nullable(),
  stopUse: z.boolean(),
})

export const PublicReportCommand = z.discriminatedUnion('event', [
  z.object({ event: z.literal('verify'), hazard: VerifiedHazard }),
  z.object({ event: z.literal('link'), hazardId: HazardId }),
  z.object({ event: z.literal('dismiss'), reason: humanText(2, 500) }),
])
export type PublicReportCommand = z.infer<typeof PublicReportCommand>

/** Reports that are dismissed together at most: a page of them, which somebody has looked through. */
export const MOST_DISMISSED = 100

/** Reports of a flood, dismissed together for one reason; each is settled and recorded by itself. */
export const DismissMany = z.object({
  ids: z.array(PublicReportId).min(1).max(MOST_DISMISSED),
  reason: humanText(2, 500),
})
export type DismissMany = z.infer<typeof DismissMany>

/** A poster of a school, or of one place of it; blank where it hangs for the whole school. */
export const NewReportPoster = z.object({ unitId: UnitId, place: humanText(0, 60) })
export type NewReportPoster = z.infer<typeof NewReportPoster>
