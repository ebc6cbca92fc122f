import { z } from 'zod'

const id = <Name extends string>() => z.uuid().brand<Name>()

/** Ids of different things do not mix: each is a UUID with a name the compiler knows. */
export const UnitId = id<'UnitId'>()
export type UnitId = z.infer<typeof UnitId>
export const AccountId = id<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>
export const CampaignId = id<'CampaignId'>()
export type CampaignId = z.infer<typeof CampaignId>
export const PhaseId = id<'PhaseId'>()
export type PhaseId = z.infer<typeof PhaseId>
export const TaskId = id<'TaskId'>()
export type TaskId = z.infer<typeof TaskId>
export const AssignmentId = id<'AssignmentId'>()
export type AssignmentId = z.infer<typeof AssignmentId>
export const SubmissionId = id<'SubmissionId'>()
export type SubmissionId = z.infer<typeof SubmissionId>
export const HazardId = id<'HazardId'>()
export type HazardId = z.infer<typeof HazardId>
export const RiskPointId = id<'RiskPointId'>()
export type RiskPointId = z.infer<typeof RiskPointId>
export const PublicReportId = id<'PublicReportId'>()
export type PublicReportId = z.infer<typeof PublicReportId>
export const ReportPosterId = id<'ReportPosterId'>()
export type ReportPosterId = z.infer<typeof ReportPosterId>
export const RiskPlanId = id<'RiskPlanId'>()
export type RiskPlanId = z.infer<typeof RiskPlanId>
export const FileId = id<'FileId'>()
export type FileId = z.infer<typeof FileId>
export const EntryId = id<'EntryId'>()
export type EntryId = z.infer<typeof EntryId>
export const InspectionRunId = id<'InspectionRunId'>()
export type InspectionRunId = z.infer<typeof InspectionRunId>
export const DutyId = id<'DutyId'>()
export type DutyId = z.infer<typeof DutyId>
export const LetterId = id<'LetterId'>()
export type LetterId = z.infer<typeof LetterId>
export const HandoverId = id<'HandoverId'>()
export type HandoverId = z.infer<typeof HandoverId>
export const DrillId = id<'DrillId'>()
export type DrillId = z.infer<typeof DrillId>
export const CountyDrillId = id<'CountyDrillId'>()
export type CountyDrillId = z.infer<typeof CountyDrillId>
export const DeviceId = id<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>
export const PupilId = id<'PupilId'>()
export type PupilId = z.infer<typeof PupilId>
export const MatterId = id<'MatterId'>()
export type MatterId = z.infer<typeof MatterId>
export const MeasureId = id<'MeasureId'>()
export type MeasureId = z.infer<typeof MeasureId>
export const ReferralId = id<'ReferralId'>()
export type ReferralId = z.infer<typeof ReferralId>
