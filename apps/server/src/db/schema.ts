import type { CountySummariesTable, CountySummaryUnitsTable } from '../summaries/county-summaries.table.ts'
import type {
  SummariesTable,
  SummaryEventsTable,
  SummaryVersionsTable,
} from '../summaries/summaries.table.ts'
import type { DocumentNumbersTable } from '../papers/numbers/document-numbers.table.ts'
import type {
  DutyLinksTable,
  DutyReceiptsTable,
  LeaderEntriesTable,
  LeaderEntryFilesTable,
  StudyFilesTable,
  StudyMinutesTable,
  StudyRecordsTable,
} from '../responsibility/chain.table.ts'
import type { HandoversTable } from '../responsibility/handovers.table.ts'
import type { PapersTable } from '../papers/papers.table.ts'
import type { PaperTemplatesTable } from '../papers/templates/paper-templates.table.ts'
import type {
  AuditChainTable,
  AuditEventsTable,
  AuditSealsTable,
  AuditVerificationsTable,
} from '../audit/audit.table.ts'
import type { BusAlarmsTable, BusPlatformsTable } from '../bus/bus.table.ts'
import type {
  CredentialsTable,
  SessionsTable,
  SignInFailuresTable,
  TwoFactorEnrolmentsTable,
  TwoFactorsTable,
} from '../auth/auth.table.ts'
import type {
  AssignmentsTable,
  CampaignsTable,
  PhasesTable,
  PlanDocumentsTable,
  SubmissionFilesTable,
  SubmissionsTable,
  TasksTable,
} from '../campaign/campaign.table.ts'
import type {
  AssemblyPointsTable,
  AttendanceTable,
  CountyDrillsTable,
  DevicesTable,
  DrillFactsTable,
  DrillsTable,
  PairingRequestsTable,
  PupilsTable,
  RefusedFactsTable,
  RosterPacksTable,
  SchoolSitesTable,
  StaffBadgesTable,
} from '../drills/drills.table.ts'
import type {
  IndicatorDaysTable,
  IndicatorPlacesTable,
  IndicatorSnapshotsTable,
  IndicatorSumsTable,
} from '../indicators/snapshots.table.ts'
import type { FilesTable } from '../files/files.table.ts'
import type { InboxMessagesTable, SavedFiltersTable, SettingsTable } from '../inbox/inbox.table.ts'
import type {
  InspectionAnswersTable,
  InspectionFilesTable,
  InspectionHazardsTable,
  InspectionRunsTable,
} from '../inspections/inspections.table.ts'
import type {
  AccountsTable,
  AppointmentsTable,
  SchoolClassesTable,
  TownshipsTable,
  UnitsTable,
} from '../organisation/organisation.table.ts'
import type { HazardMonthsTable, HazardTalliesTable } from '../prevention/hazard-tallies.table.ts'
import type { HazardEventsTable, HazardFilesTable, HazardsTable } from '../prevention/prevention.table.ts'
import type { HazardDisplaysTable } from '../prevention/display/display.table.ts'
import type { HazardOrdersTable } from '../prevention/hand-down/hand-down.table.ts'
import type {
  PublicReportContactsTable,
  PublicReportFilesTable,
  PublicReportsTable,
  ReportPostersTable,
} from '../prevention/public-reports/public-reports.table.ts'
import type {
  GradingSchemesTable,
  RiskAssessmentsTable,
  RiskPlansTable,
  RiskPointsTable,
} from '../prevention/risk/risks.table.ts'
import type {
  FindingHazardsTable,
  RegisterEntriesTable,
  EntryImportsTable,
  RegisterFilesTable,
  RegisterHistoryTable,
  RegisterStandingsTable,
} from '../registers/registers.table.ts'
import type { ImportChunksTable, ImportsTable } from '../registers/imports.table.ts'
import type { DutiesTable, DutyModelsTable } from '../responsibility/duties.table.ts'
import type {
  LetterBatchesTable,
  LetterEventsTable,
  LetterFilesTable,
  LettersTable,
  LetterTemplatesTable,
} from '../responsibility/letters.table.ts'
import type { SetUpLinksTable } from '../set-up/set-up.table.ts'

import type {
  PilotMaterialFilesTable,
  PilotMaterialsTable,
  PilotTakeOversTable,
} from '../prevention/pilot/materials.table.ts'
import type {
  PilotCriteriaTable,
  PilotEventsTable,
  PilotPairingsTable,
  PilotsTable,
} from '../prevention/pilot/pilots.table.ts'
import type {
  InspectionDrawsTable,
  InspectionRoundsTable,
  InspectionVisitsTable,
  VisitFilesTable,
} from '../rounds/rounds.table.ts'
import type {
  SupervisionEventsTable,
  SupervisionFactsTable,
  SupervisionFilesTable,
  SupervisionMattersTable,
  SupervisionMeasuresTable,
} from '../supervision/supervision.table.ts'

import type {
  ReferralEventsTable,
  ReferralFilesTable,
  ReferralLinksTable,
  ReferralsTable,
} from '../supervision/referral/referral.table.ts'
import type {
  BulletinReceiptsTable,
  BulletinsTable,
  MechanismFilesTable,
  MechanismItemsTable,
  MechanismRecordsTable,
  MechanismWorksTable,
} from '../mechanisms/mechanisms.table.ts'

import type { PublicityActivitiesTable, PublicityFilesTable } from '../training/publicity/publicity.table.ts'
import type {
  TrainingAttemptsTable,
  TrainingCertificatesTable,
  TrainingTalliesTable,
  TrainingSessionsTable,
  TrainingSignInsTable,
  TrainingsTable,
} from '../training/training.table.ts'

/** Every table the runtime role reaches. */
export interface Schema {
  townships: TownshipsTable
  indicator_places: IndicatorPlacesTable
  indicator_days: IndicatorDaysTable
  indicator_snapshots: IndicatorSnapshotsTable
  indicator_sums: IndicatorSumsTable
  units: UnitsTable
  accounts: AccountsTable
  appointments: AppointmentsTable
  school_classes: SchoolClassesTable
  credentials: CredentialsTable
  sessions: SessionsTable
  two_factors: TwoFactorsTable
  two_factor_enrolments: TwoFactorEnrolmentsTable
  sign_in_failures: SignInFailuresTable
  set_up_links: SetUpLinksTable
  plan_documents: PlanDocumentsTable
  campaigns: CampaignsTable
  phases: PhasesTable
  tasks: TasksTable
  assignments: AssignmentsTable
  submissions: SubmissionsTable
  submission_files: SubmissionFilesTable
  files: FilesTable
  grading_schemes: GradingSchemesTable
  risk_plans: RiskPlansTable
  risk_points: RiskPointsTable
  risk_assessments: RiskAssessmentsTable
  hazards: HazardsTable
  hazard_events: HazardEventsTable
  hazard_files: HazardFilesTable
  hazard_orders: HazardOrdersTable
  hazard_displays: HazardDisplaysTable
  report_posters: ReportPostersTable
  public_reports: PublicReportsTable
  public_report_files: PublicReportFilesTable
  public_report_contacts: PublicReportContactsTable
  hazard_tallies: HazardTalliesTable
  hazard_months: HazardMonthsTable
  register_entries: RegisterEntriesTable
  register_history: RegisterHistoryTable
  register_files: RegisterFilesTable
  entry_imports: EntryImportsTable
  register_standings: RegisterStandingsTable
  finding_hazards: FindingHazardsTable
  inspection_runs: InspectionRunsTable
  inspection_answers: InspectionAnswersTable
  inspection_other_answers: InspectionAnswersTable
  inspection_files: InspectionFilesTable
  inspection_hazards: InspectionHazardsTable
  pilot_criteria: PilotCriteriaTable
  pilots: PilotsTable
  papers: PapersTable
  document_numbers: DocumentNumbersTable
  paper_templates: PaperTemplatesTable
  pilot_events: PilotEventsTable
  pilot_materials: PilotMaterialsTable
  pilot_material_files: PilotMaterialFilesTable
  pilot_take_overs: PilotTakeOversTable
  pilot_pairings: PilotPairingsTable
  handovers: HandoversTable
  duty_receipts: DutyReceiptsTable
  duty_links: DutyLinksTable
  study_records: StudyRecordsTable
  study_files: StudyFilesTable
  study_minutes: StudyMinutesTable
  leader_entries: LeaderEntriesTable
  leader_entry_files: LeaderEntryFilesTable
  inspection_rounds: InspectionRoundsTable
  inspection_draws: InspectionDrawsTable
  inspection_visits: InspectionVisitsTable
  visit_files: VisitFilesTable
  county_summaries: CountySummariesTable
  county_summary_units: CountySummaryUnitsTable
  summaries: SummariesTable
  summary_versions: SummaryVersionsTable
  summary_events: SummaryEventsTable
  supervision_matters: SupervisionMattersTable
  supervision_facts: SupervisionFactsTable
  supervision_measures: SupervisionMeasuresTable
  supervision_events: SupervisionEventsTable
  supervision_files: SupervisionFilesTable
  trainings: TrainingsTable
  training_sessions: TrainingSessionsTable
  training_sign_ins: TrainingSignInsTable
  training_attempts: TrainingAttemptsTable
  training_certificates: TrainingCertificatesTable
  training_tallies: TrainingTalliesTable
  publicity_activities: PublicityActivitiesTable
  publicity_files: PublicityFilesTable
  referrals: ReferralsTable
  referral_events: ReferralEventsTable
  referral_links: ReferralLinksTable
  referral_files: ReferralFilesTable
  duties: DutiesTable
  duty_models: DutyModelsTable
  letter_templates: LetterTemplatesTable
  letter_batches: LetterBatchesTable
  letters: LettersTable
  letter_events: LetterEventsTable
  letter_files: LetterFilesTable
  mechanism_records: MechanismRecordsTable
  mechanism_items: MechanismItemsTable
  mechanism_works: MechanismWorksTable
  mechanism_files: MechanismFilesTable
  bulletins: BulletinsTable
  bulletin_receipts: BulletinReceiptsTable
  imports: ImportsTable
  import_chunks: ImportChunksTable
  bus_platforms: BusPlatformsTable
  bus_alarms: BusAlarmsTable
  assembly_points: AssemblyPointsTable
  school_sites: SchoolSitesTable
  pupils: PupilsTable
  staff_badges: StaffBadgesTable
  attendance: AttendanceTable
  roster_packs: RosterPacksTable
  county_drills: CountyDrillsTable
  drills: DrillsTable
  drill_facts: DrillFactsTable
  refused_facts: RefusedFactsTable
  devices: DevicesTable
  pairing_requests: PairingRequestsTable
  inbox_messages: InboxMessagesTable
  saved_filters: SavedFiltersTable
  settings: SettingsTable
  audit_events: AuditEventsTable
  audit_chain: AuditChainTable
  audit_seals: AuditSealsTable
  audit_verifications: AuditVerificationsTable
}
